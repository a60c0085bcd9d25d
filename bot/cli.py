"""The command `drumbeat`. Each word is imported only when it runs, so that help and errors come at once."""

from importlib import import_module
from typing import cast

import click

COMMANDS = {
    "demo": ("bot.commands.demo:demo", "Try Drumbeat in the browser, without Slack."),
    "run": ("bot.commands.run:run", "Run the bot."),
    "doctor": ("bot.commands.doctor:doctor", "Check the setup, and say how to fix each thing."),
    "analyze": ("bot.commands.analyze:analyze", "Find peaks and valleys in any CRM export."),
    "match": ("bot.commands.match:match", "Find the accounts that news is about, and what is one story."),
    "feed": ("bot.commands.feed:feed", "Read a feed's file, or judge addresses of feeds."),
    "news": ("bot.commands.news:news", "Ask feeds for news by hand, without Slack."),
    "import": ("bot.commands.imports:import_", "Import accounts or touches from CSV, feeds from OPML."),
    "export": ("bot.commands.csv:export", "Export accounts or touches as CSV."),
    "backup": ("bot.commands.backup:backup", "Copy the database, also while the bot runs."),
    "restore": ("bot.commands.backup:restore", "Check a backup and put it in the database's place."),
    "queue": ("bot.commands.queue:queue", "Send or drop messages that were given up."),
    "job": ("bot.commands.job:job", "Run one job of the timetable by hand."),
}
"""Word → where it is, and what `drumbeat --help` says of it."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and summaries, and imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        return cast("click.Command", getattr(import_module(module), name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(word, summary) for word, (_, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with `drumbeat demo`. Settings come from the environment: `drumbeat doctor` lists them.",
)
@click.version_option(package_name="drumbeat", prog_name="drumbeat")
def main() -> None:
    """A steady beat of attention for every client: a Slack bot for sales teams."""
