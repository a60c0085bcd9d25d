// One conversation: its messages in order, by day, arriving and changing while one looks on.
import { append, el, refill } from "./dom.js";
import { avatar } from "./avatars.js";
import { blockNodes } from "./blocks.js";
import { icon } from "./icons.js";
import { mrkdwn, words } from "./mrkdwn.js";
import { menuButton } from "./popups.js";
import { Surface } from "./surfaces.js";
import { clockTime, dayName, fromTs, longDate, wall } from "./times.js";
import { isApp, nameOf, now, person, workspace, zone } from "./workspace.js";

const TOGETHER = 300; // seconds within which one person's messages share one heading

export class Messages {
  constructor({ onShortcut, onDismiss }) {
    Object.assign(this, { onShortcut, onDismiss, rows: new Map(), surfaces: new Map() });
    this.list = el("ol", { class: "messages", "data-testid": "messages" });
    // A private answer is gone for good once dismissed, also after a reload.
    this.dismissed = new Set(JSON.parse(sessionStorage.getItem("drumbeat.dismissed") ?? "[]"));
  }

  show(messages) {
    this.rows.clear();
    this.list.replaceChildren();
    messages.forEach((message) => this.put(message));
    this.arrange();
  }

  /** Adds a message, or redraws it in its place. */
  put(message) {
    if (this.dismissed.has(message.ts)) return;
    const known = this.rows.get(message.ts);
    if (known) {
      known.message = message;
      refill(known.node, this.contents(known.message));
      return;
    }
    const node = el("li", { class: `message${message.ephemeral ? " ephemeral" : ""}${message.subtype ? " notice" : ""}`, "data-testid": "message", "data-ts": message.ts });
    append(node, this.contents(message));
    this.rows.set(message.ts, { message, node });
  }

  /** The row of a message, if it is shown. */
  row(ts) {
    return this.rows.get(ts)?.node;
  }

  remove(ts) {
    this.rows.get(ts)?.node.remove();
    this.rows.delete(ts);
    this.arrange();
  }

  dismiss(ts) {
    this.dismissed.add(ts);
    sessionStorage.setItem("drumbeat.dismissed", JSON.stringify([...this.dismissed]));
    this.remove(ts);
    this.onDismiss();
  }

  /** Puts rows in the order of their times, with day dividers, and lets close neighbours share a heading. */
  arrange() {
    const root = ({ thread_ts: thread, ts }) => Number(thread && this.rows.has(thread) ? thread : ts);
    const rows = [...this.rows.values()].sort(({ message: one }, { message: other }) => root(one) - root(other) || one.ts - other.ts);
    const wanted = [];
    let before = null;
    for (const { message, node } of rows) {
      const reply = root(message) !== Number(message.ts);
      node.classList.toggle("reply", reply);
      const day = reply && before ? before.day : wall(fromTs(message.ts), zone()).date;
      if (!before || before.day !== day) wanted.push(this.divider(day, message.ts));
      const follows = before && before.day === day && before.reply === reply && before.message.user === message.user && !message.ephemeral
        && !before.message.ephemeral && message.ts - before.message.ts < TOGETHER;
      node.classList.toggle("follows", Boolean(follows));
      wanted.push(node);
      before = { day, message, reply };
    }
    // Only what is out of place is moved: moving a node would take the focus from the field inside it.
    wanted.forEach((node, index) => {
      const there = this.list.children[index];
      if (there === node || (there?.dataset.day && there.dataset.day === node.dataset.day && there.textContent === node.textContent)) return;
      this.list.insertBefore(node, there ?? null);
    });
    while (this.list.children.length > wanted.length) this.list.lastChild.remove();
    this.list.classList.toggle("empty", !rows.length);
  }

  divider(day, ts) {
    return el("li", { class: "day", "data-day": day }, el("span", { text: dayName(fromTs(ts), now(), zone()) }));
  }

  contents(message) {
    const author = person(message.user);
    const name = message.username || nameOf(author);
    const sent = fromTs(message.ts);
    const surface = new Surface({ type: "message", channel: message.channel, ts: message.ts });
    const time = clockTime(sent, zone());
    const body = message.blocks?.length ? blockNodes(message.blocks, surface) : el("div", { class: "section-text" }, mrkdwn(message.text));
    return [
      message.ephemeral && el("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      el("div", { class: "message-side" }, avatar(author), el("time", { class: "side-time", text: time, "aria-hidden": "true" })),
      el("div", { class: "message-main" },
        el("div", { class: "message-head" },
          el("span", { class: "author", text: name }),
          (message.bot || isApp(message.user)) && el("span", { class: "badge", text: "APP" }),
          el("time", { class: "sent", datetime: sent.toISOString(), title: `${longDate(sent, zone())}, ${time}`, text: time })),
        el("div", { class: "message-body" }, body, message.edited && el("span", { class: "edited", text: "(edited)" })),
        (message.attachments ?? []).map((attachment) => attached(attachment, surface)),
        message.reactions?.length > 0 && el("div", { class: "reactions" }, message.reactions.map((reaction) =>
          el("span", { class: "reaction", text: `${words(`:${reaction.name}:`)} ${reaction.count ?? reaction.users?.length ?? 1}` }))),
        message.ephemeral && el("p", { class: "dismiss" },
          el("button", { type: "button", class: "link", text: "Dismiss message", onclick: () => this.dismiss(message.ts) }))),
      !message.ephemeral && !message.subtype && el("div", { class: "message-tools" }, this.shortcuts(message, name)),
    ];
  }

  shortcuts(message, name) {
    const button = el("button", { type: "button", class: "tool small", "aria-label": `More actions for the message of ${name}`, "data-testid": "message-more" }, icon("more"));
    const entries = () => workspace.shortcuts.filter((shortcut) => shortcut.type === "message")
      .map((shortcut) => ({ label: shortcut.name, hint: shortcut.description, app: workspace.app.name, run: () => this.onShortcut(shortcut, message) }));
    return menuButton(button, entries, "Message shortcuts");
  }
}

/** An attachment: blocks, or the older title and text, beside a bar. */
function attached(attachment, surface) {
  const blocks = attachment.blocks?.length ? blockNodes(attachment.blocks, surface) : null;
  return el("blockquote", { class: "attachment" },
    attachment.pretext && el("div", {}, mrkdwn(attachment.pretext)), attachment.title && el("strong", { text: attachment.title }),
    blocks ?? el("div", {}, mrkdwn(attachment.text || attachment.fallback)));
}

/** A message as one would read it aloud. */
export function spoken(message) {
  const text = message.text || (message.blocks ?? []).map((block) => words(block.text)).filter(Boolean).join(". ");
  const plain = append(document.createElement("div"), mrkdwn(text)).textContent;
  return `${message.username || nameOf(person(message.user))}${message.ephemeral ? ", only visible to you" : ""}: ${plain}`;
}
