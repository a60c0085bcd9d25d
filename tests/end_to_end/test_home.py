"""The Home tab, and the forms that open from it (NS-3, complaints 2, 3, 5, 8, 16)."""

from datetime import date, time

from storage.homes import is_home_noted, mark_homes_due
from storage.records import Consent
from storage.reps import change_rep
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import Person, Team, as_text


def section(home: str, title: str) -> list[str]:
    """The lines below one of Home's titles."""
    titles = (
        "Quiet too long",
        "All selling lately",
        "Due this week",
        "Waiting for an owner",
        "Your last touches",
    )
    _, _, after = home.partition(f"{title}\n")
    lines: list[str] = []
    for line in after.splitlines():
        if line in titles:
            break
        lines.append(line)
    return lines


def test_the_first_home_has_three_steps_and_asks(sam: Person) -> None:
    home = sam.opens_home()
    assert "Three steps to a steady beat" in home
    assert "May I send you one short message a week" in home
    assert "None yet. Type `/touch Acme visited store` anywhere." in home
    assert "I don't read your messages." in home


def test_home_shows_who_is_quiet_what_is_due_and_the_last_touches(team: Team, sam: Person) -> None:
    """Complaints 3, 5 and 8, rule NS-3."""
    team.has_account("Fresh", owner=sam, touched_days_ago=[3])
    team.has_account("Due", owner=sam, touched_days_ago=[27])
    team.has_account("Slipping", owner=sam, touched_days_ago=[40])
    team.has_account("Quiet", owner=sam, tier="A", touched_days_ago=[40])
    team.has_account("Quoted", owner=sam, touched_days_ago=[90], sold_days_ago=[30, 20, 4])
    home = sam.opens_home()
    (quiet, *_) = section(home, "Quiet too long")
    assert quiet == (
        "• *Quiet*: 40 days since the last touch (you, 9 Oct: coffee with Kim). "
        "An A account: you wanted every 2 weeks."
    )
    assert section(home, "All selling lately")[0].startswith("• *Quoted*: 3 touches about a sale in 60")
    due = [line for line in section(home, "Due this week") if line.startswith("•")]
    assert [line.split("*")[1] for line in due] == ["Slipping", "Due"]
    assert "wanted by 8 Nov, last touch 9 Oct (coffee with Kim)" in due[0]
    assert section(home, "Your last touches")[0].splitlines()[0] == "• Sun 15 Nov: *Fresh*, coffee with Kim"


def test_empty_sections_say_so(team: Team, sam: Person) -> None:
    team.has_account("Fresh", owner=sam, touched_days_ago=[3])
    home = sam.opens_home()
    assert "Nobody. Every client has heard from you in time." in home
    assert "Nothing is due this week." in home


def test_home_follows_a_touch_its_undo_and_its_edit(team: Team, sam: Person) -> None:
    team.has_quiet_accounts(sam, "Acme")
    sam.opens_home()
    sam.types("/touch acme called yesterday")
    sam.looks_at_home()
    sam.waits_to_read("• yesterday: *Acme*, called")
    assert "Nobody. Every client has heard from you in time." in sam.reads()


def test_log_and_snooze_on_home(team: Team, sam: Person) -> None:
    """Complaint 3."""
    team.has_quiet_accounts(sam, "Acme", "Birch")
    sam.opens_home()
    sam.presses("Log touch", line="Acme")
    assert sam.field("account") == "Acme"
    assert sam.fills(note="called from Home").submits() == {}
    sam.waits_to_read("• today: *Acme*, called from Home")
    sam.chooses("Snooze", "2 weeks", line="Birch")
    sam.waits_to_read("Nobody, apart from what you have snoozed.")
    assert "*Birch*: I'm silent about them until 2 Dec." in sam.reads()
    sam.presses("Wake it up", line="Birch")
    sam.waits_to_read("days since the last touch")
    sam.chooses("Snooze", "2 weeks", line="Birch")
    sam.waits_to_read("Nobody, apart from what you have snoozed.")
    team.clock_moves_to("2026-12-02T09:00")
    assert "*Birch*" in sam.opens_home()


