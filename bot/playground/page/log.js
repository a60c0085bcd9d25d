// The payload log: every request between the playground and the bot, to look at while one clicks.
import { append, el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { ask } from "./server.js";

const MOST = 500;
const ARROWS = { "to bot": ["→", "to the bot"], "from bot": ["←", "from the bot"], page: ["·", "from this page"] };

export class Log {
  constructor(node, { onClose }) {
    Object.assign(this, { node, entries: [], last: 0 });
    const filter = freshId("filter");
    this.filter = el("input", { type: "search", id: filter, class: "field", placeholder: "chat.postMessage, error, acme…", oninput: () => this.sift(), "data-testid": "log-filter" });
    this.following = el("input", { type: "checkbox", id: `${filter}-follow`, checked: true });
    this.count = el("span", { class: "log-count" });
    this.list = el("ol", { class: "log-list", tabindex: "0", "aria-label": "Log entries" });
    append(node, [
      el("header", { class: "log-head" }, el("h2", { text: "Payload log" }), this.count,
        el("button", { type: "button", class: "tool", "aria-label": "Close the log", onclick: onClose }, icon("close"))),
      el("div", { class: "log-controls" },
        el("label", { class: "unseen", for: filter, text: "Filter the log" }), this.filter,
        el("span", { class: "log-follow" }, this.following, el("label", { for: `${filter}-follow`, text: "Follow" }))),
      this.list,
    ]);
  }

  get open() {
    return !this.node.hidden;
  }

  async toggle(open) {
    this.node.hidden = !open;
    if (!open) return;
    await this.catchUp();
    this.end();
    this.filter.focus();
  }

  /** Begins again: another playground counts its entries from one. */
  async restart() {
    this.entries = [];
    this.last = 0;
    this.list.replaceChildren();
    if (this.open) await this.catchUp();
  }

  async catchUp() {
    const answer = await ask("log", { after: this.last });
    (answer.entries ?? []).forEach((entry) => this.add(entry));
  }

  /** Entries are drawn only while the log is open; a closed log costs nothing. */
  add(entry) {
    if (!this.open || entry.n <= this.last) return;
    this.last = entry.n;
    const row = this.row(entry);
    const item = { row, haystack: `${entry.kind} ${entry.direction} ${entry.ok ? "ok" : "error"} ${entry.error ?? ""} ${JSON.stringify(entry.payload)} ${JSON.stringify(entry.answer)}`.toLowerCase() };
    this.entries.push(item);
    this.list.append(row);
    if (this.entries.length > MOST) this.entries.shift().row.remove();
    row.hidden = !this.fits(item);
    this.tell();
    if (this.following.checked) this.end();
  }

  row(entry) {
    const [arrow, meaning] = ARROWS[entry.direction] ?? ["·", entry.direction];
    const details = el("details", { class: `log-entry ${entry.direction?.replace(" ", "-")}${entry.ok ? "" : " failed"}` },
      el("summary", { title: entry.at ? `${entry.at.slice(0, 19).replace("T", " ")} by the playground’s clock` : null },
        el("span", { class: "log-arrow", role: "img", "aria-label": meaning, title: meaning, text: arrow }),
        el("span", { class: "log-kind", text: entry.kind }),
        el("span", { class: entry.ok ? "log-ok" : "log-error", text: entry.ok ? "ok" : entry.error || "error" }),
        el("span", { class: "log-ms", text: entry.ms === undefined || entry.ms === null ? "" : `${Number(entry.ms).toFixed(entry.ms < 10 ? 1 : 0)} ms` })));
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) append(details, [json("Payload", entry.payload), json("Answer", entry.answer)]);
    });
    return el("li", {}, details);
  }

  fits(item) {
    return item.haystack.includes(this.filter.value.trim().toLowerCase());
  }

  sift() {
    for (const item of this.entries) item.row.hidden = !this.fits(item);
    this.tell();
  }

  tell() {
    const shown = this.entries.filter((item) => !item.row.hidden).length;
    this.count.textContent = shown === this.entries.length ? `${shown}` : `${shown} of ${this.entries.length}`;
  }

  end() {
    this.list.scrollTop = this.list.scrollHeight;
  }
}

function json(title, value) {
  if (value === undefined || value === null || value === "") return null;
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const label = el("span", { text: "Copy" });
  const copy = el("button", { type: "button", class: "link", "aria-label": `Copy the ${title.toLowerCase()}` }, icon("copy"), label);
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      label.textContent = "Copied";
    } catch {
      label.textContent = "Not allowed";
    }
    setTimeout(() => (label.textContent = "Copy"), 1500);
  });
  return el("div", { class: "log-json" }, el("div", { class: "log-json-head" }, el("span", { text: title }), copy), el("pre", { text, tabindex: "0" }));
}
