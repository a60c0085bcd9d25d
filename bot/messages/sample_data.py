"""Sample data on Home and in the weekly message: what it is, and how it comes and goes."""

from bot.messages.blocks import Block, Message, bold, button, context, section
from storage.records import Account

TRY = "sample.try"
REMOVE = "sample.remove"


def compose_samples_offer() -> list[Block]:
    """Offer made-up clients to somebody who has none yet."""
    return [
        section(
            "*Only looking?* Five made-up clients show you what a week is like. "
            "Nobody else sees them, and one click removes them.",
            accessory=button("Try it with sample data", TRY),
        )
    ]


def compose_samples_line(samples: int) -> list[Block]:
    """Say that there are samples, with the way to be rid of them; nothing where there are none."""
    if not samples:
        return []
    return [
        section(
            "Clients with _(sample)_ behind their name are made up, and only you see them. "
            "Try anything; it all goes with them.",
            accessory=button("Remove the sample data", REMOVE),
        )
    ]


def compose_samples_note() -> Block:
    """Say in a message that it names samples."""
    return context(
        "Clients with _(sample)_ behind their name are made up, for you alone. "
        "One click on your Home tab removes them."
    )


def explain_other_kind(*, of_sample: bool) -> str:
    """Return why a touch stays where it is, for the field of a form."""
    if of_sample:
        return "This touch is sample data, so it stays with a sample. For a client, please log a new touch."
    return "This touch is for a client, so it stays with clients. For a sample, please log a new touch."


def compose_sample_not_watched(account: Account) -> Message:
    """Say why no feed is watched for a sample."""
    text = f"{bold(account.name)} is made up, so there is no news about them to watch for."
    return Message(
        f"{account.name} is made up.", [section(f"{text} Give me the feed of a client of yours instead.")]
    )
