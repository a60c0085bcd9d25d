"""Whatever people write and are called: Slack takes every message, and nobody is pinged (complaint 25).

What Slack takes is what the playground takes; its limits have tests of their own.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.account_cards import compose_card
from bot.messages.accounts import compose_account_form, compose_account_saved
from bot.messages.blocks import Message
from bot.messages.catalog import COMPOSERS
from bot.messages.consent import compose_declined, compose_stopped, compose_stopped_view
from bot.messages.failures import compose_failure, compose_failure_view
from bot.messages.feed_forms import compose_add_form, compose_change_form
from bot.messages.feeds import (
    FeedAnswerFacts,
    compose_feed_gone,
    compose_feed_known,
    compose_feed_not_yours,
    compose_feed_noted,
    compose_feed_removed,
    compose_which_account_for_feed,
)
from bot.messages.fulfilments import compose_logged_view
from bot.messages.handovers import (
    compose_handed_over,
    compose_handover_form,
    compose_not_a_manager,
    compose_nothing_to_hand_over,
    compose_taken_back,
    compose_taker,
    compose_whose_accounts,
)
from bot.messages.help import compose_answer, compose_help, compose_touch_help
from bot.messages.home import HomeFacts, compose_all_quiet, compose_home
from bot.messages.lookups import (
    compose_account_gone,
    compose_account_help,
    compose_lookup_form,
    compose_said_view,
    compose_which_account,
    tell_not_yours,
    tell_snoozed,
    tell_taken,
    tell_taken_by_another,
)
from bot.messages.news import (
    NewsTodayFacts,
    compose_story_decided,
    compose_story_gone,
    compose_undo_refused,
)
from bot.messages.news_forms import compose_use_form
from bot.messages.news_lists import (
    AccountNewsFacts,
    MyNewsFacts,
    compose_account_news,
    compose_my_news,
    compose_news_help,
)
from bot.messages.news_words import WHY
from bot.messages.nudges import (
    NudgeFacts,
    compose_already_decided,
    compose_decided,
    compose_not_yours_to_give,
    compose_snooze_form,
    explain_not_yours,
)
from bot.messages.people import compose_away_form
from bot.messages.promise_lines import compose_promise_settled
from bot.messages.quiet import QuietFacts, compose_quiet, compose_quiet_help, tell_snoozed_line
from bot.messages.settings import compose_settings_form
from bot.messages.team import (
    compose_not_for_you,
    compose_team_form,
    compose_team_saved,
    refuse_managers,
)
from bot.messages.touches import (
    compose_account_unclear,
    compose_correction_form,
    compose_logged,
    compose_not_understood,
    compose_not_yours,
    compose_places_left,
    compose_touch_form,
    compose_undone,
    describe_taken_out,
)
from bot.playground.block_rules import check_blocks
from bot.playground.view_rules import check_view
from jobs.rules.account_cards import conclude_card
from jobs.rules.attention import Standing, Verdict
from jobs.rules.commitments import Progress, Ticked
from jobs.rules.feeds import WatchedFeed
from jobs.rules.handovers import MOST_LISTED, HandedOver, Offer, OfferedAccount, TakenBack
from jobs.rules.mirror import Mirror
from jobs.rules.news import NewsOutlook
from jobs.rules.nudges import LineFacts, Outlook
from jobs.rules.promise_lines import PromiseLine
from jobs.rules.team import MOST_SILENCES, Departure, RepSilence, TeamLine, TeamReport
from jobs.rules.touches import LoggedTouch, TouchDraft
from storage.brainstorm_records import Commitment, Location, Rhythm
from storage.news_records import Feed, FeedScope
from storage.records import Account, Attention, Clock, Consent, Kind, LineState, NudgeLine, Rep, Tier, Touch
from storage.story_records import AccountStory, NewsState, Story
from tests.builders import NOW, TODAY, days_before

PIECES = [
    "a",
    "Acme",
    "&",
    "<!channel>",
    "<@U1>",
    "<http://x|y>",
    "*",
    "_",
    "~",
    "`",
    ">",
    "\n",
    "🎉",
    "é",
    '"',
]
hostile = st.lists(st.sampled_from(PIECES), min_size=1, max_size=900).map(" ".join)
name = st.one_of(st.sampled_from(["Acme", "<!here> & *Sons*"]), hostile.map(lambda text: text[:400]))


OWN_LINK = re.compile(r"<https?://[^<>|\s]+\|[^<>|]*>")


def assert_slack_takes(shown: Message | dict[str, Any]) -> None:
    """Within Slack's limits, and without markup of anybody's but ours."""
    if isinstance(shown, Message):
        assert shown.text
        check_blocks(shown.blocks, "message")
        assert "<" not in shown.text
        # A notification shows formatting too: a name is no bold text there, nor where the message stands.
        assert "*Sons*" not in shown.text
    else:
        check_view(shown, shown["type"])
    for shown_text in mrkdwn_of(shown.blocks if isinstance(shown, Message) else shown["blocks"]):
        text = OWN_LINK.sub("", shown_text)
        assert "<" not in text
        assert text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").count("&") == 0


def mrkdwn_of(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in mrkdwn_of(each)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "mrkdwn":
        return [value["text"]]
    return [text for each in value.values() for text in mrkdwn_of(each)]


accounts = st.builds(
    lambda called, aliases, tier: Account(1, called, days_before(300), tier=tier, aliases=aliases),
    name,
    st.lists(name, max_size=3).map(tuple),
    st.sampled_from(Tier),
)
drafts = st.builds(
    TouchDraft,
    note=hostile,
    day=st.dates(date(2025, 1, 1), TODAY),
    kind=st.sampled_from(Kind),
    with_whom=st.one_of(st.none(), hostile),
    place=st.one_of(st.none(), hostile),
    lines=st.lists(hostile, max_size=3).map(tuple),
    order_placed=st.booleans(),
)
logged_touches = st.builds(
    LoggedTouch,
    touch_id=st.integers(1, 10**9),
    account=accounts,
    draft=drafts,
    today=st.just(TODAY),
    good_until=st.one_of(st.none(), st.dates(days_before(300), TODAY + timedelta(days=300))),
    again=st.booleans(),
    ask_kind=st.booleans(),
)
line_facts = st.builds(
    LineFacts,
    account=name,
    standing=st.sampled_from(Standing),
    days=st.integers(0, 900),
    ideal=st.integers(1, 730),
    added_on=st.just(days_before(300)),
    last_day=st.one_of(st.none(), st.just(days_before(40))),
    last_note=st.one_of(st.none(), hostile),
    last_by=st.one_of(st.none(), name),
    selling=st.integers(0, 9),
    order_day=st.one_of(st.none(), st.just(days_before(30))),
    before_order=st.integers(0, 9),
    since_order=st.integers(0, 2),
)


def a_line(facts: LineFacts, state: LineState, number: int = 1) -> NudgeLine:
    return NudgeLine(
        number, 1, number, 1, facts.to_json(), state, snoozed_until=TODAY if number % 2 else None
    )


@given(logged_touches, st.booleans())
@settings(max_examples=60)
def test_what_is_said_of_a_touch(logged: LoggedTouch, editing: bool) -> None:
    words = compose_logged(logged)
    assert_slack_takes(words)
    assert_slack_takes(compose_logged_view(words))
    assert_slack_takes(compose_undone(logged.account.name, logged.draft.note, 1))
    places = [Location(each, 1, f"{each} {logged.account.name}"[:100]) for each in range(12)]
    for added in (places, places[:1]):
        assert_slack_takes(compose_undone(logged.account.name, logged.draft.note, 1, added))
        assert_slack_takes(compose_places_left(added, 1))
        notice = describe_taken_out(added)
        assert_slack_takes(compose_undone(logged.account.name, logged.draft.note, 1, notice=notice))
    form = compose_touch_form(
        account=(1, logged.account.name),
        draft=logged.draft,
        today=TODAY,
        remember={"touch": 1},
        editing=editing,
    )
    assert_slack_takes(form)


@given(hostile, st.lists(name, max_size=4), hostile, st.booleans())
@settings(max_examples=60)
def test_what_is_said_of_an_unclear_account(
    typed: str, candidates: list[str], rest: str, alike: bool
) -> None:
    words = compose_account_unclear(typed, list(enumerate(candidates)), rest, alike=alike)
    assert_slack_takes(words)
    assert_slack_takes(compose_account_unclear(typed[:50], [], "", alike=alike))
    assert_slack_takes(compose_account_form(name=typed[:150], note=rest, remember={}))


@given(hostile, hostile)
@settings(max_examples=60)
def test_what_is_given_back(typed: str, hint: str) -> None:
    assert_slack_takes(compose_not_understood(hint[:300], typed))
    assert_slack_takes(compose_failure(typed))
    assert_slack_takes(compose_not_yours(hint[:100]))
    assert_slack_takes(compose_correction_form(typed[:2000], hint[:300], {}))


def a_promise(text: str, account: str, stores: int, *, dropped: bool, ticked: bool) -> PromiseLine:
    rhythm = Rhythm.LOCATIONS if stores else Rhythm.ONCE
    now = datetime(2026, 3, 4, 9, tzinfo=UTC)
    taken = Commitment(1, 1, 1, 1, account, 1, account, text, rhythm, None, now, now if dropped else None)
    places = tuple(Location(number, 1, f"{number} {account}"[:100]) for number in range(stores))
    progress = Progress(taken, 0, stores, waiting=places, known=places)
    return PromiseLine(progress, Ticked(progress, places, tick_id=5) if ticked else None)


promise_lines = st.builds(
    a_promise,
    hostile.map(lambda text: text[:200]),
    name,
    st.sampled_from([0, 1, 10, 30]),
    dropped=st.booleans(),
    ticked=st.booleans(),
)


@given(
    st.lists(st.tuples(line_facts, st.sampled_from(LineState)), min_size=1, max_size=5),
    name,
    st.integers(0, 12),
    promise_lines,
)
@settings(max_examples=60)
def test_the_weekly_nudge(
    lines: list[tuple[LineFacts, LineState]], rep: str, more: int, promise: PromiseLine
) -> None:
    shown = [a_line(facts, state, number) for number, (facts, state) in enumerate(lines, start=1)]
    promises = {each.account_id: promise for each in shown}
    assert_slack_takes(COMPOSERS["weekly-nudge"](NudgeFacts(rep, TODAY, shown, more, promises=promises)))
    assert_slack_takes(compose_promise_settled(shown[0], promise, TODAY, "nudge.log"))
    facts, state = lines[0]
    assert_slack_takes(compose_already_decided(shown[0], facts, TODAY, TODAY))
    assert_slack_takes(compose_decided(shown[0], facts, TODAY))
    assert_slack_takes(compose_snooze_form(1, facts.account, TODAY, {}))
    assert_slack_takes(compose_not_yours_to_give(facts.account, undoing=state is LineState.OPEN))
    assert_slack_takes(COMPOSERS["welcome"]({"name": rep, "weekday": 6, "time": "08:30"}))


@given(accounts, hostile, st.integers(0, 130), st.sampled_from(Consent), st.booleans())
@settings(max_examples=40)
def test_home_and_its_forms(account: Account, note: str, number: int, consent: Consent, away: bool) -> None:
    touch = Touch(1, 1, days_before(40), NOW, note, id=1, created_at=NOW, rep_name=note[:90])
    verdicts = [
        Verdict(
            Attention(replace(account, id=each), last_touch=touch if each % 3 else None),
            list(Standing)[each % len(Standing)],
            40,
            30,
            45,
            0.6,
            days_before(9),
        )
        for each in range(number)
    ]
    rep = Rep(1, account.name, "U1", consent=consent, away_until=TODAY + timedelta(days=3) if away else None)
    facts = HomeFacts(
        rep=rep,
        today=TODAY,
        outlook=Outlook(
            tuple(verdicts), tuple(verdicts), number, (replace(account, snoozed_until=TODAY),) * (number // 9)
        ),
        recent=[(touch, account.name)] * min(5, number),
        unowned=[account] * (number // 5),
        samples=number,
    )
    assert_slack_takes(compose_home(facts))
    assert_slack_takes(compose_all_quiet(verdicts, rep, TODAY))
    assert_slack_takes(compose_settings_form(rep, TODAY, ("As my time zone says", "zone")))
    assert_slack_takes(compose_account_form(account=account, remember={"account": 1}))
    assert_slack_takes(compose_account_saved(account, new=away))


@given(
    accounts,
    st.lists(st.tuples(hostile, st.sampled_from(Kind), st.one_of(st.none(), hostile)), max_size=5),
    st.sampled_from(Standing),
    st.sampled_from(["mine", "theirs", "nobody's", "snoozed"]),
    name,
)
@settings(max_examples=60)
def test_the_card_of_an_account(
    account: Account,
    touches: list[tuple[str, Kind, str | None]],
    standing: Standing,
    whose: str,
    dana: str,
) -> None:
    recent = [
        Touch(
            1,
            2,
            days_before(40),
            NOW,
            note,
            kind,
            some,
            some,
            (some or "x",),
            id=1,
            created_at=NOW,
            rep_name=dana,
        )
        for note, kind, some in touches
    ]
    sam = Rep(1, account.name, "U1")
    owner = {"theirs": Rep(2, dana, "U2"), "nobody's": None}.get(whose, sam)
    if whose == "snoozed":
        account = replace(account, snoozed_until=TODAY + timedelta(days=9))
    last = recent[0] if recent else None
    verdict = Verdict(Attention(account, last), standing, 40, 30, 45, 0.6, days_before(9))
    card = conclude_card(
        verdict,
        [(touch.day, touch.kind) for touch in recent],
        recent,
        owner=owner,
        viewer=sam,
        today=TODAY,
        clock=Clock.ATTENTION,
    )
    words = compose_card(card, tell_taken_by_another(account, dana))
    assert_slack_takes(words)
    assert_slack_takes(compose_said_view(words))
    for told in (
        tell_not_yours(account),
        tell_taken(account),
        tell_snoozed(account, None, TODAY),
        tell_snoozed_line(account, TODAY, TODAY),
    ):
        assert_slack_takes(compose_card(card, told))


@given(hostile, st.lists(name, max_size=4), st.booleans())
@settings(max_examples=60)
def test_which_account_is_asked_for(typed: str, candidates: list[str], alike: bool) -> None:
    assert_slack_takes(compose_which_account(typed, list(enumerate(candidates)), alike=alike))


@given(accounts, st.integers(0, 30), st.integers(0, 12), name)
@settings(max_examples=40)
def test_the_list_of_quiet_accounts(account: Account, number: int, snoozed: int, note: str) -> None:
    touch = Touch(1, 1, days_before(40), NOW, note, id=1, created_at=NOW, rep_name=note[:90])
    verdicts = tuple(
        Verdict(
            Attention(replace(account, id=each), last_touch=touch if each % 3 else None),
            list(Standing)[each % len(Standing)],
            40,
            30,
            45,
            0.6,
            days_before(9),
        )
        for each in range(number)
    )
    rep = Rep(1, account.name, "U1")
    for outlook in (
        Outlook(verdicts, verdicts, number, (replace(account, snoozed_until=TODAY),) * snoozed),
        Outlook((), verdicts, number, (replace(account, snoozed_until=TODAY),) * snoozed),
        Outlook((), (), 1),
    ):
        words = compose_quiet(QuietFacts(rep, TODAY, outlook), tell_snoozed_line(account, TODAY, TODAY))
        assert_slack_takes(words)
        assert_slack_takes(compose_said_view(words))


addresses = st.one_of(
    st.none(),
    st.sampled_from(["https://x.example/a?b=1&c=2", 'https://x.example/<!channel>|"', "javascript:1"]),
)
account_stories = st.builds(
    lambda number, title, source, link, sources, reason, state, hidden, account, match: AccountStory(
        number,
        Story(title, title, link, source, reason, NOW, id=number, sources=sources),
        1,
        account,
        match,
        state,
        decided_by=number % 2,
        excluded=match[:90],
        hidden=hidden,
    ),
    st.integers(1, 10**9),
    hostile,
    name,
    addresses,
    st.integers(1, 9),
    st.sampled_from([*WHY, "new"]),
    st.sampled_from(NewsState),
    st.booleans(),
    name,
    hostile,
)
watched_feeds = st.builds(
    lambda number, title, url, about, mine, scope, gone, failing, error: WatchedFeed(
        Feed(
            id=number,
            workspace=1,
            url=url,
            given_url=url,
            scope=scope,
            next_at=NOW,
            title=title,
            newest_title=title,
            baseline_at=NOW if number % 2 else None,
            failing_since=NOW - timedelta(days=9) if failing else None,
            gone=gone,
            error=error,
        ),
        about,
        mine,
    ),
    st.integers(1, 10**9),
    st.one_of(st.none(), hostile),
    hostile.map(lambda text: f"https://x.example/{text[:300]}"),
    name,
    st.booleans(),
    st.sampled_from(FeedScope),
    st.booleans(),
    st.booleans(),
    st.one_of(st.none(), hostile),
)


@given(st.lists(account_stories, max_size=8, unique_by=lambda each: each.id), accounts, st.booleans())
@settings(max_examples=60)
def test_what_is_said_of_news(stories: list[AccountStory], account: Account, some: bool) -> None:
    account = replace(account, exclude=(account.name, "Acme <County>"), domain="acme.com")
    mine = MyNewsFacts(stories[:6], (), (), len(stories), TODAY, 1)
    assert_slack_takes(compose_my_news(mine))
    assert_slack_takes(compose_account_news(AccountNewsFacts(account, stories, (), TODAY, 1)))
    assert_slack_takes(COMPOSERS["news-today"](NewsTodayFacts(TODAY, stories[:1], 1, 7)))
    lines = [a_line(LineFacts("Acme", Standing.QUIET, 50, 30, TODAY), LineState.OPEN)]
    nudge = NudgeFacts("Sam", TODAY, lines if some else [], 0, news=stories[:3], message_id=7, rep_id=1)
    assert_slack_takes(COMPOSERS["weekly-nudge"](nudge))
    rep = Rep(1, account.name, "U1")
    home = HomeFacts(
        rep=rep, today=TODAY, outlook=Outlook((), (), 1), recent=[], news=NewsOutlook(tuple(stories[:5]))
    )
    assert_slack_takes(compose_home(home))
    assert_slack_takes(compose_account_form(account=account, remember={}))
    for each in stories:
        assert_slack_takes(compose_use_form(each, TODAY, {"place": "mine"}))
        assert_slack_takes(compose_story_decided(each, 1))
        assert_slack_takes(compose_undo_refused(each))


@given(st.lists(watched_feeds, min_size=1, max_size=12, unique_by=lambda each: each.feed.id), hostile)
@settings(max_examples=60)
def test_what_is_said_of_feeds(feeds: list[WatchedFeed], typed: str) -> None:
    account = Account(1, typed[:300], TODAY)
    assert_slack_takes(compose_account_news(AccountNewsFacts(account, (), feeds, TODAY, 1)))
    assert_slack_takes(compose_my_news(MyNewsFacts((), feeds[:3], feeds, 9, TODAY, 1)))
    rep = Rep(1, "Sam", "U1")
    news = NewsOutlook((), tuple(feeds), 3)
    assert_slack_takes(
        compose_home(HomeFacts(rep=rep, today=TODAY, outlook=Outlook((), (), 1), recent=[], news=news))
    )
    broken = NudgeFacts("Sam", TODAY, [], 0, broken=feeds[:3], message_id=7)
    assert_slack_takes(COMPOSERS["weekly-nudge"](broken))
    assert_slack_takes(COMPOSERS["weekly-nudge"](replace(broken, broken=feeds)))
    for each in feeds[:3]:
        feed = each.feed
        assert_slack_takes(COMPOSERS["feed-added"](FeedAnswerFacts(feed, each.about)))
        assert_slack_takes(compose_feed_noted(feed.url, feed.scope, each.about))
        assert_slack_takes(compose_feed_known(each, TODAY))
        assert_slack_takes(compose_feed_removed(feed, each.about))
        assert_slack_takes(compose_change_form(each, {"place": "mine"}))
    assert_slack_takes(COMPOSERS["feed-added"](FeedAnswerFacts(None, "")))
    assert_slack_takes(compose_feed_not_yours(typed))
    candidates = [(1, typed), (2, "Acme")]
    assert_slack_takes(
        compose_which_account_for_feed(typed, "https://x.example/" + typed, candidates, alike=True)
    )
    assert_slack_takes(compose_which_account_for_feed(typed, "https://x.example/", [], alike=False))
    assert_slack_takes(compose_add_form((1, typed), {"place": "account"}))


silences = st.builds(RepSilence, st.just(2), name, st.integers(3, 5000), st.just(days_before(40)))


@given(
    st.lists(st.tuples(line_facts, name), max_size=5),
    st.lists(silences, max_size=MOST_SILENCES),
    st.lists(line_facts, max_size=5),
    name,
    st.integers(0, 90),
    promise_lines,
)
@settings(max_examples=60)
def test_what_a_manager_reads(  # noqa: PLR0917 (as Hypothesis hands them over)
    facts: list[tuple[LineFacts, str]],
    silent: list[RepSilence],
    own: list[LineFacts],
    reader: str,
    more: int,
    promise: PromiseLine,
) -> None:
    lines = tuple(
        TeamLine(number, number % 3 or None, owner if number % 3 else None, each)
        for number, (each, owner) in enumerate(facts, start=10)
    )
    gone = tuple(Departure(each.rep_id, each.name, each.accounts) for each in silent)
    report = TeamReport(Mirror(90 + more, 90, more), lines, more, lines[:3], tuple(silent), gone)
    shown = [a_line(each, LineState.OPEN, number) for number, each in enumerate(own, start=1)]
    nudge = NudgeFacts(reader, TODAY, shown, more, report, rep_id=1, promises={1: promise})
    assert_slack_takes(COMPOSERS["weekly-nudge"](nudge))
    rep = Rep(1, reader, "U1")
    home = HomeFacts(rep=rep, today=TODAY, outlook=Outlook((), (), 0), recent=[], team=report)
    assert_slack_takes(compose_home(home))
    people = [Rep(number, owner, f"U{number}") for number, (_, owner) in enumerate(facts)]
    assert_slack_takes(compose_team_form(people, list(Clock)[more % 2], {"response_url": "https://x"}))
    assert_slack_takes(compose_team_saved(people, list(Clock)[more % 2], changed=more > 9))
    assert_slack_takes(compose_not_for_you(people))
    refused = refuse_managers([owner for _, owner in facts] or [reader])
    assert len(refused) < 300


@given(st.lists(st.tuples(line_facts, name), min_size=1, max_size=MOST_LISTED), name, name, st.booleans())
@settings(max_examples=30)
def test_handing_over(facts: list[tuple[LineFacts, str]], owner: str, reader: str, left: bool) -> None:
    """Whatever people and clients are called, and with 500 accounts."""
    sam = Rep(1, owner, "U1", active=not left)
    shown = [(facts * MOST_LISTED)[number] for number in range(MOST_LISTED)]
    offered = [
        OfferedAccount(number, each, Rep(2, taker, "U2") if number % 2 else None)
        for number, (each, taker) in enumerate(shown)
    ]
    for offer in (Offer(sam, tuple(offered), 500), Offer(sam, tuple(offered[:1]), 1)):
        form = compose_handover_form(offer, TODAY, 9, {"owner": 1})
        assert_slack_takes(form)
        assert len(form["blocks"]) <= 100
    names = [each.account for each, _ in shown] * 5
    takers = [(Rep(number, taker, f"U{number}"), names) for number, (_, taker) in enumerate(shown)]
    missed = [(each, reader if number % 2 else None) for number, each in enumerate(names)]
    for outcome in (
        HandedOver(sam, takers, missed, 500, "t" * 22),
        HandedOver(sam, [(takers[0][0], names[:1])], missed[:1], 1, "t"),
        HandedOver(sam, [(takers[0][0], names[:2])]),
        HandedOver(sam),
    ):
        assert_slack_takes(compose_handed_over(outcome))
    for back, stayed in ((0, 0), (1, 0), (500, 1), (0, 500)):
        assert_slack_takes(compose_taken_back(TakenBack(back, stayed, owner, ())))
    assert_slack_takes(compose_nothing_to_hand_over(sam))
    assert_slack_takes(compose_whose_accounts([(rep, len(found)) for rep, found in takers], owner))
    assert_slack_takes(compose_whose_accounts([(sam, 1)], owner))
    assert_slack_takes(compose_whose_accounts([], owner))
    assert_slack_takes(compose_whose_accounts([], ""))
    assert compose_taker(Rep(2, owner, "U2"))["text"]["text"]
    assert len(explain_not_yours(owner)) < 150


def test_what_is_the_same_for_everybody() -> None:
    for leads in (True, False):
        assert_slack_takes(compose_stopped(leads=leads))
        assert_slack_takes(compose_stopped_view(leads=leads))
        assert_slack_takes(compose_declined(leads=leads))
    assert_slack_takes(compose_not_a_manager("Ask a Slack admin."))
    assert_slack_takes(compose_account_help())
    assert_slack_takes(compose_account_gone())
    assert_slack_takes(compose_quiet_help())
    assert_slack_takes(compose_news_help())
    assert_slack_takes(compose_story_gone())
    assert_slack_takes(compose_feed_gone())
    assert_slack_takes(compose_lookup_form({"response_url": "https://hooks.slack.com/commands/1"}))
    assert_slack_takes(compose_help())
    for command in ("/brainstorm ideas", "/drumbeat locations Acme"):
        assert f"`{command}`" in str(compose_help().blocks)
    assert_slack_takes(compose_answer())
    assert_slack_takes(compose_touch_help())
    assert_slack_takes(compose_failure_view())
    assert_slack_takes(compose_away_form(TODAY, {}))
