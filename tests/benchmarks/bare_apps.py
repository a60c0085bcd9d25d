"""Two Bolt apps that acknowledge `/touch` and do nothing else: what Bolt itself costs.

`python bare_apps.py inline|default` serves one by Drumbeat's own HTTP front; gunicorn takes
`inline_application` or `default_application`, Bolt's documented way into production.
"""

import os
import sys
import threading
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.commands.run import set_up_log
from bot.gate import Gate


def build_bare_app(*, inline: bool) -> App:
    """Return an app as Bolt's own examples build it, in inline or in default mode."""
    app = App(
        client=WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
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
