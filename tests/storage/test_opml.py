"""OPML from other readers: read with the line of each feed, refused where it could do harm."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.opml import MOST_BYTES, MOST_DEPTH, OpmlRefusedError, Outline, read_opml

LIST = b"""<?xml version="1.0"?>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="Clients">
    <outline text="Acme">
      <outline type="rss" text="Acme &amp; news" xmlUrl="https://acme.example/feed"/>
    </outline>
  </outline>
  <outline title="Trade Weekly" XMLURL="https://trade.example/rss"/>
</body></opml>"""


def test_each_feed_has_its_line_its_title_and_its_folders() -> None:
    assert read_opml(LIST) == [
        Outline(5, "https://acme.example/feed", "Acme & news", ("Clients", "Acme")),
        Outline(8, "https://trade.example/rss", "Trade Weekly", ()),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>', "Line 1 has a DOCTYPE"),
        (
            b'<?xml version="1.0"?>\n<!DOCTYPE o [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><opml>&b;</opml>',
            "Line 2",
        ),
        (b"<opml>\n<body>\n</opml>", "Line 3 is not XML"),
        (b"<html/>", "not OPML"),
        (b"", "not XML"),
        (b"<opml>" + b"<outline>" * (MOST_DEPTH + 1), "folders within folders"),
        (b"x" * (MOST_BYTES + 1), "larger than 16 MB"),
        (b"<opml>" + b"<outline><a>" * 100_000, "folders within folders"),
    ],
)
def test_what_is_no_list_is_refused_with_the_line(content: bytes, why: str) -> None:
    """Complaint 25: no entity is expanded, and no file is looked into."""
    with pytest.raises(OpmlRefusedError, match=why):
        read_opml(content)


@given(st.binary(max_size=400))
def test_whatever_a_file_holds_it_is_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(OpmlRefusedError):
        read_opml(content)
