"""What the browser page asks for and sends: /playground/… and the static files."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from json import JSONDecodeError
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.playground.channel_deeds import change_channel, delete_message
from bot.playground.interactions import Interactions
from bot.playground.json_parts import Json, part
from bot.playground.live import LiveFeed
from bot.playground.modals import Modals
from bot.playground.moments import read_span, suggest_moments
from bot.playground.payload_log import PayloadLog
from bot.playground.refusals import Misdirected
from bot.playground.troubles import Troubles
from bot.playground.workspace import Channel, Person

PAGE = Path(__file__).parent / "page"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Deed = Callable[[Json], Awaitable[Json]]


class PageRoutes:
    """Serves people in the browser."""

    def __init__(
        self,
        interactions: Interactions,
        live: LiveFeed,
        log: PayloadLog,
        troubles: Troubles,
        connections: Callable[[], int],
    ) -> None:
        self._interactions = interactions
        self._modals = Modals(interactions)
        self._workspace = interactions.workspace
        self._clock = interactions.clock
        self._live = live
        self._log = log
        self._troubles = troubles
        self._connections = connections

    def routes(self, prefix: str = "") -> list[web.RouteDef]:
        """Return all routes, of another than the first workspace below a prefix."""
        deeds: dict[str, Deed] = {
            "say": self._say,
            "command": self._command,
            "action": self._action,
            "options": self._interactions.options,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "open_home": self._open_home,
            "read": self._read,
            "clock": self._set_clock,
            "leave": self._leave,
            "newcomer": self._let_newcomer_in,
            "channel": self._change_channel,
            "delete": self._delete,
            "trouble": self._trouble,
        }
        return [
            web.get(prefix + "/", self._index),
            web.get(prefix + "/page/{name:.+}", self._static),
            web.get(prefix + "/playground/state", self._state),
            web.get(prefix + "/playground/messages", self._messages),
            web.get(prefix + "/playground/home", self._home),
            web.get(prefix + "/playground/log", self._read_log),
            web.get(prefix + "/playground/live", self._serve_live),
            *(
                web.post(f"{prefix}/playground/{name}", self._answering(name, deed))
                for name, deed in deeds.items()
            ),
        ]

    def _answering(self, name: str, deed: Deed) -> Handler:
        """Return a handler that reads and answers JSON, writes the log, and says refusals in sentences."""

        async def handle(request: web.Request) -> web.StreamResponse:
            started = time.monotonic()
            body: Json = {}
            answer: Json
            try:
                body = await _json_body(request)
                answer = {"ok": True, **await deed(body)}
                status = 200
            except Misdirected as misdirected:
                answer, status = misdirected.as_answer(), 400
            ms = (time.monotonic() - started) * 1000
            if name not in {"read", "options"} or status != 200:
                self._log.add(
                    self._clock.now(),
                    "page",
                    name,
                    payload=body,
                    answer=answer,
                    ms=ms,
                    error=answer.get("error"),
                )
            return web.json_response(answer, status=status)

        return handle

    # Reading

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return self._file("index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        return self._file(request.match_info["name"])

    def _file(self, name: str) -> web.StreamResponse:
        path = (PAGE / name).resolve()
        if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
            raise web.HTTPNotFound(text=f"The playground has no page file {name}.")
        headers = {
            "Cache-Control": "no-cache",
            "Content-Security-Policy": "frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        return web.FileResponse(path, headers=headers)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        workspace, manifest = self._workspace, self._interactions.manifest
        # A bare address opens the page as the first person.
        person = self._reader(request) if request.query.get("as") else workspace.humans()[0]
        workspace.direct_messages(person.id)
        now = self._clock.now()
        visible = [each for each in workspace.channels.values() if workspace.sees(person.id, each)]
        seen = [each for each in visible if not each.is_archived]
        return web.json_response(
            {
                "me": person.id,
                "now": now.isoformat(),
                "running": self._clock.running,
                "connected": self._connections(),
                "team": {"id": workspace.team_id, "name": workspace.team_name},
                "app": {"id": workspace.app_id, "name": manifest.name, "bot_user_id": workspace.bot.id},
                "people": [_person_for_page(someone) for someone in workspace.people.values()],
                "channels": [self._channel_for_page(channel, person) for channel in seen],
                "archived": {each.id: each.name for each in visible if each.is_archived},
                "commands": [_without_url(command) for command in manifest.commands.values()],
                "shortcuts": list(manifest.shortcuts.values()),
                "moments": suggest_moments(now, ZoneInfo(person.tz)),
                "views": workspace.views.stack(person.id),
            }
        )

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        person = self._reader(request)
        channel = self._seen(person, request.query.get("channel", ""))
        messages = self._workspace.seen_messages(channel.id, person.id)
        return web.json_response({"messages": [message.for_page() for message in messages]})

    async def _home(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"view": self._workspace.views.home(self._reader(request).id)})

    async def _read_log(self, request: web.Request) -> web.StreamResponse:
        after = request.query.get("after", "0")
        entries = self._log.after(int(after) if after.isdigit() else 0)
        return web.json_response({"entries": [entry.as_json() for entry in entries]})

    async def _serve_live(self, request: web.Request) -> web.StreamResponse:
        return await self._live.serve(request, self._reader(request).id)

    def _reader(self, request: web.Request) -> Person:
        try:
            return self._interactions.person(request.query.get("as", ""))
        except Misdirected as misdirected:
            raise _bad_request(misdirected) from misdirected

    def _seen(self, person: Person, channel_id: str) -> Channel:
        try:
            return self._interactions.channel(person, channel_id)
        except Misdirected as misdirected:
            raise _bad_request(misdirected) from misdirected

    def _channel_for_page(self, channel: Channel, person: Person) -> Json:
        return {
            "id": channel.id,
            "name": channel.name,
            "kind": channel.kind,
            "member": person.id in channel.members,
            "with": self._workspace.bot.id if channel.kind == "im" else None,
            "unread": self._workspace.unread(channel, person.id),
            "topic": channel.topic,
        }

    # Doing

    async def _say(self, body: Json) -> Json:
        message = self._interactions.say(
            _text(body, "as"), _text(body, "channel"), str(body.get("text") or ""), body.get("blocks")
        )
        return {"ts": message.ts}

    async def _command(self, body: Json) -> Json:
        await self._interactions.command(_text(body, "as"), _text(body, "channel"), _text(body, "text"))
        return {}

    async def _action(self, body: Json) -> Json:
        await self._interactions.action(body)
        return {}

    async def _submit(self, body: Json) -> Json:
        values = part(body, "state", "values")
        return await self._modals.submit(_text(body, "as"), _text(body, "view_id"), values)

    async def _close(self, body: Json) -> Json:
        self._modals.close(_text(body, "as"), _text(body, "view_id"), everything=bool(body.get("all")))
        return {}

    async def _shortcut(self, body: Json) -> Json:
        await self._interactions.shortcut(
            _text(body, "as"), _text(body, "callback_id"), body.get("channel"), body.get("ts")
        )
        return {}

    async def _open_home(self, body: Json) -> Json:
        self._interactions.open_home(_text(body, "as"), str(body.get("tab") or "home"))
        return {}

    async def _read(self, body: Json) -> Json:
        person = self._interactions.person(_text(body, "as"))
        self._workspace.mark_read(self._interactions.channel(person, _text(body, "channel")), person.id)
        return {}

    async def _set_clock(self, body: Json) -> Json:
        # Beside the loop: whoever follows the clock may call the Web API, which the loop has to answer.
        await asyncio.to_thread(self._move_clock, body)
        return {"now": self._clock.now().isoformat()}

    def _move_clock(self, body: Json) -> None:
        try:
            if "to" in body:
                self._clock.move_to(datetime.fromisoformat(str(body["to"])))
            elif "forward" in body:
                self._clock.move_forward(read_span(str(body["forward"])))
            elif "running" in body:
                (self._clock.resume if body["running"] else self._clock.pause)()
        except ValueError as wrong:
            raise Misdirected("invalid_moment", str(wrong)) from wrong

    async def _leave(self, body: Json) -> Json:
        """Let somebody leave Slack, or come back, and tell the bot."""
        person = self._workspace.people.get(_text(body, "person"))
        if person is None or person.is_bot:
            raise Misdirected("invalid_arguments", "There is nobody like that here.")
        if person.id == body.get("as"):
            raise Misdirected("invalid_arguments", "Somebody has to stay and look: choose another person.")
        self._interactions.change_person(person.id, deleted=not body.get("back"))
        return {}

    async def _let_newcomer_in(self, body: Json) -> Json:
        """Let somebody new join the workspace and its open channels, and tell the bot."""
        return {"person": self._interactions.let_newcomer_in(_text(body, "name")).id}

    async def _change_channel(self, body: Json) -> Json:
        """Archive a channel, share it or restrict who posts there, or take that back."""
        channel = self._workspace.channels.get(_text(body, "channel"))
        if channel is None:
            raise Misdirected("channel_not_found", "There is no such channel.")
        change_channel(self._workspace, channel, body)
        return {}

    async def _delete(self, body: Json) -> Json:
        """Delete a message."""
        person = self._interactions.person(_text(body, "as"))
        channel = self._interactions.channel(person, _text(body, "channel"))
        delete_message(self._workspace, person, channel, _text(body, "ts"))
        return {}

    async def _trouble(self, body: Json) -> Json:
        self._troubles.order(body)
        return {}


async def _json_body(request: web.Request) -> Json:
    # Asking for this content type keeps other sites' plain forms out.
    if request.content_type != "application/json":
        raise Misdirected("invalid_json", "Send JSON with the content type application/json.")
    try:
        body: Any = await request.json()
    except JSONDecodeError as broken:
        raise Misdirected("invalid_json", "That is not valid JSON.") from broken
    if not isinstance(body, dict):
        raise Misdirected("invalid_json", "Send a JSON object.")
    return cast("Json", body)


def _bad_request(misdirected: Misdirected) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=json.dumps(misdirected.as_answer()), content_type="application/json")


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise Misdirected("invalid_arguments", f"`{name}` is missing.")
    return value


def _person_for_page(person: Person) -> Json:
    names = ("id", "name", "real_name", "title", "color", "is_bot", "tz", "deleted")
    return {name: getattr(person, name) for name in names}


def _without_url(command: Json) -> Json:
    return {
        "command": command["command"],
        "description": command.get("description", ""),
        "usage_hint": command.get("usage_hint", ""),
    }
