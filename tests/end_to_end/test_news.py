"""`/news` from a feed's address to something said to the client (complaints 19 to 22 and 25, D6-1)."""

import json
import logging
from collections.abc import Iterator

import pytest

from storage.accounts import change_account, find_account_by_name
from storage.feeds import list_feeds
from storage.ideas import add_idea
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import Person, Team, as_text
from tests.feed_server import FeedServer, a_feed

MONDAY = "2026-11-23T08:30"
OLD = "Cobalt Logistics sponsors a regatta"
DEPOT = "Cobalt Logistics opens a depot in Leeds"


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with FeedServer() as server:
        server.put("/cobalt", a_feed(OLD))
        yield server


@pytest.fixture
def team(open_team: OpenTeam, feeds: FeedServer) -> Team:
    return open_team(feed_host=feeds.host, Sam="UTC", Dana="UTC")


@pytest.fixture
def sam(team: Team) -> Person:
    sam = team.person("Sam")
    sam.said_yes()
    team.has_account("Cobalt Logistics", owner=sam, added_days_ago=400, touched_days_ago=[70])
    return sam


def watches(team: Team, sam: Person, feeds: FeedServer, path: str = "/cobalt") -> str:
    """Sam lets the bot watch a feed of Cobalt's and hears what it found."""
    said = sam.types(f"/news Cobalt Logistics add {feeds.url(path)}")
    team.bot_reads_feeds()
    assert "I'm having a look" in said
    return sam.opens_messages()


def brings(team: Team, feeds: FeedServer, *titles: str, path: str = "/cobalt") -> None:
    """A feed has these titles two hours later, and the bot has read it."""
    feeds.put(path, a_feed(*titles))
    team.clock_moves_by(hours=30)
    team.bot_reads_feeds()


def test_the_first_look_is_a_silent_baseline_with_proof(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Complaint 21: what is there already is no news; its newest title shows that it works."""
    told = watches(team, sam, feeds)
    assert "✓ I watch" in told
    assert f"Its newest: “{OLD}”." in told
    assert "No news yet" in sam.types("/news")
    assert f"newest “{OLD}”" in sam.types("/news cobalt logistics")
    team.bot_reads_feeds()
    assert len(sam.direct_messages()) == 1


def test_news_rides_in_the_weekly_message_and_becomes_a_touch(
    team: Team, sam: Person, feeds: FeedServer
) -> None:
    """D6-1, complaint 4: attached to the account's line; "Use it" logs a touch."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    assert DEPOT in sam.types("/news")
    team.clock_moves_to(MONDAY)
    nudge = sam.opens_messages()
    assert "*Cobalt Logistics*" in nudge
    assert "In the news: <https://news.example/" in nudge
    assert DEPOT in nudge
    sam.presses("Use it")
    assert DEPOT in as_text(sam.form())
    assert "Congratulations" in (sam.field("words") or "")
    assert sam.fills(note="congratulated Kim on the depot").submits() == {}
    assert team.notes()[-1] == "congratulated Kim on the depot"
    assert "you logged a touch about" in sam.reads()
    assert "[Use it]" not in sam.reads()
    sam.presses("Undo", line=DEPOT)
    assert "congratulated Kim on the depot" not in team.notes()
    assert "[Use it]" in sam.reads()


def test_a_story_is_kept_as_an_idea_on_the_card(team: Team, sam: Person, feeds: FeedServer) -> None:
    """NS-16: something to bring them that they haven't asked for."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    assert DEPOT in sam.types("/account cobalt logistics")
    sam.presses("Use it", line=DEPOT)
    assert sam.fills(way="I'll use it later", note="offer to visit the depot").submits() == {}
    card = sam.reads()
    assert "you kept" in card
    assert "• offer to visit the depot (" in card
    assert sam.presses("Undo", line="you kept").count("[Use it]") == 1
    assert "offer to visit the depot" not in sam.reads()


def test_not_about_them_teaches_words_and_can_be_undone(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Complaint 22: such news stays out from then on; the account's form shows why."""
    team.has_account("Orange", owner=sam)
    feeds.put("/trade", a_feed("Markets are calm"))
    sam.types(f"/news Orange add {feeds.url('/trade')}")
    team.bot_reads_feeds()
    brings(team, feeds, "Orange County approves its budget", path="/trade")
    assert "Orange County" in sam.types("/news orange")
    shown = sam.presses("Not about them", line="Orange County")
    assert "is not about *Orange*. News with “Orange County” stays out from now on." in shown
    brings(team, feeds, "Orange County elects a sheriff", path="/trade")
    assert "sheriff" not in sam.types("/news orange").split("Where I look")[0]
    sam.types("/drumbeat edit Orange")
    assert sam.field("exclude") == "Orange County"
    assert sam.submits() == {}


def test_undo_unlearns(team: Team, sam: Person, feeds: FeedServer) -> None:
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT, "Cobalt Logistics Arena sold out")
    sam.types("/news")
    sam.presses("Not about them", line="Arena")
    with team.books.reading(team.workspace) as reader:
        account = find_account_by_name(reader, "Cobalt Logistics")
    assert account is not None
    assert account.exclude == ("Cobalt Logistics Arena",)
    sam.presses("Undo", line="Arena")
    with team.books.reading(team.workspace) as reader:
        account = find_account_by_name(reader, "Cobalt Logistics")
    assert account is not None
    assert account.exclude == ()
    assert sam.reads().count("[Use it]") == 2


