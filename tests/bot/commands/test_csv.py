import csv
import io
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.books import open_books
from bot.commands import csv as commands
from jobs.commitments import read_progress_of
from jobs.rules.touches import TouchDraft
from jobs.touches import log_touch
from storage.accounts import list_accounts
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, NewBrainstorm, Rhythm
from storage.brainstorms import add_brainstorm
from storage.commitments import add_commitments
from storage.database import Database
from storage.reps import find_rep_by_slack_id, list_reps
from storage.workspaces import join_workspace, list_workspaces
from tests.builders import NOW, TODAY, a_rep, a_workspace

Run = Callable[..., Result]

ACCOUNTS = "Account ID,Account Name,Rating,Account Owner\n1,Acme,Hot,Sam Lee\n2,Borg,,Kim Roe\n"


@pytest.fixture
def run(empty_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `import …` or `export …` on a database that the bot has never opened."""
    monkeypatch.chdir(tmp_path)

    def invoke(words: str, *more: str) -> Result:
        first, *rest = words.split()
        group = {"import": commands.import_, "export": commands.export}[first]
        result = CliRunner().invoke(
            group, [*rest, *more, "--database", empty_database_url], obj=lambda: NOW, catch_exceptions=False
        )
        assert result.exit_code in (0, 1, 2)
        return result

    return invoke


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


Write = Callable[[str, str], Path]


def test_an_import_before_the_first_start_waits_for_the_team(
    run: Run, write: Write, empty_database_url: str
) -> None:
    write("accounts.csv", ACCOUNTS)
    result = run("import accounts accounts.csv")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "2 accounts: 2 new.",
        "2 people not known from Slack yet: Sam Lee, Kim Roe.",
    ]
    assert result.stderr == ""
    assert run("import accounts accounts.csv").stdout == "2 accounts: 2 unchanged.\n"
    books = Database(empty_database_url)
    with books.everywhere() as connection:
        joined = join_workspace(connection, "T1", "Acme Reps", NOW)
        assert list_workspaces(connection) == [joined]
    with books.transaction(joined.id) as transaction:
        assert len(list_reps(transaction)) == 2
        assert find_rep_by_slack_id(transaction, "U1") is None
    books.close()
    assert run("import accounts accounts.csv").stdout == "2 accounts: 2 unchanged.\n"


def test_rows_that_wait_for_nobody_are_told_of(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody imported first, and a team installed the bot then: it had no accounts and nobody knew why."""
    write("accounts.csv", ACCOUNTS)
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    result = run("import accounts accounts.csv")
    assert "Nobody sees these rows yet" in result.stderr
    assert "not joined to a workspace" in run("import accounts accounts.csv --workspace Us").stderr


def test_rows_left_out_are_written_beside_the_file_and_come_in_once_corrected(run: Run, write: Write) -> None:
    accounts = ACCOUNTS.replace("Rating", "Tier")
    write("accounts.csv", f"{accounts}3,Cargo,Gold,\n4,,Hot,\n5,Dime,Hot\n6,Echo,Cold,\n")
    result = run("import accounts accounts.csv")
    assert result.exit_code == 1
    first, *_ = result.stdout.splitlines()
    assert first == "3 accounts: 3 new. 3 rows left out, see accounts.rejects.csv."
    rejects = Path("accounts.rejects.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(rejects, newline="")))
    assert rows[0] == ["Account ID", "Account Name", "Tier", "Account Owner", "line", "reason"]
    assert [(row[0], row[4]) for row in rows[1:]] == [("3", "4"), ("4", "5"), ("5", "6")]
    Path("fixed.csv").write_text(rejects.replace("Gold", "A").replace("4,,Hot", "4,Foxtrot,Hot"))
    assert run("import accounts fixed.csv").stdout.startswith("3 accounts: 3 new.")
    assert not Path("fixed.rejects.csv").exists()


def test_a_dry_run_makes_no_database(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("accounts.csv", ACCOUNTS)
    write("touches.csv", "account,date,note\nAcme,2026-11-02,coffee\n")
    before = sorted(Path().iterdir())
    for what in ("accounts accounts.csv", "touches touches.csv --add-accounts"):
        words = [*what.split(), "--dry-run", "--database", "sqlite:///fresh.db"]
        result = CliRunner().invoke(commands.import_, words, obj=lambda: NOW, catch_exceptions=False)
        assert "dry run: nothing was changed" in result.stdout
    assert sorted(Path().iterdir()) == before


def test_a_dry_run_changes_nothing_at_all(run: Run, write: Write, empty_database_url: str) -> None:
    write("accounts.csv", f"{ACCOUNTS.replace('Rating', 'Tier')}3,Cargo,Gold,\n")
    result = run("import accounts accounts.csv --dry-run")
    assert result.exit_code == 1
    assert "line 2: Acme (new): A, every 2 weeks, Sam Lee" in result.stdout
    assert "line 3: Borg (new): B, every month, Kim Roe" in result.stdout
    assert "line 4 left out: “Gold” is not a tier" in result.stdout
    assert "dry run: nothing was changed" in result.stdout
    assert not Path("accounts.rejects.csv").exists()
    books = open_books(empty_database_url)
    with books.everywhere() as connection:
        assert list_workspaces(connection) == []
    books.close()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import accounts none.csv"], "There is no file none.csv."),
        (["import accounts empty.csv"], "empty.csv is empty."),
        (["import accounts list.csv"], '--map "Betrieb=account"'),
        (["import accounts list.csv", "--map", "Betrieb"], "--map needs a column and a field"),
        (["import accounts list.csv", "--map", "Wer=account"], "There is no column “Wer”"),
        (["import accounts list.csv --zone Mars/Base"], "There is no time zone Mars/Base"),
        (["import accounts list.csv --map Betrieb=account --workspace Us"], "There is no workspace Us."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    run: Run, write: Write, words: list[str], sentence: str
) -> None:
    write("empty.csv", "")
    write("list.csv", "Betrieb,Ort\nAcme,Köln\n")
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_an_export_makes_no_database(run: Run, empty_database_url: str, tmp_path: Path) -> None:
    """An operator exported in the wrong folder, and there stood a new and empty database afterwards."""
    result = run("export accounts")
    assert (result.exit_code, result.stdout) == (2, "")
    if empty_database_url.startswith("sqlite"):
        assert f"There is no database at {tmp_path / 'new.db'}. Set DATABASE_URL as" in result.stderr
        assert list(tmp_path.iterdir()) == []
    else:
        assert "no workspace has been set up" in result.stderr


def test_a_database_that_cannot_be_opened_is_said_in_a_sentence(tmp_path: Path, write: Write) -> None:
    path = str(write("accounts.csv", ACCOUNTS))
    for url, sentence in (
        ("mysql://host/books", "names mysql"),
        (f"sqlite:///{write('broken.db', 'no database at all' * 100)}", "The database does not answer"),
        ("postgresql://localhost:1/books", "The database does not answer"),
    ):
        result = CliRunner().invoke(commands.import_, ["accounts", path, "--database", url], obj=lambda: NOW)
        assert (result.exit_code, result.stdout) == (2, ""), url
        assert sentence in result.stderr


def test_touches_go_in_and_out_through_files_and_the_terminal(run: Run, write: Write) -> None:
    write("accounts.csv", ACCOUNTS)
    run("import accounts accounts.csv")
    write("touches.csv", "Account;Date;Type;Subject\nAcme;3/2/2026;Call;“Café” =1+1\nZebra;4/2/2026;;Lunch\n")
    result = run("import touches touches.csv")
    assert result.exit_code == 2
    assert "--dates dmy" in result.stderr
    result = run("import touches touches.csv --dates dmy --rejects out.csv")
    assert result.exit_code == 1
    assert result.stdout == "1 touch: 1 new. 1 row left out, see out.csv.\n"
    assert (
        Path("out.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("Zebra;4/2/2026;;Lunch;3;")
    )
    assert run("import touches touches.csv --dates dmy --add-accounts").stdout.splitlines() == [
        "2 touches: 1 new, 1 unchanged.",
        "1 account added: Zebra.",
    ]
    printed = run("export touches")
    assert "Call: “Café” =1+1" in printed.stdout_bytes.decode("utf-8")
    result = run("export touches all.csv")
    assert (result.stdout, result.stderr) == ("", "2 touches written to all.csv.\n")
    assert Path("all.csv").read_bytes() == b"\xef\xbb\xbf" + printed.stdout_bytes
    assert run("import touches all.csv").stdout == "2 touches: 2 unchanged.\n"
    assert run("export accounts none/all.csv").exit_code == 2


def test_a_quote_without_a_kind_column_is_selling(run: Run, write: Write) -> None:
    """A new user's "Quote follow-up call" came in as attention (rule NS-1), and nothing said so."""
    write("accounts.csv", ACCOUNTS)
    run("import accounts accounts.csv")
    write(
        "touches.csv",
        "Account,Date,Note,Phone\nAcme,2026-02-03,Quote follow-up call,1\nAcme,2026-02-04,Lunch,2\n",
    )
    shown = run("import touches touches.csv --dry-run").stdout
    assert "line 2: Acme on 2026-02-03 (new): selling, “Quote follow-up call”" in shown
    assert run("import touches touches.csv").stdout.splitlines() == [
        "2 touches: 2 new.",
        "1 touch mentions a sale and counts as selling; a `kind` column says otherwise.",
        "Columns not used: Phone.",
    ]
    kinds = [row["kind"] for row in csv.DictReader(io.StringIO(run("export touches").stdout))]
    assert sorted(kinds) == ["non-selling", "selling"]


def test_a_file_of_rejects_is_written_anew(run: Run, write: Write) -> None:
    """Somebody imported acc.rejects.csv and got acc.rejects.rejects.csv, and so on."""
    write("acc.csv", "Name,Tier\nAcme,A\nBorg,Gold\nCargo,Silver\n")
    assert "see acc.rejects.csv." in run("import accounts acc.csv").stdout
    rejects = Path("acc.rejects.csv")
    rejects.write_text(rejects.read_text(encoding="utf-8-sig").replace("Gold,", "B,"), encoding="utf-8")
    assert "1 new. 1 row left out, see acc.rejects.csv." in run("import accounts acc.rejects.csv").stdout
    rows = list(csv.reader(io.StringIO(rejects.read_text(encoding="utf-8-sig"))))
    assert [row[:2] for row in rows] == [["Name", "Tier"], ["Cargo", "Silver"]]
    assert [path.name for path in Path().glob("*rejects*")] == ["acc.rejects.csv"]
    for words in ("import accounts --help", "import touches --help"):
        assert "NAME.rejects.csv beside it" in " ".join(run(words).stdout.split())


def test_corrections_that_were_not_imported_yet_are_not_lost(run: Run, write: Write) -> None:
    """They stood in the very file that the next import wrote anew."""
    write("acc.csv", "Name,Tier\nAcme,A\nBorg,Gold\n")
    run("import accounts acc.csv")
    rejects, before = Path("acc.rejects.csv"), Path("acc.rejects-1.csv")
    again = run("import accounts acc.csv").stdout
    assert "was there before" not in again
    assert not before.exists()
    corrected = rejects.read_text(encoding="utf-8-sig").replace("Gold", "B")
    rejects.write_text(corrected, encoding="utf-8")
    said = run("import accounts acc.csv").stdout
    assert "acc.rejects.csv was there before, with other rows: it is acc.rejects-1.csv now." in said
    assert before.read_text(encoding="utf-8") == corrected
    assert "Gold" in rejects.read_text(encoding="utf-8-sig")
    assert run("import accounts acc.rejects-1.csv").stdout.startswith("1 account: 1 new.")


def test_a_file_of_rejects_that_is_done_with_says_so(run: Run, write: Write) -> None:
    write("acc.csv", "Name,Tier\nAcme,Gold\n")
    run("import accounts acc.csv")
    write("acc.csv", "Name,Tier\nAcme,A\n")
    done = run("import accounts acc.csv").stdout
    assert "acc.rejects.csv is of an import before; this file left nothing out." in done
    write("acc.rejects.csv", "Name,Tier,line,reason\nAcme,B,2,corrected\n")
    done = run("import accounts acc.rejects.csv").stdout
    assert "Nothing is left to correct: acc.rejects.csv can go." in done
    assert "can go" not in run("import accounts acc.csv --dry-run").stdout


def test_of_several_workspaces_one_has_to_be_named(run: Run, write: Write, empty_database_url: str) -> None:
    write("accounts.csv", ACCOUNTS)
    run("import accounts accounts.csv")
    books = Database(empty_database_url)
    here = a_workspace(books, "Others", "T2")
    with books.transaction(here.id) as transaction:
        a_rep(transaction)
    books.close()
    result = run("import accounts accounts.csv")
    assert result.exit_code == 2
    assert "Waiting for Slack (not joined to a workspace), Others (T2)" in result.stderr
    for name in ("T2", "others"):
        assert run("import accounts accounts.csv", "--workspace", name).exit_code == 0
    assert len(run("export accounts --workspace T2").stdout.splitlines()) == 3


def test_help_explains_every_option() -> None:
    for group, name in ((commands.import_, "touches"), (commands.export, "accounts")):
        result = CliRunner().invoke(group, [name, "--help"])
        assert result.exit_code == 0
        assert "--workspace" in result.stdout
        options = [each for each in group.commands[name].params if isinstance(each, click.Option)]
        assert all(option.help for option in options)


def test_a_corrected_place_takes_its_tick_along(run: Run, write: Write, empty_database_url: str) -> None:
    """NS-15: what was ticked with a touch follows what the file says of it."""
    write("accounts.csv", "Account,Owner,Locations\nAcme,Sam Lee,Mill Street; Quay\n")
    run("import accounts accounts.csv")
    books = open_books(empty_database_url)
    with books.everywhere() as connection:
        [home] = list_workspaces(connection)
    with books.transaction(home.id) as transaction:
        [acme], [sam] = list_accounts(transaction), list_reps(transaction)
        talked = add_brainstorm(transaction, NewBrainstorm("C0", sam.id, "How?", 8, 4, NOW, NOW))
        idea_id = add_brainstorm_idea(transaction, talked.id, sam.id, "visit every store", NOW)
        assert idea_id is not None
        add_commitments(transaction, sam.id, [Choice(idea_id, acme.id, Rhythm.LOCATIONS)], NOW)
        log_touch(transaction, sam, acme, TouchDraft("met Kim", TODAY, place="Mill Street"), NOW)
    written = run("export touches").stdout
    assert "Mill Street" in written
    write("touches.csv", written.replace("Mill Street", "Quay"))
    assert run("import touches touches.csv").stdout.startswith("1 touch: 1 changed.")
    with books.reading(home.id) as reader:
        [progress] = read_progress_of(reader, sam.id)
    assert [each.name for each in progress.waiting] == ["Mill Street"]
    books.close()
