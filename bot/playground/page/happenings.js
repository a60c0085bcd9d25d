// What else may happen in a workspace, on order: somebody joins or leaves, and Slack refuses what the bot posts.
import { el, refill } from "./dom.js";
import { reason, tell } from "./server.js";
import { isApp, nameOf, workspace } from "./workspace.js";

const NEWCOMER = "Robin Ellis";

export class Happenings {
  /** `onHappened` is told in a sentence what has happened, `onTrouble` why it has not. */
  constructor({ onHappened, onTrouble }) {
    Object.assign(this, { onHappened, onTrouble });
    this.choices = el("div", { class: "clock-moments" });
    this.node = el("section", { class: "clock-happenings", "aria-label": "Let something happen", "data-testid": "happenings" },
      el("h2", { text: "Or let something happen" }), this.choices);
  }

  show() {
    const others = [...workspace.people.values()].filter((someone) => !someone.is_bot && !isApp(someone.id) && someone.id !== workspace.me);
    refill(this.choices,
      this.chip("Slack refuses the next message", "refuse", () => this.refuse()),
      ![...workspace.people.values()].some((someone) => nameOf(someone) === NEWCOMER) && this.chip(`${NEWCOMER} joins`, "join", () => this.join()),
      others.map((someone) => this.chip(`${nameOf(someone)} ${someone.deleted ? "comes back" : "leaves"}`, someone.id, () => this.leave(someone))));
  }

  chip(label, action, onclick) {
    return el("button", { type: "button", class: "chip", "data-action": action, onclick }, el("span", { class: "button-label", text: label }));
  }

  async refuse() {
    const answer = await tell("trouble", { method: "chat.postMessage", error: "restricted_action", times: 1 });
    this.conclude(answer, "Slack will refuse the next message that the bot posts by itself.");
  }

  async join() {
    const answer = await tell("newcomer", { as: workspace.me, name: NEWCOMER });
    this.conclude(answer, `${NEWCOMER} has joined Slack and has no clients yet. Choose them under “You are” to begin as they do.`);
  }

  async leave(someone) {
    const back = Boolean(someone.deleted);
    const answer = await tell("leave", { as: workspace.me, person: someone.id, back });
    if (answer.ok) someone.deleted = !back;
    this.show();
    this.conclude(answer, back ? `${nameOf(someone)} is back in Slack.` : `${nameOf(someone)} has left Slack.`);
  }

  conclude(answer, sentence) {
    if (answer.ok) this.onHappened(sentence);
    else this.onTrouble(reason(answer));
  }
}
