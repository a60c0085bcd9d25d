"""From what was typed to what is logged: text details and form fields as a draft of a touch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.messages.feed_forms import (
    BY_ADDRESS,
    BY_BING,
    BY_GOOGLE,
    FOR_ACCOUNT,
    FOR_INDUSTRY,
    FOR_TEAM,
    WHOSE_FIELD,
)
from bot.parsing.carried_values import check_number
from bot.parsing.dates import check_touch_day
from bot.parsing.form_fields import read_chosen_field, read_day_field, read_field, read_typed_field
from bot.parsing.news import read_address, read_domain
from bot.parsing.phrases import find_place, list_place_tails
from bot.parsing.presses import KeptFeed, StrangePressError, read_chosen_number, reading_ours
from bot.parsing.touches import TouchDetails, order_was_placed, parse_details
from bot.parsing.words import NotUnderstood, tidy
from jobs.accounts import AccountWish, NewsWish
from jobs.rules.feeds import search_bing_news, search_google_news
from jobs.rules.kinds import judge_kind
from jobs.rules.touches import TouchDraft
from jobs.rules.web_addresses import AllowedHosts
from storage.records import Account, Kind, Tier

NEW_ACCOUNT = "new:"
"""In the form's account field: add an account of the name that follows."""
LONGEST_NEW_NAME = 140
"""As much of a name as an option of a menu carries."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What somebody entered into the touch form."""

    account_id: int | None
    new_account: str | None
    draft: TouchDraft


def draft_touch(details: TouchDetails) -> tuple[TouchDraft, bool]:
    """Return the draft of a typed touch, and whether to ask what it was about (rule NS-1)."""
    verdict = judge_kind(details.kind, details.note, order_placed=details.order_placed)
    draft = TouchDraft(
        note=details.note,
        day=details.day,
        kind=verdict.kind,
        with_whom=details.with_whom,
        place=details.place,
        lines=details.lines,
        order_placed=details.order_placed and verdict.kind is Kind.SELLING,
        tails=details.tails,
        said_at=details.place,
    )
    return draft, verdict.ask


def read_touch_form(values: dict[str, Any], today: date) -> FilledForm | dict[str, str]:
    """Read the touch form; returns what is wrong with each field where it cannot be logged."""
    account = read_chosen_account(values)
    note = tidy(read_typed_field(values, "note"))
    day = read_day_field(values, "day") or today
    with reading_ours():
        kind = Kind(read_chosen_field(values, "kind") or Kind.ATTENTION.value)
    errors: dict[str, str] = {}
    if account is None:
        errors["account"] = "Please choose an account."
    if not note:
        errors["note"] = "A few words, please: what happened?"
    refused = check_touch_day(day, today)
    if isinstance(refused, NotUnderstood):
        # A form has a calendar: what the hint says of typing does not help here.
        errors["day"] = "A touch is logged after it happened: please choose a day from 2000 until today."
    if errors:
        return errors
    lines = (line.strip() for line in tidy(read_typed_field(values, "lines")).split(","))
    draft = TouchDraft(
        note=note,
        day=day,
        kind=kind,
        with_whom=tidy(read_typed_field(values, "with")) or None,
        place=tidy(read_typed_field(values, "place")) or None,
        lines=tuple(dict.fromkeys(line for line in lines if line)),
        order_placed=kind is Kind.SELLING and order_was_placed(note),
        tails=list_place_tails(note),
        said_at=find_place(note),
    )
    if isinstance(account, str):
        return FilledForm(None, account, draft)
    return FilledForm(account, None, draft)


def read_chosen_account(values: dict[str, Any]) -> int | str | None:
    """Return the account that was chosen, or the name of one to be added; None where neither was.

    Raises StrangePressError.
    """
    chosen = read_chosen_field(values, "account")
    if chosen.startswith(NEW_ACCOUNT):
        return tidy(chosen.removeprefix(NEW_ACCOUNT))[:LONGEST_NEW_NAME] or None
    return read_chosen_number(chosen) if chosen else None


def read_account_form(
    values: dict[str, Any], today: date
) -> tuple[AccountWish, TouchDetails | None] | dict[str, str]:
    """Read the account form and the touch that waits in it, or say what is wrong with each field."""
    name = tidy(read_typed_field(values, "name"))
    days = read_typed_field(values, "days")
    note = read_typed_field(values, "note")
    with reading_ours():
        tier = Tier(read_chosen_field(values, "tier") or Tier.B.value)
    errors: dict[str, str] = {}
    if not name:
        errors["name"] = "A name, please."
    if days and not (days.isdecimal() and len(days) <= 3 and 1 <= int(days) <= 730):
        errors["days"] = "A whole number of days, please, up to 730."
    news = read_news_wish(values) if "domain" in values else None
    if isinstance(news, NotUnderstood):
        errors["domain"] = news.hint
    details = parse_details(note, today) if note.strip() else None
    if isinstance(details, NotUnderstood):
        errors["note"] = details.hint
    if errors or isinstance(details, NotUnderstood) or isinstance(news, NotUnderstood):
        return errors
    aliases = (tidy(text) for text in read_typed_field(values, "aliases").split(","))
    wish = AccountWish(
        name=name,
        tier=tier,
        ideal_days=int(days) if days else None,
        aliases=tuple(dict.fromkeys(text for text in aliases if text)),
        news=news,
    )
    return wish, details if details is not None and details.note else None


def read_news_wish(values: dict[str, Any]) -> NewsWish | NotUnderstood:
    """Read the part of the account form that is about news."""
    domain = read_domain(read_typed_field(values, "domain"))
    if isinstance(domain, NotUnderstood):
        return domain
    phrases = (tidy(text) for text in read_typed_field(values, "exclude").split(";"))
    return NewsWish(
        domain=domain,
        industry=tidy(read_typed_field(values, "industry")) or None,
        exclude=tuple(dict.fromkeys(text for text in phrases if text)),
    )


def read_feed_form(
    view: dict[str, Any],
    account_id: int | None,
    accounts: Mapping[int, Account],
    country: str,
    allowed: AllowedHosts,
) -> KeptFeed | dict[str, str]:
    """Read the form that adds a feed, or say what is wrong with each field. Raises StrangePressError.

    `account_id` is whose form it is; None where the form asks whose news it is.
    """
    way, typed = read_field(view, "way"), read_field(view, "url")
    if way not in (BY_ADDRESS, BY_BING, BY_GOOGLE):
        raise StrangePressError
    industry = None
    if account_id is None:
        chosen = tidy(read_field(view, WHOSE_FIELD))
        if not chosen.removeprefix(FOR_INDUSTRY).strip():
            return {WHOSE_FIELD: "Please choose an account, an industry or the team."}
        if chosen.startswith(FOR_INDUSTRY):
            industry = tidy(chosen.removeprefix(FOR_INDUSTRY))
        elif chosen != FOR_TEAM:
            with reading_ours():
                account_id = check_number(chosen.removeprefix(FOR_ACCOUNT))
    account = None if account_id is None else accounts.get(account_id)
    if account is None and account_id is not None:
        return {"url": "I can't find this account any more."}
    if way == BY_ADDRESS:
        url = read_address(typed, allowed) if typed.strip() else NotUnderstood("An address, please.")
    elif account is None:
        return {"way": "A ready-made search is for the name of one account. Take an address, or an account."}
    else:
        url = search_bing_news(account.name) if way == BY_BING else search_google_news(account.name, country)
    if isinstance(url, NotUnderstood):
        return {"url": url.hint}
    return KeptFeed(url, account_id, industry)
