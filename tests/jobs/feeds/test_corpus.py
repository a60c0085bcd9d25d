"""What many programs write, in many encodings and with many oddities, gives the entries that stand in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from jobs.feeds.document import read_document
from jobs.feeds.readings import FeedReading
from storage.news_records import FeedItem
from tests.feed_corpus import GENERATORS, Generator, write_corpus_feed

WEST = ("Größe & Café: Acme öffnet", "Ein Ø für 5 < 6", "Plain")
WINDOWS = ("“Acme” opens – at last…", "5 € for Zoë’s œuvre", "Plain")
JAPANESE = ("アクメ社、新工場を開設", "日本語 & 漢字", "ソースと表示")


@dataclass(frozen=True)
class Encoding:
    """How a document is encoded, and what it says of that."""

    codec: str
    titles: tuple[str, ...]
    declared: str | None = ""
    """Empty: rightly; None: not at all."""
    header: str = ""

    def write(self, text: str) -> bytes:
        name = self.codec if self.declared == "" else self.declared
        declaration = '<?xml version="1.0"?>' if name is None else f'<?xml version="1.0" encoding="{name}"?>'
        return f"{declaration}\n{text}".encode(self.codec)


ENCODINGS = [
    Encoding("utf-8", (*WEST, *WINDOWS, *JAPANESE, "😀 Acme")),
    Encoding("utf-8-sig", JAPANESE, "utf-8"),
    Encoding("utf-8-sig", WEST, "iso-8859-1"),
    Encoding("utf-8", WEST, "iso-8859-1"),
    Encoding("utf-8", WEST, None, "text/xml; charset=us-ascii"),
    Encoding("utf-16", JAPANESE),
    Encoding("utf-16", WEST, "utf-8"),
    Encoding("utf-16-le", JAPANESE, "utf-16"),
    Encoding("utf-16-be", JAPANESE, "utf-16"),
    Encoding("utf-16-le", WEST, None),
    Encoding("iso-8859-1", WEST),
    Encoding("iso-8859-15", ("Cœur à 5 €", "Plain")),
    Encoding("windows-1252", WINDOWS),
    Encoding("windows-1252", WINDOWS, "iso-8859-1"),
    Encoding("windows-1252", WINDOWS, "utf-8"),
    Encoding("windows-1252", WINDOWS, None),
    Encoding("windows-1250", ("Łódź: nový závod", "Příliš žluťoučký")),
    Encoding("iso-8859-2", ("Łódź: nový závod", "Příliš žluťoučký")),
    Encoding("windows-1251", ("Завод открыт", "Ещё & ещё")),
    Encoding("koi8-r", ("Завод открыт", "Ещё & ещё")),
    Encoding("koi8-r", ("Завод открыт", "Ещё & ещё"), None, "text/xml; charset=koi8-r"),
    Encoding("iso-8859-7", ("Νέο εργοστάσιο", "Αθήνα")),
    Encoding("iso-8859-9", ("Yeni fabrika açıldı", "İstanbul şehri")),
    Encoding("windows-1255", ("מפעל חדש", "תל אביב")),
    Encoding("shift_jis", JAPANESE),
    Encoding("euc-jp", JAPANESE),
    Encoding("iso-2022-jp", JAPANESE),
    Encoding("gb2312", ("公司开设新厂", "北京 & 上海")),
    Encoding("gbk", ("公司開設新廠", "朱镕基")),
    Encoding("big5", ("公司開設新廠", "台北 & 高雄")),
    Encoding("euc-kr", ("회사가 새 공장을 연다", "서울")),
]

MISHAPS: dict[str, Callable[[str], str]] = {
    "stylesheet": lambda text: f'<?xml-stylesheet type="text/xsl" href="/a.xsl"?>\n{text}',
    "blank lines in front": lambda text: f"\n\n  {text}",
    "a warning in front": lambda text: f"Warning: mysql_connect() in /x.php on line 3<br />\n{text}",
    "a comment in front": lambda text: f"<!-- cached; not <rss> --><!-- {'x' * 300} -->{text}",
    "a doctype": lambda text: (
        f'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n.example/x.dtd">{text}'
    ),
    "a page's doctype": lambda text: f"<!DOCTYPE html>{text}",
    "a comment behind": lambda text: f"{text}\n<!-- Served from cache -->",
    "junk behind": lambda text: f"{text}<script>track('&')</script></body></html>",
    "no end": lambda text: text[: text.rindex("</")],
    "windows line ends": lambda text: text.replace("><", ">\r\n<"),
    "control characters": lambda text: text.replace("Plain", "Pl\x0bai\x00n\x1f"),
    "an entity nobody declared": lambda text: text.replace(
        "<link", "<extra>&nbsp;&eacute;&foo;</extra><link"
    ),
    "a bare ampersand": lambda text: text.replace("<link", "<extra>Q & A &</extra><link"),
    "a prefix nobody declared": lambda text: text.replace("<link", "<foo:bar x:y='1'>z</foo:bar><link"),
    "numbers that name no letter": lambda text: text.replace("<link", "<extra>&#0;&#xD800;</extra><link"),
    "a Latin name for a letter": lambda text: text.replace("&amp; Caf", "&#38; Caf"),
    "capital tags": lambda text: re.sub(r"(</?)([a-zA-Z]+)(?=[ >])", lambda tag: tag[0].upper(), text),
    "blanks in tags": lambda text: re.sub(r"</(\w+)>", r"</\1 >", text),
}
MOMENT = datetime(2026, 3, 1, 10, tzinfo=UTC)
DATES = {
    "Sun, 01 Mar 2026 10:00:00 GMT": MOMENT,
    "Sun, 01 Mar 2026 10:00:00 +0000": MOMENT,
    "Sun, 1 Mar 2026 10:00 UT": MOMENT,
    "1 Mar 2026 10:00:00 Z": MOMENT,
    "Sun, 01 Mar 26 10:00:00 GMT": MOMENT,
    "Sun, 01 Mar 2026 05:00:00 EST": MOMENT,
    "Sun, 01 Mar 2026 02:00:00 PST": MOMENT,
    "Sun, 01 Mar 2026 11:00:00 +01:00": MOMENT,
    "Sun, 01 March 2026 10:00:00 GMT": MOMENT,
    "Sunday, 01 Mar 2026 10:00:00 GMT": MOMENT,
    "  Sun, 01 Mar 2026 10:00:00 GMT\n": MOMENT,
    "2026-03-01T10:00:00Z": MOMENT,
    "2026-03-01T10:00:00.123Z": MOMENT,
    "2026-03-01T11:00:00+01:00": MOMENT,
    "2026-03-01T11:00:00+0100": MOMENT,
    "2026-03-01T10:00Z": MOMENT,
    "2026-03-01 10:00:00": MOMENT,
    "2026-03-01": MOMENT.replace(hour=0),
    "20260301": MOMENT.replace(hour=0),
    "Sun Mar  1 10:00:00 2026": MOMENT,
    "yesterday": None,
    "Sun, 32 Mar 2026 10:00:00 GMT": None,
    "0000-00-00 00:00:00": None,
    "": None,
}
PARTS: dict[str, tuple[str, str | None, str | None]] = {
    # What stands in an entry → the id and the link it has then, an id of None being made of its title.
    "<link>https://n.example/a</link>": ("https://n.example/a", "https://n.example/a", None),
    "<link>\n  https://n.example/a\n</link>": ("https://n.example/a", "https://n.example/a", None),
    "<link><![CDATA[https://n.example/a?b=1&c=2]]></link>": (*["https://n.example/a?b=1&c=2"] * 2, None),
    "<link>https://n.example/a?b=1&c=2</link>": (*["https://n.example/a?b=1&c=2"] * 2, None),
    "<link>/a</link>": (*["https://news.example/a"] * 2, None),
    "<link>a?b</link>": (*["https://news.example/a?b"] * 2, None),
    "<link>//n.example/a</link>": (*["https://n.example/a"] * 2, None),
    "<link/>": ("", None, None),
    "<link></link><guid></guid>": ("", None, None),
    "<guid>https://n.example/g</guid>": (*["https://n.example/g"] * 2, None),
    '<guid isPermaLink="true">https://n.example/g</guid>': (*["https://n.example/g"] * 2, None),
    '<guid isPermaLink="false">https://n.example/g</guid>': ("https://n.example/g", None, None),
    '<guid isPermaLink="false">7</guid><link>https://n.example/a</link>': ("7", "https://n.example/a", None),
    "<guid>7</guid>": ("7", None, None),
    "<link>https://n.example/a</link><guid>https://n.example/g</guid>": (
        "https://n.example/g",
        "https://n.example/a",
        None,
    ),
    '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="https://n.example/a"/>': (
        *["https://n.example/a"] * 2,
        None,
    ),
    "<link>javascript:alert(1)</link><guid>7</guid>": ("7", None, None),
    "<description>One</description>": ("", None, "One"),
    "<content:encoded><![CDATA[<p>One</p>]]></content:encoded>": ("", None, "One"),
    "<description/><content:encoded>One</content:encoded>": ("", None, "One"),
    "<description>&lt;img src='x'&gt;One &amp;amp; two</description>": ("", None, "One & two"),
    "<description><b>One</b> two</description>": ("", None, "One two"),
}


def read_items(body: bytes, content_type: str = "") -> FeedReading:
    reading = read_document(body, "https://news.example/feed", content_type)
    assert isinstance(reading, FeedReading)
    return reading


def check(found: FeedReading, expected: list[FeedItem]) -> None:
    assert found.title == expected[0].title
    assert [item.title for item in found.items] == [item.title for item in expected]
    for item, wanted in zip(found.items, expected, strict=True):
        assert item.id.startswith("text:") if not wanted.id else item.id == wanted.id
        assert (item.link, item.summary, item.published) == (wanted.link, wanted.summary, wanted.published)


# Each encoding with every third generator, in turn: all with all would take long and show little more.
IN_TURN = [
    pytest.param(generator, encoding, id=f"{generator.name}-{encoding.codec}-{encoding.declared}")
    for row, encoding in enumerate(ENCODINGS)
    for column, generator in enumerate(GENERATORS)
    if (row + column) % 3 == 0
]


@pytest.mark.parametrize(("generator", "encoding"), IN_TURN)
def test_each_generator_in_each_encoding(generator: Generator, encoding: Encoding) -> None:
    text, expected = write_corpus_feed(generator, encoding.titles)
    check(read_items(encoding.write(text), encoding.header), expected)


@pytest.mark.parametrize("mishap", MISHAPS)
@pytest.mark.parametrize("generator", GENERATORS, ids=lambda each: each.name)
def test_each_generator_with_each_mishap(generator: Generator, mishap: str) -> None:
    text, expected = write_corpus_feed(generator, WEST)
    check(read_items(MISHAPS[mishap](text).encode()), expected)


def read_entry(parts: str) -> FeedItem:
    text = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title>'
        f"<item><title>One</title>{parts}</item></channel></rss>"
    )
    [item] = read_items(text.encode()).items
    return item


@pytest.mark.parametrize("written", DATES)
def test_dates_in_every_way_people_write_them(written: str) -> None:
    assert read_entry(f"<pubDate>{written}</pubDate>").published == DATES[written]
    assert (
        read_entry(f'<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">{written}</dc:date>').published
        == (DATES[written])
    )


@pytest.mark.parametrize("parts", PARTS)
def test_what_an_entry_is_known_by_and_where_it_leads(parts: str) -> None:
    item_id, link, summary = PARTS[parts]
    item = read_entry(parts)
    assert item.id == item_id or (not item_id and item.id.startswith("text:"))
    assert (item.link, item.summary) == (link, summary or "")


def test_the_same_id_twice_costs_no_entry() -> None:
    items = "".join(f"<item><title>{title}</title><guid>7</guid></item>" for title in ("One", "Two", "One"))
    found = read_items(f"<rss version='2.0'><channel>{items}</channel></rss>".encode()).items
    assert [(item.id, item.title) for item in found] == [("7", "One"), ("7", "Two"), ("7", "One")]
