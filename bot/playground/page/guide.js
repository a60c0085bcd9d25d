// The short guide of the first visit, in channels. Each step does what it says, and is ticked off once done.
import { el, refill } from "./dom.js";
import { icon } from "./icons.js";
import { workspace } from "./workspace.js";

const SEEN = "drumbeat.guide-seen";
const DONE = "drumbeat.guide-done";
const FOLDED = "drumbeat.guide-folded";
const BRAINSTORM = "/brainstorm";
const EXAMPLE = "/touch acme visited store";

export class Guide {
  constructor(node, { onText, onClock, onPerson, onManager }) {
    Object.assign(this, { node, onText, onClock, onPerson, onManager });
    this.done = new Set(JSON.parse(sessionStorage.getItem(DONE) ?? "[]"));
    this.folded = Boolean(localStorage.getItem(FOLDED));
  }

  show() {
    this.node.hidden = workspace.channels.get(workspace.here)?.kind !== "channel" || Boolean(localStorage.getItem(SEEN));
    if (this.node.hidden) return this.node.replaceChildren();
    const steps = [this.touchStep(), this.clockStep(), this.personStep(), this.brainstormStep()].filter(Boolean);
    const done = steps.filter((step) => step.matches(".done")).length;
    return refill(this.node, el("section", { class: "guide", "aria-label": "First steps", "data-testid": "guide" },
      el("button", { type: "button", class: "guide-fold", "aria-expanded": String(!this.folded), "aria-controls": "guide-steps", "data-action": "fold", onclick: () => this.fold() },
        icon("down"), el("span", {}, "First steps", el("span", { class: "guide-count", text: ` ${done} of ${steps.length} done` }))),
      el("ol", { id: "guide-steps", hidden: this.folded }, steps),
      el("button", { type: "button", class: "tool small guide-close", "aria-label": "Hide this guide", onclick: () => this.dismiss() }, icon("close"))));
  }

  touchStep() {
    return this.step(1, "touch", el("code", { text: EXAMPLE }), "", () => this.onText(EXAMPLE));
  }

  clockStep() {
    const monday = () => workspace.moments.find((moment) => /monday/i.test(moment.label));
    if (!monday()) return null;
    const label = monday().label.replace(/^Next/, "next");
    return this.step(2, "clock", `Move to ${label}`, ": the nudge arrives", (button) => this.onClock(monday(), button));
  }

  personStep() {
    const dana = [...workspace.people.values()].find((someone) => someone.name === "dana");
    if (!dana) return null;
    return this.step(3, "person", "Switch to Dana", ": she is asked before anything is sent to her", () => this.onPerson(dana.id));
  }

  /** Only who leads the team begins one: first the person, then the words. */
  brainstormStep() {
    const morgan = [...workspace.people.values()].find((someone) => someone.name === "morgan");
    if (!morgan) return null;
    if (workspace.me !== morgan.id) return this.step(4, "brainstorm", "Switch to Morgan", " for a brainstorm", () => this.onManager(morgan.id));
    return this.step(4, "brainstorm", el("code", { text: BRAINSTORM }), "", () => this.onText(BRAINSTORM));
  }

  step(number, name, label, aside, run) {
    const done = this.done.has(name);
    return el("li", { class: done ? "done" : null, "data-testid": `guide-${name}` },
      el("span", { class: "step", "aria-hidden": "true" }, done ? icon("check") : String(number)),
      el("button", { type: "button", class: "example", "data-action": name, onclick: (event) => run(event.currentTarget) },
        el("span", {}, label, aside && el("span", { class: "aside", text: aside }))),
      done && el("span", { class: "unseen", text: " (done)" }));
  }

  /** Ticks a step off, whichever way it was done. */
  tick(name) {
    if (this.done.has(name)) return;
    this.done.add(name);
    sessionStorage.setItem(DONE, JSON.stringify([...this.done]));
    this.show();
  }

  fold() {
    this.folded = !this.folded;
    if (this.folded) localStorage.setItem(FOLDED, "yes");
    else localStorage.removeItem(FOLDED);
    this.show();
  }

  dismiss() {
    localStorage.setItem(SEEN, "yes");
    this.show();
    document.getElementById("conversation").focus();
  }
}
