"""One event is one story, whoever tells it and however; another event is another."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.rules.stories import StoryBook, StoryItem, group_stories, tell_same_story

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def story(title: str, hours: float | None = 0, account: str = "Acme", link: str | None = None) -> StoryItem:
    published = None if hours is None else NOW + timedelta(hours=hours)
    return StoryItem(title, "", link, published, (account,) if account else ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme to buy Borg for $2bn", "Borg agrees to $2 billion takeover by Acme"),
        ("Acme slashes 1,800 jobs", "Acme to cut 1,800 corporate roles"),
        ("Acme appoints Jane Roe as chief executive", "Jane Roe named Acme CEO"),
        ("Acme opens flagship store in Liverpool", "Acme unveils Liverpool flagship"),
        ("Acme recalls 300,000 trucks over brakes", "Acme issues recall for 300,000 pickups with bad brakes"),
        ("Acme raises full-year outlook", "Acme lifts annual forecast"),
        ("Acme to buy Borg for $36bn", "Acme swallows Borg in $35.9B deal"),
        ("Acme slashes 48,000 positions", "Acme axes 34,000 drivers and 14,000 managers"),
        ("Acme sacks CEO over affair", "Acme dismisses chief executive Freixe after romance probe"),
        ("Acme settles pollution claims for $10bn", "'Forever chemicals': Acme to pay $10.3bn to towns"),
        ("Acme outage takes down banks", "Acme cloud failure knocks out hundreds of apps"),
        ("Acme to hire 2,000 in Cairo", "Acme creating 2,000 jobs in Egypt"),
        ("Court rejects Acme appeal over Keytrol patent", "Acme loses bid to overturn Keytrol ruling"),
        ("Acme to cut a fifth of its workforce", "Layoffs at Acme: up to 20% of employees to go"),
        ("Acme cuts dividend", "Acme halves payout to shareholders"),
        ("Acme soars in stock market debut", "Acme shares jump 40% on first day of trading"),
        ("Acme cuts profit forecast over tariffs", "Acme lowers outlook, blames tariffs"),
        ("Acme freed from asset cap", "Regulators end Acme asset cap"),
        ("Acme fires chief Jane Roe", "Acme boss Roe ousted"),
        ("Storm grounds hundreds of Acme flights", "Acme cancels 200 flights as storm hits Atlanta"),
    ],
)
def test_paraphrases_are_one_story(one: str, other: str) -> None:
    assert tell_same_story(story(one), story(other, 3))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme profit beats forecasts", "Acme opens lounge in Seattle"),
        ("Acme opens flagship store in Liverpool", "Acme opens flagship store in Glasgow"),
        ("Acme to buy Borg for $2bn", "Acme to buy Vektor for $300m"),
        ("Acme recalls 300,000 trucks over brakes", "Acme recalls 44,000 SUVs over fuel leak"),
        ("Acme to buy Borg for $2bn", "Borg board rejects Acme's $2bn offer"),
        ("Acme settles earplug suits for $6bn", "Acme settles water claims for $10bn"),
        ("Acme opens depot in Peterborough", "Acme opens depot in Doncaster"),
        ("Acme beats profit estimates", "Acme slashes 48,000 positions"),
        ("Acme names Jane Roe chief executive", "Acme names Amir Khan finance chief"),
        ("Acme fined $500m by EU", "Acme appeals $500m EU fine"),
        ("Acme to hire 1,000 in Cologne", "Acme to cut 1,000 jobs in Cologne"),
        ("Acme prices IPO at $32 a share", "Acme shares jump 40% on first day of trading"),
        ("Acme raises prices in France", "Acme cuts prices in France"),
        ("Acme cabin crew walk out", "Acme cabin crew to vote on strike"),
        ("Acme opens store in Berlin", "Acme opens store in Egypt"),
        ("Acme to buy Borg for $8.8bn", "Acme completes $8.8bn purchase of Borg"),
        ("Acme weighs sale of paint unit", "Acme sells paint unit to Borg"),
        ("Acme recalls chicken nuggets over salmonella fears", "Acme recalls toy cars over choking risk"),
        ("Fire at Acme plant in Ludwigshafen", "Acme to close two units in Ludwigshafen"),
    ],
)
def test_two_events_of_one_company_are_two_stories(one: str, other: str) -> None:
    assert not tell_same_story(story(one), story(other, 3))


def test_an_article_is_known_by_its_link_whatever_its_title_and_date_become() -> None:
    """Complaint 20: one article was posted 34 times because its date or title changed."""
    first = story("Acme to buy Borg", 0, link="https://example.com/a?utm_source=x")
    again = story("Live: what we know", 24 * 40, link="http://www.example.com/a/#top")
    assert tell_same_story(first, again)


def test_a_long_title_is_known_again_within_a_week() -> None:
    title = "Acme opens its ninth warehouse near Leeds"
    assert tell_same_story(story(title), story(title.upper(), 100))
    assert not tell_same_story(story(title), story(title, 24 * 30))


def test_after_the_news_cycle_it_is_another_story() -> None:
    assert not tell_same_story(story("Acme to cut 50 jobs"), story("Acme cuts 50 jobs", 60))


def test_an_unknown_time_is_compatible_with_all() -> None:
    assert tell_same_story(story("Acme to cut 50 jobs", None), story("Acme cuts 50 jobs", 900))


def test_items_about_different_accounts_are_never_one_story_without_the_same_link() -> None:
    one = story("Carrier cuts 14,000 managers in overhaul", account="Acme")
    other = story("Retailer cuts 14,000 managers in overhaul", 1, account="Borg")
    again = story("Carrier cuts 14,000 managers in overhaul", 1, account="Borg")
    assert not tell_same_story(one, other)
    assert not tell_same_story(one, again)
    link = "https://example.com/a/b"
    assert tell_same_story(
        story("Cuts", account="Acme", link=link), story("Jobs", 1, account="Borg", link=link)
    )


def test_an_account_that_the_matcher_missed_is_known_by_its_words() -> None:
    assert tell_same_story(story("Acme sacks chief executive"), story("Acme dismisses CEO", 2, account=""))
    assert not tell_same_story(
        story("Acme sacks chief executive"), story("Borg dismisses CEO", 2, account="")
    )


def test_central_banks_of_two_countries_are_two_stories() -> None:
    england = story("Bank of England holds rates at 4%", account="")
    assert tell_same_story(england, story("UK interest rates left unchanged at 4%", 1, account=""))
    assert not tell_same_story(england, story("Norges Bank holds rates at 4%", 1, account=""))


def test_an_alias_in_common_makes_two_titles_little_more_alike() -> None:
    one = StoryItem("ACM takes hit", "", None, NOW, ("Acme",), ("ACM",))
    other = StoryItem("ACM has plan", "", None, NOW, ("Acme",), ("ACM",))
    assert not tell_same_story(one, other)


def test_front_pages_are_no_articles() -> None:
    front = "https://example.com/"
    assert not tell_same_story(story("Acme wins order", link=front), story("Rain in Spain", link=front))


def test_items_about_no_account_have_stories_too() -> None:
    titles = [
        "Taiwan hit by 6.1-magnitude earthquake",
        "Earthquake of magnitude 6.1 strikes off Taiwan",
        "Rain",
    ]
    grouped = group_stories(story(title, account="") for title in titles)
    assert grouped[0] == grouped[1] != grouped[2]


def test_the_book_continues_what_was_known_before() -> None:
    book = StoryBook()
    book.remember(7, story("Acme to buy Borg for $2bn"))
    assert book.find_story(story("Borg agrees to $2 billion takeover by Acme", 5)) == 7
    assert book.take(story("Acme opens lounge in Seattle", 5)) == 8
    assert book.count == 2


@given(
    st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60), st.none() | st.datetimes()), max_size=8)
)
@settings(deadline=None)
def test_any_items_have_stories_and_the_same_item_has_one(
    items: list[tuple[str, str, datetime | None]],
) -> None:
    listed = [StoryItem(title, summary, None, moment) for title, summary, moment in items]
    stories = group_stories(listed)
    assert len(stories) == len(listed)
    assert stories == group_stories(listed)
