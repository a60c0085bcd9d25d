"""What people do on the page: type and press. It becomes a payload, and the bot's answer takes effect."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground import payloads, typed_text
from bot.playground.answers import post_answer
from bot.playground.channel_deeds import OWN_COMMANDS, obey_command
from bot.playground.deliveries import NotDelivered
from bot.playground.element_rules import check_suggestions
from bot.playground.form_state import complete_values, find_element
from bot.playground.json_parts import Json, part
from bot.playground.manifest import Manifest
from bot.playground.movable_clock import MovableClock
from bot.playground.outbound import Outbound
from bot.playground.people_methods import user_facts
from bot.playground.refusals import Misdirected, Refused
from bot.playground.response_urls import ResponseUrls
from bot.playground.workspace import Channel, Message, Person, Workspace


@dataclass(frozen=True)
class Place:
    """Where an element was pressed: a message or a view."""

    message: Message | None
    view: Json | None

    @property
    def blocks(self) -> list[Json]:
        """The blocks of the message or view."""
        if self.message is not None:
            return self.message.blocks or []
        return self.view["blocks"] if self.view is not None else []


class Interactions:
    """What a person can do, except in modals (see `modals`). `response_url(token)` gives the full address."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        clock: MovableClock,
        manifest: Manifest,
        outbound: Outbound,
        response_urls: ResponseUrls,
        response_url: Callable[[str], str],
    ) -> None:
        self.workspace = workspace
        self.clock = clock
        self.manifest = manifest
        self.outbound = outbound
        self._response_urls = response_urls
        self._response_url = response_url

    def person(self, user_id: str) -> Person:
        """Return who acts; only people who are there can."""
        person = self.workspace.people.get(user_id)
        if person is None or person.is_bot or person.deleted:
            raise Misdirected("user_not_found", f"There is nobody called {user_id!r} in this workspace.")
        return person

    def channel(self, person: Person, channel_id: str) -> Channel:
        """Return a channel the person can see."""
        channel = self.workspace.channels.get(channel_id)
        if channel is None or not self.workspace.sees(person.id, channel):
            raise Misdirected("channel_not_found", "You cannot see that channel, or it does not exist.")
        return channel

    def trigger(self, person: Person, *, inside_view: bool = False) -> str:
        """Issue a trigger, good for three seconds from now."""
        return self.workspace.views.issue_trigger(person.id, time.monotonic(), inside_view=inside_view)

    def answer_url(self, person: Person, channel: str, message_ts: str | None = None) -> str:
        """Issue a response_url."""
        return self._response_url(self._response_urls.issue(person.id, channel, message_ts, self.clock.now()))

    def say(self, user_id: str, channel_id: str, text: str, blocks: list[Json] | None = None) -> Message:
        """Post a person's message, and tell the bot about it if it is there to hear it."""
        person = self.person(user_id)
        channel = self.channel(person, channel_id)
        if channel.is_archived:
            raise Misdirected("is_archived", f"#{channel.name} is archived; nobody can post there.")
        if not text.strip() and not blocks:
            raise Misdirected("no_text", "There is nothing to send yet.")
        self.join(person.id, channel)
        workspace = self.workspace
        message = workspace.post(
            Message(
                ts=workspace.next_ts(self.clock.now()),
                channel=channel.id,
                user=person.id,
                text=typed_text.as_message(text, workspace.people.values(), workspace.channels.values()),
                blocks=blocks,
            )
        )
        workspace.mark_read(channel, person.id)
        self._tell_bot(channel, message)
        return message

    def _tell_bot(self, channel: Channel, message: Message) -> None:
        if self.workspace.bot.id not in channel.members:
            return
        event = payloads.message_event(self.workspace, message)
        kind = payloads.channel_type(channel)
        subscription = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}[kind]
        self.outbound.send_event(event, subscription)
        if kind != "im" and f"<@{self.workspace.bot.id}>" in message.text:
            mention = {name: value for name, value in event.items() if name != "channel_type"}
            self.outbound.send_event({**mention, "type": "app_mention"})

    def join(self, user_id: str, channel: Channel) -> None:
        """Make someone a member, and tell the bot."""
        if self.workspace.join(channel, user_id):
            self.outbound.send_event(
                {
                    "type": "member_joined_channel",
                    "user": user_id,
                    "channel": channel.id,
                    "channel_type": "G" if channel.is_private else "C",
                    "team": self.workspace.team_id,
                }
            )

    def add_person(self, person: Person) -> None:
        """Let someone join the team, and tell the bot."""
        self.workspace.add_person(person)
        self.outbound.send_event({"type": "team_join", "user": self._facts(person)})

    def let_newcomer_in(self, name: str) -> Person:
        """Let somebody new join the team and its open channels; Misdirected where there is such a person."""
        known = {person.real_name for person in self.workspace.people.values()}
        if not name.strip() or name in known:
            raise Misdirected("invalid_arguments", "Name somebody who is not here yet.")
        handle = name.split(maxsplit=1)[0].lower()
        newcomer = Person(self.workspace.new_id("U"), handle, name, email=f"{handle}@example.com")
        self.add_person(newcomer)
        self.workspace.direct_messages(newcomer.id)
        for channel in list(self.workspace.channels.values()):
            if channel.kind == "channel" and not channel.is_private:
                self.join(newcomer.id, channel)
        return newcomer

    def change_person(self, user_id: str, **facts: Any) -> None:
        """Change someone's time zone, status or other facts, and tell the bot."""
        person = self.workspace.change_person(user_id, updated=int(self.clock.now().timestamp()), **facts)
        self.outbound.send_event(
            {
                "type": "user_change",
                "user": self._facts(person),
                "cache_ts": int(self.clock.now().timestamp()),
            }
        )

    def _facts(self, person: Person) -> Json:
        return user_facts(self.workspace, person, self.clock.now())

    async def command(self, user_id: str, channel_id: str, typed: str) -> None:
        """Send a slash command and show the answer; raises Misdirected with what Slack would say."""
        person = self.person(user_id)
        channel = self.channel(person, channel_id)
        name, text = (*typed.split(maxsplit=1), "", "")[:2]
        if name in OWN_COMMANDS:
            obey_command(self.workspace, channel, person, typed, self.clock.now())
            return
        known = self.manifest.commands.get(name)
        if known is None:
            raise Misdirected("unknown_command", f"{name or 'That'} is not a valid command.")
        text = text.rstrip()
        if known.get("should_escape"):
            everybody, channels = self.workspace.people.values(), self.workspace.channels.values()
            text = typed_text.as_command_text(text, everybody, channels)
        envelope = payloads.slash_command(
            self.workspace,
            person,
            channel,
            (name, text),
            trigger_id=self.trigger(person),
            response_url=self.answer_url(person, channel.id),
        )
        try:
            answer = await self.outbound.ask(envelope)
            post_answer(self.workspace, answer, person.id, channel.id, self.clock.now())
        except NotDelivered as failure:
            raise Misdirected(failure.code, f"{name} failed: {failure.sentence}") from failure
        except Refused as refused:
            self.outbound.note(envelope, refused.as_answer(), refused.code)
            reasons = "; ".join(refused.messages)
            sentence = f"{name} failed: Slack refuses the bot's answer ({refused.code}). {reasons}"
            raise Misdirected(refused.code, sentence.strip()) from refused

    def place(self, person: Person, container: Json) -> Place:
        """Return the message or view that a container names."""
        if container.get("type") == "view":
            try:
                owner, view = self.workspace.views.find(str(container.get("view_id")))
            except Refused as gone:
                raise Misdirected("not_found", "That dialog is not open any more.") from gone
            if owner != person.id:
                raise Misdirected("not_found", "That dialog belongs to somebody else.")
            return Place(None, view)
        channel = self.channel(person, str(container.get("channel")))
        message = self.workspace.find_message(channel.id, str(container.get("ts")), person.id)
        if message is None:
            raise Misdirected("message_not_found", "That message is not there any more.")
        return Place(message, None)

    async def action(self, body: Json) -> None:
        """Press an element: the body names container, block_id, action_id and what was chosen."""
        person = self.person(str(body.get("as")))
        place = self.place(person, part(body, "container"))
        block_id, action_id = str(body.get("block_id")), str(body.get("action_id"))
        element = find_element(place.blocks, block_id, action_id)
        if element is None:
            raise Misdirected("not_found", "That button is not there any more; the message has changed.")
        now = self.clock.now()
        action = payloads.action_from(element, block_id, body, self.workspace.next_ts(now))
        values: Json = complete_values(place.blocks, part(body, "state", "values"))
        trigger_id = self.trigger(
            person, inside_view=place.view is not None and place.view["type"] == "modal"
        )
        if place.message is not None:
            message = place.message
            url = self.answer_url(person, message.channel, message.ts)
            envelope = payloads.block_action_on_message(
                self.workspace, person, message, action, values, trigger_id=trigger_id, response_url=url
            )
        else:
            assert place.view is not None
            view = self.workspace.views.keep_state(place.view["id"], values)
            envelope = payloads.block_action_in_view(self.workspace, person, view, action, trigger_id)
        await self._ask(envelope)

    async def options(self, body: Json) -> Json:
        """Ask the bot for the options of an external select and return `options` or `option_groups`."""
        person = self.person(str(body.get("as")))
        place = self.place(person, part(body, "container"))
        envelope = payloads.block_suggestion(
            self.workspace,
            person,
            {name: str(body.get(name) or "") for name in ("block_id", "action_id", "value")},
            message=place.message,
            view=place.view,
        )
        answer = await self._ask(envelope)
        wrong = check_suggestions(answer)
        if wrong:
            self.outbound.note(envelope, answer, "invalid_arguments")
            raise Misdirected("invalid_arguments", f"Slack refuses the bot's options. {wrong[0]}")
        if "option_groups" in answer:
            return {"options": [], "option_groups": answer["option_groups"]}
        return {"options": answer.get("options") or []}

    async def shortcut(self, user_id: str, callback_id: str, channel_id: str | None, ts: str | None) -> None:
        """Use a global shortcut, or a message shortcut if channel and ts are given."""
        person = self.person(user_id)
        known = self.manifest.shortcuts.get(callback_id)
        if known is None:
            raise Misdirected("unknown_shortcut", f"The manifest has no shortcut {callback_id!r}.")
        if known["type"] == "global":
            await self._ask(
                payloads.global_shortcut(self.workspace, person, callback_id, self.trigger(person))
            )
            return
        place = self.place(person, {"type": "message", "channel": channel_id, "ts": ts})
        assert place.message is not None
        url = self.answer_url(person, place.message.channel, place.message.ts)
        trigger_id = self.trigger(person)
        await self._ask(
            payloads.message_shortcut(
                self.workspace, person, place.message, callback_id, trigger_id=trigger_id, response_url=url
            )
        )

    def open_home(self, user_id: str, tab: str) -> None:
        """Tell the bot that a person looks at its Home or Messages tab."""
        person = self.person(user_id)
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.workspace.direct_messages(person.id).id,
            "tab": tab,
        }
        home = self.workspace.views.home(person.id)
        if home is not None and tab == "home":
            event["view"] = home
        self.outbound.send_event(event)

    async def _ask(self, envelope: payloads.Envelope) -> Json:
        try:
            return await self.outbound.ask(envelope)
        except NotDelivered as failure:
            raise Misdirected(failure.code, failure.sentence) from failure
