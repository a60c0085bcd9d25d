"""Socket Mode: the bot calls Slack, so no address of ours need be reachable from outside."""

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient


class SocketConnection:
    """Joins Slack by Socket Mode with an app-level token."""

    def __init__(self, bolt: App, app_token: str, slack_api_url: str) -> None:
        self._handler = SocketModeHandler(
            bolt, app_token, web_client=WebClient(token=app_token, base_url=slack_api_url)
        )

    def start(self) -> None:
        """Connect. Raises SlackApiError where Slack refuses the token, OSError where it cannot be reached."""
        self._handler.connect()

    def stop(self) -> None:
        """Answer what has been received, and hang up."""
        client = self._handler.client
        # Left alone, slack-sdk waits a second more for messages that will not come.
        client.auto_reconnect_enabled = False
        client.closed = True
        client.enqueue_message("")
        self._handler.close()

    @property
    def connected(self) -> bool:
        return self._handler.client.is_connected()
