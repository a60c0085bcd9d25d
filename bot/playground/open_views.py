"""The dialogs people have open, their Home tabs, and the triggers that may open a dialog. Pure."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from itertools import count

from bot.playground.json_parts import Json
from bot.playground.refusals import Refused

TRIGGER_SECONDS = 3.0
MOST_VIEWS = 3


@dataclass
class Trigger:
    """The right of the bot to open one dialog for one person, for three seconds."""

    user: str
    issued_at: float
    inside_view: bool = False
    used: bool = False


class OpenViews:
    """Each person's stack of modals and Home view, and the triggers.

    Times are seconds of a monotonic clock, handed in. `tell(owner, body)` is called after each change.
    """

    def __init__(
        self,
        team_id: str,
        app_id: str,
        bot_id: str,
        new_id: Callable[[str], str],
        tell: Callable[[str, Json], None],
    ) -> None:
        self.trigger_seconds = TRIGGER_SECONDS
        """So long a trigger can be used; a machine that has much to do may be given more time."""
        self._identity: Json = {
            "team_id": team_id,
            "app_id": app_id,
            "bot_id": bot_id,
            "app_installed_team_id": team_id,
        }
        self._new_id = new_id
        self._tell = tell
        self._stacks: dict[str, list[Json]] = {}
        self._homes: dict[str, Json] = {}
        self._triggers: dict[str, Trigger] = {}
        self._hashes = count(1)

    # Triggers

    def issue_trigger(self, user: str, at: float, *, inside_view: bool = False) -> str:
        """Return a new trigger id for this person."""
        trigger_id = f"{self._new_id('')}.{self._new_id('')}.playground"
        self._triggers[trigger_id] = Trigger(user, at, inside_view)
        return trigger_id

    def exchange_trigger(self, trigger_id: str, at: float) -> Trigger:
        """Use a trigger up and return it.

        Refuses with `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if at - trigger.issued_at > self.trigger_seconds:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger

    # Modals

    def stack(self, user: str) -> list[Json]:
        """Return the modals this person has open, bottom first."""
        return deepcopy(self._stacks.get(user, []))

    def open(self, trigger: Trigger, view: Json) -> Json:
        """Show a modal; on top of the others if the trigger comes from inside one, else alone."""
        if trigger.inside_view and self._stacks.get(trigger.user):
            return self.push(trigger.user, view)
        self._stacks[trigger.user] = []
        return self._put(trigger.user, view, "view_opened")

    def push(self, user: str, view: Json) -> Json:
        """Show a modal on top of the open ones; refuses with `push_limit_reached` after three."""
        if len(self._stacks.get(user, [])) >= MOST_VIEWS:
            raise Refused("push_limit_reached")
        return self._put(user, view, "view_pushed")

    def _put(self, user: str, submitted: Json, what: str) -> Json:
        stack = self._stacks.setdefault(user, [])
        view = self._complete(submitted, self._new_id("V"))
        view["previous_view_id"] = stack[-1]["id"] if stack else None
        view["root_view_id"] = stack[0]["id"] if stack else view["id"]
        self._refuse_taken_external_id(view)
        stack.append(view)
        self._tell(user, {"type": what, "views": self.stack(user)})
        return deepcopy(view)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> tuple[str, Json]:
        """Return owner and view, modal or Home; refuses with `not_found`."""
        for user, stack in self._stacks.items():
            for view in stack:
                if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                    return user, view
        for user, view in self._homes.items():
            if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                return user, view
        raise Refused("not_found")

    def update(self, view_id: str, submitted: Json, expected_hash: str | None = None) -> Json:
        """Change an open view; refuses with `not_found` or `hash_conflict`."""
        user, old = self.find(view_id)
        if expected_hash and expected_hash != old["hash"]:
            raise Refused("hash_conflict")
        if old["type"] != submitted.get("type"):
            raise Refused(
                "invalid_arguments", "[ERROR] a view cannot change its type [json-pointer:/view/type]"
            )
        new = self._complete(submitted, view_id)
        new["previous_view_id"], new["root_view_id"] = old["previous_view_id"], old["root_view_id"]
        new["state"] = _kept_state(old, new)
        old.clear()
        old.update(new)
        if new["type"] == "home":
            self._tell(user, {"type": "home", "view": deepcopy(new)})
        else:
            self._tell(user, {"type": "view_updated", "views": self.stack(user)})
        return deepcopy(new)

    def keep_state(self, view_id: str, values: Json) -> Json:
        """Remember what the person has entered so far and return the view."""
        _, view = self.find(view_id)
        view["state"] = {"values": values}
        return deepcopy(view)

    def close(self, user: str, *, everything: bool = False) -> list[Json]:
        """Close the top modal (or all), and return the closed ones, top first."""
        stack = self._stacks.get(user, [])
        closed = [stack.pop() for _ in range(len(stack) if everything else min(1, len(stack)))]
        self._tell(user, {"type": "view_closed", "views": self.stack(user)})
        return closed

    def close_submitted(self, user: str, view_id: str) -> None:
        """Close the submitted modal; one that the bot put on top of it meanwhile stays."""
        stack = self._stacks.get(user, [])
        self._stacks[user] = [view for view in stack if view["id"] != view_id]
        self._tell(user, {"type": "view_closed", "views": self.stack(user)})

    # Home

    def home(self, user: str) -> Json | None:
        """Return what the person's Home tab shows, or None if nothing was published."""
        return deepcopy(self._homes.get(user))

    def publish(self, user: str, submitted: Json, expected_hash: str | None = None) -> Json:
        """Put a view on a person's Home tab; refuses with `hash_conflict`."""
        old = self._homes.get(user)
        if expected_hash and old and expected_hash != old["hash"]:
            raise Refused("hash_conflict")
        view = self._complete(submitted, old["id"] if old else self._new_id("V"))
        view["previous_view_id"], view["root_view_id"] = None, view["id"]
        if old:
            view["state"] = _kept_state(old, view)
        self._homes[user] = view
        self._tell(user, {"type": "home", "view": deepcopy(view)})
        return deepcopy(view)

    def _refuse_taken_external_id(self, view: Json) -> None:
        if not view["external_id"]:
            return
        taken = {other["external_id"] for stack in self._stacks.values() for other in stack}
        if view["external_id"] in taken:
            raise Refused("duplicate_external_id")

    def _complete(self, submitted: Json, view_id: str) -> Json:
        given = deepcopy(submitted)
        return {
            "id": view_id,
            **self._identity,
            "type": given["type"],
            "blocks": with_ids(given.get("blocks", []), self._new_id),
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "state": {"values": {}},
            "hash": f"{next(self._hashes):010d}.playground",
            "title": given.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": given.get("clear_on_close", False),
            "notify_on_close": given.get("notify_on_close", False),
            "close": given.get("close"),
            "submit": given.get("submit"),
            "submit_disabled": given.get("submit_disabled", False),
            "external_id": given.get("external_id", ""),
        }


def with_ids(blocks: list[Json], new_id: Callable[[str], str]) -> list[Json]:
    """Return a copy of the blocks in which every block and interactive element has an id."""
    blocks = deepcopy(blocks)
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = new_id("b")
        for element in interactive_elements(block):
            if not element.get("action_id"):
                element["action_id"] = new_id("a")
    return blocks


def interactive_elements(block: Json) -> list[Json]:
    """Return the elements of one block that a person can press or fill in."""
    found: list[Json] = [
        block[name] for name in ("accessory", "element") if isinstance(block.get(name), dict)
    ]
    if block.get("type") in {"actions", "context_actions"}:
        found.extend(block.get("elements", []))
    return [element for element in found if element.get("type") != "image"]


def _kept_state(old: Json, new: Json) -> Json:
    """Return what the person had entered into the fields that are still there."""
    there = {(b["block_id"], e.get("action_id")) for b in new["blocks"] for e in interactive_elements(b)}
    values: Json = {}
    for block_id, entries in old["state"]["values"].items():
        kept = {action: entry for action, entry in entries.items() if (block_id, action) in there}
        if kept:
            values[block_id] = kept
    return {"values": values}
