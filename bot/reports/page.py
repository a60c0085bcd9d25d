"""The report: one page that a manager can open, print or mail. It asks nothing of the internet. Pure."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.reports.accounts import AccountStory, tell_stories
from bot.reports.findings import KINDS, Findings
from bot.reports.markup import count, escape, isolate, share, write_day
from bot.reports.page_script import SCRIPT
from bot.reports.page_style import STYLE
from bot.reports.strips import DEFINITIONS, SPAN, draw_months, draw_strip
from bot.reports.timeline import count_weeks, draw_timeline
from jobs.rules.mirror import LATELY, Mirror, choose_to_ask_about, find_sales, hold_mirror
from storage.records import Kind

MOST_STRIPS = 500
"""Cards that a browser still searches and scrolls without delay, in a file that can still be mailed."""
MOST_QUIET = 8

Flags = npt.NDArray[np.bool_]


def compose_page(findings: Findings) -> str:
    """Return the whole page."""
    touches, accounts = findings.touches, len(findings.names)
    selling = touches.kind == KINDS.index(Kind.SELLING)
    attention = touches.kind == KINDS.index(Kind.ATTENTION)
    in_sale = find_sales(touches.account, touches.day, selling, accounts=accounts, as_of=findings.as_of)
    mirror = hold_mirror(touches.account, touches.day, attention, in_sale, as_of=findings.as_of)
    tiers = np.array([ord(wish.tier) - ord("A") if wish.tier else 9 for wish in findings.wishes], np.int64)
    quiet = _list_quiet(findings, tiers)
    may_ask = (findings.table.touches > 0) & ~in_sale
    may_ask[quiet[:MOST_QUIET]] = False
    to_ask = choose_to_ask_about(findings.micro_severity / 1_000_000, tiers, may_ask)
    shown = findings.ranking[:MOST_STRIPS].tolist()
    body = [
        _compose_head(findings),
        '<main id="main">',
        _compose_tiles(findings, mirror, tiers),
        _compose_timeline(findings),
        _compose_quiet(findings, quiet, with_tiers=bool((tiers < 9).any())),
        _compose_questions(findings, to_ask.tolist()),
        _compose_accounts(findings, tell_stories(findings, shown)),
        "</main>",
        _compose_foot(),
    ]
    return _wrap(f"Where the attention went, to {write_day(findings.as_of)}", "\n".join(body))


def _wrap(title: str, body: str) -> str:
    # The policy is a promise as well as a guard: this page can ask nothing of anybody.
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#accounts">To the accounts</a>\n'
        f"{DEFINITIONS}\n{body}\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )


def _compose_head(findings: Findings) -> str:
    touches = count(len(findings.touches.day), "touch", "touches")
    return (
        "<header><h1>Where the attention went</h1>"
        f'<p class="lead">{count(len(findings.names), "account")} and {touches}, '
        f"up to {write_day(findings.as_of)}.</p></header>"
    )


def _compose_tiles(findings: Findings, mirror: Mirror, tiers: npt.NDArray[np.int64]) -> str:
    due = int(findings.due.sum())
    tiles = [(f"{due:,} of {len(findings.names):,}", "accounts could do with a word now")]
    if (tiers == 0).any():
        quiet_a = int((findings.due & (tiers == 0)).sum())
        tiles.append(
            (f"{quiet_a:,} of {int((tiers == 0).sum()):,}", "A accounts have gone quiet or are slipping")
        )
    tiles += [
        (share(mirror.attention_share), f"of the touches of the last {LATELY} days were attention"),
        (
            share(mirror.sales_share),
            f"of all touches of the last {LATELY} days went to accounts with a sale under way",
        ),
    ]
    cells = "".join(f'<div class="tile"><dt>{words}</dt><dd>{number}</dd></div>' for number, words in tiles)
    return f'<dl class="tiles">{cells}</dl>'


def _compose_timeline(findings: Findings) -> str:
    return (
        '<section aria-labelledby="over-time"><h2 id="over-time">Attention over time</h2>'
        '<p class="note">Attention is a touch that was not about a sale. Where it comes and goes with the '
        "selling, clients notice which one it was for.</p>"
        f'<div class="panel">{draw_timeline(count_weeks(findings))}</div></section>'
    )


def _list_quiet(findings: Findings, tiers: npt.NDArray[np.int64]) -> list[int]:
    """Return the A accounts that are due; where no account has a tier, all that are due."""
    of_interest: Flags = findings.due & ((tiers == 0) | (tiers == 9).all())
    return findings.ranking[of_interest[findings.ranking]].tolist()


def _compose_quiet(findings: Findings, quiet: Sequence[int], *, with_tiers: bool) -> str:
    title = "Quiet A accounts first" if with_tiers else "The quietest first"
    if not quiet:
        nothing = "No A account is quiet." if with_tiers else "No account is quiet."
        return _section("quiet", title, "", f'<p class="panel">{nothing}</p>')
    items = "".join(
        f"<li>{_compose_heading(story)}<p>{escape(story.sentence)}</p></li>"
        for story in tell_stories(findings, quiet[:MOST_QUIET])
    )
    more = len(quiet) - MOST_QUIET
    rest = f'<p class="more">+ {more:,} more in the list below.</p>' if more > 0 else ""
    return _section("quiet", title, "", f'<ol class="list">{items}</ol>{rest}')


def _compose_questions(findings: Findings, to_ask: Sequence[int]) -> str:
    if not to_ask:
        return ""
    items = "".join(
        f"<li>{_compose_heading(story)}<p>{_ask_about(story)}</p></li>"
        for story in tell_stories(findings, to_ask)
    )
    title = {1: "One account to ask about that is not about to buy"}.get(
        len(to_ask),
        f"{['', '', 'Two', 'Three'][len(to_ask)]} accounts to ask about that are not about to buy",
    )
    note = (
        f"Nothing about a sale was logged for them in the last {LATELY} days. What a manager asks about "
        "is what gets looked after."
    )
    return _section("ask", title, note, f'<ul class="list">{items}</ul>')


def _ask_about(story: AccountStory) -> str:
    name = isolate(story.name)
    if story.due:
        return f"{escape(story.sentence)} What could we bring them that they have not asked for?"
    ago = "today" if not story.days_quiet else f"{count(story.days_quiet, 'day')} ago"
    return f"The last touch was {ago}. What is new at {name}, and what do they make of us?"


def _compose_accounts(findings: Findings, stories: Sequence[AccountStory]) -> str:
    standings = sorted({story.standing for story in stories})
    options = "".join(f'<option value="{each}">{each}</option>' for each in standings)
    finder = (
        '<form class="finder" id="finder" role="search" hidden>'
        '<label>Find an account<input type="search" placeholder="Name, tier or rep" autocomplete="off">'
        "</label>"
        f'<label>How it stands<select><option value="">Any</option>{options}</select></label>'
        '<output aria-live="polite"></output></form>'
    )
    legend = (
        '<ul class="legend strip-legend">'
        '<li><i class="key up attention"></i>attention, up</li>'
        '<li><i class="key down selling"></i>only about a sale, down</li>'
        '<li><i class="key peak"></i>peak</li><li><i class="key valley"></i>valley, with its days</li></ul>'
    )
    note = f"The most urgent first, each with its last {SPAN // 7} weeks."
    more = len(findings.names) - len(stories)
    if more:
        note = (
            f"The {len(stories):,} most urgent of {count(len(findings.names), 'account')}, each with its "
            f"last {SPAN // 7} weeks. The other {more:,} are left out, so that this page stays small; "
            "the output as CSV has them all."
        )
    cards = "".join(_compose_card(story) for story in stories)
    content = (
        f'{finder}{legend}<div class="axis">{draw_months(findings.as_of)}</div>'
        f'<ol class="accounts">{cards}</ol>'
    )
    return _section("accounts", "Every account" if not more else "Account by account", note, content)


def _compose_card(story: AccountStory) -> str:
    find = " ".join((story.name, str(story.tier or ""), story.owner, story.standing))
    return (
        f'<li class="account" data-find="{escape(find)}" data-standing="{story.standing}">'
        f"{_compose_heading(story)}<p>{escape(story.sentence)}</p>{draw_strip(story)}</li>"
    )


def _compose_heading(story: AccountStory) -> str:
    tone = "due" if story.due else "steady" if story.pattern == "steady" else "other"
    facts = [f"{story.tier} account" if story.tier else "", isolate(story.owner) if story.owner else ""]
    if story.last_touch is not None:
        facts.append(f"last touch {write_day(story.last_touch)}")
    said = " · ".join(fact for fact in facts if fact)
    return (
        f'<div class="head"><h3>{isolate(story.name)}</h3>'
        f'<span class="badge {tone}">{story.standing}</span><span class="meta">{said}</span></div>'
    )


def _compose_foot() -> str:
    return (
        "<footer><h2>How to read this</h2>"
        "<p>Every account is held against its own beat. The usual gap is the middle one of the silences "
        "between its touches; with few touches it leans on the interval that was wished for. An account is "
        "quiet when the silence is far longer than that, so ten days matter for a weekly account and not "
        "for a monthly one. Days on which a rep logged nothing anywhere count as time away.</p>"
        "<p>A peak is two weeks with four or more days of touches, twice as dense as the account’s history; "
        "a valley is a silence of three weeks or more after a peak, or of twice the usual gap. A sale is "
        f"under way where a selling touch was logged in the last {LATELY} days.</p>"
        "<p>What nobody logged looks like silence here. This page compares accounts with their own past; "
        "it says nothing about who worked how much.</p></footer>"
    )


def _section(name: str, title: str, note: str, content: str) -> str:
    said = f'<p class="note">{note}</p>' if note else ""
    return (
        f'<section id="{name}" aria-labelledby="{name}-title" tabindex="-1">'
        f'<h2 id="{name}-title">{title}</h2>{said}{content}</section>'
    )
