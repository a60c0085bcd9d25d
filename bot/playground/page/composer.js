// Where a person writes: messages, slash commands, and the ⚡ menu of global shortcuts.
import { append, el } from "./dom.js";
import { Drafts } from "./drafts.js";
import { icon } from "./icons.js";
import { menuButton } from "./popups.js";
import { reason, tell } from "./server.js";
import { Suggestions } from "./suggestions.js";
import { workspace } from "./workspace.js";

export class Composer {
  constructor(node, { onShortcut, onSent }) {
    Object.assign(this, { node, onSent, drafts: new Drafts(), place: null });
    this.input = el("textarea", { rows: "1", class: "composer-text", "data-testid": "composer", "aria-describedby": "composer-help" });
    this.suggestions = new Suggestions(this.input, (text) => this.fill(text));
    this.trouble = el("div", { class: "composer-trouble", role: "alert", hidden: true });
    this.button = el("button", { type: "button", class: "send", "aria-label": "Send", "data-testid": "send", onclick: () => this.send() }, icon("send"));
    const bolt = el("button", { type: "button", class: "tool small", "aria-label": "Shortcuts", "data-testid": "shortcuts" }, icon("bolt"));
    const entries = () => workspace.shortcuts.filter((shortcut) => shortcut.type === "global")
      .map((shortcut) => ({ label: shortcut.name, hint: shortcut.description, app: workspace.app.name, run: () => onShortcut(shortcut) }));
    append(node, [
      this.trouble,
      el("div", { class: "composer" }, this.suggestions.node, this.input,
        el("div", { class: "composer-foot" }, menuButton(bolt, entries, "Global shortcuts"),
          el("span", { id: "composer-help", class: "composer-help" }, el("kbd", { text: "/" }), " for commands ", el("span", { class: "only-wide" }, "· ", el("kbd", { text: "↑" }), " for your last line · ", el("kbd", { text: "Shift" }), " + ", el("kbd", { text: "Enter" }), " for a new line")),
          this.button)),
    ]);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.suggestions.close());
  }

  /** Turns to a conversation, with the words that were left there. */
  turnTo(channel, label) {
    const place = `${workspace.me} ${channel.id}`;
    this.channel = channel.id;
    this.node.hidden = false;
    this.input.placeholder = `Message ${label}`;
    this.input.setAttribute("aria-label", `Message ${label}`);
    if (this.place === place) return;
    this.place = place;
    this.say("");
    this.drafts.stop();
    this.put(this.drafts.draft(place));
    this.suggestions.close();
  }

  hide() {
    this.node.hidden = true;
  }

  put(text) {
    this.input.value = text;
    this.grow();
    this.button.disabled = !text.trim();
  }

  fill(text) {
    this.put(text);
    this.drafts.keep(this.place, text);
    this.input.focus();
    this.input.setSelectionRange(text.length, text.length);
  }

  typed() {
    this.say("");
    this.drafts.stop();
    this.drafts.keep(this.place, this.input.value);
    this.button.disabled = !this.input.value.trim();
    this.grow();
    this.suggestions.update();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 220)}px`;
  }

  key(event) {
    if (event.isComposing || this.suggestions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && (!this.input.value || this.drafts.recalling)) this.recall(-1, event);
    else if (event.key === "ArrowDown" && this.drafts.recalling) this.recall(1, event);
  }

  recall(step, event) {
    const line = this.drafts.recall(this.place, step);
    if (line === undefined) return;
    event.preventDefault();
    this.fill(line);
  }

  say(sentence) {
    this.trouble.hidden = !sentence;
    this.trouble.replaceChildren();
    if (sentence) append(this.trouble, [icon("warning"), el("span", { text: sentence })]);
  }

  async send() {
    const text = this.input.value.trim();
    if (!text || !this.place) return undefined;
    const [place, as, channel] = [this.place, workspace.me, this.channel];
    this.drafts.remember(place, text);
    this.drafts.keep(place, "");
    this.put("");
    this.say("");
    this.suggestions.close();
    this.button.setAttribute("aria-busy", "true");
    const answer = await tell(text.startsWith("/") ? "command" : "say", { as, channel, text });
    this.button.removeAttribute("aria-busy");
    if (answer.ok) return this.onSent(text);
    // The words come back to where they were written, unless something new stands there.
    if (!this.drafts.draft(place)) this.drafts.keep(place, text);
    if (this.place !== place) return undefined;
    if (!this.input.value) this.put(text);
    return this.say(reason(answer));
  }
}
