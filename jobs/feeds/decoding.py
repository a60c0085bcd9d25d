"""From the bytes of a document to its text, whatever it claims its encoding to be."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_STARTS = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x00{", "utf-16-be"),
)
_EBCDIC_START = b"\x4c\x6f\xa7\x94"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_SUPERSETS = {
    # What people mean by these names holds a few letters more.
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "big5": "big5hkscs",
}
_SEVEN_BITS = ("iso2022", "hz", "utf-7", "utf_7")
_NAMES_ONLY = frozenset(["idna", "punycode"])
"""Codecs for the names of hosts: no document is written in them."""


def decode_document(body: bytes, content_type: str = "") -> str:
    """Return a document as text: by its byte order mark, else as UTF-8 where it is that, else as declared.

    Bytes that fit nothing are read as Windows-1252, one by one.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    start = body.lstrip(b" \t\r\n")[:4]
    for beginning, encoding in _WIDE_STARTS:
        if start.startswith(beginning) or body.startswith(beginning):
            return body.decode(encoding, "replace")
    if body.startswith(_EBCDIC_START):
        return body.decode("cp037", "replace")
    declared = [name for name in _list_declared(body, content_type) if name]
    if declared and declared[0].startswith(_SEVEN_BITS):
        try:
            return body.decode(declared[0])
        except (UnicodeError, LookupError):
            pass
    # Text in any other encoding is next to never valid UTF-8, so a declaration that says otherwise errs.
    for encoding in ("utf-8", *declared):
        try:
            return body.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    few = next((name for name in declared if name not in ("utf-8", "cp1252")), None)
    if few is not None:
        text = body.decode(few, "replace")
        if text.count("\ufffd") <= len(text) // 100:
            return text
    return body.decode("utf-8", "windows_letter")


def _list_declared(body: bytes, content_type: str) -> list[str]:
    names: list[str] = []
    if found := _CHARSET.search(content_type):
        names.append(found[1])
    if inside := _DECLARED.search(body[:1_000]) or _META.search(body[:4_000]):
        names.append(inside[1].decode("ascii"))
    return [_know(name) for name in names]


def _know(name: str) -> str:
    """Return the codec that a name stands for; empty where there is none, or none that makes text."""
    try:
        known = codecs.lookup(name).name
        b"a".decode(known)  # Python also has codecs that make no text, and one that always fails
    except (LookupError, ValueError, UnicodeError):
        return ""
    # Wide encodings were looked for already: bytes that got here are in none of them.
    if known in _NAMES_ONLY or known.startswith(("utf-16", "utf-32", "unicode", "raw")):
        return ""
    return _SUPERSETS.get(known, known)


def _read_windows_letter(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows_letter", _read_windows_letter)
