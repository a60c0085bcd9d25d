"""Help that fits one screen, with examples to copy."""

from bot.messages.blocks import Message, actions, button, context, quote, section
from bot.messages.touches import OPEN_FORM

TOUCH_EXAMPLES = (
    ("/touch Acme visited store", "today"),
    ("/touch Acme lunch with Kim yesterday", "also `Tue`, `3 days ago`, `2026-11-03`"),
    ("/touch Acme demo at Mill Street for:Borg", "where, and which line it was for"),
    ("/touch Acme sent the quote #selling", "about a sale: doesn't count as attention"),
    ("/touch Acme order placed", "I'll remind you to stay in touch afterwards"),
)


def compose_touch_help() -> Message:
    """Explain `/touch`."""
    lines = "\n".join(f"• `{example}`  {meaning}" for example, meaning in TOUCH_EXAMPLES)
    return Message(
        "Type the account, then what happened: /touch Acme visited store",
        [
            section(f"*Log a touch*: the account first, then what happened.\n{lines}"),
            context("`/touch` alone opens a form. Every answer has `Undo` and `Edit`."),
            actions([button("Open the form", OPEN_FORM)]),
        ],
    )


def compose_answer() -> Message:
    """Answer somebody who writes to the bot as to a person: what is written there is not logged."""
    return Message(
        "I log what you type after /touch.",
        [
            section(
                "I can't read a touch out of a message. Type it after `/touch`, here or in any channel: "
                "`/touch Acme visited store`"
            ),
            actions([button("Open the form", OPEN_FORM)]),
            context("`/touch help` shows examples, `/drumbeat help` everything else."),
        ],
    )


def compose_help(unknown: str = "", meant: str | None = None) -> Message:
    """Explain the bot; first of all say that a word is `unknown`, and which one was perhaps `meant`."""
    question = f" Did you mean `/drumbeat {meant}`?" if meant else ""
    first = f"I don't know ‘{quote(unknown, 60)}’.{question}" if unknown else ""
    return Message(
        first or "Drumbeat keeps a steady beat of attention for every client.",
        [
            *([section(first)] if first else []),
            section(
                "*I help you stay in touch with every client, not only the ones about to buy.*\n"
                "• `/touch Acme visited store`  log a contact (`/touch help` for more)\n"
                "• `/account Acme`  how an account stands, its half year, what to do next\n"
                "• `/quiet`  your accounts that need attention, the most urgent first\n"
                "• `/news`  what is new about your accounts; `/news help` shows how to watch for it\n"
                "• `/brainstorm`  in the sales meeting: ideas for clients, and everybody chooses theirs\n"
                "• `/brainstorm ideas`  what was said in earlier ones, and what became of it\n"
                "• `/drumbeat add Acme`, `/drumbeat edit Acme`  an account: its name, interval, other names\n"
                "• `/drumbeat locations Acme`  its stores, branches or sites\n"
                "• `/drumbeat away until Monday`  no messages until then; `/drumbeat back` ends it\n"
                "• `/drumbeat start` and `/drumbeat stop`  your weekly message, on or off\n"
                "• `/drumbeat settings`  day and hour of that message\n"
                "• `/drumbeat team`  who leads the team and sees all its clients; which touches count\n"
                "• `/drumbeat hand over @Sam`  for managers: gives somebody's accounts to others\n"
                "• Home (click my name, then _Home_)  who has gone quiet, and what is due this week"
            ),
            context(
                "I don't read your messages. I only see what you log or send me. Feedback: tell your admin."
            ),
        ],
    )
