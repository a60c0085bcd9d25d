// What says where one is: the head of the conversation, its first line, and the window's title.
import { append, el } from "./dom.js";
import { appChannel, channelName, isApp, nameOf, person, unreadTotal, workspace } from "./workspace.js";

const appName = () => workspace.app.name || "App";

/** `place` is a channel's id or "home". */
export function showHeading(head, place) {
  head.replaceChildren();
  const channel = workspace.channels.get(place);
  if (place === "home" || isApp(channel?.with)) return appHeading(head, place);
  const other = channel?.kind === "im" ? person(channel.with) : null;
  return append(head, [el("h1", { text: channel ? channelName(channel) : "" }), el("p", { class: "topic", text: other ? other.title ?? "" : channel?.topic ?? "" })]);
}

function appHeading(head, place) {
  const talk = appChannel();
  const tab = (to, label) =>
    el("a", { href: `#as=${workspace.me}&at=${to}`, class: "tab", "aria-current": place === to ? "page" : null, text: label, "data-testid": `tab-${label.toLowerCase()}` });
  return append(head, [
    el("h1", {}, appName(), el("span", { class: "badge", text: "APP" })),
    el("nav", { class: "tabs", "aria-label": `${appName()} tabs` }, tab("home", "Home"), talk && tab(talk.id, "Messages")),
  ]);
}

export function beginning(channel) {
  const name = channelName(channel);
  const line = channel.kind === "im" ? `This is the beginning of your conversation with ${name}.` : `This is the beginning of ${name}.`;
  return el("div", { class: "beginning" }, el("p", { text: line }));
}

export function showTitle() {
  const unread = unreadTotal();
  const channel = workspace.channels.get(workspace.here);
  const place = channel ? channelName(channel) : `${appName()} Home`;
  document.title = `${unread ? `(${unread}) ` : ""}${place} · ${nameOf(person(workspace.me))} · Drumbeat playground`;
}
