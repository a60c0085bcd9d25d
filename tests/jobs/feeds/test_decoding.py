"""Whatever a document claims its encoding to be, it is read: no name of a codec breaks a feed."""

import encodings
import pkgutil
from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.feeds.decoding import decode_document

NAMES = sorted(
    {*aliases, *aliases.values(), *(each.name for each in pkgutil.iter_modules(encodings.__path__))}
)
"""Of every codec that Python has, also of those that are no encoding of text."""


@pytest.mark.parametrize("name", NAMES)
def test_no_codec_breaks_a_feed(name: str) -> None:
    """A feed that called its encoding "undefined" could not be read at all."""
    for text in (b"<title>caf\xe9 \xff\x81</title>", b"\x80\x00\xd8", bytes(range(256))):
        head = b'<?xml version="1.0" encoding="' + name.encode() + b'"?>'
        assert isinstance(decode_document(head + text), str)
        assert isinstance(decode_document(text, f"text/xml; charset={name}"), str)


@pytest.mark.parametrize(
    "name", ["undefined", "rot13", "rot_13", "hex", "idna", "punycode", "unicode_escape"]
)
def test_what_is_no_encoding_is_passed_over(name: str) -> None:
    head = f'<?xml version="1.0" encoding="{name}"?>'
    assert decode_document(f"{head}<title>Acme opens</title>".encode()).endswith("<title>Acme opens</title>")
    assert decode_document(f"{head}<title>Caf".encode() + b"\xe9</title>").endswith("<title>Café</title>")


@given(st.binary(max_size=200), st.sampled_from(NAMES) | st.text(max_size=12))
def test_whatever_is_claimed_of_whatever_bytes_they_are_read(body: bytes, name: str) -> None:
    assert isinstance(decode_document(body, f"text/xml; charset={name}"), str)