def test_not_useful_hides_it_for_one_person_alone(
    team: Team, sam: Person, dana: Person, feeds: FeedServer
) -> None:
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    sam.types("/news")
    late = sam.deed("Not useful", line=DEPOT)
    sam.types("/news")
    assert "I won't show you" in sam.presses("Not useful", line=DEPOT)
    sam.does(late)
    assert any("I won't show you" in text for text in sam.everything_read()[-2:])
    assert DEPOT in dana.types("/news cobalt logistics")
    team.clock_moves_by(hours=2)
    assert DEPOT not in sam.types("/news")
    team.clock_moves_to(MONDAY)
    assert DEPOT not in sam.opens_messages()


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Not about them", "is not about *Cobalt Logistics*"),
        ("Not useful", "I won't show you"),
        ("Use it", "you logged a touch about"),
    ],
)
def test_every_button_of_the_list_does_what_it_says_and_is_undone(
    team: Team, sam: Person, feeds: FeedServer, label: str, said: str
) -> None:
    """Sam pressed a button in `/news`: it was saved, and then "Something went wrong on my side" was said."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    sam.types("/news")
    sam.presses(label, line=DEPOT)
    if label == "Use it":
        assert sam.submits() == {}
        assert any(said in text for text in sam.everything_read())
        assert said in sam.types("/news")
    assert said in sam.reads()
    undone = sam.presses("Undo", line=DEPOT)
    assert said not in undone
    assert all(f"[{each}]" in undone for each in ("Use it", "Not about them", "Not useful"))
    assert not any("went wrong" in text for text in sam.everything_read())


def test_an_idea_for_later_says_what_is_still_to_be_done(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Sam kept a story for later, and the card said "wrote to them about" it, though nobody wrote."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    sam.types("/account cobalt logistics")
    sam.presses("Use it", line=DEPOT)
    assert "A touch counts as attention, not about a sale. An idea does not restart the clock." in as_text(
        sam.form()
    )
    assert sam.fills(way="I'll use it later").submits() == {}
    assert f"• Write to them about “{DEPOT}” (" in sam.types("/account cobalt logistics")
    assert "wrote to them" not in sam.reads()


@pytest.mark.parametrize("way", ["I've been in touch about it", "I'll use it later"])
def test_what_was_used_stands_as_long_as_one_may_change_ones_mind(
    team: Team, sam: Person, feeds: FeedServer, way: str
) -> None:
    """What Sam had used stood in `/news` and on the card for days, with an Undo nobody needed any more."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    sam.types("/news")
    sam.presses("Use it", line=DEPOT)
    assert sam.fills(way=way, note="a visit").submits() == {}
    places = ("/news", "/news cobalt logistics", "/account cobalt logistics")
    for place in places:
        assert DEPOT in sam.types(place)
    team.clock_moves_by(hours=2)
    for place in places:
        assert DEPOT not in sam.types(place)


