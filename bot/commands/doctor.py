"""`drumbeat doctor`: what is missing, and how to fix it."""

import click

from bot.app import read_clock
from bot.doctor import examine
from bot.settings import describe_settings, read_settings
from jobs.rules.weeks import local_day


@click.command()
def doctor() -> None:
    """Check settings, database and Slack; exit 1 if something has to be fixed."""
    settings = read_settings()
    findings = examine(settings, local_day(read_clock(), settings.zone))
    for finding in findings:
        mark = click.style("ok ", fg="green") if finding.ok else click.style("fix", fg="red")
        click.echo(f"{mark}  {finding.what}.")
        if finding.fix:
            click.echo(f"     → {finding.fix}")
    click.echo("\nSettings (environment variables):")
    for setting in describe_settings():
        default = f" Default: {setting.default}" if setting.default else ""
        click.echo(f"  {setting.name:<22} {setting.meaning}{default}")
    if not all(finding.ok for finding in findings):
        raise SystemExit(1)
