"""Trouble on order, so that tests and the page can see how the bot bears it. Pure."""

from dataclasses import dataclass

from bot.playground.json_parts import Json
from bot.playground.refusals import Misdirected


@dataclass(frozen=True)
class Trouble:
    """How a call of a Web API method goes wrong.

    `lose_answer` carries the call out and then closes the connection without a word; `applies` carries it
    out and then answers that it went wrong. `cut_short` breaks off in the middle of the answer; `body` is
    what comes instead of one, with status 200, as from a proxy that thinks it is Slack.
    """

    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    delay_ms: int = 0
    lose_answer: bool = False
    applies: bool = False
    cut_short: bool = False
    body: str | None = None


class Troubles:
    """The troubles that are still to come, by method, first ordered first."""

    def __init__(self) -> None:
        self._ordered: dict[str, list[Trouble]] = {}

    def order(self, body: Json) -> None:
        """Let the next `times` calls of `method` go wrong; raises Misdirected if the order is unclear."""
        method, times = body.get("method"), body.get("times", 1)
        if not isinstance(method, str) or not method:
            raise Misdirected("invalid_arguments", "Name the method, for example chat.postMessage.")
        if not isinstance(times, int) or times < 0:
            raise Misdirected("invalid_arguments", "`times` is a whole number.")
        if times == 0:
            self._ordered.pop(method, None)
            return
        trouble = Trouble(
            error=body.get("error"),
            status=body.get("status"),
            retry_after=body.get("retry_after"),
            delay_ms=int(body.get("delay_ms") or 0),
            lose_answer=bool(body.get("lose_answer")),
            applies=bool(body.get("applies")),
            cut_short=bool(body.get("cut_short")),
            body=body.get("body"),
        )
        self._ordered.setdefault(method, []).extend([trouble] * times)

    def next_for(self, method: str) -> Trouble | None:
        """Return and use up the next trouble of a method, or None."""
        waiting = self._ordered.get(method)
        return waiting.pop(0) if waiting else None
