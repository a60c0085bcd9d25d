"""Two Bolt apps that acknowledge `/touch` and do nothing else: what Bolt itself costs.

`python bare_apps.py inline|default` serves one by Drumbeat's own HTTP front; gunicorn takes
`inline_application` or `default_application`, Bolt's documented way into production.
"""

import sys
import threading
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.gate import Gate
from bot.logs import set_up_log
from bot.settings import read_settings


def build_bare_app(*, inline: bool) -> App:
    """Return an app as Bolt's own examples build it, in inline or in default mode."""
    settings = read_settings()
    app = App(
        client=WebClient(settings.bot_token, base_url=settings.slack_api_url),
        signing_secret=settings.signing_secret,
        process_before_response=inline,
    )

    @app.command("/touch")
    def touch(ack: Ack) -> None:
        ack()

    return app


def inline_application() -> Any:
    return SlackRequestHandler(build_bare_app(inline=True))


def default_application() -> Any:
    return SlackRequestHandler(build_bare_app(inline=False))


def main() -> None:
    set_up_log("info")
    gate = Gate(build_bare_app(inline=sys.argv[1] == "inline"), "127.0.0.1", 0)
    gate.start()
    print(f"ready http://127.0.0.1:{gate.port}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
