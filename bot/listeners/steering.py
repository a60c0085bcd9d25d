"""What steers a brainstorm that is under way: more minutes, and on to the next phase."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.admins import find_deadline, is_admin
from bot.answer_rewriting import answer_press
from bot.brainstorm_posts import heed_press
from bot.failures import answered
from bot.messages.blocks import Message
from bot.messages.brainstorm_forms import (
    compose_gone_view,
    compose_may_not_steer,
    compose_moved_on_already,
)
from bot.messages.brainstorm_refusals import compose_may_steer_not_told, compose_not_shown_yet
from bot.messages.brainstorms import MORE, NEXT
from bot.parsing.presses import read_press
from bot.surroundings import Surroundings, Visit
from jobs.brainstorms import end_phase, extend_phase
from jobs.interruptions import read_interruption
from jobs.rules.brainstorms import may_steer
from storage.brainstorm_records import Brainstorm, Phase
from storage.brainstorms import read_brainstorm

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Extend, move on and close."""

    @app.action(MORE)
    @answered
    def extend(ack: Ack, body: Json) -> None:
        steer(around, ack, body, lambda visit, seen: extend_phase(visit.transaction, seen, visit.now))

    @app.action(NEXT)
    @answered
    def go_on(ack: Ack, body: Json) -> None:
        steer(around, ack, body, lambda visit, seen: end_phase(visit.transaction, seen, visit.now))


def steer(around: Surroundings, ack: Ack, body: Json, do: Callable[[Visit, Brainstorm], bool]) -> None:
    """Extend or move on a brainstorm for whoever may, unless it has moved on by itself meanwhile."""
    deadline = find_deadline()
    carried = read_press(body, "brainstorm", "post")
    with around.look(body) as visit:
        rep, seen = visit.rep, read_brainstorm(visit.transaction, carried["brainstorm"])
    ack()
    if seen is None:
        around.messenger_for(body).open_view(body["trigger_id"], compose_gone_view())
        return
    may = may_steer(rep, seen) or is_admin(around, body, rep, deadline)
    if not may:
        why = compose_may_steer_not_told() if may is None else compose_may_not_steer(seen.opener)
        say_privately(around, body, why)
        return
    with around.visit(body) as visit:
        after = heed_press(around, visit, body, carried)
        now_seen = read_brainstorm(visit.transaction, seen.id)
        done = now_seen is not None and now_seen.phase is Phase(carried["post"]) and do(visit, now_seen)
        unseen = read_interruption(visit.transaction, seen.id) is not None
        workspace = visit.transaction.workspace
    after()
    around.refresh_board(workspace, seen.id)
    if not done:
        say_privately(around, body, compose_moved_on_already())
    elif unseen:
        say_privately(around, body, compose_not_shown_yet(seen.channel))


def say_privately(around: Surroundings, body: Json, words: Message) -> None:
    answer_press(around, body, words, replace=False)
