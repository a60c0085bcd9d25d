// The playground's clock in the top bar: reading it, and moving it.
import { append, el, freshId, refill } from "./dom.js";
import { Happenings } from "./happenings.js";
import { icon } from "./icons.js";
import { place } from "./popups.js";
import { reason, tell } from "./server.js";
import { clockTime, instantAt, longDate, shortDate, wall, yearOf } from "./times.js";
import { now, setClock, workspace, zone } from "./workspace.js";

const JUMPS = [["+1 hour", "1h"], ["+1 day", "1d"], ["+1 week", "7d"]];

export class Clock {
  constructor(node, { onMoved, onHappened }) {
    Object.assign(this, { node, onMoved });
    const panel = freshId("clock-panel");
    this.time = el("span", { class: "clock-time" });
    this.day = el("span", { class: "clock-day" });
    this.year = el("span", { class: "clock-day clock-year" });
    this.face = el("button", { type: "button", class: "clock-face", popovertarget: panel, "aria-haspopup": "dialog", "aria-label": "The playground’s time", "data-testid": "clock-time" },
      icon("clock"), this.day, this.year, this.time, icon("down", "icon clock-down"));
    this.jumps = el("div", { class: "clock-jumps" });
    this.moments = el("div", { class: "clock-moments" });
    const field = freshId("clock-to");
    this.field = el("input", { type: "datetime-local", id: field, class: "field", "data-testid": "clock-to" });
    this.trouble = el("p", { class: "complaint", role: "alert", hidden: true });
    this.happenings = new Happenings({
      onHappened: (sentence) => {
        this.panel.hidePopover();
        onHappened(sentence);
      },
      onTrouble: (sentence) => this.complain(sentence),
    });
    this.panel = el("div", { id: panel, class: "clock-panel", popover: "auto", role: "dialog", "aria-label": "Move the clock" },
      el("h2", { text: "Move the clock" }),
      el("p", { class: "clock-note", text: "This clock belongs to the playground alone. Move it forward, and what is due then arrives: the Monday message, for instance. After a leap over several weeks only the newest comes, as after a computer has slept." }),
      this.moments,
      this.shelf = el("div", { class: "clock-shelf" }),
      el("form", { class: "clock-form", onsubmit: (event) => this.goTo(event) },
        el("label", { for: field, text: "Go to a date and time" }),
        el("div", { class: "clock-form-row" }, this.field, el("button", { type: "submit", class: "button primary", "data-testid": "clock-go", text: "Go" }))),
      this.trouble,
      this.happenings.node);
    this.panel.addEventListener("beforetoggle", (event) => {
      if (event.newState !== "open") return;
      const shown = wall(now(), zone());
      this.field.value = `${shown.date}T${shown.time}`;
    });
    this.panel.addEventListener("toggle", (event) => event.newState === "open" && place(this.panel, this.face));
    append(node, [this.face, this.jumps, this.panel]);
    // On a small screen the quick buttons move into the panel: one set of buttons, two places.
    this.small = matchMedia("(max-width: 1023px)");
    this.small.addEventListener("change", () => this.settle());
    this.settle();
    setInterval(() => this.tick(), 1000);
  }

  settle() {
    if (this.small.matches) this.shelf.append(this.jumps);
    else this.node.insertBefore(this.jumps, this.panel);
  }

  show() {
    const button = (label, body, testid) =>
      el("button", { type: "button", class: "chip", "data-testid": testid, "data-action": label, onclick: (event) => this.move(body, event.currentTarget) }, el("span", { class: "button-label", text: label }));
    const first = workspace.moments.find((moment) => /monday/i.test(moment.label)) ?? workspace.moments[0];
    const others = workspace.moments.filter((moment) => moment !== first);
    refill(this.jumps, first && button(first.label, { to: first.at }, "clock-moment"),
      JUMPS.map(([label, forward]) => button(label, { forward }, `clock-${forward}`)));
    refill(this.moments, others.map((moment) => button(moment.label, { to: moment.at }, "clock-moment")));
    this.moments.hidden = !others.length;
    this.happenings.show();
    this.tick();
  }

  tick() {
    const instant = now();
    const shown = [shortDate(instant, zone()), clockTime(instant, zone())];
    const name = `The playground’s time: ${longDate(instant, zone())}, ${shown[1]}. Move the clock`;
    if (this.face.getAttribute("aria-label") === name) return;
    [this.day.textContent, this.time.textContent] = shown;
    this.year.textContent = yearOf(instant, zone());
    this.face.setAttribute("aria-label", name);
  }

  async goTo(event) {
    event.preventDefault();
    if (!this.field.value) return;
    const [date, time] = this.field.value.split("T");
    await this.move({ to: instantAt(date, time, zone()).toISOString() }, event.submitter ?? this.face);
  }

  complain(sentence) {
    this.trouble.hidden = !sentence;
    this.trouble.textContent = sentence;
  }

  /** Resolves to true when the clock has moved. */
  async move(body, button) {
    if (button.getAttribute("aria-busy") === "true") return false;
    button.setAttribute("aria-busy", "true");
    const answer = await tell("clock", { as: workspace.me, ...body });
    button.removeAttribute("aria-busy");
    this.complain(answer.ok ? "" : reason(answer));
    if (!answer.ok) {
      if (!this.panel.matches(":popover-open")) this.panel.showPopover();
      return false;
    }
    if (answer.now) setClock(answer.now, answer.running);
    if (this.panel.matches(":popover-open")) this.panel.hidePopover();
    this.tick();
    this.onMoved(`It is now ${longDate(now(), zone())}, ${clockTime(now(), zone())}.`);
    return true;
  }
}
