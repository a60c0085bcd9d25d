"""The headings that stand for each column, in the exports of the usual CRMs and in plain lists."""

import re

from storage.names import fold

_NOT_A_LETTER = re.compile(r"[\W_]+")


def squeeze(heading: str) -> str:
    """Return a heading as it is compared: without case, accents, blanks and punctuation."""
    return _NOT_A_LETTER.sub("", fold(heading))


def _list(headings: str) -> tuple[str, ...]:
    return tuple(squeeze(heading) for heading in headings.split(";"))


# Each field with the headings that stand for it, the surest first: where a file has several, the first wins.
ACCOUNT_COLUMNS = {
    "account": _list(
        "account; account name; company name; organization name; organisation name; company; organization;"
        "organisation; client; client name; customer; customer name; firma; firmenname; unternehmen; kunde;"
        "kundenname; société; entreprise; empresa; cliente; bedrijf; klant; name"
    ),
    "external_id": _list(
        "external id; account id; record id; company id; organization id; organisation id;"
        "(do not modify) account; record id company; id"
    ),
    "tier": _list(
        "tier; account tier; customer tier; target account tier; ideal customer profile tier; rating;"
        "account rating; organization label; label"
    ),
    "ideal_days": _list(
        "ideal days; ideal; ideal interval; cadence; cadence days; contact every; touch every"
    ),
    "maximum_days": _list("maximum days; max days; maximum; max; maximum interval"),
    "rep": _list(
        "rep; sales rep; account owner; company owner; organization owner; owner; owner name;"
        "account manager; assigned to; account owner name; besitzer; zuständig; propriétaire; propietario;"
        "eigenaar"
    ),
    "rep_email": _list(
        "rep email; sales rep email; owner email; account owner email; company owner email;"
        "organization owner email; account manager email; assigned to email; owner email address"
    ),
    "aliases": _list("aliases; alias; other names; also known as; aka"),
    "added": _list(
        "added; added on; created date; create date; created on; created time; created at; date created;"
        "organization created; organization organization created; client since; customer since"
    ),
    "snoozed_until": _list("snoozed until; snooze until; snooze"),
    "domain": _list("domain; company domain name; website; web address; company website; url; homepage"),
    "industry": _list("industry; sector; trade; branche; secteur; sector de actividad; branchenzweig"),
    "locations": _list("locations; stores; store locations; branches; sites"),
    "exclude": _list("exclude; excluded words; not about; somebody else"),
}

TOUCH_COLUMNS = {
    "account": _list(
        "account; account name; company account; company name; organization name; associated company;"
        "associated company primary; associated companies; company; organization; organisation;"
        "related to; regarding; related account; client; client name; customer; customer name; firma;"
        "firmenname; unternehmen; kunde; kundenname; société; entreprise; empresa; cliente; bedrijf; klant;"
        "name"
    ),
    "account_id": _list("account id; organization id; company id; associated company id"),
    "day": _list("day"),
    "at": _list(
        "at; activity date; activity date time; date; touch date; when; start date; start date time;"
        "start time; call start time; start; from; due date; activity due date; timestamp; date time;"
        "completed date; datum; fecha; add time; created at; created time; create date; created date;"
        "created on"
    ),
    "kind": _list("kind; touch kind; kind of touch"),
    "type": _list("type; activity type; task type; event type; call type; task subtype"),
    "rep": _list(
        "rep; sales rep; assigned to; activity assigned to; assigned; assigned to user; owner;"
        "activity owner; task owner; call owner; owner name; user; besitzer; zuständig; propriétaire;"
        "propietario; eigenaar; logged by; by; created by"
    ),
    "rep_email": _list(
        "rep email; sales rep email; owner email; assigned to email; activity assigned to email;"
        "activity owner email; task owner email; call owner email; user email; owner email address"
    ),
    "note": _list(
        "subject; task title; call title; meeting name; meeting title; title; note; notes; note body;"
        "call notes; task notes; meeting notes; description; full description; comments; comment; details;"
        "body preview; notiz; notizen; nota; notas; notitie; notities"
    ),
    "external_id": _list(
        "external id; activity id; record id; touch id; task id; event id; call id;"
        "(do not modify) activity; id"
    ),
    "with": _list(
        "with; with whom; contact; contact name; contact person; associated contact; associated contacts;"
        "attendees"
    ),
    "place": _list("place; location; where; venue"),
    "status": _list(
        "status; task status; activity status; call status; done; completed; is done; is completed"
    ),
    "lines": _list("lines; line; principal; principals; product line; for"),
    "order_placed": _list("order placed; order; won; is won; deal won; event"),
}

JOINED = frozenset(["note", "status"])
"""Fields that may stand in several columns."""

OWN_PREFIXES = {
    "account": frozenset(["account", "company", "organization", "organisation"]),
    "touch": frozenset(["activity", "task", "call", "event", "meeting", "engagement"]),
}
"""Pipedrive and others write "Activity - Subject"."""

SYNONYMS = {
    "account": {"date": "added", "email": "rep_email", "interval": "ideal_days", "intervals": "ideal_days"},
    "touch": {"what": "note", "email": "rep_email"},
}
"""What people write in `--map` besides the fields and their headings."""
