"""The pretend workspace: people, channels and messages. Pure: time and ids come in as arguments."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any, Literal

from bot.playground.json_parts import Json
from bot.playground.open_views import OpenViews
from bot.playground.refusals import Refused

IdMaker = Callable[[str], str]


@dataclass(frozen=True)
class Change:
    """Something the page should show; `audience` is who may see it, everybody if None."""

    audience: frozenset[str] | None
    body: Json


@dataclass(frozen=True)
class Person:
    """Someone in the workspace, the bot included. `color` is six hex digits without a #."""

    id: str
    name: str
    real_name: str
    title: str = ""
    color: str = "4a6fa5"
    tz: str = "Europe/London"
    email: str = ""
    display_name: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    """Seconds since 1970; 0 = never."""
    updated: int = 0
    """When Slack last changed something about them; 0 = it does not say."""
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    deleted: bool = False


@dataclass
class Channel:
    """A channel, or the direct messages between the bot and one person."""

    id: str
    name: str
    kind: Literal["channel", "im"]
    members: set[str]
    topic: str = ""
    created: int = 0
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    """People of another company are in it, too."""
    is_read_only: bool = False
    """Only some people may post."""
    last_read: dict[str, str] = field(default_factory=dict[str, str])


@dataclass
class Message:
    """A message; `visible_to` is set for an ephemeral one, which only that person sees."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    thread_ts: str | None = None
    visible_to: str | None = None
    bot: bool = False
    subtype: str | None = None
    unfurl: bool = True

    def for_page(self) -> Json:
        """Return the message as the page shows it."""
        answer: Json = {
            "ts": self.ts,
            "channel": self.channel,
            "user": self.user,
            "text": self.text,
            "ephemeral": self.visible_to is not None,
            "bot": self.bot,
            "unfurl": self.unfurl,
        }
        if self.edited_ts:
            answer["edited"] = {"ts": self.edited_ts}
        for name in ("blocks", "attachments", "metadata", "thread_ts", "subtype"):
            if getattr(self, name) is not None:
                answer[name] = getattr(self, name)
        return answer


def number_ids() -> IdMaker:
    """Return a maker of ids that counts: V0000000001, V0000000002 and so on."""
    numbers = count(1)
    return lambda prefix: f"{prefix}{next(numbers):010d}"


class Workspace:
    """One team with its people, channels, messages and open views; forgets everything when it goes.

    Not locked: once the server runs, only the server's own thread changes it.
    """

    def __init__(
        self,
        team_name: str,
        bot: Person,
        *,
        team_id: str = "T0PLAYGROUND",
        app_id: str = "A0PLAYGROUND",
        bot_id: str = "B0PLAYGROUND",
        new_id: IdMaker | None = None,
    ) -> None:
        if not bot.is_bot:
            raise ValueError("The bot's person needs is_bot=True.")
        self.team_name = team_name
        self.team_id = team_id
        self.app_id = app_id
        self.bot_id = bot_id
        self.bot = bot
        self.new_id = new_id or number_ids()
        self.people: dict[str, Person] = {bot.id: bot}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, list[Message]] = {}
        self.views = OpenViews(team_id, app_id, bot_id, self.new_id, self._tell_owner)
        self._last_micros = 0
        self._listeners: list[Callable[[Change], None]] = []

    def subscribe(self, listener: Callable[[Change], None]) -> None:
        """Call the listener after each change that the page should show."""
        self._listeners.append(listener)

    def tell(self, audience: Iterable[str] | None, body: Json) -> None:
        """Pass a change on to the listeners."""
        change = Change(None if audience is None else frozenset(audience), body)
        for listener in self._listeners:
            listener(change)

    def _tell_owner(self, owner: str, body: Json) -> None:
        self.tell([owner], body)

    # People and channels

    def add_person(self, person: Person) -> Person:
        """Add someone (or replace them, if the id is known) and return them."""
        self.people[person.id] = person
        self.tell(None, {"type": "channels"})
        return person

    def change_person(self, user_id: str, **facts: Any) -> Person:
        """Change some facts about a person, such as their time zone or status, and return them."""
        return self.add_person(replace(self.person(user_id), **facts))

    def person(self, user_id: str) -> Person:
        """Return the person with this id; refuses with `user_not_found`."""
        if user_id not in self.people:
            raise Refused("user_not_found")
        return self.people[user_id]

    def humans(self) -> list[Person]:
        """Return everybody but bots and people who have left."""
        return [person for person in self.people.values() if not person.is_bot and not person.deleted]

    def add_channel(
        self,
        name: str,
        members: Iterable[str],
        *,
        topic: str = "",
        channel_id: str | None = None,
        is_private: bool = False,
        is_archived: bool = False,
        created: int = 0,
    ) -> Channel:
        """Add a channel and return it."""
        channel = Channel(
            id=channel_id or self.new_id("C"),
            name=name,
            kind="channel",
            members=set(members),
            topic=topic,
            created=created,
            is_private=is_private,
            is_archived=is_archived,
        )
        self.channels[channel.id] = channel
        self.tell(None, {"type": "channels"})
        return channel

    def join(self, channel: Channel, user_id: str) -> bool:
        """Make someone a member; returns False if they were one already."""
        if user_id in channel.members:
            return False
        channel.members.add(user_id)
        self.tell(None, {"type": "channels"})
        return True

    def leave(self, channel: Channel, user_id: str) -> bool:
        """Take someone out of a channel; returns False if they were not in it."""
        if user_id not in channel.members:
            return False
        channel.members.discard(user_id)
        self.tell(None, {"type": "channels"})
        return True

    def change_channel(self, channel: Channel, **facts: bool) -> None:
        """Change some facts about a channel, such as that it is archived."""
        for name, value in facts.items():
            setattr(channel, name, value)
        self.tell(None, {"type": "channels"})

    def direct_messages(self, user_id: str) -> Channel:
        """Return the conversation between the bot and this person, opened if need be."""
        person = self.person(user_id)
        if person.is_bot or person.deleted:
            raise Refused("user_disabled" if person.deleted else "cannot_dm_bot")
        for channel in self.channels.values():
            if channel.kind == "im" and user_id in channel.members:
                return channel
        channel = Channel(self.new_id("D"), person.name, "im", {user_id, self.bot.id})
        self.channels[channel.id] = channel
        self.tell([user_id], {"type": "channels"})
        return channel

    def channel(self, name_or_id: str) -> Channel:
        """Return a channel by id, by #name, or a person's direct messages by their id.

        Refuses with `channel_not_found`.
        """
        if name_or_id in self.channels:
            return self.channels[name_or_id]
        if name_or_id in self.people:
            return self.direct_messages(name_or_id)
        for channel in self.channels.values():
            if channel.kind == "channel" and channel.name == name_or_id.removeprefix("#"):
                return channel
        raise Refused("channel_not_found")

    def sees(self, user_id: str, channel: Channel) -> bool:
        """Return whether the channel exists for this person."""
        return user_id in channel.members or (channel.kind == "channel" and not channel.is_private)

    # Messages

    def next_ts(self, now: datetime) -> str:
        """Return a timestamp 'seconds.micros' that is later than every earlier one."""
        self._last_micros = max(int(now.timestamp() * 1_000_000), self._last_micros + 1)
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"

    def post(self, message: Message) -> Message:
        """Put a message into its channel and tell everybody who sees it."""
        self.messages.setdefault(message.channel, []).append(message)
        readers = self._readers(message)
        self.tell(readers, {"type": "message", "message": message.for_page()})
        for reader in readers - {message.user}:
            unread = self.unread(self.channels[message.channel], reader)
            self.tell([reader], {"type": "unread", "channel": message.channel, "unread": unread})
        return message

    def changed(self, message: Message) -> None:
        """Tell the readers that a message reads differently now."""
        self.tell(self._readers(message), {"type": "message_changed", "message": message.for_page()})

    def delete(self, message: Message) -> None:
        """Take a message away."""
        self.messages[message.channel].remove(message)
        body: Json = {"type": "message_deleted", "channel": message.channel, "ts": message.ts}
        self.tell(self._readers(message), body)

    def find_message(self, channel_id: str, ts: str, reader: str | None = None) -> Message | None:
        """Return a message; an ephemeral one only if `reader` is the person it is for."""
        for message in self.messages.get(channel_id, []):
            if message.ts == ts and message.visible_to in {None, reader}:
                return message
        return None

    def lasting_messages(self, channel_id: str) -> Iterator[Message]:
        """Yield what Slack stores of a channel, oldest first: everything but ephemeral messages."""
        return (message for message in self.messages.get(channel_id, []) if message.visible_to is None)

    def seen_messages(self, channel_id: str, reader: str) -> list[Message]:
        """Return what this person sees in a channel, oldest first, with their ephemeral messages."""
        return [m for m in self.messages.get(channel_id, []) if m.visible_to in {None, reader}]

    def unread(self, channel: Channel, reader: str) -> int:
        """Return how many messages from others this person has not read."""
        if reader not in channel.members:
            return 0
        since = channel.last_read.get(reader, "")
        seen = self.seen_messages(channel.id, reader)
        return sum(1 for message in seen if message.ts > since and message.user != reader)

    def mark_read(self, channel: Channel, reader: str) -> None:
        """Note that this person has read everything in the channel."""
        seen = self.seen_messages(channel.id, reader)
        if seen:
            channel.last_read[reader] = seen[-1].ts
        self.tell([reader], {"type": "unread", "channel": channel.id, "unread": 0})

    def _readers(self, message: Message) -> set[str]:
        if message.visible_to is not None:
            return {message.visible_to}
        channel = self.channels[message.channel]
        return {user for user in self.people if self.sees(user, channel)} - {self.bot.id}
