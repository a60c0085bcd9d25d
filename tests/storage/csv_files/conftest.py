import io
from collections.abc import Callable

import pytest

from storage.csv_files.accounts import import_accounts
from storage.csv_files.exports import export_accounts, export_touches
from storage.csv_files.options import ImportOptions
from storage.csv_files.reading import read_csv_text
from storage.csv_files.report import Report
from storage.csv_files.touches import import_touches
from storage.database import Database
from storage.records import Workspace
from tests.builders import NOW

Import = Callable[..., Report]


def import_text(books: Database, workspace: Workspace, noun: str, text: str, **options: object) -> Report:
    importer = import_accounts if noun == "account" else import_touches
    file = read_csv_text(text, f"{noun}.csv")
    return importer(books, workspace, file, now=NOW, options=ImportOptions(**options))  # type: ignore[arg-type]


def export_text(books: Database, workspace: Workspace, noun: str) -> str:
    stream = io.StringIO()
    with books.reading(workspace.id) as transaction:
        (export_accounts if noun == "account" else export_touches)(transaction, stream)
    return stream.getvalue()


@pytest.fixture
def bring_in(books: Database, workspace: Workspace) -> Import:
    """Import the lines of a CSV file of accounts or touches."""
    return lambda noun, *lines, **options: import_text(books, workspace, noun, "\n".join(lines), **options)
