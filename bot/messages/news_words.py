"""Why news matters to whoever looks after the client, and what could be said about it to them."""

from collections.abc import Mapping

WHY: Mapping[str, str] = {
    "opening": "Something new opens: a good day to congratulate them.",
    "move": "They are moving: ask how it goes, and what they need there.",
    "people": "Somebody comes or goes: a word at such a time is remembered.",
    "award": "They won something: congratulate them before the others do.",
    "results": "Fresh figures: ask what they plan with them.",
    "deal": "A deal: ask what changes for the people you know.",
    "trouble": "Not an easy week for them: ask how they are, with nothing to sell.",
    "product": "Something new of theirs: say what you like about it.",
    "other": "They are in the news: a reason to say hello.",
}
"""By the reason, as `jobs.rules` names it."""

_SENTENCES: Mapping[str, str] = {
    "opening": "I read about the opening. Congratulations to all of you. How is it going so far?",
    "move": "I read that you are moving. I hope it goes smoothly; is there anything you need on the way?",
    "people": "I saw the news about your team. Please pass on my best wishes.",
    "award": "I just read about it. Congratulations, well deserved; I was glad to see it.",
    "results": "I saw your figures. It looks like an interesting year; what is next for you?",
    "deal": "I read the announcement. What does it change for you and the team?",
    "trouble": "I read the news and thought of you. How are you all doing? If I can help, say so.",
    "product": "I saw what you have just brought out, and I like it. How have people taken it?",
    "other": "I came across this and thought of you. How are things going?",
}


def tell_why(reason: str) -> str:
    """Return in one sentence why a story matters."""
    return WHY.get(reason, WHY["other"])


def suggest_sentence(reason: str) -> str:
    """Return what could be written to the client: in our words, since an article was not written for them."""
    return _SENTENCES.get(reason, _SENTENCES["other"])
