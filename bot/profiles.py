"""People as Slack describes them."""

from datetime import UTC, datetime
from typing import Any

from jobs.people import Profile

_SIGNS_OF_GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot")
_SIGNS_OF_ADMINS = ("is_admin", "is_owner", "is_primary_owner")


def is_of_team(user: dict[str, Any], team_id: str | None) -> bool:
    """Return whether somebody belongs to a workspace, as far as Slack says whose they are.

    Whoever shares a channel with it from another company is no stranger in Slack's words. In an Enterprise
    organisation somebody belongs to several of its workspaces.
    """
    whose = user.get("team_id")
    if team_id is None or not whose or whose == team_id:
        return True
    return team_id in ((user.get("enterprise_user") or {}).get("teams") or ())


def read_profile(user: dict[str, Any], team_id: str | None = None) -> Profile:
    """Read Slack's user object, as seen from a workspace; the name shown in Slack comes first."""
    profile: dict[str, Any] = user.get("profile") or {}
    names = [
        profile.get("real_name"),
        user.get("real_name"),
        profile.get("display_name"),
        user.get("name"),
    ]
    return Profile(
        slack_id=user["id"],
        names=tuple(dict.fromkeys(name for name in names if name)) or (user["id"],),
        email=profile.get("email"),
        zone=user.get("tz"),
        active=not user.get("deleted", False),
        status_text=profile.get("status_text") or "",
        status_emoji=profile.get("status_emoji") or "",
        status_expires=read_seconds(profile.get("status_expiration")),
        updated_at=read_seconds(user.get("updated")),
        member=not any(user.get(sign) for sign in _SIGNS_OF_GUESTS) and is_of_team(user, team_id),
        admin=any(user.get(sign) for sign in _SIGNS_OF_ADMINS),
    )


def read_seconds(seconds: object) -> datetime | None:
    """Return a moment as Slack names it; 0, or anything that is none, means that nobody said when."""
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        return None
