"""What a message in the queue is, to whoever runs the bot."""

from datetime import date

from bot.messages.blocks import name_day
from bot.messages.people import WEEKDAYS
from jobs.rules.weeks import local_day
from storage.records import QueuedMessage, Rep, Workspace

WEEKLY = "weekly-nudge"


def describe_queued(message: QueuedMessage, person: Rep | None, workspace: Workspace, today: date) -> str:
    """Return what it is, and for whom: "Monday message to Sam Reyes (Brightside Media), due 30 Nov"."""
    due = local_day(message.due_at, person.zone if person else workspace.zone)
    kind = f"{WEEKDAYS[due.weekday()]} message" if message.kind == WEEKLY else message.kind.replace("-", " ")
    name = person.name if person else message.recipient
    return f"{kind} to {name} {_in_brackets(workspace)}, due {name_day(due, today)}"


def name_workspace(workspace: Workspace) -> str:
    """Return the name of a workspace, or that rows wait there for one."""
    return workspace.name if workspace.team_id else _in_brackets(workspace)


def _in_brackets(workspace: Workspace) -> str:
    return f"({workspace.name})" if workspace.team_id else "(not joined to a workspace)"
