"""The Web API's users.*, team.*, auth.*, oauth.* and api.* methods."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground.api_calls import ApiCall, Method, page_of
from bot.playground.json_parts import Json
from bot.playground.refusals import Refused
from bot.playground.workspace import Person, Workspace


def user_facts(workspace: Workspace, person: Person, now: datetime, *, with_email: bool = True) -> Json:
    """Return a person as the Web API describes them; the email needs a scope of its own."""
    local = now.astimezone(ZoneInfo(person.tz))
    offset = local.utcoffset() or timedelta()
    first, _, last = person.real_name.partition(" ")
    return {
        "id": person.id,
        "team_id": workspace.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": local.tzname() or person.tz,
        "tz_offset": int(offset.total_seconds()),
        "profile": {
            "title": person.title,
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.display_name,
            "display_name_normalized": person.display_name,
            "first_name": first,
            "last_name": last,
            **({"email": person.email} if with_email else {}),
            "status_text": person.status_text,
            "status_emoji": person.status_emoji,
            "status_expiration": person.status_expiration,
            "team": workspace.team_id,
        },
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
        "locale": "en-GB",
    }


def _facts(call: ApiCall, person: Person) -> Json:
    with_email = not call.scopes or "users:read.email" in call.scopes
    return user_facts(call.workspace, person, call.now, with_email=with_email)


def info(call: ApiCall) -> Json:
    return {"user": _facts(call, call.workspace.person(call.needed("user")))}


def list_users(call: ApiCall) -> Json:
    everybody = list(call.workspace.people.values())
    page, cursor = page_of(everybody, call, default=1000)
    return {
        "members": [_facts(call, person) for person in page],
        "cache_ts": int(call.now.timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def look_up_by_email(call: ApiCall) -> Json:
    email = call.needed("email").lower()
    for person in call.workspace.people.values():
        if person.email and person.email.lower() == email and not person.deleted:
            return {"user": _facts(call, person)}
    raise Refused("users_not_found")


def team_info(call: ApiCall) -> Json:
    workspace = call.workspace
    domain = "-".join(workspace.team_name.lower().split())
    return {
        "team": {"id": workspace.team_id, "name": workspace.team_name, "domain": domain, "email_domain": ""}
    }


def auth_test(call: ApiCall) -> Json:
    workspace = call.workspace
    return {
        "url": f"{call.base_url}/",
        "team": workspace.team_name,
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def api_test(call: ApiCall) -> Json:
    arguments = {name: value for name, value in call.arguments.items() if name != "token"}
    if call.text("error"):
        raise Refused(call.text("error"))
    return {"args": arguments} if arguments else {}


def connections_open(call: ApiCall) -> Json:
    return {"url": call.connect_url()}


def oauth_access(call: ApiCall) -> Json:
    return call.exchange_code(call.needed("code"))


PEOPLE_METHODS: dict[str, Method] = {
    "api.test": Method(api_test, "supported", "Answers with its arguments.", caller="anybody"),
    "auth.test": Method(auth_test, "supported", "Who the token belongs to."),
    "apps.connections.open": Method(
        connections_open, "supported", "A Socket Mode address, good for one connection.", caller="app"
    ),
    "oauth.v2.access": Method(
        oauth_access, "partial", "A code for a bot's token; no rotation, no user tokens.", caller="anybody"
    ),
    "team.info": Method(team_info, "partial", "Id, name and domain; no icons.", scope="team:read"),
    "users.info": Method(info, "supported", "With time zone, profile and status.", scope="users:read"),
    "users.list": Method(list_users, "supported", "Everybody, also those who have left.", scope="users:read"),
    "users.lookupByEmail": Method(
        look_up_by_email, "supported", "Not for people who have left.", scope="users:read.email"
    ),
}
