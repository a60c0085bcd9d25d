import pytest

from storage.csv_files.columns import recognise_columns
from storage.csv_files.exports import ACCOUNT_HEADINGS, TOUCH_HEADINGS
from storage.csv_files.headings import ACCOUNT_COLUMNS, TOUCH_COLUMNS
from storage.csv_files.reading import UnusableFileError

NEEDED = {"account": [("account",)], "touch": [("account", "account_id"), ("at", "day")]}


def recognise(noun: str, headings: str, **mapping: str) -> dict[str, str]:
    names = [name.strip() for name in headings.split(",")]
    columns = recognise_columns(names, noun, mapping, NEEDED[noun])
    return {field: " + ".join(names[place] for place in places) for field, places in columns.places.items()}


@pytest.mark.parametrize(
    ("crm", "headings", "expected"),
    [
        (
            "Salesforce",
            "Account Owner, Account Name, Account ID, Rating, Created Date, Phone, Last Activity",
            {"rep": "Account Owner", "account": "Account Name", "external_id": "Account ID", "tier": "Rating",
             "added": "Created Date"},
        ),
        (
            "HubSpot",
            "Record ID, Company name, Company owner, Create Date, City, Ideal Customer Profile Tier",
            {"external_id": "Record ID", "account": "Company name", "rep": "Company owner",
             "added": "Create Date", "tier": "Ideal Customer Profile Tier"},
        ),
        (
            "Pipedrive",
            "Organization - Name,Organization - ID,Organization - Owner,Organization - Label,"  # noqa: ISC004
            "Organization - Organization created",
            {"account": "Organization - Name", "external_id": "Organization - ID",
             "rep": "Organization - Owner", "tier": "Organization - Label",
             "added": "Organization - Organization created"},
        ),
        (
            "Zoho",
            "Record Id, Account Owner, Account Name, Rating, Created Time, Modified Time",
            {"external_id": "Record Id", "rep": "Account Owner", "account": "Account Name", "tier": "Rating",
             "added": "Created Time"},
        ),
        (
            "Dynamics",
            "(Do Not Modify) Account, (Do Not Modify) Row Checksum, Account Name, Owner, Created On",
            {"external_id": "(Do Not Modify) Account", "account": "Account Name", "rep": "Owner",
             "added": "Created On"},
        ),
        (
            "plain",
            "\ufeffname, TIER, ideal days, Max. days, Rep, Aliases, snoozed-until",
            {"account": "\ufeffname", "tier": "TIER", "ideal_days": "ideal days", "maximum_days": "Max. days",
             "rep": "Rep", "aliases": "Aliases", "snoozed_until": "snoozed-until"},
        ),
    ],
)  # fmt: skip
def test_accounts_of_the_usual_crms_are_recognised(crm: str, headings: str, expected: dict[str, str]) -> None:
    assert recognise("account", headings) == expected


@pytest.mark.parametrize(
    ("crm", "headings", "expected"),
    [
        (
            "Salesforce",
            "Subject, Phone, Date, Company / Account, Assigned, Task Subtype, Full Description, Activity ID",
            {"note": "Subject + Full Description", "at": "Date", "account": "Company / Account",
             "rep": "Assigned", "type": "Task Subtype", "external_id": "Activity ID"},
        ),
        (
            "HubSpot",
            "Record ID, Activity type, Activity date, Activity assigned to, Associated Company, Call notes",
            {"external_id": "Record ID", "type": "Activity type", "at": "Activity date",
             "rep": "Activity assigned to", "account": "Associated Company", "note": "Call notes"},
        ),
        (
            "Pipedrive",
            "Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,"  # noqa: ISC004
            "Activity - Assigned to user,Activity - Note,Organization - Name,Organization - ID,"
            "Activity - Contact person",
            {"external_id": "Activity - ID", "note": "Activity - Subject + Activity - Note",
             "type": "Activity - Type", "at": "Activity - Due date", "rep": "Activity - Assigned to user",
             "account": "Organization - Name", "account_id": "Organization - ID",
             "with": "Activity - Contact person"},
        ),
        (
            "Zoho",
            "Record Id, Call Owner, Subject, Related To, Contact Name, Call Start Time, Description",
            {"external_id": "Record Id", "rep": "Call Owner", "note": "Subject + Description",
             "account": "Related To", "with": "Contact Name", "at": "Call Start Time"},
        ),
        (
            "Dynamics",
            "(Do Not Modify) Activity, Subject, Regarding, Activity Type, Owner, Start Date, Due Date",
            {"external_id": "(Do Not Modify) Activity", "note": "Subject", "account": "Regarding",
             "type": "Activity Type", "rep": "Owner", "at": "Start Date"},
        ),
        (
            "plain",
            "account, date, kind, rep, note, with, place, line(s), order placed",
            {"account": "account", "at": "date", "kind": "kind", "rep": "rep", "note": "note", "with": "with",
             "place": "place", "lines": "line(s)", "order_placed": "order placed"},
        ),
    ],
)  # fmt: skip
def test_touches_of_the_usual_crms_are_recognised(crm: str, headings: str, expected: dict[str, str]) -> None:
    assert recognise("touch", headings) == expected


def test_exports_are_recognised_as_a_whole() -> None:
    assert set(recognise("account", ",".join(ACCOUNT_HEADINGS))) == set(ACCOUNT_HEADINGS)
    assert set(recognise("touch", ",".join(TOUCH_HEADINGS))) == set(TOUCH_HEADINGS)