def test_buttons_pressed_twice_or_late_answer_kindly(
    team: Team, sam: Person, dana: Person, feeds: FeedServer
) -> None:
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    dana.types("/news cobalt logistics")
    late = dana.deed("Use it", line=DEPOT)
    sam.types("/news")
    sam.presses("Use it", line=DEPOT)
    assert sam.submits() == {}
    dana.does(late)
    assert not dana.sees_form()
    assert any("a colleague logged a touch about" in text for text in dana.everything_read()[-2:])
    assert "[Undo]" not in dana.reads()


def test_one_event_from_two_feeds_is_one_story(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Complaints 19 and 20: told once, also when title or date change or another feed has it later."""
    feeds.put("/trade", a_feed("Markets are calm").replace("Acme news", "Harbour News"))
    watches(team, sam, feeds)
    sam.types(f"/news add {feeds.url('/trade')} for the team")
    team.bot_reads_feeds()
    trade = a_feed("Markets are calm", f"{DEPOT} in the north").replace("Acme news", "Harbour News")
    feeds.put("/trade", trade)
    brings(team, feeds, OLD, DEPOT)
    shown = sam.types("/news")
    assert shown.count("[Use it]") == 1
    assert "also in another source" in shown
    team.clock_moves_to(MONDAY)
    assert DEPOT in sam.opens_messages()
    feeds.put("/cobalt", a_feed(OLD, DEPOT + " at last").replace("leeds-at-last", "leeds"))
    team.clock_moves_to("2026-11-29T08:30")
    team.bot_reads_feeds()
    team.clock_moves_to("2026-11-30T08:30")
    assert len(sam.nudges()) == 2
    assert DEPOT not in sam.nudges()[-1]


def test_a_page_without_a_feed_is_told_with_what_to_do(team: Team, sam: Person, feeds: FeedServer) -> None:
    feeds.put("/page", "<html><body>Hello</body></html>", headers={"Content-Type": "text/html"})
    told = watches(team, sam, feeds, "/page")
    assert "It is a web page that names no feed." in told
    assert "[Change]" in told
    sam.presses("Change")
    assert sam.fills(url="nonsense").submits() == {
        "url": "That is no web address. It begins with https://, such as https://acme.com/news."
    }
    assert sam.fills(url=feeds.url("/cobalt")).submits() == {}
    team.bot_reads_feeds()
    assert "✓ I watch" in sam.opens_messages()


def test_a_page_that_names_its_feed_will_do(team: Team, sam: Person, feeds: FeedServer) -> None:
    link = f'<link rel="alternate" type="application/rss+xml" href="{feeds.url("/cobalt")}">'
    feeds.put("/page", f"<html><head>{link}</head></html>", headers={"Content-Type": "text/html"})
    assert f"Its newest: “{OLD}”." in watches(team, sam, feeds, "/page")


def test_a_broken_feed_is_told_once(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Complaint 22: after three days, in the weekly message; Home and /news show it as long as it lasts."""
    watches(team, sam, feeds)
    feeds.refuse("/cobalt", 404)
    team.clock_moves_to("2026-11-19T08:00")
    team.bot_reads_feeds()
    assert "failing since" in sam.types("/news cobalt logistics")
    assert "has been failing" not in sam.types("/news")
    team.clock_moves_to("2026-11-22T12:00")
    team.bot_reads_feeds()
    team.clock_moves_to(MONDAY)
    nudge = sam.opens_messages()
    assert "The feed for *Cobalt Logistics* has been failing since 19 Nov" in nudge or "Thu 19 Nov" in nudge
    assert "I keep trying; a new address?" in nudge
    assert "has been failing since" in sam.opens_home()
    team.clock_moves_to("2026-11-30T08:30")
    team.bot_reads_feeds()
    assert len(sam.nudges()) == 2
    assert "failing" not in sam.nudges()[-1]
    feeds.put("/cobalt", a_feed(OLD))
    team.clock_moves_by(days=2)
    team.bot_reads_feeds()
    assert "failing" not in sam.types("/news")


def test_what_never_arrived_is_told_the_week_after(team: Team, sam: Person, feeds: FeedServer) -> None:
    """A broken feed is told once it has been read of, and not once the message was composed."""
    watches(team, sam, feeds)
    feeds.refuse("/cobalt", 404)
    for moment in ("2026-11-19T08:00", "2026-11-22T12:00"):
        team.clock_moves_to(moment)
        team.bot_reads_feeds()
    team.slack_fails("chat.postMessage", error="restricted_action")
    team.clock_moves_to(MONDAY)
    assert sam.nudges() == []
    team.clock_moves_to("2026-11-30T08:30")
    assert "The feed for *Cobalt Logistics* has been failing since" in sam.opens_messages()


def test_many_broken_feeds_are_one_line_that_opens_the_list(
    team: Team, sam: Person, feeds: FeedServer
) -> None:
    for number in range(3):
        feeds.refuse(f"/wrong-{number}", 404)
        sam.types(f"/news cobalt logistics add {feeds.url(f'/wrong-{number}')}")
        team.bot_reads_feeds()
    team.clock_moves_to("2026-11-22T12:00")
    team.bot_reads_feeds()
    team.clock_moves_to(MONDAY)
    nudge = sam.opens_messages()
    assert "Three feeds can't be read, all of them for *Cobalt Logistics*.\n[Show them]" in nudge
    shown = sam.presses("Show them")
    assert shown.count("I could never read this one:") == 3
    assert shown.count("[Change]") == shown.count("[Remove]") == 3


def test_a_new_account_has_what_tells_its_news(team: Team, sam: Person) -> None:
    """The changelog promised web address and industry in the form, and only Edit had them."""
    sam.types("/drumbeat add Zephyr")
    assert sam.fills(domain="zephyr.example", industry="Chemicals").submits() == {}
    with team.books.reading(team.workspace) as reader:
        account = find_account_by_name(reader, "Zephyr")
    assert account is not None
    assert (account.domain, account.industry) == ("zephyr.example", "Chemicals")


def test_what_is_no_address_is_not_taken_for_an_accounts_name(team: Team, sam: Person) -> None:
    """Sam typed `/news Acme add foo`, and was offered to create an account called "Acme add foo"."""
    said = sam.types("/news cobalt logistics add foo")
    assert "“foo” is no web address. Try `/news Cobalt Logistics add https://acme.com/news`." in said
    assert "[" not in said
    assert "then *Remove*." in sam.types("/news cobalt logistics remove")
    assert "News on your accounts" in sam.types("/news list")


def test_whose_feed_it_is_may_change_it(team: Team, sam: Person, dana: Person, feeds: FeedServer) -> None:
    watches(team, sam, feeds)
    sam.types("/news cobalt logistics")
    press = sam.deed("Remove")
    assert "[Remove]" not in dana.types("/news cobalt logistics")
    dana.leads_the_team()
    assert "[Remove]" in dana.types("/news cobalt logistics")
    dana.presses("Remove")
    assert "I no longer watch" in dana.reads()
    assert "within 30 days, it goes on where it was" in dana.reads()
    sam.does(press)
    assert "gone already" in sam.reads()
    dana.presses("Put it back")
    assert "✓ I watch that one for *Cobalt Logistics* again." in dana.reads()
    team.bot_reads_feeds()
    with team.books.reading(team.workspace) as reader:
        assert [each.given_url for each in list_feeds(reader)] == [feeds.url("/cobalt")]


def test_the_same_address_is_watched_once(team: Team, sam: Person, feeds: FeedServer) -> None:
    watches(team, sam, feeds)
    assert "I watch that one for *Cobalt Logistics* already." in sam.types(
        f"/news cobalt logistics add {feeds.url('/cobalt')}"
    )


def test_a_feed_is_added_from_the_card(team: Team, sam: Person, feeds: FeedServer) -> None:
    sam.types("/account cobalt logistics")
    sam.presses("News")
    sam.presses("Add a feed")
    assert sam.fills(url="").submits() == {"url": "An address, please."}
    assert sam.fills(url=feeds.url("/cobalt")).submits() == {}
    team.bot_reads_feeds()
    assert "✓ I watch" in sam.opens_messages()


def test_what_is_counted_can_be_asked_for(team: Team, sam: Person, feeds: FeedServer) -> None:
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    counted = team.drumbeat.metrics.render().decode()
    assert 'drumbeat_feeds{state="ok"} 1.0' in counted
    assert 'drumbeat_feed_polls_total{outcome="baseline"} 1.0' in counted
    assert 'drumbeat_headlines_total{matched="yes"} 1.0' in counted


def test_an_unclear_account_is_asked_about(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Complaint 18: never guessed."""
    question = sam.types(f"/news cobolt logistics add {feeds.url('/cobalt')}")
    assert "Did you mean this one?" in question
    assert "I'm having a look" in sam.presses("Cobalt Logistics")
    team.bot_reads_feeds()
    assert "I don't know an account called *Zephyr* yet." in sam.types("/news Zephyr")


def test_news_on_the_day_comes_once_a_week_and_not_again(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Decision 7: only who wants it, of A accounts, and the weekly message has no more of it."""
    team.has_account("Borg", owner=sam, tier="A")
    feeds.put("/borg", a_feed("Borg rests"))
    sam.types("/drumbeat settings")
    assert sam.fills(news="On the day, if there is some").submits() == {}
    sam.types(f"/news borg add {feeds.url('/borg')}")
    team.bot_reads_feeds()
    feeds.put("/borg", a_feed("Borg rests", "Borg opens a plant in Ghent"))
    team.clock_moves_to("2026-11-19T11:00")
    team.bot_reads_feeds()
    (today,) = [text for text in sam.direct_messages() if "*Borg* is in the news." in text]
    assert "Borg opens a plant in Ghent" in today
    feeds.put("/borg", a_feed("Borg rests", "Borg opens a plant in Ghent", "Borg wins a prize for design"))
    team.clock_moves_to("2026-11-20T11:00")
    team.bot_reads_feeds()
    assert len([text for text in sam.direct_messages() if "*Borg* is in the news." in text]) == 1
    team.clock_moves_to(MONDAY)
    assert "Borg wins a prize for design" in sam.nudges()[-1]
    assert "Ghent" not in sam.nudges()[-1]


def test_whoever_said_no_hears_nothing(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Complaint 11: one switch for all of it; what they ask for is answered."""
    watches(team, sam, feeds)
    sam.types("/drumbeat stop")
    brings(team, feeds, OLD, DEPOT)
    team.clock_moves_to(MONDAY)
    assert sam.nudges() == []
    assert DEPOT in sam.types("/news")


def test_news_follows_the_account_to_its_new_owner(
    team: Team, sam: Person, dana: Person, feeds: FeedServer
) -> None:
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    with team.books.transaction(team.workspace) as transaction:
        account = find_account_by_name(transaction, "Cobalt Logistics")
        assert account is not None
        change_account(transaction, account.id, rep_id=dana.known_to(transaction).id)
    assert DEPOT in dana.types("/news")
    assert DEPOT not in sam.types("/news")
    assert DEPOT in dana.opens_home()


def test_a_title_can_neither_ping_nor_fake_a_link(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Complaint 25."""
    watches(team, sam, feeds)
    hostile = "Cobalt Logistics &lt;!channel&gt; &lt;http://evil.example|click&gt; &amp;amp; opens"
    brings(team, feeds, OLD, hostile)
    shown = sam.types("/news")
    assert "Cobalt Logistics &lt;!channel&gt; &lt;http://evil.example∣click&gt;" in shown
    assert shown.count("<") == 1


def test_home_is_quiet_where_there_is_no_news(team: Team, sam: Person) -> None:
    assert "No news yet: I watch no feed. Press _Add a feed_, or type `/news Acme add`" in sam.opens_home()
    assert "`/news Acme add https://acme.com/news`" in sam.types("/news help")
    assert sam.types("/drumbeat news help") == sam.types("/news help")


STRANGE = ("junk", "[" * 1_000, "{}", "[]", "[1]", '["x", 2]', "[1e400, 3]", '[99999999999, "mine"]')


@pytest.mark.parametrize("label", ["Use it", "Not about them", "Not useful"])
def test_a_forged_button_is_answered_kindly_and_with_one_line_in_the_log(
    team: Team, sam: Person, feeds: FeedServer, caplog: pytest.LogCaptureFixture, label: str
) -> None:
    """A forged value left a traceback in the log, and "Something went wrong on my side" beside the news."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    caplog.set_level(logging.INFO, logger="drumbeat")
    for value in STRANGE:
        sam.types("/news")
        caplog.clear()
        sam.does({**sam.deed(label, line=DEPOT), "value": value})
        assert "I can't read what came with that, so I changed nothing." in sam.reads()
        (line,) = [each.getMessage() for each in caplog.records if each.name == "drumbeat.failures"]
        assert "carries what none of our buttons" in line
    assert "[Use it]" in sam.types("/news")


def test_a_message_that_is_gone_is_no_trouble(
    team: Team, sam: Person, feeds: FeedServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A press in a message that had been deleted by then left a traceback in the log."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    sam.types("/news")
    press = sam.deed("Not useful", line=DEPOT)
    story_id, _ = json.loads(press["value"])
    sam.does({**press, "value": json.dumps([story_id, "message-99999"])})
    assert "I won't show you" in sam.reads()
    assert [each for each in caplog.records if each.name == "drumbeat.failures"] == []


@pytest.mark.parametrize(
    ("edited", "stored"),
    [
        ({"words": "Well done, Kim! When may I see it?"}, "Well done, Kim! When may I see it?"),
        ({"words": "Well done, Kim!", "note": "rang Kim"}, "rang Kim: “Well done, Kim!”"),
        ({"words": "Well done, Kim!", "note": " "}, "Well done, Kim!"),
        ({"words": "", "note": "rang Kim"}, "rang Kim"),
    ],
)
def test_words_that_somebody_has_edited_are_kept(
    team: Team, sam: Person, feeds: FeedServer, edited: dict[str, str], stored: str
) -> None:
    """D6-1: Sam edited the sentence, and what was stored was only the note below it."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    sam.types("/news")
    sam.presses("Use it", line=DEPOT)
    assert sam.fills(**edited, way="I've been in touch about it").submits() == {}
    assert team.notes()[-1] == stored
    sam.types("/news")
    sam.presses("Undo", line=DEPOT)
    sam.presses("Use it", line=DEPOT)
    assert sam.fills(**edited, way="I'll use it later").submits() == {}
    assert f"• {stored} (" in sam.types("/account cobalt logistics")


def test_what_was_typed_stays_where_it_cannot_be_saved(team: Team, sam: Person, feeds: FeedServer) -> None:
    """The form stays open with the words in it, and says what to do with them."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    sam.types("/news")
    late = sam.deed("Not about them", line=DEPOT)
    sam.presses("Use it", line=DEPOT)
    assert sam.fills(note=" ").submits() == {"note": "A few words, please."}
    filled = sam.fills(words="Well done, Kim!")
    sam.does(late)
    assert "Copy your words: /touch takes them" in filled.submits()["note"]
    assert sam.sees_form()


def test_a_feed_is_added_from_the_news_and_from_home(team: Team, sam: Person, feeds: FeedServer) -> None:
    """The way to add a feed was a command to remember, or hidden behind two presses on a card."""
    assert "[Add a feed]" in sam.types("/news")
    sam.presses("Add a feed")
    assert "whose" in sam.fills(url=feeds.url("/cobalt")).submits()
    assert "way" in sam.fills(whose="The whole team", way="A search in Google News").submits()
    assert sam.fills(whose="Cobalt Logistics", url=feeds.url("/cobalt")).submits() == {}
    assert "I'm having a look" in sam.reads()
    team.bot_reads_feeds()
    assert "✓ I watch Acme news for *Cobalt Logistics* now." in sam.opens_messages()
    sam.opens_home()
    sam.presses("Add a feed")
    assert sam.offered("whose", "") == ["The whole team", "Cobalt Logistics"]
    assert sam.offered("whose", "cobalt") == ["Cobalt Logistics", "Industry: cobalt"]
    assert sam.fills(whose="Industry: Chemicals", url=feeds.url("/trade")).submits() == {}
    assert "for the industry *Chemicals*" in as_text(sam.form())
    with team.books.reading(team.workspace) as reader:
        kept = [(each.scope.value, each.industry) for each in list_feeds(reader)]
    assert kept == [("account", None), ("industry", "Chemicals")]


@pytest.mark.parametrize(
    "address", ["http://intranet/", "http://wiki.lan/", "http://10.0.0.1/f", "http://a.test/"]
)
def test_a_private_address_is_refused_while_the_form_is_open(team: Team, sam: Person, address: str) -> None:
    """Complaint 25: what the address alone tells is said at once, by the form and by the command."""
    sam.types("/news")
    sam.presses("Add a feed")
    refused = sam.fills(whose="The whole team", url=address).submits()
    assert "It is not a public address" in refused["url"]
    assert "It is not a public address" in sam.types(f"/news cobalt logistics add {address}")
    with team.books.reading(team.workspace) as reader:
        assert list_feeds(reader) == []


def test_an_idea_on_the_card_is_ticked_off_or_dropped_with_one_tap(
    team: Team, sam: Person, dana: Person, feeds: FeedServer
) -> None:
    """NS-16: ideas stood on the card for ever. Each ends as a touch, or is dropped, and is taken back."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    sam.types("/account cobalt logistics")
    sam.presses("Use it", line=DEPOT)
    assert sam.fills(way="I'll use it later").submits() == {}
    idea = f"• Write to them about “{DEPOT}”"
    sam.types("/account cobalt logistics")
    late = sam.deed("Drop it", line=idea)
    sam.types("/account cobalt logistics")
    done = sam.presses("I did it", line=idea)
    assert f"✓ Logged as a touch for today: wrote to them about “{DEPOT}”\n[Undo]" in done
    assert idea not in done
    assert team.notes()[-1] == f"wrote to them about “{DEPOT}”"
    sam.does(late)
    assert any("That idea was done or dropped before" in text for text in sam.everything_read())
    assert len(team.notes()) == 2
    assert idea not in dana.types("/account cobalt logistics")


@pytest.mark.parametrize(("label", "said"), [("I did it", "✓ Logged as a touch"), ("Drop it", "✓ Dropped: ")])
def test_what_became_of_an_idea_can_be_undone(
    team: Team, sam: Person, feeds: FeedServer, label: str, said: str
) -> None:
    """Complaint 17."""
    account = team.has_account("Birch", owner=sam)
    with team.books.transaction(team.workspace) as transaction:
        add_idea(transaction, account.id, sam.known_to(transaction).id, "bring <!channel> & cake", team.now)
    before = team.notes()
    sam.types("/account birch")
    shown = sam.presses(label, line="cake")
    assert said in shown
    assert "bring &lt;!channel&gt; &amp; cake" in shown
    assert len(team.notes()) == len(before) + (label == "I did it")
    shown = sam.presses("Undo", line=said)
    assert "✓ Taken back: the idea is on the list again." in shown
    assert "• bring &lt;!channel&gt; &amp; cake (" in shown
    assert team.notes() == before
