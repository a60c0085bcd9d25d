"""Who is an admin of a Slack workspace, asked while somebody waits."""

import time
from typing import Any

from bot.messenger import PATIENCE_SECONDS
from bot.surroundings import Surroundings
from storage.records import Rep


def find_deadline() -> float:
    """Return until when Slack may take to answer whoever pressed or typed something just now."""
    return time.monotonic() + PATIENCE_SECONDS


def is_admin(around: Surroundings, body: dict[str, Any], rep: Rep, deadline: float) -> bool | None:
    """Return whether Slack says, at this moment, that somebody is an admin, and no guest.

    None where it has not said so by the deadline: then nobody knows.
    """
    asker = rep.slack_id or ""
    patience = max(0.0, deadline - time.monotonic())
    profile = around.messenger_for(body).find_profiles([asker], patience).get(asker)
    return None if profile is None else profile.admin and profile.member
