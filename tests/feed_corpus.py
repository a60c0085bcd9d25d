"""Feeds as the programs that write feeds write them: the shapes of many, with known entries.

Each generator is a few templates and not a copy of anybody's feed; what it is expected to give stands beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from storage.news_records import FeedItem

SITE = "https://news.example"
AT = datetime(2026, 3, 1, 10, tzinfo=UTC)

_ALL = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
_RSS = f'<rss version="2.0" {_ALL}><channel><title>{{title}}</title><link>{SITE}/</link>'
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" {more}>'
_RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
_END = "</channel></rss>"


@dataclass(frozen=True, slots=True)
class Generator:
    """The shape of one program's feeds. In the templates stand {title}, {link}, {summary} and the like."""

    name: str
    head: str
    item: str
    foot: str
    id: str = "{link}"
    dated: bool = True
    summed: bool = True
    link: str = "{link}"
    more: str = ""


GENERATORS = [
    Generator(
        "wordpress",
        _RSS
        + f'<atom:link href="{SITE}/feed/" rel="self"/><generator>https://wordpress.org/?v=6.4</generator>',
        "<item><title>{title}</title><link>{link}</link><dc:creator><![CDATA[Kim]]></dc:creator>"
        "<pubDate>{date}</pubDate><category><![CDATA[News]]></category>"
        f'<guid isPermaLink="false">{SITE}/?p={{number}}</guid><description><![CDATA[<p>{{html}}</p>]]>'
        "</description><content:encoded><![CDATA[<p>Longer.</p>]]></content:encoded>"
        "<slash:comments>0</slash:comments></item>",
        _END,
        id=f"{SITE}/?p={{number}}",
    ),
    Generator(
        "ghost",
        _RSS.replace("{title}", "<![CDATA[{html}]]>") + "<generator>Ghost 5.80</generator><ttl>60</ttl>",
        "<item><title><![CDATA[{html}]]></title><description><![CDATA[{html}]]></description>"
        '<link>{link}</link><guid isPermaLink="false">65f{number}a0</guid><pubDate>{date}</pubDate>'
        '<media:content url="https://news.example/a.jpg" medium="image"/></item>',
        _END,
        id="65f{number}a0",
    ),
    Generator(
        "hugo",
        _RSS + "<generator>Hugo -- gohugo.io</generator>",
        "<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate><guid>{link}</guid>"
        "<description>&lt;p&gt;{twice}&lt;/p&gt;</description></item>",
        _END,
    ),
    Generator(
        "drupal",
        '<rss version="2.0" xml:base="https://news.example/" '
        + _ALL
        + "><channel><title>{title}</title><link>https://news.example/</link>",
        "<item><title>{title}</title><link>/{number}</link><description>&lt;span&gt;{twice}&lt;/span&gt;"
        "</description><pubDate>{date}</pubDate>"
        '<guid isPermaLink="false">{number} at news.example</guid></item>',
        _END,
        id="{number} at news.example",
    ),
    Generator(
        "substack",
        _RSS.replace("{title}", "<![CDATA[{html}]]>"),
        "<item><title><![CDATA[{html}]]></title><description><![CDATA[{html}]]></description><link>{link}</link>"
        '<guid isPermaLink="false">{link}</guid><pubDate>{gmt}</pubDate>'
        '<enclosure url="https://news.example/a.png" length="0" type="image/png"/></item>',
        _END,
    ),
    Generator(
        "google-news",
        _RSS,
        '<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">CBMi{number}</guid>'
        '<pubDate>{gmt}</pubDate><description>&lt;a href="{link}" target="_blank"&gt;{twice}&lt;/a&gt;'
        '</description><source url="https://paper.example">Paper</source></item>',
        _END,
        id="CBMi{number}",
    ),
    Generator(
        "bing-news",
        '<rss version="2.0" xmlns:News="https://www.bing.com/news/search?format=RSS"><channel>'
        "<title>{title}</title><link>https://news.example/</link>",
        "<item><title>{title}</title><link>{link}</link><description>{title}</description>"
        "<pubDate>{gmt}</pubDate><News:Source>Paper</News:Source></item>",
        _END,
    ),
    Generator(
        "podcast",
        _RSS + "<itunes:author>Kim</itunes:author><itunes:explicit>no</itunes:explicit>",
        "<item><itunes:title>other</itunes:title><title>{title}</title><link>{link}</link>"
        '<guid isPermaLink="false">ep-{number}</guid><pubDate>{offset}</pubDate><description>{title}'
        "</description><itunes:duration>12:30</itunes:duration>"
        '<enclosure url="https://cdn.example/{number}.mp3" length="1" type="audio/mpeg"/></item>',
        _END,
        id="ep-{number}",
    ),
    Generator(
        "mailchimp",
        _RSS,
        "<item>\n<title>{title}</title>\n<link>{link}</link>\n<guid>{link}</guid>\n<pubDate>{date}</pubDate>\n"
        "<description><![CDATA[<style>p {{color: red}}</style><table><tr><td>{html}</td></tr></table>]]>"
        "</description></item>",
        _END,
    ),
    Generator(
        "rss-0.91",
        '<rss version="0.91"><channel><title>{title}</title><link>https://news.example/</link>',
        "<item><title>{title}</title><link>{link}</link></item>",
        _END,
        dated=False,
        summed=False,
    ),
    Generator(
        "rss-0.92",
        '<rss version="0.92"><channel><title>{title}</title><link>https://news.example/</link>',
        "<item><title>{title}</title><link>{link}</link><description>{title}</description>"
        '<source url="https://a.example/x.xml">A</source></item>',
        _END,
        dated=False,
    ),
    Generator(
        "rss-without-ids-or-links",
        "<rss version='2.0'><channel><title>{title}</title>",
        "<item><title>{title}</title><description>{title}</description><pubDate>{date}</pubDate></item>",
        _END,
        id="",
        link="",
    ),
    Generator(
        "rss-1.0",
        _RDF
        + '<channel rdf:about="https://news.example/"><title>{title}</title><link>https://news.example/</link>'
        "</channel>",
        '<item rdf:about="{link}"><title>{title}</title><link>{link}</link><dc:date>{iso}</dc:date>'
        "<description>{title}</description></item>",
        "</rdf:RDF>",
    ),
    Generator(
        "rss-with-prefix",
        '<r:rss version="2.0" xmlns:r="http://backend.userland.com/rss2"><r:channel><r:title>{title}</r:title>',
        "<r:item><r:title>{title}</r:title><r:link>{link}</r:link><r:guid>{link}</r:guid>"
        "<r:pubDate>{date}</r:pubDate><r:description>{title}</r:description></r:item>",
        "</r:channel></r:rss>",
    ),
    Generator(
        "jekyll",
        _ATOM + '<generator uri="https://jekyllrb.com/">Jekyll</generator><title type="html">{twice}</title>',
        '<entry><title type="html">{twice}</title><link href="{link}" rel="alternate" type="text/html"/>'
        "<published>{iso}</published><updated>{iso}</updated><id>{link}</id>"
        '<content type="html" xml:base="{link}"><![CDATA[<p>Longer.</p>]]></content>'
        '<summary type="html"><![CDATA[{html}]]></summary></entry>',
        "</feed>",
    ),
    Generator(
        "blogger",
        _ATOM + "<id>tag:blogger.com,1999:blog-1</id><title type='text'>{title}</title>",
        "<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><published>{offset_iso}</published>"
        "<updated>{offset_iso}</updated><title type='text'>{title}</title>"
        "<content type='html'>{twice}</content>"
        "<link rel='replies' type='text/html' href='https://news.example/c'/><link rel='edit' "
        "href='https://www.blogger.com/1'/><link rel='alternate' type='text/html' href='{link}'/></entry>",
        "</feed>",
        id="tag:blogger.com,1999:blog-1.post-{number}",
    ),
    Generator(
        "google-alerts",
        _ATOM + "<id>tag:google.com,2005:reader/user/1/state/com.google/alerts/2</id><title>{title}</title>",
        '<entry><id>tag:google.com,2013:googlealerts/feed:{number}</id><title type="html">{bold}</title>'
        '<link href="{link}"/><published>{iso}</published><updated>{iso}</updated>'
        '<content type="html">{bold}</content><author><name/></author></entry>',
        "</feed>",
        id="tag:google.com,2013:googlealerts/feed:{number}",
    ),
    Generator(
        "youtube",
        _ATOM + "<title>{title}</title>",
        "<entry><id>yt:video:v{number}</id><yt:videoId>v{number}</yt:videoId><title>{title}</title>"
        '<link rel="alternate" href="{link}"/><published>{iso}</published><updated>{iso}</updated>'
        "<media:group>"
        "<media:title>{title}</media:title><media:description>{title}</media:description></media:group></entry>",
        "</feed>",
        id="yt:video:v{number}",
        more='xmlns:yt="http://www.youtube.com/xml/schemas/2015"',
    ),
    Generator(
        "github",
        _ATOM + "<id>tag:github.com,2008:/a/b/releases</id><title>{title}</title>",
        "<entry><id>tag:github.com,2008:Repository/1/v{number}</id><updated>{iso}</updated>"
        '<link rel="alternate" type="text/html" href="{link}"/><title>{title}</title>'
        '<content type="html">&lt;p&gt;{twice}&lt;/p&gt;</content></entry>',
        "</feed>",
        id="tag:github.com,2008:Repository/1/v{number}",
    ),
    Generator(
        "xhtml-atom",
        _ATOM + "<title>{title}</title>",
        "<entry><id>urn:{number}</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{title}</div>"
        "</title><link href='{number}'/><updated>{iso}</updated><summary type='xhtml'>"
        "<div xmlns='http://www.w3.org/1999/xhtml'><b>{title}</b></div></summary></entry>",
        "</feed>",
        id="urn:{number}",
        more='xml:base="https://news.example/"',
    ),
    Generator(
        "prefixed-atom",
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>{title}</a:title>',
        "<a:entry><a:id>urn:{number}</a:id><a:title>{title}</a:title><a:link href='{link}'/>"
        "<a:updated>{iso}</a:updated><a:summary>{title}</a:summary></a:entry>",
        "</a:feed>",
        id="urn:{number}",
    ),
    Generator(
        "atom-0.3",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>{title}</title>',
        "<entry><title>{title}</title><link rel='alternate' type='text/html' href='{link}'/>"
        "<issued>{iso}</issued><modified>{iso}</modified><id>urn:{number}</id><summary>{title}</summary></entry>",
        "</feed>",
        id="urn:{number}",
    ),
]


