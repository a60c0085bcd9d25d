"""Lists that commands read line by line, and JSON that they write so."""

import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def read_lines(path: Path) -> Iterator[bytes]:
    """Give the lines of a file that are not blank, without their ends; a byte order mark is no part of it."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream):
            bare = (line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line).rstrip(b"\r\n")
            if bare.strip():
                yield bare


def read_json(line: bytes) -> object:
    """Return the value of a line of JSON. Raises ValueError, also for NaN and infinity, which are no JSON."""
    try:
        return json.loads(line, parse_constant=_refuse_constant, parse_float=_read_finite)
    except RecursionError:
        raise ValueError("too deep") from None


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def _read_finite(text: str) -> float:
    if math.isinf(number := float(text)):
        raise ValueError(f"{text} is beyond all numbers")
    return number


def write_json(value: object, indent: int | None = None) -> None:
    """Write a value to the standard output as JSON in UTF-8, with a line end behind it."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # What UTF-8 cannot hold, such as half a letter in a file's name, JSON can.
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def clean_for_terminal(text: str) -> str:
    """Return a text without what would steer the terminal."""
    return _CONTROLS.sub("�", text)