@pytest.mark.parametrize("fields", [ACCOUNT_COLUMNS, TOUCH_COLUMNS])
def test_a_heading_stands_for_one_field(fields: dict[str, tuple[str, ...]]) -> None:
    headings = [heading for names in fields.values() for heading in names]
    assert len(headings) == len(set(headings))


def test_a_column_can_be_mapped_or_left_out() -> None:
    found = recognise("account", "Firma, Name, Rating", FIRMA="account", Rating="ignore")
    assert found == {"account": "Firma"}
    found = recognise("touch", "account, date, Was, Wer", Was="note", Wer="rep")
    assert (found["note"], found["rep"]) == ("Was", "Wer")


@pytest.mark.parametrize(
    ("noun", "headings", "mapping", "sentences"),
    [
        ("account", "Betrieb, Ort", {}, ["names of the accounts", "Betrieb, Ort", '--map "Betrieb=account"']),
        ("touch", "Account, Wann", {}, ["dates of the touches", '--map "Wann=at"']),
        ("touch", "Date, Note", {}, ["names of the accounts"]),
        ("account", "Name", {"Ort": "rep"}, ["no column “Ort”", "The columns are: Name."]),
        ("account", "Name", {"Name": "colour"}, ["“colour”", "account, external_id, tier"]),
        ("account", "Name, Firma, Ort", {"Firma": "rep", "Ort": "rep"}, ["Two columns"]),
    ],
)
def test_what_is_missing_is_said_with_the_map_to_write(
    noun: str, headings: str, mapping: dict[str, str], sentences: list[str]
) -> None:
    with pytest.raises(UnusableFileError) as error:
        recognise(noun, headings, **mapping)
    for sentence in sentences:
        assert sentence in str(error.value)


def test_a_list_of_accounts_is_not_taken_for_touches() -> None:
    """Somebody gave the accounts' file to `import touches`, and the days they were added became touches."""
    with pytest.raises(UnusableFileError, match="looks like a list of accounts"):
        recognise("touch", "Account Name, Account ID, Rating, Account Owner, Created Date")


def test_a_bare_list_of_dates_is_a_log_of_touches() -> None:
    assert recognise("touch", "Company, Date") == {"account": "Company", "at": "Date"}
    assert recognise("touch", "Company, Created Date, Subject")["at"] == "Created Date"


def test_whoever_maps_the_columns_is_believed() -> None:
    assert recognise("touch", "Company, Created Date", **{"Created Date": "at"})["at"] == "Created Date"


@pytest.mark.parametrize(
    ("noun", "headings", "fields"),
    [
        ("account", "Firma, Besitzer, Ort", {"account": "Firma", "rep": "Besitzer"}),
        ("account", "Société, Propriétaire", {"account": "Société", "rep": "Propriétaire"}),
        ("touch", "Kunde, Datum, Notiz, Zuständig",
         {"account": "Kunde", "at": "Datum", "note": "Notiz", "rep": "Zuständig"}),
        ("touch", "Empresa, Fecha, Nota", {"account": "Empresa", "at": "Fecha", "note": "Nota"}),
        ("touch", "Client, Date, Propriétaire", {"account": "Client", "at": "Date", "rep": "Propriétaire"}),
        ("touch", "Klant, Datum, Bedrijf", {"account": "Bedrijf", "at": "Datum"}),
    ],
)  # fmt: skip
def test_a_team_in_europe_needs_no_map(noun: str, headings: str, fields: dict[str, str]) -> None:
    """A team in Cologne had to map every column of its list by hand."""
    assert recognise(noun, headings) == fields


def test_hubspots_own_tier_is_recognised() -> None:
    """A HubSpot user's "Target Account Tier" stayed unused, and every account became B."""
    assert recognise("account", "Name, Target Account Tier")["tier"] == "Target Account Tier"


def test_the_words_of_the_help_can_be_mapped_to() -> None:
    """Somebody read "account, date, kind, rep, note" in the help and was told that `date` is no column."""
    found = recognise(
        "touch", "Wo, Wann, Wer, Was, Nr", Wo="company", Wann="date", Wer="owner", Was="what", Nr="id"
    )
    assert found == {"account": "Wo", "at": "Wann", "rep": "Wer", "note": "Was", "external_id": "Nr"}
    assert recognise("account", "Wer, Nr", Wer="name", Nr="ID") == {"account": "Wer", "external_id": "Nr"}


@pytest.mark.parametrize(
    ("noun", "headings", "row", "example"),
    [
        ("account", "Nr, Ort, Hauptkunde", ["7", "Köln", "Acme"], "Hauptkunde=account"),
        ("account", "Nr, Mail, Wer", ["7", "sam@example.com", "Acme"], "Wer=account"),
        ("touch", "Account, Nr, Passiert", ["Acme", "7", "14.3.2026 9:30"], "Passiert=at"),
        ("touch", "Account, Title", ["Acme", "2026-03-01"], "Title=at"),
        ("touch", "Nr, Date", ["7", "2026-03-01"], "Nr=account"),
        ("account", ", ", ["", ""], "Their Column=account"),
    ],
)
def test_the_example_names_the_likeliest_column(
    noun: str, headings: str, row: list[str], example: str
) -> None:
    """The example said `--map "Nr=account"`, because that column came first; somebody copied it."""
    with pytest.raises(UnusableFileError) as error:
        recognise_columns(headings.split(", "), noun, {}, NEEDED[noun], [row])
    assert example in str(error.value)
