// The list of slash commands above the composer while one is being typed.
import { append, el, freshId } from "./dom.js";
import { workspace } from "./workspace.js";

export class Suggestions {
  constructor(input, onTake) {
    Object.assign(this, { input, onTake, found: [], active: 0 });
    this.node = el("div", { id: freshId("commands"), class: "suggestions", role: "listbox", "aria-label": "Commands", "data-testid": "suggestions", hidden: true });
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.node.id);
    this.node.addEventListener("pointerdown", (event) => event.preventDefault());
    this.node.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get open() {
    return !this.node.hidden;
  }

  update() {
    const typed = /^\/\S*$/.test(this.input.value) ? this.input.value.toLowerCase() : null;
    this.found = typed === null ? [] : workspace.commands.filter((command) => command.command.toLowerCase().startsWith(typed));
    this.active = 0;
    this.node.hidden = !this.found.length;
    this.node.replaceChildren();
    append(this.node, [
      this.found.length > 0 && el("div", { class: "suggestions-head", role: "presentation", text: `${workspace.app.name || "Commands"} · ↑ ↓ to choose, Tab or Enter to take` }),
      this.found.map((command, index) => this.row(command, index)),
    ]);
    this.mark();
  }

  row(command, index) {
    return el("div", { id: freshId("command"), class: "suggestion", role: "option", onclick: () => this.take(index), onmousemove: () => this.to(index) },
      el("span", { class: "suggestion-name" }, el("strong", { text: command.command }), " ", el("span", { class: "suggestion-usage", text: command.usage_hint ?? "" })),
      el("span", { class: "suggestion-about", text: command.description ?? "" }));
  }

  to(index) {
    this.active = (index + this.found.length) % this.found.length;
    this.mark();
  }

  mark() {
    const rows = [...this.node.querySelectorAll("[role=option]")];
    rows.forEach((row, index) => {
      row.classList.toggle("active", index === this.active);
      row.setAttribute("aria-selected", String(index === this.active));
    });
    if (rows[this.active]) {
      this.input.setAttribute("aria-activedescendant", rows[this.active].id);
      rows[this.active].scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  take(index) {
    const { command } = this.found[index];
    this.close();
    this.onTake(`${command} `);
  }

  close() {
    this.found = [];
    this.node.hidden = true;
    this.input.removeAttribute("aria-activedescendant");
  }

  /** True when the key was meant for the list. */
  key(event) {
    if (!this.open) return false;
    // A command already written in full is sent by Enter; the list only stood there for its usage.
    if (event.key === "Enter" && this.found[this.active].command === this.input.value) {
      this.close();
      return false;
    }
    if (event.key === "ArrowDown") this.to(this.active + 1);
    else if (event.key === "ArrowUp") this.to(this.active - 1);
    else if (event.key === "Tab" || event.key === "Enter") this.take(this.active);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }
}
