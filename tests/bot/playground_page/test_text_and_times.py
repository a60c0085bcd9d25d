"""The pure parts of the page: Slack's markup as HTML, and wall time in a person's zone."""

from playwright.sync_api import Page

MARKUP = {
    "*bold* _italic_ ~gone~": "<strong>bold</strong> <em>italic</em> <s>gone</s>",
    "*a _b_ c*": "<strong>a <em>b</em> c</strong>",
    "(*bold*), _x_.": "(<strong>bold</strong>), <em>x</em>.",
    "2*3*4 and snake_case_name": "2*3*4 and snake_case_name",
    "* not bold* and *not\nbold*": "* not bold* and *not<br>bold*",
    "`*x*` &amp; `&lt;b&gt;`": "<code>*x*</code> &amp; <code>&lt;b&gt;</code>",
    "```\n*x*\n```after": "<pre>*x*</pre>after",
    "open ``` fence": "open ``` fence",
    "&gt; one\n> two\nthree": "<blockquote>one<br>two</blockquote>three",
    ":+1: :no_such_thing: 08:30:15": "👍 :no_such_thing: 08:30:15",
    "one\n\ntwo": "one<br><br>two",
}


def test_markup_becomes_what_slack_makes_of_it(sales: Page) -> None:
    drawn = sales.evaluate(
        """async (texts) => {
            const { mrkdwn } = await import('/page/mrkdwn.js');
            return texts.map((text) => {
                const node = document.createElement('div');
                node.append(...mrkdwn(text));
                return node.innerHTML;
            });
        }""",
        list(MARKUP),
    )
    assert dict(zip(MARKUP, drawn, strict=True)) == MARKUP


WALL_TIMES = {
    ("2026-11-23", "08:30", "Europe/London"): "2026-11-23T08:30:00.000Z",
    ("2026-07-01", "08:30", "America/New_York"): "2026-07-01T12:30:00.000Z",
    ("2026-07-01", "08:30", "Asia/Kolkata"): "2026-07-01T03:00:00.000Z",
    # Shown twice in autumn: the first; never shown in spring: the hour moves on.
    ("2026-10-25", "01:30", "Europe/London"): "2026-10-25T00:30:00.000Z",
    ("2026-03-29", "01:30", "Europe/London"): "2026-03-29T01:30:00.000Z",
    ("2026-11-01", "01:30", "America/New_York"): "2026-11-01T05:30:00.000Z",
}


def test_wall_time_becomes_an_instant(sales: Page) -> None:
    found = sales.evaluate(
        """async (wanted) => {
            const { instantAt } = await import('/page/times.js');
            return wanted.map(([date, time, zone]) => instantAt(date, time, zone).toISOString());
        }""",
        list(WALL_TIMES),
    )
    assert dict(zip(WALL_TIMES, found, strict=True)) == WALL_TIMES


def test_a_date_in_a_message_reads_as_the_person_reads_it(sales: Page) -> None:
    drawn = sales.evaluate(
        """async () => {
            const { dated } = await import('/page/times.js');
            const [then, now] = [new Date('2026-11-19T22:00Z'), new Date('2026-11-20T14:05Z')];
            const format = '{date_short_pretty} at {time}, {ago}';
            return ['Europe/London', 'Asia/Tokyo'].map((zone) => dated(format, then, now, zone));
        }"""
    )
    assert drawn == ["yesterday at 22:00, 16 hours ago", "today at 07:00, 16 hours ago"]
