// Puts the page together: where one is, what is shown there, and what the live line brings.
import { append, el } from "./dom.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { Guide } from "./guide.js";
import { Home } from "./home.js";
import { icon } from "./icons.js";
import { Live } from "./live.js";
import { Log } from "./log.js";
import { Messages, spoken } from "./messages.js";
import { Modals } from "./modals.js";
import { ask, reason, tell } from "./server.js";
import { Sidebar } from "./sidebar.js";
import { appChannel, channelName, isApp, nameOf, person, remember, setClock, unreadTotal, workspace } from "./workspace.js";

const at = (id) => document.getElementById(id);
const scroll = at("scroll");

const newer = el("button", { type: "button", class: "newer", hidden: true, onclick: () => toEnd() }, icon("down"), "New messages");
const modals = new Modals();
const home = new Home();
const log = new Log(at("log"), { onClose: () => toggleLog(false) });
const messages = new Messages({
  onShortcut: (shortcut, message) => runShortcut(shortcut, { channel: message.channel, ts: message.ts }),
  onDismiss: () => composer.input.focus(),
});
const composer = new Composer(at("composer"), { onShortcut: (shortcut) => runShortcut(shortcut, { channel: workspace.here }) });
const clock = new Clock(at("clock"), { onMoved: toast });
const sidebar = new Sidebar(at("sidebar"), { onPerson: (id) => go(id, workspace.here), onClose: () => drawer(false) });
const guide = new Guide(at("guide"), {
  onText: writeExample,
  onClock: (moment, button) => clock.move({ to: moment.at }, button),
  onPerson: () => {
    drawer(true);
    sidebar.switcher.focus();
    sidebar.switcher.showPicker?.();
  },
});
const live = new Live({ onEvent: heard, onOpen: joined, onLost: () => banner("lost") });

// --- where one is -------------------------------------------------------------------------------------------------

function wanted() {
  const hash = new URLSearchParams(location.hash.slice(1));
  return { as: hash.get("as") ?? "", place: hash.get("at") ?? "" };
}

function go(as, place) {
  location.hash = new URLSearchParams({ as, at: place ?? "" }).toString();
}

function arrive() {
  return withHeldEvents(settleIn);
}

async function settleIn() {
  const { as, place } = wanted();
  if (as !== workspace.me || !workspace.people.size) {
    if (as) await live.follow(as);
    if (!(await reload(as))) return;
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
  heading(place);
  sidebar.show(place);
  title();
  if (place === "home") {
    composer.hide();
    if (!at("place").contains(home.node)) at("place").replaceChildren(home.node);
    at("guide").hidden = true;
    newer.hidden = true;
    if (moved) scroll.scrollTop = 0;
    await tell("open_home", { as: workspace.me, tab: "home" });
    await home.load();
    return;
  }
  const channel = workspace.channels.get(place);
  at("guide").hidden = false;
  guide.show();
  composer.turnTo(channel, channelName(channel));
  if (isApp(channel.with) && moved) tell("open_home", { as: workspace.me, tab: "messages" });
  const answer = await ask("messages", { as: workspace.me, channel: place });
  if (workspace.here !== place || shownFor !== workspace.me) return;
  messages.show(answer.messages ?? []);
  messages.list.setAttribute("aria-label", `Messages in ${channelName(channel)}`);
  at("place").replaceChildren(beginning(channel), messages.list);
  atEnd = true;
  toEnd();
  read(channel);
  if (moved && matchMedia("(pointer: fine)").matches && !modals.views.length) composer.input.focus({ preventScroll: true });
}

let shownFor = null;
let atEnd = true;

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  newer.hidden = true;
}

function heading(place) {
  const head = at("place-head");
  head.replaceChildren();
  const channel = workspace.channels.get(place);
  if (place === "home" || isApp(channel?.with)) {
    const talk = appChannel();
    const tab = (to, label, current) => el("a", { href: `#as=${workspace.me}&at=${to}`, class: "tab", "aria-current": current ? "page" : null, text: label, "data-testid": `tab-${label.toLowerCase()}` });
    append(head, [
      el("h1", {}, workspace.app.name || "App", el("span", { class: "badge", text: "APP" })),
      el("nav", { class: "tabs", "aria-label": `${workspace.app.name || "App"} tabs` }, tab("home", "Home", place === "home"), talk && tab(talk.id, "Messages", place === talk.id)),
    ]);
    return;
  }
  const other = channel?.kind === "im" ? person(channel.with) : null;
  append(head, [el("h1", { text: channel ? channelName(channel) : "" }), el("p", { class: "topic", text: other ? other.title ?? "" : channel?.topic ?? "" })]);
}

