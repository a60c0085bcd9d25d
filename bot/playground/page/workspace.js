// What the page knows of the pretend workspace, as the chosen person sees it.

export const workspace = {
  me: null, team: { name: "" }, app: {}, connected: 0, tab: null, here: null,
  people: new Map(), channels: new Map(), archived: {}, commands: [], shortcuts: [], moments: [],
  clock: { base: Date.now(), readAt: performance.now(), running: true },
};

const byId = (items) => new Map((items ?? []).map((item) => [item.id, item]));

export function remember(state) {
  workspace.me = state.me?.id ?? state.me;
  workspace.team = state.team ?? workspace.team;
  workspace.app = state.app ?? {};
  workspace.connected = state.connected ?? 0;
  workspace.people = byId(state.people);
  workspace.channels = byId(state.channels);
  workspace.archived = state.archived ?? {};
  workspace.commands = state.commands ?? [];
  workspace.shortcuts = state.shortcuts ?? [];
  workspace.moments = state.moments ?? [];
  setClock(state.now, state.running);
}

export function setClock(now, running) {
  const clock = workspace.clock;
  if (running !== undefined) clock.running = running;
  clock.base = Date.parse(now);
  clock.readAt = performance.now();
}

export function now() {
  const { base, readAt, running } = workspace.clock;
  return new Date(base + (running ? performance.now() - readAt : 0));
}

export const zone = () => workspace.people.get(workspace.me)?.tz || "UTC";
export const person = (id) => workspace.people.get(id) ?? { id, name: id ?? "someone", real_name: id ?? "someone" };
export const nameOf = (someone) => someone.real_name || someone.name || someone.id;
export const isApp = (id) => id === workspace.app.bot_user_id;
export const appChannel = () =>
  [...workspace.channels.values()].find((channel) => channel.kind === "im" && isApp(channel.with));

export function channelName(channel) {
  return channel.kind === "im" ? nameOf(person(channel.with)) : `#${channel.name}`;
}

export const unreadTotal = () => [...workspace.channels.values()].reduce((sum, channel) => sum + (channel.unread || 0), 0);
