"""What people try when they do not know the commands: writing to the bot, looking for an account."""

import pytest

from tests.end_to_end.team import Person, Team


def test_whoever_writes_to_the_bot_is_answered_once(team: Team, sam: Person) -> None:
    """A newcomer wrote "hello, how do I log something?" into the bot's messages, and nothing came."""
    sam.opens_messages()
    sam.page.say(sam.page.direct_messages(), "hello, how do I log something?")
    sam.waits_to_read("Type it after `/touch`")
    assert sum("Type it after" in text for text in sam.direct_messages()) == 1


@pytest.mark.parametrize("word", ["edit", "add"])
def test_an_account_that_is_known_is_opened_to_be_changed(team: Team, sam: Person, word: str) -> None:
    """An account in good order stands nowhere on Home, so nobody could change its interval."""
    team.has_account("Acme Foods", owner=sam)
    sam.types(f"/drumbeat {word} acme foods")
    assert sam.field("name") == "Acme Foods"
    assert sam.fills(days="10").submits() == {}
    assert "every 10 days" in sam.reads()


def test_after_an_order_the_answer_promises_no_more_than_the_bot_gives(team: Team, sam: Person) -> None:
    """Rule NS-5: the answer said 14 Dec, and the nudge came on 7 Dec."""
    team.has_account("Acme Foods", owner=sam, tier="A", touched_days_ago=[1])
    sam.types("/touch acme foods order placed")
    assert "After an order I look in sooner: you're good until Tue 24 Nov." in sam.reads()