def test_log_a_touch_on_home(team: Team, sam: Person) -> None:
    team.has_account("Acme", owner=sam, touched_days_ago=[3])
    sam.opens_home()
    sam.presses("Log a touch")
    assert sam.fills(account="Acme", note="met in the street").submits() == {}
    sam.waits_to_read("• today: *Acme*, met in the street")


def test_see_all_shows_the_rest(team: Team, sam: Person) -> None:
    """Complaints 4 and 5: the list is here and not in the messages."""
    team.has_quiet_accounts(sam, *(f"Client {number:02}" for number in range(1, 121)))
    home = sam.opens_home()
    assert len([line for line in section(home, "Quiet too long") if line.startswith("•")]) == 5
    sam.presses("See all 120")
    everybody = as_text(sam.form())
    assert everybody.count("• *Client") == 94
    assert "And 26 more accounts." in everybody


def test_only_ones_own_accounts_stand_on_home(team: Team, sam: Person, dana: Person) -> None:
    team.has_quiet_accounts(dana, "Danas")
    assert "Danas" not in sam.opens_home()
    assert "Danas" in dana.opens_home()


def test_settings_are_kept_and_shown(team: Team, sam: Person) -> None:
    sam.opens_home()
    sam.presses("Settings")
    assert sam.field("nudges") == "No, write only when I ask"
    filled = sam.fills(
        nudges="Yes, one short message a week", weekday="Friday", time="16:05", away="2026-11-30"
    )
    assert filled.submits() == {}
    sam.waits_to_read("You're away until 30 Nov; I'm silent until then.")
    rep = sam.rep
    assert (rep.consent, rep.nudge_weekday, rep.nudge_time) == (Consent.YES, 4, time(16, 5))
    assert rep.away_until == date(2026, 11, 30)
    sam.presses("I'm back")
    sam.waits_to_read("Your weekly message comes on Fridays at 16:05 your time.")
    sam.presses("Settings")
    assert sam.field("time") == "16:05"
    assert sam.field("weekday") == "Friday"
    assert sam.field("away") is None
    assert "Your time zone is UTC" in as_text(sam.form())


def test_public_holidays_are_those_of_the_zone_until_somebody_chooses(open_team: OpenTeam) -> None:
    team = open_team(Sam="Europe/London")
    sam = team.person("Sam")
    sam.opens_home()
    sam.presses("Settings")
    assert sam.field("holidays") == "As my time zone says: United Kingdom"
    assert sam.offered("holidays", "germ")[0] == "Germany"
    assert sam.offered("holidays", "nowhere") == []
    assert len(sam.offered("holidays", "")) == 100
    assert sam.fills(holidays="Germany").submits() == {}
    assert sam.rep.holidays == "DE"
    sam.presses("Settings")
    assert sam.fills(holidays="None, I work through them").submits() == {}
    assert sam.rep.holidays == ""
    sam.presses("Settings")
    assert sam.fills(holidays="As my time zone says: United Kingdom").submits() == {}
    assert sam.rep.holidays is None


def test_edit_account_with_an_alias_that_is_taken(team: Team, sam: Person) -> None:
    """Complaint 18."""
    team.has_quiet_accounts(sam, "Acme")
    team.has_account("Birch", owner=sam, aliases=("BB",), touched_days_ago=[1])
    sam.opens_home()
    sam.presses("Edit account", line="Acme")
    assert sam.field("name") == "Acme"
    assert sam.fills(aliases="ACM, bb").submits() == {"aliases": "Another account goes by bb."}
    assert sam.fills(aliases="ACM, Birch").submits() == {"aliases": "Another account goes by Birch."}
    assert sam.fills(name="birch").submits() == {"name": "There is an account of this name already."}
    assert sam.fills(name="Bb").submits() == {"name": "There is an account of this name already."}
    assert sam.fills(days="0").submits() == {"days": "Please enter a number that is at least 1."}
    changed = sam.fills(name="Acme Group", aliases="ACM, acme", days="90")
    assert changed.submits() == {}
    sam.waits_to_read("Nobody. Every client has heard from you in time.")
    assert "✓ Logged for *Acme Group*: called, today. You're good until 16 Feb." in sam.types(
        "/touch acm called"
    )


