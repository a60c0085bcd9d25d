"""Documents of all kinds give their entries, or one clear sentence."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.feeds.document import keep_newest_items, read_document
from jobs.feeds.known_entries import leave_out_known
from jobs.feeds.readings import DocumentRefusedError, FeedReading, PageReading, pack_reading, unpack_reading
from storage.news_records import FeedItem
from tests.feed_server import a_feed

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/blog/">
<title type="html">Caf&amp;eacute;</title>
<entry><id>urn:1</id>
<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Acme <b>opens</b></div></title>
<link rel="edit" href="https://news.example/edit"/><link href="one"/>
<updated>2026-03-01T10:00:00+02:00</updated>
<content type="html">&lt;p&gt;Hello&lt;/p&gt;&lt;script&gt;evil()&lt;/script&gt;world</content></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://n.example/"><title>R</title></channel>
<item rdf:about="https://n.example/1"><title>One</title><link>https://n.example/1</link>
<dc:date>2026-03-01T10:00:00Z</dc:date></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "J",
    "items": [
        {"id": 7, "url": "https://n.example/7", "title": "T", "content_html": "<p>a &amp; b</p>"},
        {"content_text": "only text", "date_published": "2026-03-01T10:00:00+02:00"},
        "no object",
        {},
    ],
}


def read(document: str | bytes, content_type: str = "") -> FeedReading:
    body = document.encode() if isinstance(document, str) else document
    reading = read_document(body, "https://news.example/feed", content_type)
    assert isinstance(reading, FeedReading)
    assert unpack_reading(json.loads(json.dumps(pack_reading(reading)))) == reading
    return reading


def item(**facts: str) -> FeedItem:
    """The entry of an RSS feed with these elements."""
    return read(a_feed(items=[f"<item>{''.join(f'<{n}>{t}</{n}>' for n, t in facts.items())}</item>"])).items[
        0
    ]


def test_atom_with_a_base_and_markup() -> None:
    reading = read(ATOM)
    assert reading.title == "Café"
    [entry] = reading.items
    assert (entry.id, entry.title, entry.link) == ("urn:1", "Acme opens", "https://news.example/blog/one")
    assert (entry.summary, str(entry.published)) == ("Hello world", "2026-03-01 08:00:00+00:00")


def test_rss_1_with_dublin_core() -> None:
    [entry] = read(RDF).items
    assert (entry.id, str(entry.published)) == ("https://n.example/1", "2026-03-01 10:00:00+00:00")


@pytest.mark.parametrize(
    "tag", ["<a>", "<a &", "<description>", "<q:a b='c'>", "<content type='xhtml'><div>"]
)
def test_thousands_of_open_elements_are_refused_at_once(tag: str) -> None:
    """Ten thousand took feedparser up to a second, and a document of four megabytes half a minute."""
    hurts = f"<rss version='2.0'><channel><item><title>One</title>{tag * 10_000}"
    with pytest.raises(DocumentRefusedError, match="does not close"):
        read(hurts)


def test_sloppy_markup_loses_no_entry() -> None:
    """What HTML never closes, what stands in texts, and what some entries leave open is no reason."""
    sloppy = [
        "<p>" * 20 + "<br>" * 30 + "<img src='a'>" * 10,
        f"<![CDATA[{'<div>' * 2_000}]]>",
        "&lt;div&gt;" * 2_000,
        f"<!-- {'<div>' * 2_000} -->",
        "<b/>" * 2_000,
    ]
    items = [
        f"<item><title>{number}</title><description>{sloppy[number % 5]}</description></item>"
        for number in range(60)
    ]
    assert [each.title for each in read(a_feed(items=items)).items] == [str(number) for number in range(60)]
    never_ending = [f"<item><title>{number}</title><p><p><p><p>" for number in range(400)]
    assert len(read(a_feed(items=never_ending)).items) == 400


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_is_no_title(number: str) -> None:
    entry = f'{{"id": "a", "title": {number}, "summary": "Acme opens"}}'
    feed = f'{{"version": "https://jsonfeed.org/version/1", "title": {number}, "items": [{entry}]}}'
    reading = read(feed)
    assert reading.title == ""
    assert [(each.title, each.summary) for each in reading.items] == [("", "Acme opens")]


def test_json_feed() -> None:
    reading = read(json.dumps(JSON))
    first, second = reading.items
    assert (first.id, first.summary, first.link) == ("7", "a & b", "https://n.example/7")
    assert second.id.startswith("text:")
    assert str(second.published) == "2026-03-01 08:00:00+00:00"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "nonsense"),
        ("utf-8-sig", "us-ascii"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-8"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-8"),
        ("utf-32", "utf-32"),
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", "utf-16"),
        ("iso-8859-1", "iso-8859-1"),
    ],
)
def test_whatever_the_encoding_claims_to_be(encoding: str, declared: str) -> None:
    title = "<channel><title>Größe: 5 é</title></channel>"
    text = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0">{title}</rss>'
    assert read(text.encode(encoding)).title == "Größe: 5 é"


def test_encodings_of_the_east_and_of_the_header() -> None:
    japanese = (
        '<?xml version="1.0" encoding="{}"?><rss version="2.0"><channel><title>日本</title></channel></rss>'
    )
    for name in ("shift_jis", "euc-jp", "iso-2022-jp"):
        assert read(japanese.format(name).encode(name)).title == "日本"
    plain = "<rss version='2.0'><channel><title>Привет</title></channel></rss>".encode("koi8-r")
    assert read(plain, "text/xml; charset=koi8-r").title == "Привет"


def test_texts_are_plain() -> None:
    entry = item(
        title="&lt;b&gt;A&lt;/b&gt; &amp;amp; B &lt;script&gt;x()&lt;/script&gt;&lt;3 \u202eevil\u200b\u0007",
        description="<![CDATA[<p>One</p><p>x < y</p>]]>",
    )
    assert (entry.title, entry.summary) == ("A & B <3 evil", "One x < y")
    assert len(item(title="x" * 5000).title) == 300
    assert len(item(title="a", description="y " * 5000).summary) <= 2000


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ("https://n.example/a?b=1&amp;c=2", "https://n.example/a?b=1&c=2"),
        ("/a", "https://news.example/a"),
        ("//n.example/a", "https://n.example/a"),
        ("https://n.example/a b|c", "https://n.example/a%20b%7Cc"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://bank.example@evil.example/", None),
        ("ftp://n.example/", None),
    ],
)
def test_links_are_of_the_web_only(given: str, link: str | None) -> None:
    assert item(title="a", link=given).link == link


def test_what_an_entry_without_an_id_is_called() -> None:
    assert item(title="a", link="https://n.example/a").id == "https://n.example/a"
    assert item(title="a").id.startswith("text:")
    assert item(title="a").id == item(title="a").id
    assert item(title="a", guid="https://n.example/a").link == "https://n.example/a"
    assert item(title="a", guid="no address").link is None


@pytest.mark.parametrize(
    "date", ["Fri, 31 Dec 9999 23:59:59 -1200", "Mon, 01 Jan 10000 00:00:00 GMT", "soon", ""]
)
def test_dates_that_nobody_can_hold(date: str) -> None:
    assert item(title="a", pubDate=date).published is None


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b" \n\t ",
        b"\xef\xbb\xbf",
        b"\x00" * 50,
        b"/etc/passwd",
        b"http://127.0.0.1/",
        b"hello",
        b"{}",
        b"[]",
        b"{",
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b"<opml><body><outline/></body></opml>",
        b"<urlset><url><loc>https://n.example/</loc></url></urlset>",
        b"<rss",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.4",
        b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"><channel><title>&a;</title></channel></rss>',
        b'<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><rss version="2.0"><channel/></rss>',
        b'<?xml version="1.0"?><!-- <rss> --><!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"></rss>',
        b'<rss version="2.0"><channel '
        + b" ".join(b'a%d=""' % number for number in range(5000))
        + b"/></rss>",
    ],
)
def test_what_is_no_feed_is_refused_in_one_sentence(document: bytes) -> None:
    with pytest.raises(DocumentRefusedError, match=r"^[A-Z].*\.$"):
        read_document(document)


@pytest.mark.parametrize(
    "document",
    [
        '<rss version="2.0"><channel></channel></rss>',
        '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n.example/x.dtd"><rss version="0.91"></rss>',
        '\n\n <?xml version="1.0"?>\n<rss version="2.0"><channel><title>a</title></channel></rss>',
        'Warning: mysql_connect() in x.php\n<?xml version="1.0"?><rss version="2.0"><channel/></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"></feed>',
    ],
)
def test_a_feed_without_entries_is_a_feed(document: str) -> None:
    assert read(document).items == ()


def test_a_feed_that_breaks_off_or_is_not_well_formed_gives_what_it_has() -> None:
    assert [each.title for each in read(a_feed("One", "Two")[:-60]).items][:1] == ["One"]
    broken = (
        "<rss version='2.0'><channel><item><title>A & B &nbsp; C</title><media:x/></item></channel></rss>"
    )
    assert read(broken).items[0].title == "A & B C"


def test_a_page_names_its_feeds_those_of_comments_last() -> None:
    page = """<!DOCTYPE html><html><head><title>Acme &amp; Co</title><base href="/news/">
    <link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
    <link rel="alternate stylesheet" type="text/css" href="x.css">
    <link rel="alternate" hreflang="de" href="/de">
    <LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="feed.xml?a=1&amp;b=2"></html>"""
    assert read_document(page.encode(), "https://acme.example/x") == PageReading(
        "Acme & Co",
        ("https://acme.example/news/feed.xml?a=1&b=2", "https://acme.example/news/comments.xml"),
    )


def test_five_hundred_entries_are_read_and_no_more() -> None:
    text = a_feed(*(f"T {number}" for number in range(700)))
    assert [each.title for each in read(text).items] == [f"T {number}" for number in range(500)]
    assert keep_newest_items(a_feed("One")) == a_feed("One")


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_of_more_than_five_hundred_entries_the_newest_are_read_wherever_they_stand(
    form: str, newest_first: bool
) -> None:
    first = datetime(2020, 1, 1, tzinfo=UTC)
    dated = [(f"T {day}", first + timedelta(days=day)) for day in range(700)]
    dated.sort(key=lambda each: each[1], reverse=newest_first)
    if form == "json":
        items = [{"id": title, "title": title, "date_published": at.isoformat()} for title, at in dated]
        text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": items})
    elif form == "atom":
        entries = (
            f"<entry><id>{title}</id><title>{title}</title><updated>{at.isoformat()}</updated></entry>"
            for title, at in dated
        )
        text = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title>{''.join(entries)}</feed>"
    else:
        items_of_rss = (
            f"<item><title>{title}</title><pubDate>{format_datetime(at)}</pubDate></item>"
            for title, at in dated
        )
        text = f"<rss version='2.0'><channel><title>A</title>{''.join(items_of_rss)}</channel></rss>"
    assert {each.title for each in read(text).items} == {f"T {day}" for day in range(200, 700)}


def test_the_wishes_of_a_feed() -> None:
    wishes = read(
        a_feed(
            more="<ttl>90</ttl><skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
        )
    ).wishes
    assert wishes.ttl is not None
    assert (wishes.ttl.total_seconds(), wishes.skip_hours, wishes.skip_days) == (5400, {3, 0}, {6})


def test_entries_that_were_read_before_are_not_read_again() -> None:
    before = read(a_feed("Two", "One"))
    after = read_document(a_feed("Three", "Two", "One").encode(), known_entries=before.entry_hashes)
    assert isinstance(after, FeedReading)
    assert [each.title for each in after.items] == ["Three"]
    assert (after.left_out, after.starts_known) == (2, False)
    doubtful = a_feed(items=["<item><title>a</title><description><![CDATA[</item>]]></description></item>"])
    assert leave_out_known(doubtful, b"x" * 8).text == doubtful
    assert leave_out_known(doubtful, b"").hashes == b""


@settings(max_examples=60)
@given(st.binary(max_size=200) | st.text("<>&;![]/?-=\"' abcitemrsfdCDATA", max_size=200).map(str.encode))
def test_any_document_is_read_or_refused(document: bytes) -> None:
    for body in (document, b"<rss version='2.0'><channel>" + document + b"</channel></rss>"):
        try:
            read_document(body)
        except DocumentRefusedError:
            continue


@pytest.mark.parametrize(
    ("reference", "letter"),
    [
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#xDE00;", "😀"),
        ("&#xD800;", "�"),
        ("&#x110000;", "�"),
        (f"&#{'9' * 5000};", "�"),
        (f"&amp;#{'9' * 5000};", "�"),
        ("&#8217;s &#8217department", "’s ’department"),
    ],
)
def test_a_number_that_names_no_letter_costs_no_feed(reference: str, letter: str) -> None:
    """An emoji written as two halves made a whole feed unreadable."""
    items = "".join(f"<item><title>{title}</title></item>" for title in (f"a {reference}", "good"))
    reading = read(f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode())
    assert [each.title for each in reading.items] == [f"a {letter}", "good"]


def test_entities_are_refused_behind_a_quoted_bracket_and_not_for_what_an_entry_quotes() -> None:
    with pytest.raises(DocumentRefusedError, match="declares entities"):
        read(b'<!DOCTYPE r SYSTEM "a>b" [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>')
    quoting = b"<title><![CDATA[A lesson on <!DOCTYPE html [<!ENTITY a 'b'>]>]]></title>"
    assert read(b'<rss version="2.0"><channel>' + quoting + b"</channel></rss>").title.startswith("A lesson")


def test_a_feed_behind_a_page_s_doctype_or_wrapped_in_one_is_a_feed() -> None:
    doctype = '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://n.example/x">'
    assert read(f'{doctype}<rss version="2.0"><channel><title>found</title></channel></rss>').title == "found"
    assert [each.title for each in read(f"{doctype}<html><body>{ATOM[39:]}</body></html>").items] == [
        "Acme opens"
    ]
    commented = f"<!-- not an <rss> or <feed> -->{a_feed('One')[21:]}"
    assert [each.title for each in read(commented).items] == ["One"]
    page = read_document(b"<!doctype html><head><title>p</title><body>a <channel> of <rss> things")
    assert isinstance(page, PageReading)


def test_old_feeds_that_name_the_entities_of_html_are_read() -> None:
    """The first programs for RSS 1.0 wrote so; nobody fetches what they name."""
    doctype = """<!DOCTYPE rdf:RDF [
    <!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "http://127.0.0.1:1/xhtml-lat1.ent">
    %HTMLlat1; ]>"""
    assert read(doctype + RDF.replace("One", "Caf&eacute;")).items[0].title == "Café"
    with pytest.raises(DocumentRefusedError, match="declares entities"):
        read(doctype.replace(" ]>", '<!ENTITY a "b"> ]>') + RDF)
