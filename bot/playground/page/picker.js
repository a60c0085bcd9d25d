// The searchable list behind every select: one or many choices, its own options or fetched ones.
import { append, el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./mrkdwn.js";
import { place } from "./popups.js";

/**
 * `source(query)` gives groups [{label, options}] at once or as a promise; `chosen` are the first options.
 * `onChange(options)` hears every change.
 */
export class Picker {
  constructor({ source, chosen = [], many = false, placeholder, most = Infinity, naming = {}, shortest = 0, remote = false, onChange }) {
    Object.assign(this, { source, chosen, many, most, shortest, remote, onChange, options: [], active: -1, asked: 0 });
    const listId = freshId("list");
    this.input = el("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", class: "picker-input",
      "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", placeholder, ...naming,
    });
    this.list = el("div", { id: listId, class: "options", role: "listbox", popover: "manual", "aria-label": "Options",
      "aria-multiselectable": many ? "true" : null });
    this.tokens = el("span", { class: "tokens" });
    this.node = el("div", { class: `picker${many ? " many" : ""}` }, this.tokens, this.input,
      el("span", { class: "picker-sign", "aria-hidden": "true" }, icon("down")), this.list);
    this.placeholder = placeholder ?? "";
    this.follow = (event) => {
      if (!this.list.contains(event.target)) place(this.list, this.node, { match: true });
    };
    this.show();
    this.listen();
  }

  listen() {
    this.input.addEventListener("click", () => this.open(""));
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.key(event));
    // Pressing an option must not take the focus from the field, or the list would close before the click lands.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.node.addEventListener("mousedown", (event) => {
      if (event.target !== this.input && !event.target.closest("button, .options")) {
        event.preventDefault();
        this.input.focus();
        this.open("");
      }
    });
  }

  show() {
    const text = this.many || !this.chosen.length ? "" : words(this.chosen[0].text);
    this.input.value = text;
    this.input.placeholder = this.many && this.chosen.length ? "" : this.placeholder;
    this.tokens.replaceChildren();
    if (!this.many) return;
    append(this.tokens, this.chosen.map((option) =>
      el("span", { class: "token" }, el("span", { text: words(option.text) }),
        el("button", { type: "button", class: "token-remove", "aria-label": `Remove ${words(option.text)}`,
          onclick: () => { this.take(option); this.input.focus(); } }, icon("close")))));
  }

  async open(query) {
    const ask = (this.asked += 1);
    if (this.remote) {
      if (query.trim().length < this.shortest) {
        return this.fill([], this.shortest === 1 ? "Type to search." : `Type at least ${this.shortest} letters.`);
      }
      this.fill([], "Looking…");
      await new Promise((wait) => setTimeout(wait, query ? 180 : 0));
      if (ask !== this.asked) return;
    }
    const found = await this.source(query);
    if (ask !== this.asked) return; // a later letter has already asked again
    this.fill(this.remote ? found : matching(found, query), "Nothing found.");
  }

  fill(groups, otherwise) {
    this.options = groups.flatMap((group) => group.options);
    this.list.replaceChildren();
    let index = 0;
    for (const group of groups) {
      const id = freshId("group");
      const rows = group.options.map((option) => this.row(option, index++));
      if (!group.label) append(this.list, rows);
      else append(this.list, el("div", { role: "group", "aria-labelledby": id }, el("div", { id, class: "option-group", text: group.label }), rows));
    }
    if (!this.options.length) append(this.list, el("div", { class: "option-none", role: "status", text: otherwise }));
    if (document.activeElement !== this.input) return;
    if (!this.list.matches(":popover-open")) this.list.showPopover();
    addEventListener("scroll", this.follow, true);
    this.input.setAttribute("aria-expanded", "true");
    place(this.list, this.node, { match: true });
    const selected = this.options.findIndex((option) => this.has(option));
    this.move(selected >= 0 && !this.many ? selected : 0);
  }

  row(option, index) {
    return el("div", { id: freshId("option"), class: "option", role: "option", "aria-selected": String(this.has(option)),
      onclick: () => this.take(option), onmousemove: () => this.move(index, false) },
      el("span", { class: "option-check" }, this.has(option) && icon("check")),
      el("span", { class: "option-words" }, el("span", { text: words(option.text) }),
        option.description && el("small", { text: words(option.description) })));
  }

  has(option) {
    return this.chosen.some((other) => other.value === option.value);
  }

  move(index, scroll = true) {
    const rows = [...this.list.querySelectorAll("[role=option]")];
    rows[this.active]?.classList.remove("active");
    this.active = rows.length ? (index + rows.length) % rows.length : -1;
    const row = rows[this.active];
    row?.classList.add("active");
    if (scroll) row?.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  take(option) {
    const at = this.active;
    const more = this.many && this.list.matches(":popover-open");
    if (!this.many) this.chosen = [option];
    else if (this.has(option)) this.chosen = this.chosen.filter((other) => other.value !== option.value);
    else if (this.chosen.length < this.most) this.chosen = [...this.chosen, option];
    this.close();
    // Who chooses several goes on choosing, as in Slack.
    if (more) this.open("").then(() => this.move(at));
    this.onChange?.(this.chosen);
  }

  close() {
    this.asked += 1;
    removeEventListener("scroll", this.follow, true);
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.show();
  }

  key(event) {
    const open = this.list.matches(":popover-open");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (open) this.move(this.active + (event.key === "ArrowDown" ? 1 : -1));
      else this.open("");
    } else if (event.key === "Enter" && open && this.active >= 0) this.take(this.options[this.active]);
    else if (event.key === "Enter" && !open) this.open("");
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Backspace" && this.many && !this.input.value && this.chosen.length) this.take(this.chosen.at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function matching(groups, query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return groups;
  return groups
    .map((group) => ({ ...group, options: group.options.filter((option) => words(option.text).toLowerCase().includes(wanted)) }))
    .filter((group) => group.options.length);
}
