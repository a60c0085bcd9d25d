"""The pretend workspace by itself: names, members, unread messages, views."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.playground.refusals import Refused
from bot.playground.workspace import Change, Message, Person, Workspace

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
MODAL: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "Hello"}, "blocks": []}


def post(workspace: Workspace, channel: str, user: str, *, visible_to: str | None = None) -> Message:
    return workspace.post(
        Message(workspace.next_ts(NOW), channel, user, "x", visible_to=visible_to, bot=user == "U0BOT")
    )


def test_the_bot_must_be_one() -> None:
    with pytest.raises(ValueError, match="is_bot"):
        Workspace("Team", Person("U1", "sam", "Sam"))


def test_timestamps_never_repeat_even_when_time_stands_or_goes_back(workspace: Workspace) -> None:
    earlier = NOW.replace(hour=1)
    stamps = [workspace.next_ts(now) for now in (NOW, NOW, earlier, NOW)]
    assert stamps == sorted(set(stamps))
    assert stamps[0] == f"{int(NOW.timestamp())}.000000"


def test_changes_reach_those_who_may_see_them(workspace: Workspace) -> None:
    heard: list[Change] = []
    workspace.subscribe(heard.append)
    post(workspace, "C0BOARD", "U0KIM")
    post(workspace, "C0SALES", "U0BOT", visible_to="U0SAM")
    audiences = [(change.body["type"], change.audience) for change in heard]
    assert audiences == [
        ("message", frozenset({"U0KIM"})),
        ("message", frozenset({"U0SAM"})),
        ("unread", frozenset({"U0SAM"})),
    ]


def test_unread_counts_others_messages_for_members(workspace: Workspace) -> None:
    sales = workspace.channels["C0SALES"]
    post(workspace, "C0SALES", "U0SAM")
    post(workspace, "C0SALES", "U0BOT")
    assert [workspace.unread(sales, user) for user in ("U0SAM", "U0KIM", "U0LEE")] == [1, 2, 0]
    workspace.mark_read(sales, "U0KIM")
    assert workspace.unread(sales, "U0KIM") == 0


def test_direct_messages_are_opened_once_and_for_people_only(workspace: Workspace) -> None:
    assert workspace.direct_messages("U0SAM") is workspace.direct_messages("U0SAM")
    for user, code in [("U0LEE", "user_disabled"), ("U0BOT", "cannot_dm_bot"), ("U0WHO", "user_not_found")]:
        with pytest.raises(Refused, match=code):
            workspace.direct_messages(user)


def test_a_new_modal_replaces_the_open_ones_unless_it_comes_from_inside(workspace: Workspace) -> None:
    views = workspace.views

    def open_modal(*, inside: bool) -> dict[str, Any]:
        trigger = views.exchange_trigger(views.issue_trigger("U0SAM", 0.0, inside_view=inside), 1.0)
        return views.open(trigger, MODAL)

    first = open_modal(inside=False)
    second = open_modal(inside=True)
    assert (second["previous_view_id"], second["root_view_id"]) == (first["id"], first["id"])
    third = open_modal(inside=False)
    assert [view["id"] for view in views.stack("U0SAM")] == [third["id"]]


def test_closing_the_submitted_view_leaves_the_one_on_top(workspace: Workspace) -> None:
    views = workspace.views
    first = views.push("U0SAM", MODAL)
    second = views.push("U0SAM", MODAL)
    views.close_submitted("U0SAM", first["id"])
    assert [view["id"] for view in views.stack("U0SAM")] == [second["id"]]


def test_what_was_entered_survives_an_update_where_the_field_does(workspace: Workspace) -> None:
    def field(block_id: str) -> dict[str, Any]:
        element = {"type": "plain_text_input", "action_id": "a"}
        return {"type": "input", "block_id": block_id, "element": element}

    views = workspace.views
    view = views.push("U0SAM", {**MODAL, "blocks": [field("stays"), field("goes")]})
    entered = {name: {"a": {"type": "plain_text_input", "value": name}} for name in ("stays", "goes")}
    views.keep_state(view["id"], entered)
    updated = views.update(view["id"], {**MODAL, "blocks": [field("stays")]})
    assert updated["state"]["values"] == {"stays": entered["stays"]}
    with pytest.raises(Refused, match="type"):
        views.update(view["id"], {"type": "home", "blocks": []})


def test_missing_ids_are_filled_in(workspace: Workspace) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    view = workspace.views.push("U0SAM", {**MODAL, "blocks": [{"type": "actions", "elements": [button]}]})
    block = view["blocks"][0]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]
    assert "action_id" not in button
