"""A brainstorm in the channel: ideas, choosing, and what came of it (NS-10 to NS-14)."""

from datetime import timedelta

import pytest

from bot import choice_reminders
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import SALES, Person, Team, as_text, wait_until


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Two reps and whoever leads them."""
    team = open_team(Sam="UTC", Dana="UTC", Morgan="UTC")
    for name in ("Sam", "Dana", "Morgan"):
        team.person(name).said_yes()
    team.person("Morgan").leads_the_team()
    for name, client in (("Sam", "Acme"), ("Dana", "Birch"), ("Sam", "Cobalt")):
        team.has_account(client, owner=team.person(name), touched_days_ago=[10])
    return team


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


def board(person: Person, words: str) -> str:
    """What the newest message of the bot in the channel says, once these words are in it."""

    def look() -> str:
        texts = [as_text(each) for each in person.page.messages(SALES) if each["bot"]]
        return texts[-1] if texts and words in texts[-1] else ""

    return wait_until(look, f"“{words}” in the channel")


def begin(morgan: Person) -> None:
    morgan.types("/brainstorm")
    assert morgan.submits() == {}
    board(morgan, "Brainstorm: ideas")


def says(person: Person, text: str) -> dict[str, str]:
    person._place = SALES
    person.presses("Add an idea")
    return person.fills(idea=text).submits()


def test_a_brainstorm_from_the_question_to_the_result(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """NS-10, NS-11, NS-13, NS-14."""
    morgan.types("/brainstorm")
    assert "marketing" in (morgan.field("question.0") or "")
    assert (morgan.field("ideas"), morgan.field("choosing")) == ("8", "4")
    assert morgan.fills(trade="logistics").submits() == {}
    said = board(sam, "Brainstorm: ideas")
    assert "what our clients do in their logistics" in said
    assert "8 minutes left" in said

    assert says(sam, "Visit each of their stores\nRead their magazine") == {}
    assert says(dana, "Bring cake") == {}
    said = board(morgan, "Bring cake")
    assert "• Visit each of their stores  _(Sam Lee)_" in said
    assert "• Bring cake  _(Dana Lee)_" in said
    assert "3 ideas so far" in said

    team.clock_moves_by(minutes=8)
    said = board(sam, "Brainstorm: choose yours")
    assert "0 of 2 have chosen" in said
    sam.presses("Choose mine")
    assert sam.fills(**{"ideas.0": "Visit each of their stores; Bring cake"}).submits() == {}
    form = sam.form()
    accounts = [
        each["block_id"] for each in form["blocks"] if each.get("block_id", "").startswith("accounts.")
    ]
    often = [each.replace("accounts", "often") for each in accounts]
    assert len(accounts) == 2
    filled = {
        accounts[0]: "Acme; Cobalt",
        accounts[1]: "Acme",
        often[0]: "Once at each location",
        "show": "yes",
    }
    assert sam.fills(**filled).submits() == {}
    assert "Noted: 2 ideas for 2 accounts." in as_text(sam.form())
    board(morgan, "1 of 2 has chosen")

    team.clock_moves_by(minutes=4)
    said = board(morgan, "What came of the brainstorm")
    assert "• Visit each of their stores: Sam Lee" in said
    assert "*Kept for another time*\n• Read their magazine" in said
    assert "1 of 2 has chosen" in said


def test_only_who_leads_the_team_begins_and_steers(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """NS-10, complaint 23."""
    assert "Whoever leads the team begins a brainstorm: ask Morgan Lee." in sam.types("/drumbeat brainstorm")
    assert not sam.sees_form()
    sam.is_slack_admin()
    sam.types("/brainstorm")
    assert sam.sees_form()
    begin(morgan)
    dana._place = SALES
    dana.presses("Move on")
    assert "That is for Morgan Lee or whoever leads the team." in dana.waits_to_read("That is for")
    morgan._place = SALES
    morgan.presses("2 minutes more")
    board(morgan, "10 minutes left")


def test_what_is_typed_behind_the_command_is_the_question(morgan: Person) -> None:
    """`/brainstorm what else could we do?` showed old ideas; then the other question took its place."""
    morgan.types("/brainstorm What else could we do?")
    assert morgan.field("question.0") == "What else could we do?"
    [which] = [each for each in morgan.form()["blocks"] if each["block_id"] == "which"]
    assert which["label"]["text"] == "Two questions to begin with", "what a screen reader says of the choice"
    assert which["hint"]["text"] == "What you have written yourself stays."
    two = {"text": {"type": "plain_text", "text": "As if we worked there"}, "value": "1"}
    morgan.page.press(morgan.form(), "brainstorm.question", selected_option=two)
    wait_until(lambda: "question.1" in str(morgan.form()), "The other question")
    assert morgan.field("question.1") == "What else could we do?"


def test_an_idea_that_is_too_long_is_not_cut(sam: Person, morgan: Person) -> None:
    begin(morgan)
    said = says(sam, "A" * 250)
    assert "200 characters" in said["idea"]


def test_a_second_one_in_the_channel_is_told_of_the_first(team: Team, morgan: Person) -> None:
    begin(morgan)
    morgan.types("/brainstorm")
    assert "Morgan Lee has one under way there" in morgan.submits()["channel"]


def test_similar_ideas_are_offered_for_merging_and_never_forced(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """NS-11."""
    begin(morgan)
    says(sam, "Visit all of their stores")
    says(dana, "visit their stores")
    assert "Is it the same?" in str(dana.form())
    board(sam, "2 ideas so far")
    view = dana.form()
    dana.page.press(view, "brainstorm.merge")
    said = board(sam, "1 idea so far")
    assert "• Visit all of their stores  _(Sam Lee, Dana Lee)_" in said


def test_the_very_same_words_stand_once_without_a_question(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """NS-11: asked whether "Bring cake" is the same as "bring cake", people laughed."""
    begin(morgan)
    says(sam, "Bring cake")
    says(dana, "bring cake")
    assert not dana.sees_form()
    assert "• Bring cake  _(Sam Lee, Dana Lee)_" in board(sam, "Dana Lee")


def test_a_spark_after_a_quiet_minute(team: Team, sam: Person, morgan: Person) -> None:
    """NS-12: shown as examples, not as choices."""
    begin(morgan)
    assert "trade magazine" not in sam.reads()
    team.clock_moves_by(seconds=61)
    assert "three examples" in board(sam, "trade magazine")
    sam._place = SALES
    sam.presses("Need a spark?")
    assert "trade magazine" in as_text(sam.form())
    assert sam.fills(idea="Sit in their call centre").submits() == {}
    board(sam, "Sit in their call centre")


def test_without_an_idea_it_closes_without_a_result(team: Team, sam: Person, morgan: Person) -> None:
    begin(morgan)
    team.clock_moves_by(minutes=8)
    board(sam, "Closed without an idea this time.")


def test_a_private_reminder_comes_once(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    """NS-13."""
    begin(morgan)
    says(sam, "Bring cake")
    team.clock_moves_by(minutes=8)
    board(sam, "Brainstorm: choose yours")
    team.clock_moves_by(minutes=2, seconds=5)
    for person in (sam, dana):
        wait_until(
            lambda person=person: "There is still time to choose" in person.reads(),
            f"{person.name}'s reminder",
        )
    assert len(team.calls("chat.postEphemeral")) == 2
    team.clock_moves_by(minutes=1)
    board(morgan, "less than a minute")
    assert len(team.calls("chat.postEphemeral")) == 2
    assert not any("still time" in text for text in morgan.everything_read())


def test_a_channel_without_the_bot_says_what_to_do(team: Team, morgan: Person) -> None:
    """Complaint 16: a public channel is joined, a private one needs an invitation."""
    slack = team.slack

    def add(name: str, private: bool) -> str:
        people = [morgan.slack_id]
        return slack.run_inside(
            lambda: slack.workspace.add_channel(name, people, is_private=private, channel_id=f"C0{name}").id
        )

    deals, town = add("DEALS", True), add("TOWN", False)
    morgan.types("/brainstorm")
    assert morgan.fills(channel=deals).submits() == {}
    said = as_text(morgan.form())
    assert f"Type `/invite @Drumbeat` in <#{deals}>, then press _Check again_." in said
    slack.run_inside(lambda: slack.workspace.join(slack.workspace.channels[deals], slack.workspace.bot.id))
    morgan.page.press(morgan.form(), "brainstorm.check")
    wait_until(lambda: "It has begun" in as_text(morgan.form()), "The beginning")
    morgan.types("/brainstorm")
    assert morgan.fills(channel=town).submits() == {}
    wait_until(lambda: morgan.page.messages(town), "The message in a channel that was joined")


def test_the_library_keeps_what_was_said(team: Team, sam: Person, morgan: Person) -> None:
    assert "No ideas yet" in sam.types("/brainstorm ideas")
    begin(morgan)
    assert f"One is under way in <#{SALES}>." in morgan.types("/brainstorm idea")
    says(sam, "Bring cake")
    board(sam, "Bring cake")
    team.clock_moves_by(minutes=8)
    board(sam, "Brainstorm: choose yours")
    team.clock_moves_by(minutes=4)
    board(sam, "What came of the brainstorm")
    assert "• Bring cake" in sam.types("/brainstorm ideas")


def test_a_message_whose_answer_was_lost_is_adopted_by_the_first_press(
    team: Team, sam: Person, morgan: Person
) -> None:
    """Complaint 13: it is not posted a second time, and goes on being shown anew."""
    team.slack_fails("chat.postMessage", lose_answer=True)
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "Bring cake")
    team.clock_moves_by(minutes=3)
    board(sam, "5 minutes left")
    assert len([each for each in sam.page.messages(SALES) if each["bot"] and not each["ephemeral"]]) == 1


def test_a_message_that_came_twice_says_so_when_it_is_pressed(
    team: Team, sam: Person, morgan: Person
) -> None:
    """Nobody pressed the first one in time, so it was posted again: the history of a channel is not read."""
    team.slack_fails("chat.postMessage", lose_answer=True)
    begin(morgan)
    wait_until(lambda: team.calls("chat.postMessage"), "The post")
    wait_until(lambda: team.queue().get("ready"), "The doubt about it")
    team.clock_moves_by(minutes=2)
    shown = wait_until(
        lambda: [each for each in sam.page.messages(SALES) if "Brainstorm: ideas" in as_text(each)][1:],
        "The second message",
    )
    first = next(each for each in sam.page.messages(SALES) if "Brainstorm: ideas" in as_text(each))
    assert first["ts"] != shown[-1]["ts"]
    sam.page.press(first, "brainstorm.add")
    assert sam.fills(idea="Bring cake").submits() == {}
    assert "• Bring cake" in board(sam, "Bring cake")
    wait_until(
        lambda: any("came twice" in text for text in sam.everything_read()), "The first one out of the way"
    )


def test_a_press_that_slack_hands_over_twice_moves_on_once(team: Team, sam: Person, morgan: Person) -> None:
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "Bring cake")
    morgan._place = SALES
    deed = morgan.deed("Move on")
    morgan.does(deed)
    board(sam, "Brainstorm: choose yours")
    morgan._place = SALES
    morgan.page.do("action", **deed)
    team.clock_moves_by(minutes=1)
    assert "Brainstorm: choose yours" in board(sam, "3 minutes left")
    assert not any("What came of" in text for text in sam.everything_read())


def test_the_bot_goes_on_after_a_restart_with_the_time_that_is_left(
    team: Team, sam: Person, morgan: Person
) -> None:
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "Bring cake")
    team.bot_leaves()
    team.slack.clock.move_forward(timedelta(minutes=5))
    team.restarts_the_bot()
    assert "• Bring cake" in board(sam, "3 minutes left")
    team.clock_moves_by(minutes=3)
    assert "4 minutes left" in board(sam, "Brainstorm: choose yours")


def test_a_private_reminder_that_slack_did_not_give_comes_once(
    team: Team, sam: Person, morgan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NS-13: Slack was out of service for a moment."""
    monkeypatch.setattr(choice_reminders, "AGAIN_SECONDS", 0.2)
    begin(morgan)
    says(sam, "Bring cake")
    team.clock_moves_by(minutes=8)
    board(sam, "Brainstorm: choose yours")
    team.slack_fails("chat.postEphemeral", times=2, error="service_unavailable")
    team.clock_moves_by(minutes=2, seconds=5)
    for person in (sam, team.person("Dana")):
        person.waits_to_read("There is still time to choose")
    assert len(team.calls("chat.postEphemeral")) == 4
    team.clock_moves_by(minutes=1)
    board(morgan, "less than a minute")
    assert len(team.calls("chat.postEphemeral")) == 4