function beginning(channel) {
  const talk = channel.kind === "im";
  const name = channelName(channel);
  const line = talk ? `This is the beginning of your conversation with ${name}.` : `This is the beginning of ${name}.`;
  return el("div", { class: "beginning" }, el("p", { text: line }));
}

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
    return title();
  },
  channels: () => refresh(),
};

let holders = 0;
const held = [];

/**
 * News that comes while the page reads what there is would be drawn and then overwritten by the older answer.
 * So it waits until the reading is done.
 */
async function withHeldEvents(reading) {
  holders += 1;
  try {
    await reading();
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
  if (atEnd || mine || message.ephemeral) toEnd();
  else newer.hidden = false;
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
  heading(place);
  sidebar.show(place);
  title();
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
  title();
  tell("read", { as: workspace.me, channel: channel.id });
}

document.addEventListener("visibilitychange", () => {
  const channel = workspace.channels.get(workspace.here);
  if (channel?.unread) read(channel);
});

// --- small things around it ---------------------------------------------------------------------------------------

function title() {
  const unread = unreadTotal();
  const channel = workspace.channels.get(workspace.here);
  const place = channel ? channelName(channel) : `${workspace.app.name || "App"} Home`;
  document.title = `${unread ? `(${unread}) ` : ""}${place} · ${nameOf(person(workspace.me))} · Drumbeat playground`;
}

function banner(state = workspace.connected ? "" : "waiting") {
  const node = at("banner");
  const lines = { waiting: "Waiting for the bot to join…", lost: "The playground has stopped; run `drumbeat demo` again." };
  node.hidden = !lines[state];
  node.className = `banner ${state}`;
  if (node.dataset.state === state) return;
  node.dataset.state = state;
  node.replaceChildren();
  if (state === "lost") append(node, [icon("warning"), el("span", {}, "The playground has stopped; run ", el("code", { text: "drumbeat demo" }), " again.")]);
  else if (state) append(node, [el("span", { class: "pulse", "aria-hidden": "true" }), el("span", { text: lines[state] })]);
}

let toastTimer;

function toast(text) {
  const node = at("toast");
  node.textContent = text;
  node.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => node.classList.remove("shown"), 3500);
}

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

async function writeExample(text) {
  if (workspace.here === "home") await open(firstPlace());
  composer.fill(text);
}

function themed() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const button = at("theme");
  button.replaceChildren(icon(dark ? "sun" : "moon"));
  button.setAttribute("aria-label", dark ? "Use the light look" : "Use the dark look");
  return dark;
}

at("composer").append(newer);
scroll.addEventListener("scroll", () => {
  atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  if (atEnd) newer.hidden = true;
});
// Whoever reads at the end stays there when a message grows or the composer takes more room.
const room = new ResizeObserver(() => atEnd && workspace.here !== "home" && toEnd());
room.observe(scroll);
room.observe(at("place"));

append(at("open-sidebar"), icon("menu"));
append(at("open-log"), [icon("log"), el("span", { class: "tool-label", text: "Log" })]);
at("open-log").setAttribute("aria-label", "Payload log");
at("open-sidebar").addEventListener("click", () => drawer(!document.body.classList.contains("drawer-open")));
at("veil").addEventListener("click", () => drawer(false));
at("open-log").addEventListener("click", () => toggleLog(!log.open));
at("log").addEventListener("keydown", (event) => event.key === "Escape" && toggleLog(false));
at("theme").addEventListener("click", () => {
  const chosen = themed() ? "light" : "dark";
  document.documentElement.dataset.theme = chosen;
  localStorage.setItem("drumbeat.theme", chosen);
  themed();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", themed);
addEventListener("hashchange", arrive);
themed();
arrive();
