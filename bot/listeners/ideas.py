"""What is pressed beside an idea on an account's card."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import rewrite_card
from bot.failures import answered
from bot.messages.ideas import DONE, DROP, UNDO, tell_done, tell_idea_reopened, tell_idea_settled
from bot.parsing.presses import read_idea_press
from bot.surroundings import Surroundings
from jobs.ideas import reopen_idea
from jobs.rules.touches import TouchDraft
from storage.ideas import set_idea_done

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Tick ideas off, drop them, and take either back."""

    @app.action(DONE)
    @answered
    def tick_idea_off(ack: Ack, body: Json) -> None:
        idea_id, account_id, _ = read_idea_press(body)
        touch_id = None
        with around.visit(body) as visit:
            idea = set_idea_done(visit.transaction, idea_id, done=True)
            if idea is not None:
                account = visit.page.accounts[idea.account_id]
                draft = TouchDraft(tell_done(idea.text), visit.today)
                touch_id = visit.log(account, draft, even_if_same=True).touch_id
        rewrite_card(around, ack, body, account_id, tell_idea_settled(idea, touch_id))

    @app.action(DROP)
    @answered
    def drop_idea(ack: Ack, body: Json) -> None:
        idea_id, account_id, _ = read_idea_press(body)
        with around.visit(body) as visit:
            idea = set_idea_done(visit.transaction, idea_id, done=True)
        rewrite_card(around, ack, body, account_id, tell_idea_settled(idea, None))

    @app.action(UNDO)
    @answered
    def undo_idea(ack: Ack, body: Json) -> None:
        idea_id, account_id, touch_id = read_idea_press(body)
        with around.visit(body) as visit:
            reopened = reopen_idea(visit.transaction, visit.rep, idea_id, touch_id, visit.now)
        rewrite_card(around, ack, body, account_id, tell_idea_reopened(reopened=reopened))