def write_corpus_feed(generator: Generator, titles: Sequence[str]) -> tuple[str, list[FeedItem]]:
    """Return a generator's feed, without the XML declaration, and the entries that stand in it.

    The summary of an entry is its title; the feed has the title of its first entry.
    """
    feed = {**_fill(titles[0], 0), "more": generator.more}
    pieces = [generator.head.format_map(feed)]
    expected: list[FeedItem] = []
    for number, title in enumerate(titles):
        facts = _fill(title, number)
        pieces.append(generator.item.format_map(facts))
        expected.append(
            FeedItem(
                generator.id.format_map(facts),
                title,
                generator.link.format_map(facts) or None,
                title if generator.summed else "",
                AT - timedelta(hours=number) if generator.dated else None,
            )
        )
    return "".join([*pieces, generator.foot]), expected


def _fill(title: str, number: int) -> dict[str, str]:
    at = AT - timedelta(hours=number)
    east = (at + timedelta(hours=5, minutes=30)).replace(tzinfo=None)
    once = escape(title)
    first, _, rest = once.partition(" ")
    return {
        "title": once,
        "html": once,
        "twice": escape(once),
        "bold": escape(f"<b>{first}</b> {rest}" if rest else f"<b>{first}</b>"),
        "link": f"{SITE}/{number}",
        "number": str(number),
        "date": format_datetime(at),
        "gmt": format_datetime(at, usegmt=True),
        "offset": f"{east:%a, %d %b %Y %H:%M:%S} +0530",
        "iso": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "offset_iso": f"{east:%Y-%m-%dT%H:%M:%S}.000+05:30",
    }