def test_add_an_account_on_home(team: Team, sam: Person) -> None:
    sam.opens_home()
    sam.presses("Add an account")
    assert sam.fills(name="Zenith Labs", aliases="ZL", days="7").submits() == {}
    assert "✓ Logged for *Zenith Labs*: lunch, today. You're good until 25 Nov." in sam.types(
        "/touch zl lunch"
    )


def test_an_account_nobody_owns_can_be_taken(team: Team, sam: Person, dana: Person) -> None:
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_messages()
    sam.presses("Not mine", line="Acme")
    assert "• *Acme*" in section(dana.opens_home(), "Waiting for an owner")
    dana.presses("Take it", line="Acme")
    dana.waits_to_read("• *Acme*: 75 days since the last touch")


def test_home_is_on_the_day_of_the_reader_and_moves_on_with_it(team: Team, sam: Person) -> None:
    team.has_account("Acme", owner=sam, touched_days_ago=[3])
    assert "• Sun 15 Nov: *Acme*" in sam.opens_home()
    team.clock_moves_to("2027-01-20T09:00")
    assert "*Acme*: 66 days since the last touch" in sam.waits_to_read("66 days")


def test_a_home_slack_refuses_is_shown_the_next_time(team: Team, sam: Person) -> None:
    team.has_account("Acme", owner=sam, touched_days_ago=[3])
    team.slack_fails("views.publish", status=500)
    sam.opens_home()
    assert "• Sun 15 Nov: *Acme*" in sam.opens_home()


def test_home_left_open_follows_the_day(team: Team, sam: Person, dana: Person) -> None:
    """The next day another account has become quiet, and the bot that shows it is not the one of before."""
    team.has_account("Acme", owner=sam, tier="A", touched_days_ago=[21])
    assert "Quiet too long" in sam.opens_home()
    assert "Nobody. Every client" in sam.reads()
    team.restarts_the_bot()
    shown = len(team.calls("views.publish"))
    sam.looks_at_home()
    team.slack.clock.move_to(team.now.replace(hour=23, minute=59))
    team.clock_moves_by(minutes=2)
    sam.waits_to_read("• *Acme*: 22 days since the last touch")
    assert all(call["user_id"] == sam.slack_id for call in team.calls("views.publish")[shown:])


def test_home_opened_before_a_restart_follows_a_press_and_a_command(team: Team, sam: Person) -> None:
    """Sam turned it off, and Home offered it as before: only Homes opened since the start were followed."""
    team.has_quiet_accounts(sam, "Acme")
    sam.types("/drumbeat start")
    sam.opens_home()
    team.restarts_the_bot()
    sam.types("/touch acme called yesterday")
    sam.looks_at_home()
    sam.waits_to_read("• yesterday: *Acme*, called")
    team.restarts_the_bot()
    sam.presses("Turn it off")
    sam.waits_to_read("[Turn it on]")


def test_home_that_nobody_opened_is_not_shown(team: Team, sam: Person, dana: Person) -> None:
    team.has_account("Acme", owner=sam)
    sam.types("/touch Acme called")
    dana.opens_home()
    assert {call["user_id"] for call in team.calls("views.publish")} == {dana.slack_id}


def test_who_presses_on_home_has_it_open_whatever_the_books_say(team: Team, sam: Person) -> None:
    """The books were restored from a time before Sam first opened it."""
    sam.types("/drumbeat start")
    sam.opens_home()
    with team.books.transaction(team.workspace) as transaction:
        change_rep(transaction, sam.rep.id, home_due_at=None)
    team.restarts_the_bot()
    sam.looks_at_home()
    sam.presses("Turn it off")
    sam.waits_to_read("[Turn it on]")
    with team.books.reading(team.workspace) as reader:
        assert is_home_noted(reader, sam.slack_id)


def test_home_left_open_follows_what_another_process_has_changed(team: Team, sam: Person) -> None:
    """An import says so in the database, and the next look of the bot shows it."""
    team.has_account("Acme", owner=sam, touched_days_ago=[3])
    sam.opens_home()
    team.has_account("Imported", owner=sam, touched_days_ago=[90])
    with team.books.transaction(team.workspace) as transaction:
        mark_homes_due(transaction)
    team.bot_looks()
    sam.waits_to_read("• *Imported*: 90 days since the last touch")
