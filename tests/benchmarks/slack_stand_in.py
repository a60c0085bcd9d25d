"""Runs the playground as Slack for a bot in another process, and prints its address and token."""

import threading

from bot.app import read_clock
from bot.commands.demo import read_manifest_file
from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.story import build_workspace


def main() -> None:
    clock = MovableClock(read_clock)
    playground = PlaygroundServer(build_workspace(clock.now()), clock, read_manifest_file())
    playground.start()
    print(f"ready {playground.api_url} {playground.bot_token}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
