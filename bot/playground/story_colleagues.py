"""The colleagues of the story join in a brainstorm by themselves, so that one can play it alone.

They do what a person does: press the button in the channel, fill the form, submit it. Nobody acts for a
person whose page is open, and what was chosen in somebody's name stays as it is.
"""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from bot.playground.json_parts import Json
from bot.playground.visitor import Visitor

LINES: dict[str, Sequence[str]] = {
    "U0DANA": (
        "Walk through each of their branches once a quarter",
        "Read the trade magazine they read",
        "Sit in on their Monday meeting",
        "Send them photos of their own shop windows",
    ),
    "U0SAM": (
        "Visit all of their branches and meet the managers",
        "Have the news watched for their name",
        "Bring their new product to our own table",
        "Ask their front desk what customers ask for",
    ),
    "U0MORGAN": (
        "Introduce them to somebody they could buy from",
        "Tell them what we see at their neighbours",
    ),
}
"""What each says, in this order. Two of them are alike, so that merging can be seen."""
PAUSE_SECONDS = 4.0
CHOSEN = 2
CLIENT = "Acme Foods"
_ADD, _CHOOSE = "brainstorm.add", "brainstorm.choose"


@dataclass(slots=True)
class Colleagues:
    """Looks at a channel from time to time; `who_looks` says whose page is open."""

    url: str
    channel: str
    who_looks: Callable[[], set[str]]
    pause: float = PAUSE_SECONDS
    _said: dict[tuple[int, str], int] = field(default_factory=dict[tuple[int, str], int])
    _chosen: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._work, name="colleagues", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let them finish what they are at, and go."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _work(self) -> None:
        while not self._stopping.wait(self.pause):
            try:
                self.join_in()
            except (OSError, LookupError, TimeoutError):
                continue  # the bot or the page was not ready; they look again soon

    def join_in(self) -> bool:
        """Let one of them do one thing, if there is anything to do; returns whether there was."""
        for user in self._list_idle():
            person = Visitor(self.url, user)
            found = find_brainstorm(person.messages(self.channel))
            if found is None:
                return False
            message, action_id, number = found
            if action_id == _CHOOSE:
                if (number, user) not in self._chosen:
                    self._chosen.add((number, user))
                    choose_for(person, message)
                    return True
            elif self._said.get((number, user), 0) < len(LINES[user]):
                text = LINES[user][self._said.get((number, user), 0)]
                self._said[number, user] = self._said.get((number, user), 0) + 1
                say_as(person, message, text)
                return True
        return False

    def _list_idle(self) -> list[str]:
        """Return whose page is not open, whoever has said least first."""
        looking = self.who_looks()
        said = {user: sum(n for (_, who), n in self._said.items() if who == user) for user in LINES}
        return sorted((user for user in LINES if user not in looking), key=lambda user: said[user])


def find_brainstorm(messages: Sequence[Json]) -> tuple[Json, str, int] | None:
    """Return the newest message of a brainstorm that is under way, what one does there, and its number."""
    for message in reversed(messages):
        for button in _list_buttons(message):
            if button.get("style") == "primary" and button.get("action_id") in (_ADD, _CHOOSE):
                return message, str(button["action_id"]), int(json.loads(button["value"])["brainstorm"])
    return None


def _list_buttons(message: Json) -> Iterator[Json]:
    for block in cast("list[Json]", message.get("blocks") or []):
        if block["type"] == "actions":
            yield from block["elements"]


def say_as(person: Visitor, message: Json, text: str) -> None:
    """Add an idea; where it is like another one, both stay."""
    person.press(message, _ADD)
    form = person.wait_for_view("brainstorm.idea_form")
    person.submit(form, {"idea": {"value": text}})
    for view in person.views()[-1:]:
        person.close(view, everything=True)


def choose_for(person: Visitor, message: Json) -> None:
    """Take two ideas on, each for one's first account, unless something was taken on in this name."""
    person.press(message, _CHOOSE)
    form = person.wait_for_view("choice.ideas_form")
    if any("initial_options" in block.get("element", {}) for block in form["blocks"]):
        person.close(form, everything=True)
        return
    options: list[Json] = _element(form, "ideas.0")["options"][:CHOSEN]
    person.submit(form, {"ideas.0": {"selected_options": options}})
    details = person.wait_for_view("choice.details_form")
    blocks = [str(each.get("block_id", "")) for each in details["blocks"]]
    answers: dict[str, Any] = {
        name: {"selected_options": [_choose_account(_element(details, name)["options"])]}
        for name in blocks
        if name.startswith("accounts.")
    }
    answers["show"] = {"selected_options": _element(details, "show")["options"]}
    person.submit(details, answers)
    for view in person.views()[-1:]:
        person.close(view, everything=True)


def _choose_account(options: Sequence[Json]) -> Json:
    """Return the client of whom the first steps tell, where it is theirs; else their first."""
    return next((each for each in options if each["text"]["text"] == CLIENT), options[0])


def _element(view: Json, block_id: str) -> Json:
    return next(block["element"] for block in view["blocks"] if block.get("block_id") == block_id)
