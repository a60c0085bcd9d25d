"""The form behind "Use it": log a touch from a story, or keep it as an idea, with a sentence to copy."""

from datetime import date
from typing import Any

from bot.messages.blocks import (
    Block,
    context,
    input_block,
    modal,
    option,
    section,
    shorten,
    text_input,
)
from bot.messages.ideas import TO_WRITE, WRITTEN
from bot.messages.news import describe_story, explain_match
from bot.messages.news_words import suggest_sentence
from storage.story_records import AccountStory

USE_FORM = "news.use_form"
TOUCHED, KEPT = "touch", "idea"
MOST_NOTE = 1000
ANSWERED_MEANWHILE = "This story was answered a moment ago. Copy your words: /touch takes them all the same."


def compose_use_form(each: AccountStory, today: date, remember: dict[str, Any]) -> dict[str, Any]:
    """Return the form; nothing is sent to the client by it."""
    choices = [
        option("I've been in touch about it", TOUCHED, "Logs a touch for today"),
        option("I'll use it later", KEPT, "Keeps it as an idea on the account's card"),
    ]
    blocks: list[Block] = [
        section(describe_story(each, today)),
        context(explain_match(each)),
        text_input(
            "words",
            "Words you could use",
            initial=suggest_sentence(each.story.reason),
            hint="Edit and copy them: I never write to a client, you do. What you change is kept.",
            multiline=True,
            optional=True,
            most=1000,
        ),
        input_block(
            "way",
            f"And {shorten(each.account, 60)}?",
            {
                "type": "radio_buttons",
                "action_id": "value",
                "options": choices,
                "initial_option": choices[0],
            },
        ),
        text_input(
            "note",
            "What happened, or the idea",
            initial=suggest_note(each),
            most=MOST_NOTE,
            multiline=True,
        ),
        context("A touch counts as attention, not about a sale. An idea does not restart the clock."),
    ]
    return modal(USE_FORM, "Use the news", blocks, submit="Save", remember={**remember, "story": each.id})


def suggest_note(each: AccountStory) -> str:
    """Return what a touch about a story could be called."""
    return f"{WRITTEN}“{shorten(each.story.title, 200)}”"


def suggest_idea(each: AccountStory) -> str:
    """Return what the same is called as long as it is still to be done."""
    return f"{TO_WRITE}“{shorten(each.story.title, 200)}”"
