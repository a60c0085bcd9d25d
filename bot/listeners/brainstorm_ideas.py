"""Adding ideas to a brainstorm, a spark for who needs one, and putting similar ones together."""

import re
from collections.abc import Callable
from typing import Any, Protocol

from slack_bolt import App

from bot.brainstorm_posts import heed_outdated, heed_press
from bot.failures import answered
from bot.messages.brainstorm_forms import (
    IDEA_FORM,
    compose_all_ideas_view,
    compose_gone_view,
    compose_idea_form,
    compose_late_view,
    compose_spark_view,
    compose_unseen_view,
)
from bot.messages.brainstorm_refusals import explain_ideas_trouble
from bot.messages.brainstorms import ADD, SEE_ALL, SPARK
from bot.messages.similar_ideas import MERGE, compose_merged_view, compose_similar_view, tell_merged
from bot.parsing.form_fields import read_form_values, read_typed_field
from bot.parsing.presses import read_press, read_pressed_page, read_pressed_view, read_remembered
from bot.parsing.words import tidy
from bot.surroundings import Surroundings
from jobs.brainstorm_choices import read_similar_pairs, say_ideas
from jobs.brainstorms import read_board
from jobs.interruptions import read_interruption
from jobs.own_ideas import merge_own_idea
from jobs.rules.brainstorms import judge_ideas
from storage.brainstorm_ideas import count_ideas_of
from storage.brainstorm_records import Brainstorm, Phase
from storage.brainstorms import read_brainstorm

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Take ideas, as many as there are."""
    for action_id, compose in ((ADD, compose_idea_form), (SPARK, compose_spark_view)):
        app.action(action_id)(answered(_opening(around, compose)))

    @app.view(IDEA_FORM)
    @answered
    def take_idea(ack: Ack, body: Json) -> None:
        brainstorm_id = read_remembered(body["view"], "brainstorm")["brainstorm"]
        typed = tidy(read_typed_field(read_form_values(body["view"]), "idea"))
        trouble = judge_ideas(typed)
        if trouble is not None:
            ack(response_action="errors", errors={"idea": explain_ideas_trouble(trouble)})
            return
        with around.visit(body) as visit:
            said = say_ideas(visit.transaction, visit.rep, brainstorm_id, typed, visit.now)
            brainstorm = read_brainstorm(visit.transaction, brainstorm_id)
            unseen = read_interruption(visit.transaction, brainstorm_id) is not None
            asker = visit.rep.id
            workspace = visit.transaction.workspace
        if said is None or brainstorm is None:
            ack(response_action="update", view=compose_gone_view())
            return
        if said.similar:
            ack(response_action="update", view=compose_similar_view(said.similar))
        elif brainstorm.phase is Phase.CLOSED:
            ack(response_action="update", view=compose_late_view())
        elif unseen:
            ack(
                response_action="update",
                view=compose_unseen_view(brainstorm.channel, own=brainstorm.opened_by == asker),
            )
        else:
            ack()
        around.refresh_board(workspace, brainstorm_id)

    @app.action(MERGE)
    @answered
    def merge(ack: Ack, body: Json) -> None:
        carried, pressed = read_press(body, "idea", "into"), read_pressed_view(body)
        pairs = read_remembered(pressed).get("pairs", [])
        with around.visit(body) as visit:
            brainstorm_id = merge_own_idea(visit.transaction, visit.rep, carried["idea"], carried["into"])
            left = read_similar_pairs(visit.transaction, visit.rep, pairs)
            workspace = visit.transaction.workspace
        told = tell_merged(done=brainstorm_id is not None)
        view = compose_similar_view(left, told) if left else compose_merged_view(told)
        around.messenger_for(body).update_view(pressed["id"], view)
        ack()
        if brainstorm_id is not None:
            around.refresh_board(workspace, brainstorm_id)

    @app.action(re.compile(rf"^{re.escape(SEE_ALL)}(\.\d{{1,4}})?$"))
    @answered
    def see_ideas(ack: Ack, body: Json) -> None:
        carried, page = read_press(body, "brainstorm"), read_pressed_page(body)
        brainstorm_id = carried["brainstorm"]
        with around.look(body) as visit:
            board = read_board(visit.transaction, brainstorm_id, visit.now)
            post = Phase(carried.get("post", Phase.IDEAS.value))
            after = heed_outdated(around, visit.transaction, brainstorm_id, post)
        if board is None:
            around.show_view(body, compose_gone_view())
        elif page is None:
            around.show_view(body, compose_all_ideas_view(brainstorm_id, board.groups))
        else:
            around.change_view(body, compose_all_ideas_view(brainstorm_id, board.groups, page))
        ack()
        after()


class ComposeForm(Protocol):
    """A form for ideas, for somebody who has said `mine` so far."""

    def __call__(self, brainstorm: Brainstorm, *, mine: int) -> Json: ...


def _opening(around: Surroundings, compose: ComposeForm) -> Callable[..., None]:
    def open_idea_form(ack: Ack, body: Json) -> None:
        carried = read_press(body, "brainstorm", "post")
        with around.visit(body) as visit:
            brainstorm = read_brainstorm(visit.transaction, carried["brainstorm"])
            mine = count_ideas_of(visit.transaction, carried["brainstorm"], visit.rep.id)
            after = heed_press(around, visit, body, carried)
        view = compose_gone_view() if brainstorm is None else compose(brainstorm, mine=mine)
        around.messenger_for(body).open_view(body["trigger_id"], view)
        ack()
        after()

    return open_idea_form
