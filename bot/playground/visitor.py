"""A person in the playground without a browser: the same requests as the page, as methods."""

import json
import time
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any, TypeVar, cast
from urllib.parse import quote, urlsplit

from bot.playground.json_parts import Json

T = TypeVar("T")


class Visitor:
    """Acts as one person of the workspace at the playground's address; waits where an answer takes a moment.

    Methods that act return the playground's answer, with ok=false and a sentence if it was refused.
    """

    def __init__(self, url: str, user: str, patience: float = 30.0) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._place = parts.path.rstrip("/")
        self.user = user
        self._patience = patience

    def do(self, deed: str, **body: Any) -> Json:
        """Post something to /playground/<deed> as this person and return the answer."""
        return self._request("POST", f"/playground/{deed}", json.dumps({"as": self.user, **body}))

    def read(self, what: str, **query: str) -> Json:
        """Get something from /playground/<what> as this person."""
        rest = "".join(f"&{name}={quote(value)}" for name, value in query.items())
        return self._request("GET", f"/playground/{what}?as={self.user}{rest}", None)

    def say(self, channel: str, text: str) -> Json:
        """Post a message."""
        return self.do("say", channel=channel, text=text)

    def command(self, channel: str, text: str) -> Json:
        """Type a slash command, for example "/touch Acme called"."""
        return self.do("command", channel=channel, text=text)

    def press(self, element_of: Json, action_id: str, *, block_id: str | None = None, **chosen: Any) -> Json:
        """Press or choose an element of a message or view, found by its action_id."""
        for block in cast("list[Json]", element_of.get("blocks") or []):
            for element in _elements(block):
                if element.get("action_id") == action_id and block_id in {None, block["block_id"]}:
                    return self.do(
                        "action",
                        container=_container(element_of),
                        block_id=block["block_id"],
                        action_id=action_id,
                        type=element["type"],
                        **chosen,
                    )
        raise LookupError(f"There is no element {action_id!r} in this message or view.")

    def submit(self, view: Json, values: dict[str, Json] | None = None) -> Json:
        """Submit a modal; `values` are answers by block_id, such as {"who": {"value": "Kim"}}."""
        entered: Json = {}
        for block in cast("list[Json]", view["blocks"]):
            for element in _elements(block):
                if block["block_id"] in (values or {}):
                    answer = {"type": element["type"], **(values or {})[block["block_id"]]}
                    entered[block["block_id"]] = {element["action_id"]: answer}
        return self.do("submit", view_id=view["id"], state={"values": entered})

    def close(self, view: Json, *, everything: bool = False) -> Json:
        """Close a modal by hand."""
        return self.do("close", view_id=view["id"], all=everything)

    def messages(self, channel: str) -> list[Json]:
        """Return what this person sees in a channel, oldest first."""
        return self.read("messages", channel=channel)["messages"]

    def direct_messages(self) -> str:
        """Return the id of the conversation with the bot."""
        channels = self.read("state")["channels"]
        return next(channel["id"] for channel in channels if channel["kind"] == "im")

    def home(self) -> Json | None:
        """Return the Home tab's view, or None."""
        return self.read("home")["view"]

    def views(self) -> list[Json]:
        """Return the open modals, bottom first."""
        return self.read("state")["views"]

    def wait_for(self, look: Callable[[], T | None], what: str = "it") -> T:
        """Return the first thing `look` finds; raises TimeoutError with `what` was awaited."""
        deadline = time.monotonic() + self._patience
        while True:
            found = look()
            if found:
                return found
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} did not come within {self._patience:g} seconds.")
            time.sleep(0.02)

    def wait_for_view(self, callback_id: str | None = None) -> Json:
        """Return the top modal as soon as there is one, with that callback_id if given."""

        def look() -> Json | None:
            views = self.views()
            if views and callback_id in {None, views[-1]["callback_id"]}:
                return views[-1]
            return None

        return self.wait_for(look, f"The dialog {callback_id or ''}")

    def wait_for_message(self, channel: str, containing: str, after: str = "") -> Json:
        """Return the newest message that contains a text anywhere in it and came after a timestamp."""

        def look() -> Json | None:
            for message in reversed(self.messages(channel)):
                if message["ts"] > after and containing in json.dumps(message, ensure_ascii=False):
                    return message
            return None

        return self.wait_for(look, f"A message with {containing!r}")

    def _request(self, method: str, path: str, body: str | None) -> Json:
        connection = HTTPConnection(self._host, self._port, timeout=90)
        try:
            headers = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, self._place + path, body, headers)
            answer: Any = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return cast("Json", answer)


def _container(thing: Json) -> Json:
    if "ts" in thing:
        return {"type": "message", "channel": thing["channel"], "ts": thing["ts"]}
    return {"type": "view", "view_id": thing["id"]}


def _elements(block: Json) -> list[Json]:
    found: list[Json] = [
        block[name] for name in ("accessory", "element") if isinstance(block.get(name), dict)
    ]
    if block["type"] in {"actions", "context_actions"}:
        found.extend(block.get("elements", []))
    return found
