"""Typed text becomes what Slack sends."""

import pytest

from bot.playground.typed_text import as_command_text, as_message
from bot.playground.workspace import Channel, Person

PEOPLE = [
    Person("U1", "sam", "Sam Carter"),
    Person("U2", "sam.cook", "Sam Cook", display_name="Cookie"),
    Person("U3", "tara", "Tara O'Neil & Sons"),
]
CHANNELS = [
    Channel("C1", "sales", "channel", set()),
    Channel("C2", "sales-eu", "channel", set()),
    Channel("D1", "sam", "im", set()),
]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("hello @sam", "hello <@U1>"),
        ("@Sam Carter, @sam cook and @COOKIE", "<@U1>, <@U2> and <@U2>"),
        ("mail sam@sam or @samuel", "mail sam@sam or @samuel"),
        ("<@U2> too", "<@U2> too"),
        ("@Tara O'Neil & Sons", "<@U3>"),
        ("#sales-eu, #sales, #nowhere", "<#C2|sales-eu>, <#C1|sales>, #nowhere"),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("see https://x.test/a?b=1&c=2.", "see <https://x.test/a?b=1&amp;c=2>."),
        ("(http://x.test)", "(<http://x.test>)"),
        ("https://x.test/@sam", "<https://x.test/@sam>"),
        ("", ""),
    ],
)
def test_message(typed: str, stored: str) -> None:
    assert as_message(typed, PEOPLE, CHANNELS) == stored


def test_command_text_names_people() -> None:
    assert as_command_text("Acme @Sam Carter #sales", PEOPLE, CHANNELS) == "Acme <@U1|sam> <#C1|sales>"
