// The short guide of the first visit. Each example does something, so that reading it is already trying it.
import { append, el } from "./dom.js";
import { icon } from "./icons.js";
import { workspace } from "./workspace.js";

const SEEN = "drumbeat.guide-seen";

export class Guide {
  constructor(node, { onText, onClock, onPerson }) {
    Object.assign(this, { node, onText, onClock, onPerson });
  }

  show() {
    this.node.replaceChildren();
    if (localStorage.getItem(SEEN)) return;
    const example = (text) => el("button", { type: "button", class: "example", onclick: () => this.onText(text) }, el("code", { text }));
    const second = workspace.commands.some((command) => command.command === "/quiet") ? "/quiet" : "/drumbeat help";
    const aside = (text) => el("span", { class: "aside", text: ` ${text}` });
    const monday = workspace.moments.find((moment) => /monday/i.test(moment.label)) ?? workspace.moments[0];
    const step = (number, title, ...rest) => el("li", {}, el("span", { class: "step", "aria-hidden": "true", text: String(number) }), el("div", {}, el("strong", { text: title }), el("div", { class: "step-do" }, rest)));
    append(this.node, el("section", { class: "guide", "aria-label": "First steps", "data-testid": "guide" },
      el("div", { class: "guide-head" }, el("h2", { text: "Three things to try" }),
        el("button", { type: "button", class: "tool small", "aria-label": "Hide this guide", onclick: () => this.dismiss() }, icon("close"))),
      el("ol", {},
        step(1, "Log a touch", example("/touch acme visited store"), " or ", example(second)),
        step(2, "Let a week begin", el("button", { type: "button", class: "example", disabled: !monday, onclick: (event) => this.onClock(monday, event.currentTarget) }, monday ? `Move the clock to ${monday.label}` : "Move the clock"), aside("and the nudges arrive")),
        step(3, "See it as someone else", el("button", { type: "button", class: "example", text: "Switch person", onclick: () => this.onPerson() }), aside("a manager sees other things than a rep")))));
  }

  dismiss() {
    localStorage.setItem(SEEN, "yes");
    this.node.replaceChildren();
    document.getElementById("conversation").focus();
  }
}
