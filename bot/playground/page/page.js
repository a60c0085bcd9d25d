// Puts the page together: where one is, what is shown there, and what the live line brings.
import { append, el } from "./dom.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { Guide } from "./guide.js";
import { beginning, showHeading, showTitle } from "./heading.js";
import { Home } from "./home.js";
import { icon } from "./icons.js";
import { Live } from "./live.js";
import { Log } from "./log.js";
import { lookButton } from "./look.js";
import { Messages, spoken } from "./messages.js";
import { Modals } from "./modals.js";
import { banner, toast } from "./notices.js";
import { Reading } from "./reading.js";
import { ask, reason, tell } from "./server.js";
import { Sidebar } from "./sidebar.js";
import { appChannel, channelName, isApp, remember, setClock, workspace } from "./workspace.js";

const at = (id) => document.getElementById(id);
const modals = new Modals();
const home = new Home();
const reading = new Reading(at("scroll"), at("place"), { follows: () => workspace.here !== "home" });
const log = new Log(at("log"), { onClose: () => toggleLog(false) });
const messages = new Messages({
  onShortcut: (shortcut, message) => runShortcut(shortcut, { channel: message.channel, ts: message.ts }),
  onDismiss: () => composer.input.focus(),
});
const composer = new Composer(at("composer"), {
  onShortcut: (shortcut) => runShortcut(shortcut, { channel: workspace.here }),
  onSent: (text) => ["touch", "brainstorm"].filter((name) => text.startsWith(`/${name}`)).forEach((name) => guide.tick(name)),
});
const clock = new Clock(at("clock"), {
  onMoved: (sentence) => {
    toast(sentence);
    guide.tick("clock");
  },
  onHappened: (sentence) => {
    toast(sentence);
    sidebar.show(workspace.here);
  },
});
const sidebar = new Sidebar(at("sidebar"), { onPerson: (id) => go(id, workspace.here), onClose: () => drawer(false) });
const guide = new Guide(at("guide"), {
  onText: (text) => composer.fill(text),
  onClock: async (moment, button) => (await clock.move({ to: moment.at }, button)) && go(workspace.me, appChannel()?.id),
  onPerson: (id) => go(id, appChannel()?.id),
  onManager: (id) => go(id, workspace.here),
});
const live = new Live({ onEvent: heard, onOpen: joined, onLost: () => banner("lost") });

// --- where one is -------------------------------------------------------------------------------------------------

function wanted() {
  const hash = new URLSearchParams(location.hash.slice(1));
  return { as: hash.get("as") ?? "", place: hash.get("at") ?? "" };
}

function go(as, place) {
  if (as !== workspace.me) composer.hide(); // nobody types in the name of whom they have just left
  location.hash = new URLSearchParams({ as, at: place ?? "" }).toString();
}

let arriving = Promise.resolve();

/** One after the other, or the end of an earlier arrival would undo what a later one has shown. */
function arrive() {
  const settle = () => withHeldEvents(settleIn);
  arriving = arriving.then(settle, settle);
  return arriving;
}

/** The links still name whom one has just left, until the other person's are there. */
function stayWithWhoIsComing(event) {
  const link = event.target.closest("a[href^='#as=']");
  const { as } = wanted();
  if (!link || !as || as === workspace.me) return;
  event.preventDefault();
  go(as, new URLSearchParams(link.hash.slice(1)).get("at"));
}

async function settleIn() {
  const { as, place } = wanted();
  if (as !== workspace.me || !workspace.people.size) {
    const before = workspace.me;
    composer.hide(); // until it is known again who would be writing, and where
    if (as) await live.follow(as);
    if (!(await reload(as))) return;
    if (before && before !== workspace.me) guide.tick("person");
    if (live.me !== workspace.me) {
      await live.follow(workspace.me);
      if (!(await reload(workspace.me))) return;
    }
    modals.show(workspace.views);
  }
  const target = place === "home" || workspace.channels.has(place) ? place : firstPlace(place);
  if (as !== workspace.me || target !== place) {
    history.replaceState(null, "", `#${new URLSearchParams({ as: workspace.me, at: target })}`);
  }
  await open(target);
}

/** A channel another person was in keeps its place where possible: the app's messages stay the app's messages. */
function firstPlace(before) {
  if (before && appBefore === before && appChannel()) return appChannel().id;
  const channels = [...workspace.channels.values()];
  return (channels.find((channel) => channel.kind === "channel" && channel.member !== false) ?? channels[0])?.id ?? "home";
}

let appBefore = null;

async function reload(as) {
  appBefore = appChannel()?.id ?? appBefore;
  const state = await ask("state", as ? { as } : {});
  if (!state.people) {
    if (as && state.error !== "unreachable") return reload(""); // a person of an earlier story
    banner("lost");
    setTimeout(arrive, 1500);
    return false;
  }
  remember(state);
  workspace.views = state.views ?? [];
  clock.show();
  banner();
  return true;
}

async function open(place) {
  const moved = workspace.here !== place || shownFor !== workspace.me;
  workspace.here = place;
  shownFor = workspace.me;
  showHeading(at("place-head"), place);
  sidebar.show(place);
  showTitle();
  guide.show();
  await (place === "home" ? openHome(moved) : openChannel(workspace.channels.get(place), moved));
}

async function openHome(moved) {
  composer.hide();
  if (!at("place").contains(home.node)) at("place").replaceChildren(home.node);
  if (moved) reading.toTop();
  await tell("open_home", { as: workspace.me, tab: "home" });
  await home.load();
}

