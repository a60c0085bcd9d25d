"""A team in the playground, with the real bot among them: what people do and read, as a story tells it."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.app import Drumbeat
from bot.commands.demo import follow_clock
from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor
from jobs.people import set_consent
from storage.database import Database, Transaction
from storage.feeds import list_feeds
from storage.queue_depths import count_by_state
from storage.records import Account, Consent, Kind, QueueState, Rep, Role, Tier, Touch
from storage.reps import change_rep, find_rep_by_slack_id
from storage.touches import list_touches
from tests.builders import a_rep, a_touch, an_account
from tests.threads import PATIENCE_SECONDS, wait_until

Json = dict[str, Any]

SALES = "C0SALES"
UNDER_WAY = (QueueState.BUSY.value, QueueState.SENDING.value)


def slack_id(name: str) -> str:
    return f"U0{name.upper()}"


class Team:
    """The workspace, its bot and its clock."""

    def __init__(
        self, slack: PlaygroundServer, start_bot: Callable[[], tuple[Drumbeat, Callable[[], None]]]
    ) -> None:
        self.slack = slack
        self._start_bot = start_bot
        self.drumbeat, self._stop_bot = start_bot()
        self._people: dict[str, Person] = {}
        slack.clock.subscribe(lambda _now: follow_clock(self.drumbeat))

    @property
    def books(self) -> Database:
        return self.drumbeat.books

    @property
    def workspace(self) -> int:
        team = self.slack.workspace
        return self.drumbeat.around.directory.find_workspace_id(team.team_id, team.team_name, self.now)

    def bot_leaves(self) -> None:
        """Stop the bot, so that another process can take its place; its books stay readable."""
        stop, self._stop_bot = self._stop_bot, lambda: None
        stop()

    def restarts_the_bot(self) -> None:
        """Stop the bot and start it again on the same database."""
        self.bot_leaves()
        self.drumbeat, self._stop_bot = self._start_bot()

    def person(self, name: str) -> "Person":
        if name not in self._people:
            self._people[name] = Person(self, name)
        return self._people[name]

    # What the books hold before the story begins, and at its end

    def has_account(
        self,
        name: str = "Acme Foods",
        *,
        owner: "Person | None" = None,
        tier: str = "B",
        added_days_ago: int = 180,
        touched_days_ago: Iterable[int] = (),
        sold_days_ago: Iterable[int] = (),
        ordered_days_ago: int | None = None,
        aliases: tuple[str, ...] = (),
        ideal_days: int | None = None,
    ) -> Account:
        """Put a client into the books, with its touches of attention and of selling."""
        now = self.now
        with self.books.transaction(self.workspace) as transaction:
            rep = None if owner is None else owner.known_to(transaction)
            account = an_account(
                transaction,
                name,
                added_on=self.today - timedelta(days=added_days_ago),
                rep_id=rep.id if rep else None,
                tier=Tier(tier),
                aliases=aliases,
                ideal_days=ideal_days,
            )
            for days in touched_days_ago:
                a_touch(transaction, account, days_ago=days, rep=rep, note="coffee with Kim", now=now)
            for days in sold_days_ago:
                a_touch(
                    transaction,
                    account,
                    days_ago=days,
                    rep=rep,
                    note="sent the quote",
                    kind=Kind.SELLING,
                    now=now,
                )
            if ordered_days_ago is not None:
                a_touch(
                    transaction,
                    account,
                    days_ago=ordered_days_ago,
                    rep=rep,
                    note="order placed",
                    kind=Kind.SELLING,
                    order_placed=True,
                    now=now,
                )
        return account

    def has_quiet_accounts(self, owner: "Person", *names: str) -> None:
        """Each is quieter than the one before it."""
        for position, name in enumerate(names):
            self.has_account(
                name, owner=owner, added_days_ago=400, touched_days_ago=[60 + 10 * (len(names) - position)]
            )

    def touches(self) -> list[Touch]:
        """The touches in the books, oldest first."""
        with self.books.reading(self.workspace) as reader:
            return list(list_touches(reader))

    def notes(self) -> list[str]:
        return [touch.note for touch in self.touches()]

    # The clock

    @property
    def now(self) -> datetime:
        return self.slack.clock.now()

    @property
    def today(self) -> date:
        return self.now.date()

    def clock_moves_to(self, moment: str) -> None:
        """Move to a moment, in UTC unless it says otherwise, and let the bot do what is due then."""
        when = datetime.fromisoformat(moment)
        # What is due before is told before: whoever is at it would lose hours between two of its steps.
        self.bot_looks()
        self.slack.clock.move_to(when if when.tzinfo else when.replace(tzinfo=UTC))
        self.bot_looks()

    def clock_moves_by(self, **time_passed: float) -> None:
        """Let so much time pass, and let the bot do what is due then."""
        self.clock_moves_to((self.now + timedelta(**time_passed)).isoformat())

    def bot_looks(self) -> None:
        """Return when the bot has looked at what is due and everything under way has been concluded."""
        self.drumbeat.tick()
        wait_until(lambda: not self._under_way(), "An end of the deliveries")

    def bot_reads_feeds(self) -> None:
        """Return when no feed is due any more, and the bot has said what it has to say."""
        # Somebody who adds a feed has the bot look at it by itself at the same time.
        wait_until(lambda: not self._feeds_wait(), "A look at the feeds")
        self.drumbeat.watch_feeds()
        self.bot_looks()

    def _feeds_wait(self) -> bool:
        self.drumbeat.watch_feeds()
        with self.books.reading(self.workspace) as reader:
            return any(each.next_at is not None and each.next_at <= self.now for each in list_feeds(reader))

    def _under_way(self) -> bool:
        with self.books.everywhere() as connection:
            states = count_by_state(connection)
        return any(states.get(state) for state in UNDER_WAY)

    def queue(self) -> dict[str, int]:
        """How many messages are in each state of the queue."""
        with self.books.everywhere() as connection:
            return count_by_state(connection)

    # Slack's side

    def slack_fails(self, method: str, times: int = 1, **trouble: Any) -> None:
        """Let the next calls of a Web API method go wrong."""
        self._anybody().do("trouble", method=method, times=times, **trouble)

    def calls(self, method: str) -> list[Json]:
        """What the bot has called this method of the Web API with."""
        return [entry["payload"] for entry in self._entries(method)]

    def number_newest(self, kind: str) -> int:
        """The number of the newest call or event of a kind; the log forgets, so counting them does not do."""
        return max((entry["n"] for entry in self._entries(kind)), default=0)

    def waits_for(self, kind: str, *, after: int) -> None:
        """Return when there has been another call, or an event that the bot has answered."""
        wait_until(lambda: self.number_newest(kind) > after, f"Another {kind}")

    def _entries(self, kind: str) -> list[Json]:
        return [entry for entry in self._anybody().read("log")["entries"] if entry["kind"] == kind]

    def _anybody(self) -> Visitor:
        return Visitor(self.slack.url, self.slack.workspace.humans()[0].id)


class Person:
    """Somebody of the team, in front of their Slack."""

    def __init__(self, team: Team, name: str) -> None:
        self.team = team
        self.name = name
        self.slack_id = slack_id(name)
        self.page = Visitor(team.slack.url, self.slack_id, PATIENCE_SECONDS)
        self._place = SALES

    # Who they are

    def known_to(self, transaction: Transaction, **facts: Any) -> Rep:
        """Return this person as the bot knows them; met here if need be."""
        found = find_rep_by_slack_id(transaction, self.slack_id)
        if found is None:
            real_name = self.team.slack.workspace.people[self.slack_id].real_name
            zone = self.team.slack.workspace.people[self.slack_id].tz
            found = a_rep(transaction, real_name, slack_id=self.slack_id, zone=zone, **facts)
        return found

    def said_yes(self) -> None:
        """They have just agreed to the weekly message: what was due before is not caught up on."""
        with self.team.books.transaction(self.team.workspace) as transaction:
            set_consent(transaction, self.known_to(transaction), Consent.YES, self.team.now)

    def leads_the_team(self) -> None:
        """They have been named a manager."""
        with self.team.books.transaction(self.team.workspace) as transaction:
            change_rep(transaction, self.known_to(transaction).id, roles={Role.MANAGER})

    def is_slack_admin(self, **sign: bool) -> None:
        """Slack calls them an admin of the workspace from now on, or gives them another such sign."""
        self.changes_in_slack(**(sign or {"is_admin": True}))

    def changes_in_slack(self, **facts: Any) -> None:
        """Change what Slack knows of them, and let the bot hear of it."""
        slack = self.team.slack
        heard = self.team.number_newest("event user_change")
        slack.run_inside(lambda: slack.interactions.change_person(self.slack_id, **facts))
        self.team.waits_for("event user_change", after=heard)

    @property
    def rep(self) -> Rep:
        with self.team.books.reading(self.team.workspace) as reader:
            found = find_rep_by_slack_id(reader, self.slack_id)
        assert found is not None, f"The bot has not met {self.name}."
        return found

    # What they do

    def types(self, text: str) -> str:
        """Type a slash command into #sales and return what the bot answers."""
        self._place = SALES
        answer = self.page.command(SALES, text)
        assert answer["ok"], answer
        return self.reads()

    def presses(self, label: str, line: str | None = None) -> str:
        """Press a button where they are looking, beside the line that contains `line`.

        Where the bot has shown the message anew between their look and their press, they look once more.
        """
        pressed = wait_until(lambda: self._press(label, line), f"A press of “{label}” in time")
        assert pressed["ok"], pressed
        return self.reads()

    def chooses(self, placeholder: str, label: str, line: str | None = None) -> str:
        """Choose an option of a menu where they are looking, by typing it where the menu asks for letters."""
        _, element = self._find(placeholder, line)
        options = element.get("options") or self.sees_offered(placeholder, label, line)
        option = next(each for each in options if each["text"]["text"] == label)
        return self.does(self.deed(placeholder, line, selected_option=option))

    def sees_offered(self, placeholder: str, typed: str, line: str | None = None) -> list[Json]:
        """Return the options of a menu that asks for letters, where they are looking."""
        answer = self.page.do("options", **{**self.deed(placeholder, line), "value": typed})
        assert answer["ok"], answer
        return answer["options"]

    def opens_home(self) -> str:
        """Open the bot's Home tab and return what it shows, once it shows it."""
        self._place = "home"
        opened, shown = (self.team.number_newest(each) for each in ("event app_home_opened", "views.publish"))
        self.page.do("open_home", tab="home")
        self.team.waits_for("event app_home_opened", after=opened)
        self.team.waits_for("views.publish", after=shown)
        # That may still be what changed before; `reads` waits for all of it.
        return self.reads()

    def looks_at_home(self) -> None:
        """Look at the Home tab that is open already."""
        self._place = "home"

    def opens_messages(self) -> str:
        """Open the direct messages with the bot and return the newest."""
        self._place = self.page.direct_messages()
        return self.reads()

    def sets_status(self, text: str, emoji: str, until: datetime | None = None) -> None:
        """Set their Slack status, and let the bot hear of it."""
        expires = int(until.timestamp()) if until else 0
        self.changes_in_slack(status_text=text, status_emoji=emoji, status_expiration=expires)

    def uses_shortcut(self, callback_id: str, **message: str) -> None:
        answer = self.page.do("shortcut", callback_id=callback_id, **message)
        assert answer["ok"], answer

    def fills(self, **fields: str | None) -> "Filled":
        """Fill fields of the open form by their names; an account is looked up as one does by typing."""
        form = self.form()
        return Filled(self, form, {name: self._fill(form, name, text) for name, text in fields.items()})

    def submits(self) -> Json:
        """Submit the open form as it stands."""
        return self.fills().submits()

    # What they see

    def reads(self) -> str:
        """Return the newest message, or Home, where they are looking; empty where there is nothing yet."""
        shown = self._shown()
        return "" if shown is None else as_text(shown)

    def waits_to_read(self, words: str) -> str:
        """Return what they are looking at as soon as these words are in it."""

        def look() -> str:
            text = self.reads()
            return text if words in text else ""

        return wait_until(look, f"“{words}”")

    def everything_read(self) -> list[str]:
        """Return every message where they are looking, oldest first."""
        return [as_text(each) for each in self.page.messages(self._place)]

    def direct_messages(self) -> list[str]:
        """Return everything the bot has written to them by itself."""
        return [as_text(each) for each in self.page.messages(self.page.direct_messages())]

    def nudges(self) -> list[str]:
        """Return the weekly messages they have got."""
        return [text for text in self.direct_messages() if "Good morning" in text]

    def form(self) -> Json:
        """Return the form they see."""
        views = self.page.views()
        assert views, f"{self.name} sees no form."
        return views[-1]

    def sees_form(self) -> bool:
        return bool(self.page.views())

    def field(self, name: str) -> str | None:
        """Return what stands in a field of the open form."""
        element = field_of(self.form(), name)
        chosen = element.get("initial_option")
        if chosen:
            return chosen["text"]["text"]
        return next((element[key] for key in element if key in FIRST_VALUES), None)

    def offered(self, name: str, typed: str) -> list[str]:
        """Return what a search field offers for what was typed so far."""
        return [option["text"]["text"] for option in self._search(self.form(), name, typed)]

    # How

    def _shown(self) -> Json | None:
        if self._place == "home":
            wait_until(lambda: self.team.drumbeat.homes.up_to_date, "An end of showing Home")
            return self.page.home()
        # What Slack itself notes, that somebody came or went, nobody presses or answers.
        messages = [each for each in self.page.messages(self._place) if "subtype" not in each]
        return messages[-1] if messages else None

    def _find(self, label: str, line: str | None) -> tuple[Json, Json]:
        shown = self._shown()
        assert shown is not None, f"{self.name} sees nothing."
        inside = line is None
        for block in shown["blocks"]:
            if line is not None and block["type"] != "actions":
                inside = line in as_text({"blocks": [block]})
            for element in elements_of(block):
                if inside and label_of(element) == label:
                    return block, element
        raise AssertionError(f"There is no “{label}” in:\n{as_text(shown)}")

    def deed(self, label: str, line: str | None = None, **chosen: Any) -> Json:
        """Return what the page sends when they press this button: to be sent later, or twice."""
        block, element = self._find(label, line)
        shown = self._shown()
        assert shown is not None
        container = (
            {"type": "view", "view_id": shown["id"]}
            if self._place == "home"
            else {"type": "message", "channel": self._place, "ts": shown["ts"]}
        )
        if "value" in element:
            chosen["value"] = element["value"]
        return {
            "container": container,
            "block_id": block["block_id"],
            "action_id": element["action_id"],
            "type": element["type"],
            **chosen,
        }

    def _press(self, label: str, line: str | None) -> Json | None:
        answer = self.page.do("action", **self.deed(label, line))
        return None if answer.get("error") == "not_found" else answer

    def does(self, deed: Json) -> str:
        """Send what the page sends."""
        answer = self.page.do("action", **deed)
        assert answer["ok"], answer
        return self.reads()

    def _fill(self, form: Json, name: str, text: str | None) -> Json:
        element = field_of(form, name)
        match element["type"]:
            case "external_select":
                options = self._search(form, name, text or "")
                chosen = next(each for each in options if each["text"]["text"] in (text, f"Add “{text}”"))
                return {"selected_option": chosen}
            case "radio_buttons" | "static_select":
                chosen = next(each for each in element["options"] if each["text"]["text"] == text)
                return {"selected_option": chosen}
            case "conversations_select":
                return {"selected_conversation": text}
            case "multi_static_select":
                wanted = (text or "").split("; ")
                options = [each for each in element["options"] if each["text"]["text"] in wanted]
                assert len(options) == len(wanted), f"{wanted} are not all in the menu."
                return {"selected_options": options}
            case "multi_external_select":
                wanted = (text or "").split("; ")
                options = [each for typed in wanted for each in self._search(form, name, typed)]
                found = {each["text"]["text"]: each for each in options}
                return {"selected_options": [found[each] for each in wanted]}
            case "checkboxes":
                wanted = (text or "").split("; ")
                options = [
                    each for each in element["options"] if text == "yes" or each["text"]["text"] in wanted
                ]
                assert bool(options) == bool(text), f"{wanted} are not all there to be ticked."
                return {"selected_options": options}
            case "multi_users_select":
                return {"selected_users": [slack_id(name) for name in (text or "").split()]}
            case "datepicker":
                return {"selected_date": text}
            case "timepicker":
                return {"selected_time": text}
            case _:
                return {"value": text}

    def _search(self, form: Json, name: str, typed: str) -> list[Json]:
        answer = self.page.do(
            "options",
            container={"type": "view", "view_id": form["id"]},
            block_id=name,
            action_id=field_of(form, name)["action_id"],
            value=typed,
        )
        assert answer["ok"], answer
        return answer["options"]


