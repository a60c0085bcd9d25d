"""`/account`: how an account stands, and what is pressed on its card (NS-7, complaints 1, 2, 3, 18)."""

from storage.accounts import change_account, list_accounts
from tests.end_to_end.team import Person, Team, as_text

STEADY = range(3, 180, 12)


def has_acme(team: Team, owner: Person | None, **facts: object) -> None:
    team.has_account("Acme", owner=owner, added_days_ago=400, touched_days_ago=STEADY, **facts)  # type: ignore[arg-type]


def test_a_card_says_how_it_stands_why_and_what_next(team: Team, sam: Person) -> None:
    """NS-7, complaints 1 and 2."""
    has_acme(team, sam, sold_days_ago=[20])
    card = sam.types("/account acme")
    assert "*Good until 15 Dec*  ·  yours" in card
    assert "*Acme* usually hears from you every " in card
    assert "You wanted every month, at the latest after 45 days." in card
    assert "13 of the last 13 fortnights had at least one non-selling touch." in card
    assert "Per fortnight since 21 May: Attention " in card
    assert "• Sun 15 Nov, you: coffee with Kim" in card
    assert "• 29 Oct, you: sent the quote (about a sale)" in card
    assert "*Next:* nothing is pressing; the next touch is wanted by 15 Dec." in card
    (message,) = [each for each in sam.page.messages("C0SALES") if "Good until" in as_text(each)]
    (chart,) = [block for block in message["blocks"] if block["type"] == "data_visualization"]
    assert len(chart["chart"]["axis_config"]["categories"]) == 13


def test_the_family_command_and_help(team: Team, sam: Person) -> None:
    """Decision 8."""
    has_acme(team, sam)
    assert "*Good until 15 Dec*" in sam.types("/drumbeat account Acme")
    assert "`/account Acme`" in sam.types("/account help")
    assert "`/account Acme`" in sam.types("/drumbeat help")


def test_an_account_is_found_as_in_touch(team: Team, sam: Person) -> None:
    """Complaint 18: alias, longest name, and what nearly fits is offered."""
    has_acme(team, sam)
    team.has_account("Acme Foods", owner=sam, aliases=("AF",))
    assert sam.types("/account ACME foods").startswith("Acme Foods")
    assert sam.types("/account af").startswith("Acme Foods")
    question = sam.types("/account acm")
    assert "Did you mean one of these?" in question
    assert sam.presses("Acme Foods").startswith("Acme Foods")
    assert len([each for each in sam.everything_read() if "Did you mean" in each]) == 0


def test_words_after_the_name_are_not_swallowed(team: Team, sam: Person) -> None:
    has_acme(team, sam)
    question = sam.types("/account acme visited store & more")
    assert (
        "I don't know an account called *acme visited store &amp; more*. Did you mean this one?" in question
    )
    assert sam.presses("Acme").startswith("Acme\n")


def test_an_unknown_account_can_be_added(team: Team, sam: Person) -> None:
    assert "I don't know an account called *Zephyr* yet." in sam.types("/account Zephyr")
    sam.presses("Add “Zephyr”")
    assert sam.field("name") == "Zephyr"
    assert sam.submits() == {}
    assert "*Zephyr* is added" in sam.reads()
    assert "*Good until 18 Dec*  ·  yours" in sam.types("/account zephyr")
    assert "from the first touch on" in sam.reads()


def test_account_alone_searches(team: Team, sam: Person, dana: Person) -> None:
    team.has_account("Danas", owner=dana)
    has_acme(team, sam)
    sam.types("/account")
    assert sam.offered("account", "") == ["Acme", "Danas"]
    assert sam.fills(account="Danas").submits() == {}
    assert sam.reads().startswith("Danas")


def test_the_search_offers_to_add_what_it_does_not_find(team: Team, sam: Person) -> None:
    sam.types("/account")
    assert sam.fills(account="Zephyr").submits() == {}
    assert sam.field("name") == "Zephyr"
    assert sam.submits() == {}
    assert "*Zephyr* is added" in sam.reads()


