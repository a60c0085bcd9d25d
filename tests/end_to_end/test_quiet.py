"""`/quiet`: one's own accounts that need attention, most urgent first (NS-3)."""

from tests.end_to_end.team import Person, Team, as_text


def test_the_most_urgent_comes_first_under_words_that_are_true(team: Team, sam: Person, dana: Person) -> None:
    """NS-3, complaints 3 and 5."""
    team.has_quiet_accounts(sam, "Acme", "Birch")
    team.has_quiet_accounts(dana, "Danas")
    team.has_account("Quoted", owner=sam, touched_days_ago=[90], sold_days_ago=[30, 20, 4])
    said = sam.types("/quiet")
    assert said.index("Quiet too long") < said.index("*Acme*") < said.index("*Birch*")
    assert said.index("*Birch*") < said.index("All selling lately") < said.index("*Quoted*")
    assert "Danas" not in said


def test_the_family_command_and_help(team: Team, sam: Person) -> None:
    """Decision 8."""
    team.has_quiet_accounts(sam, "Acme")
    assert "*Acme*" in sam.types("/drumbeat quiet")
    assert "`/quiet` lists your own accounts" in sam.types("/quiet help")
    assert "`/quiet`" in sam.types("/drumbeat help")


def test_ten_are_listed_and_all_are_one_press_away(team: Team, sam: Person) -> None:
    """Complaint 4."""
    team.has_quiet_accounts(sam, *(f"Client {number:02}" for number in range(1, 14)))
    assert sam.types("/quiet").count("• *Client") == 10
    sam.presses("See all 13")
    assert as_text(sam.form()).count("• *Client") == 13


def test_log_touch_shortens_the_list_and_confirms_beside_it(team: Team, sam: Person) -> None:
    team.has_quiet_accounts(sam, "Acme", "Birch")
    sam.types("/quiet")
    sam.presses("Log touch", line="Acme")
    assert sam.field("account") == "Acme"
    assert sam.fills(note="called").submits() == {}
    listed, confirmed = sam.everything_read()[-2:]
    assert "*Acme*" not in listed
    assert "*Birch*" in listed
    assert "✓ Logged for *Acme*: called, today." in confirmed


def test_snooze_shortens_the_list_and_can_be_undone(team: Team, sam: Person) -> None:
    """Complaint 3."""
    team.has_quiet_accounts(sam, "Acme", "Birch")
    sam.types("/quiet")
    said = sam.chooses("Snooze", "2 weeks", line="Acme")
    assert "✓ I'll be silent about *Acme* until 2 Dec." in said
    assert "• *Acme*" not in said
    assert "Snoozed: *Acme* until 2 Dec." in said
    assert "• *Acme*" in sam.presses("Undo", line="Acme")
    assert "snoozed;" not in sam.reads()


def test_details_show_the_card_beside_the_list(team: Team, sam: Person) -> None:
    team.has_quiet_accounts(sam, "Acme")
    sam.types("/quiet")
    assert sam.presses("Details", line="Acme").startswith("Acme\n")
    assert "• *Acme*" in sam.everything_read()[-2]


def test_nobody_is_quiet(team: Team, sam: Person) -> None:
    team.has_account("Fresh", owner=sam, touched_days_ago=[3])
    said = sam.types("/quiet")
    assert "Nobody. Every client has heard from you in time." in said
    assert "Nothing is due this week either." in said
    team.has_account("Due", owner=sam, touched_days_ago=[27])
    assert "• *Due*: " in sam.types("/quiet")


def test_somebody_without_accounts_reads_the_first_steps(sam: Person) -> None:
    assert "Three steps to a steady beat" in sam.types("/quiet")
    sam.presses("Add an account")
    assert sam.sees_form()
