// The left side: the workspace, who you are, and where you can go.
import { append, el, refill } from "./dom.js";
import { avatar } from "./avatars.js";
import { icon } from "./icons.js";
import { channelName, isApp, nameOf, person, workspace } from "./workspace.js";

export class Sidebar {
  constructor(node, { onPerson, onClose }) {
    Object.assign(this, { node, onPerson, onClose });
    this.holder = el("div", { class: "sidebar-places" });
    this.switcher = el("select", { id: "person", "data-testid": "person-switcher", onchange: () => onPerson(this.switcher.value) });
    this.face = el("span", { class: "switcher-face", "aria-hidden": "true" });
    this.team = el("div", { class: "team" });
    append(node, [
      this.team,
      el("div", { class: "switcher" }, el("label", { for: "person", text: "You are" }), el("div", { class: "switcher-row" }, this.face, icon("down"), this.switcher)),
      this.holder,
      el("p", { class: "sidebar-foot", text: "A stand-in for Slack. Nothing you do here leaves this computer." }),
    ]);
    node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") onClose();
    });
  }

  /** `at` is a channel's id or "home". */
  show(at) {
    const people = [...workspace.people.values()].filter((someone) => !someone.is_bot && !isApp(someone.id));
    const shown = people.map((someone) => someone.id + nameOf(someone) + someone.title + someone.deleted).join();
    if (this.shown !== shown) {
      this.shown = shown;
      this.switcher.replaceChildren();
      append(this.switcher, people.map((someone) =>
        el("option", { value: someone.id, disabled: someone.deleted, text: someone.title ? `${nameOf(someone)} · ${someone.title}` : nameOf(someone) })));
    }
    this.switcher.value = workspace.me;
    const me = person(workspace.me);
    // The native list lies unseen over this: it stays what keyboards and screen readers know, and a long title can wrap here.
    this.face.replaceChildren(avatar(me, "small"), el("span", { class: "switcher-words" }, el("strong", { text: nameOf(me) }), el("span", { text: me.title ?? "" })));
    this.team.replaceChildren(el("span", { class: "team-name", text: workspace.team.name || "Workspace" }));
    const channels = [...workspace.channels.values()];
    const app = channels.find((channel) => channel.kind === "im" && isApp(channel.with));
    const talks = channels.filter((channel) => channel.kind === "im" && channel !== app);
    refill(this.holder,
      this.group("Apps", app || workspace.app.name ? [this.appRows(app, at)] : []),
      this.group("Channels", channels.filter((channel) => channel.kind === "channel" && channel.member !== false).map((channel) => this.row(channel, at))),
      this.group("Other channels", channels.filter((channel) => channel.kind === "channel" && channel.member === false).map((channel) => this.row(channel, at))),
      this.group("Direct messages", talks.map((channel) => this.row(channel, at))));
  }

  group(title, rows) {
    if (!rows.flat().length) return null;
    return el("section", { class: "group", "aria-label": title }, el("h2", { text: title }), el("ul", {}, rows.flat()));
  }

  appRows(channel, at) {
    const name = workspace.app.name || "App";
    const link = (to, current, label, unread, testid) =>
      this.link({ to, current, unread, testid, sign: to === "home" ? avatar({ id: workspace.app.bot_user_id }, "tiny") : el("span", { class: "sign" }), label });
    return [
      el("li", {}, link("home", at === "home", [name, el("span", { class: "badge", text: "APP" }), el("span", { class: "row-more", text: "Home" })], 0, "conversation-home")),
      channel && el("li", { class: "nested" }, link(channel.id, at === channel.id, "Messages", channel.unread, `conversation-${channel.id}`)),
    ];
  }

  row(channel, at) {
    const sign = channel.kind === "im" ? avatar(person(channel.with), "tiny") : el("span", { class: "sign", text: "#", "aria-hidden": "true" });
    const label = channel.kind === "im" ? channelName(channel) : channel.name;
    return el("li", {}, this.link({ to: channel.id, current: at === channel.id, unread: channel.unread, testid: `conversation-${channel.id}`, sign, label }));
  }

  link({ to, current, unread, testid, sign, label }) {
    return el("a", { href: `#as=${workspace.me}&at=${to}`, class: `row${unread ? " unread" : ""}`, "aria-current": current ? "page" : null,
      "data-testid": testid, "data-action": testid, onclick: () => this.onClose() },
      sign, el("span", { class: "row-label" }, label),
      unread > 0 && el("span", { class: "count" }, el("span", { "aria-hidden": "true", text: unread > 99 ? "99+" : String(unread) }), el("span", { class: "unseen", text: ` (${unread} unread)` })));
  }
}
