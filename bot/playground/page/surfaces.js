// A surface is where blocks stand: a message, a modal or a Home tab. It knows what its fields hold and sends what is pressed.
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { reason, tell } from "./server.js";
import { workspace } from "./workspace.js";

export class Surface {
  /** `kept` are the values of an earlier showing: an updated view does not take a person's words away. */
  constructor(container, kept = {}) {
    this.container = container;
    this.kept = kept;
    this.fields = [];
  }

  register(field) {
    this.fields.push(field);
  }

  state() {
    const values = {};
    for (const { block, action, type, read } of this.fields) {
      (values[block] ??= {})[action] = { type, ...read() };
    }
    return { values };
  }

  /**
   * Tells the bot what was pressed or chosen; `node` shows that it waits. A button pressed twice counts once,
   * but a second choice in a field is news and is told too.
   */
  async act(place, element, value, node) {
    const isButton = element.type === "button" || element.type === "overflow";
    if (isButton && node.getAttribute("aria-busy") === "true") return { ok: false };
    clearFailure(place.node);
    node.setAttribute("aria-busy", "true");
    const answer = await tell("action", {
      as: workspace.me,
      container: this.container,
      block_id: place.block,
      action_id: element.action_id,
      type: element.type,
      ...value,
      state: this.state(),
    });
    node.removeAttribute("aria-busy");
    if (!answer.ok) showFailure(place.node, reason(answer));
    return answer;
  }
}

function clearFailure(node) {
  node?.querySelector(":scope > .failure")?.remove();
}

function showFailure(node, sentence) {
  clearFailure(node);
  node?.append(el("p", { class: "failure", role: "alert" }, icon("warning"), el("span", { text: sentence })));
}

/** Slack names a value `selected_x` and its beginning `initial_x`; so a held value can begin the next showing. */
export function withKept(element, kept) {
  if (!kept) return element;
  const again = { ...element };
  for (const name of Object.keys(again)) if (name.startsWith("initial_")) delete again[name];
  for (const [name, value] of Object.entries(kept)) {
    if (value === null || value === undefined) continue;
    if (name === "value") again.initial_value = value;
    else if (name.startsWith("selected_")) again[name.replace("selected_", "initial_")] = value;
  }
  return again;
}