async function openChannel(channel, moved) {
  const unread = channel.unread;
  composer.turnTo(channel, channelName(channel));
  if (isApp(channel.with) && moved) tell("open_home", { as: workspace.me, tab: "messages" });
  const answer = await ask("messages", { as: workspace.me, channel: channel.id });
  if (workspace.here !== channel.id || shownFor !== workspace.me) return;
  const shown = answer.messages ?? [];
  messages.show(shown);
  messages.list.setAttribute("aria-label", `Messages in ${channelName(channel)}`);
  at("place").replaceChildren(beginning(channel), messages.list);
  const unseen = unread ? shown.filter((message) => message.user !== workspace.me).slice(-unread) : [];
  reading.from(messages.row(unseen[0]?.ts));
  read(channel);
  if (moved && matchMedia("(pointer: fine)").matches && !modals.views.length) composer.input.focus({ preventScroll: true });
}

let shownFor = null;

// --- what the live line brings ------------------------------------------------------------------------------------

const HEARD = {
  message: ({ message }) => arrived(message),
  message_changed: ({ message }) => {
    if (message.channel !== workspace.here) return;
    messages.put(message);
    messages.arrange();
  },
  message_deleted: ({ channel, ts }) => channel === workspace.here && messages.remove(ts),
  home: ({ view }) => home.show(view),
  view_opened: ({ views }) => modals.show(views),
  view_updated: ({ views }) => modals.show(views),
  view_pushed: ({ views }) => modals.show(views),
  view_closed: ({ views }) => modals.show(views),
  clock: ({ now, running }) => {
    setClock(now, running);
    clock.tick();
    messages.arrange();
    refresh(); // the moments worth jumping to lie elsewhere now
  },
  log: ({ entry }) => log.add(entry),
  connected: ({ count }) => {
    workspace.connected = count;
    banner();
    // Commands and shortcuts become known when the bot joins, and its Home may be drawn now.
    if (count) refresh();
  },
  unread: ({ channel, unread }) => {
    const known = workspace.channels.get(channel);
    if (!known) return refresh();
    known.unread = channel === workspace.here && document.visibilityState === "visible" ? 0 : unread;
    if (unread && !known.unread) read(known);
    sidebar.show(workspace.here);
    return showTitle();
  },
  channels: () => refresh(),
};

let holders = 0;
const held = [];

/**
 * News that comes while the page reads what there is would be drawn and then overwritten by the older answer.
 * So it waits until the reading is done.
 */
async function withHeldEvents(work) {
  holders += 1;
  try {
    await work();
  } finally {
    holders -= 1;
    if (!holders) held.splice(0).forEach(heard);
  }
}

function heard(event) {
  if (holders) held.push(event);
  else HEARD[event.type]?.(event);
}

function arrived(message) {
  if (message.channel !== workspace.here) return;
  const mine = message.user === workspace.me;
  messages.put(message);
  messages.arrange();
  if (reading.atEnd || mine || message.ephemeral) reading.from(messages.row(message.ts));
  else reading.newer.hidden = false;
  if (!mine) {
    at("announcer").append(el("p", { text: spoken(message) }));
    while (at("announcer").children.length > 5) at("announcer").firstChild.remove();
  }
  read(workspace.channels.get(message.channel));
}

function refresh() {
  return withHeldEvents(readAgain);
}

async function readAgain() {
  const place = workspace.here;
  if (!(await reload(workspace.me))) return;
  showHeading(at("place-head"), place);
  sidebar.show(place);
  showTitle();
  if (place === "home") await home.load();
}

async function joined(again) {
  if (workspace.me) banner();
  if (again) await withHeldEvents(comeBack);
}

async function comeBack() {
  if (!(await reload(workspace.me))) return;
  log.restart();
  modals.show(workspace.views);
  await open(workspace.channels.has(workspace.here) || workspace.here === "home" ? workspace.here : firstPlace());
}

function read(channel) {
  if (!channel || document.visibilityState !== "visible") return;
  channel.unread = 0;
  sidebar.show(workspace.here);
  showTitle();
  tell("read", { as: workspace.me, channel: channel.id });
}

document.addEventListener("visibilitychange", () => {
  const channel = workspace.channels.get(workspace.here);
  if (channel?.unread) read(channel);
});

// --- small things around it ---------------------------------------------------------------------------------------

function drawer(open) {
  const narrow = matchMedia("(max-width: 700px)").matches;
  document.body.classList.toggle("drawer-open", open && narrow);
  at("veil").hidden = !(open && narrow);
  at("open-sidebar").setAttribute("aria-expanded", String(open));
  if (open && narrow) at("sidebar").querySelector("select, a")?.focus();
}

function toggleLog(open) {
  at("open-log").setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("log-open", open);
  log.toggle(open);
  if (!open) at("open-log").focus();
}

async function runShortcut(shortcut, where) {
  const channel = where.channel === "home" ? undefined : where.channel;
  const answer = await tell("shortcut", { as: workspace.me, callback_id: shortcut.callback_id, ...where, channel });
  if (!answer.ok) toast(reason(answer));
}

at("composer").append(reading.newer);
append(at("open-sidebar"), icon("menu"));
append(at("open-log"), [icon("log"), el("span", { class: "tool-label", text: "Log" })]);
at("open-log").setAttribute("aria-label", "Payload log");
at("open-sidebar").addEventListener("click", () => drawer(!document.body.classList.contains("drawer-open")));
at("veil").addEventListener("click", () => drawer(false));
at("open-log").addEventListener("click", () => toggleLog(!log.open));
at("log").addEventListener("keydown", (event) => event.key === "Escape" && toggleLog(false));
lookButton(at("theme"));
addEventListener("hashchange", arrive);
at("sidebar").addEventListener("click", stayWithWhoIsComing);
arrive();