class Filled:
    """A form that somebody has filled."""

    def __init__(self, person: Person, form: Json, values: dict[str, Json]) -> None:
        self._person = person
        self._form = form
        self._values = values

    def submits(self) -> Json:
        """Submit it and return what is wrong with which field; nothing where it was taken."""
        answer = self._person.page.submit(self._form, self._values)
        assert answer["ok"], answer
        return answer.get("errors", {})


FIRST_VALUES = {"initial_value", "initial_date", "initial_time"}


def field_of(form: Json, name: str) -> Json:
    return next(block["element"] for block in form["blocks"] if block.get("block_id") == name)


def elements_of(block: Json) -> list[Json]:
    return [block["accessory"]] if "accessory" in block else block.get("elements", [])


def label_of(element: Json) -> str:
    text = element.get("placeholder") or element.get("text")
    return text["text"] if isinstance(text, dict) else ""


def as_text(shown: Json) -> str:
    """Return what a message, a form or Home says, a line for each block, with its buttons in brackets."""
    lines: list[str] = []
    for block in shown.get("blocks") or []:
        if "text" in block:
            lines.append(block["text"]["text"])
        if block["type"] == "context":
            lines.append(" ".join(each["text"] for each in block["elements"]))
        else:
            lines += [f"[{label_of(each)}]" for each in elements_of(block)]
    return "\n".join(lines) or str(shown.get("text", ""))


def as_sent(shown: Json) -> str:
    """Return everything of a message as Slack holds it."""
    return json.dumps(shown, ensure_ascii=False)