def test_a_search_from_the_question(team: Team, sam: Person) -> None:
    has_acme(team, sam)
    sam.types("/account zorp")
    sam.presses("Search")
    assert sam.fills(account="Acme").submits() == {}
    assert sam.reads().startswith("Acme\n")


def test_log_touch_renews_the_card_and_confirms_beside_it(team: Team, sam: Person) -> None:
    team.has_quiet_accounts(sam, "Acme")
    assert "*Quiet too long*" in sam.types("/account acme")
    sam.presses("Log touch")
    assert sam.field("account") == "Acme"
    assert sam.fills(note="called them").submits() == {}
    card, confirmed = sam.everything_read()[-2:]
    assert "*Good until 18 Dec*" in card
    assert "• today, you: called them" in card
    assert "✓ Logged for *Acme*: called them, today." in confirmed
    assert "Taken back" in sam.presses("Undo")


def test_snooze_and_wake_up(team: Team, sam: Person) -> None:
    """Complaint 3: what was snoozed can be seen, and ended; a second press is answered as kindly."""
    team.has_quiet_accounts(sam, "Acme")
    sam.types("/account acme")
    assert "*Snoozed until 2 Dec*" in sam.chooses("Snooze", "2 weeks")
    again = sam.deed("Wake it up")
    sam.types("/account acme")
    assert "✓ *Acme* is awake again" in sam.presses("Wake it up")
    assert "*Quiet too long*" in sam.reads()
    sam.does(again)
    assert all("*Quiet too long*" in text for text in sam.everything_read()[-2:])


def test_somebody_elses_card_can_be_read_but_not_snoozed(team: Team, sam: Person, dana: Person) -> None:
    """Anybody may look; whom it does not remind has nothing to snooze."""
    team.has_quiet_accounts(sam, "Acme")
    assert "Sam" in dana.types("/account acme")
    assert "[Snooze]" not in dana.reads()
    sam.types("/account acme")
    with team.books.transaction(team.workspace) as transaction:
        (acme,) = list_accounts(transaction)
        change_account(transaction, acme.id, rep_id=dana.known_to(transaction).id)
    assert "isn't yours, so there is nothing to snooze" in sam.chooses("Snooze", "1 week")
    assert "[Snooze]" not in sam.reads()


def test_an_account_of_nobodys_can_be_taken_once(team: Team, sam: Person, dana: Person) -> None:
    team.has_quiet_accounts(sam, "Birch")
    has_acme(team, None)
    sam.types("/account acme")
    assert "nobody's yet" in sam.reads()
    late = sam.deed("Take it")
    dana.types("/account acme")
    card = dana.presses("Take it")
    assert "✓ *Acme* is yours now." in card
    assert "·  yours" in card
    assert "owns *Acme* by now, so I left it." in sam.does(late)
    assert "[Take it]" not in sam.reads()


def test_edit_renews_the_card(team: Team, sam: Person) -> None:
    has_acme(team, sam)
    sam.types("/account acme")
    sam.presses("Edit account")
    assert sam.fills(name="Acme Group", days="7").submits() == {}
    card = sam.reads()
    assert "✓ *Acme Group* is saved" in card
    assert "ou wanted every week" in card
    assert "t the latest after 10 days" in card


def test_details_from_home_open_a_window_with_the_figures_in_words(team: Team, sam: Person) -> None:
    """Slack draws charts in messages only."""
    team.has_quiet_accounts(sam, "Acme")
    sam.opens_home()
    sam.presses("Details", line="Acme")
    shown = as_text(sam.form())
    assert "*Quiet too long*" in shown
    assert "Per fortnight since 21 May: Attention " in shown


def test_a_card_that_comes_too_late_is_read_in_the_form(team: Team, sam: Person) -> None:
    """Slack forgets where to answer after half an hour; what was asked for is shown all the same."""
    team.has_quiet_accounts(sam, "Acme")
    sam.types("/account")
    team.clock_moves_by(minutes=31)
    assert sam.fills(account="Acme").submits() == {}
    shown = as_text(sam.form())
    assert "*Quiet too long*" in shown
    assert "• 9 Sep, you: coffee with Kim" in shown
