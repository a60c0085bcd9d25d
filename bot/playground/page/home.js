// The app's Home tab.
import { append, el, refill } from "./dom.js";
import { blockNodes } from "./blocks.js";
import { ask } from "./server.js";
import { Surface } from "./surfaces.js";
import { workspace } from "./workspace.js";

export class Home {
  constructor() {
    this.node = el("div", { class: "home", "data-testid": "home", role: "region", "aria-label": "Home" });
  }

  async load() {
    const me = workspace.me;
    const answer = await ask("home", { as: me });
    if (me === workspace.me) this.show(answer.view);
  }

  show(view) {
    if (!view) {
      this.node.replaceChildren();
      append(this.node, el("p", { class: "home-empty", text: `${workspace.app.name || "The app"} has not drawn a Home for you yet. It does so when it has joined.` }));
      return;
    }
    const surface = new Surface({ type: "view", view_id: view.id });
    refill(this.node, el("div", { class: "home-blocks" }, blockNodes(view.blocks, surface)));
  }
}
