"""How the playground says no: the code Slack would give, and a sentence for the reader."""

from bot.playground.json_parts import Json


class Refused(Exception):  # noqa: N818 - Slack calls it a refusal with a code, not an error of the program
    """A request the playground turns down as Slack would.

    `code` is Slack's error code, `messages` what Slack puts into `response_metadata.messages`, `facts` are
    further fields of the answer.
    """

    def __init__(self, code: str, *messages: str, **facts: str) -> None:
        super().__init__(code, *messages)
        self.code = code
        self.messages = messages
        self.facts = facts

    def as_answer(self) -> Json:
        """Return the body that Slack's Web API would answer with."""
        answer: Json = {"ok": False, "error": self.code, **self.facts}
        if self.messages:
            answer["response_metadata"] = {"messages": list(self.messages)}
        return answer


class Misdirected(Exception):  # noqa: N818 - see Refused
    """Something a person tried on the page that cannot be done; carries a code and a sentence for them."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence

    def as_answer(self) -> Json:
        """Return the body that the page shows to the person."""
        return {"ok": False, "error": self.code, "sentence": self.sentence}
