"""The pages of installing the bot in a workspace: a way in, a way on, and a way back. HTML in one piece."""

import html

INSTALL_PATH = "/slack/install"

_STYLE = """
:root { color-scheme: light dark;
  --bg: #f6f8f7; --raised: #fff; --ink: #1b2422; --muted: #586662; --deed: #0b5d51; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #121617; --raised: #1b2021; --ink: #e6ebe9; --muted: #a2b0ac; --deed: #7fdcc8; } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: var(--bg); color: var(--ink);
  font: 17px/1.5 Inter, "Segoe UI", system-ui, -apple-system, Roboto, Arial, sans-serif; }
main { max-width: 30rem; margin: 16px; padding: 32px; border-radius: 14px; background: var(--raised); }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 12px; text-wrap: balance; overflow-wrap: anywhere; }
p, ul { margin: 0 0 16px; }
li { margin-bottom: 6px; }
.small { color: var(--muted); font-size: 15px; margin: 0; }
a.deed { display: inline-block; padding: 10px 18px; border-radius: 9px; background: var(--deed);
  color: var(--raised); font-weight: 600; text-decoration: none; }
a.deed:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
code { font-size: 15px; }
"""

EXPIRED = "This page was open for more than ten minutes, or in another browser, so nothing was installed."
DECLINED = "You chose not to install Drumbeat, so all is as it was. It is here whenever you change your mind."
NOT_BEGUN = "Slack leads back to this page once you have chosen a workspace. Begin with the button."
NOT_CONFIRMED = "Slack did not confirm the installation, so nothing was installed."
NO_ANSWER = "Slack did not answer, so nothing was installed."
ORGANISATION = (
    "Drumbeat is installed in one workspace at a time, and not in a whole organisation: please choose one."
)
MISCONFIGURED = (
    "Slack does not know this Drumbeat's client ID or secret: whoever runs it should ask `drumbeat doctor`."
)
BROKEN = "Something went wrong on our side, so Drumbeat may not be installed yet."


def compose_install_page(authorize_url: str) -> str:
    """Say what the bot is for and what it may do, with the button that leads to Slack."""
    return _page(
        "Add Drumbeat to Slack",
        "<p>Drumbeat gives every client account a steady beat of attention: it notes your contacts, and "
        "once a week tells who said yes which accounts have gone quiet.</p>"
        f'<p><a class="deed" href="{html.escape(authorize_url)}">Add to Slack</a></p>'
        '<p class="small">Slack will ask you which workspace, and show what Drumbeat may do there. '
        "It reads no messages but those written to it.</p>",
    )


def compose_installed_page(workspace: str, team_id: str) -> str:
    """Say that it worked, and what to type first."""
    return _page(
        f"Drumbeat is in {html.escape(workspace)}",
        "<p>In Slack, type</p><ul><li><code>/touch Acme called</code> to note a contact with a client</li>"
        "<li><code>/drumbeat help</code> for everything else</li></ul>"
        f'<p><a class="deed" href="slack://open?team={html.escape(team_id)}">Open Slack</a></p>'
        '<p class="small">Nobody is written to unasked. Take Drumbeat out at any time under '
        "<em>Manage apps</em>: its token is forgotten at once, and the data 30 days later.</p>",
    )


def compose_failed_page(sentence: str) -> str:
    """Say what happened and offer to begin anew."""
    title, deed = {
        DECLINED: ("Nothing was installed", "Try again"),
        NOT_BEGUN: ("Nothing was installed yet", "Begin"),
    }.get(sentence, ("That didn't work", "Try again"))
    return _page(
        title,
        f'<p>{html.escape(sentence)}</p><p><a class="deed" href="{INSTALL_PATH}">{deed}</a></p>',
    )


def _page(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{title}</h1>{content}</main></body></html>"
    )
