"""The file of the rows that an import left out: what somebody has corrected in an earlier one is not lost."""

import filecmp
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from storage.csv_files.reading import CsvFile, Reject
from storage.csv_files.report import write_rejects


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the rows left out stand, and where the file stands now that had this name."""

    path: Path
    before: Path | None


def name_rejects(file: Path) -> Path:
    """Return the name beside an imported file; a file of rejects that is imported is written anew."""
    return file.with_name(f"{file.stem.removesuffix('.rejects')}.rejects.csv")


def keep_rejects(content: CsvFile, rejects: Sequence[Reject], path: Path, imported: Path) -> Kept:
    """Write the rows left out; a file of that name with other rows is put aside. Raises OSError.

    It may be of an import before, or somebody may have corrected it and not imported it yet: nobody can tell.
    The imported file itself is written anew.
    """
    is_other = path.is_file() and not path.samefile(imported)
    before = find_free_name(path) if is_other else None
    if before is not None:
        path.rename(before)
    try:
        write_rejects(content, rejects, path)
    except OSError:
        if before is not None:
            before.rename(path)
        raise
    if before is not None and filecmp.cmp(before, path, shallow=False):
        before.unlink()
        before = None
    return Kept(path, before)


def find_free_name(path: Path) -> Path:
    """Return acc.rejects-1.csv for acc.rejects.csv, or the next number that is free."""
    names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(1))
    return next(name for name in names if not name.exists())


def tell_kept(kept: Kept) -> str | None:
    """Say where the file of before is; None where there was none."""
    if kept.before is None:
        return None
    return f"{kept.path.name} was there before, with other rows: it is {kept.before.name} now."


def tell_done(path: Path, imported: Path) -> str | None:
    """Say of a file of rejects that stands there after an import left nothing out that it is done with."""
    if not path.is_file():
        return None
    if path.samefile(imported):
        return f"Nothing is left to correct: {path.name} can go."
    return f"{path.name} is of an import before; this file left nothing out."
