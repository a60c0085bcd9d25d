// Modals: one real <dialog> that shows the top of the stack of open views.
import { append, el, freshId } from "./dom.js";
import { blockNodes } from "./blocks.js";
import { icon } from "./icons.js";
import { words } from "./mrkdwn.js";
import { reason, tell } from "./server.js";
import { Surface } from "./surfaces.js";
import { workspace } from "./workspace.js";

const REQUIRED = "Please complete this required field.";

export class Modals {
  constructor() {
    this.views = [];
    this.surfaces = new Map();
    this.own = new Set(); // the blocks that the page itself, not the app, complained about
    this.titleId = freshId("modal-title");
    this.dialog = el("dialog", { class: "modal", "aria-labelledby": this.titleId, "data-testid": "modal" });
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.closeTop();
    });
    this.dialog.addEventListener("keydown", (event) => this.keepFocusInside(event));
    document.body.append(this.dialog);
  }

  show(views) {
    const before = this.views.at(-1);
    this.views = views ?? [];
    const open = new Set(this.views.map((view) => view.id));
    for (const id of this.surfaces.keys()) if (!open.has(id)) this.surfaces.delete(id);
    const top = this.views.at(-1);
    if (!top) return this.hide();
    if (before?.id === top.id && before.hash && before.hash === top.hash && this.dialog.open) return undefined;
    // What was typed outlives an update of the same view, as long as block and action keep their names.
    this.keep();
    this.draw(top, before?.id === top.id);
    return undefined;
  }

  keep() {
    if (this.surface && this.surfaces.has(this.surface.container.view_id)) {
      this.surfaces.set(this.surface.container.view_id, this.surface.state().values);
    }
  }

  hide() {
    this.surface = null;
    if (this.dialog.open) this.dialog.close();
    this.dialog.replaceChildren();
    if (this.opener?.isConnected) {
      // Closing has already given the focus back, but in Chromium without a caret: one could type and see nothing.
      this.opener.blur();
      this.opener.focus();
    }
    this.opener = null;
  }

  draw(view, again) {
    const held = again ? document.activeElement?.closest("[data-action]") : null;
    const scrolled = again ? this.body?.scrollTop ?? 0 : 0;
    this.surface = new Surface({ type: "view", view_id: view.id }, this.surfaces.get(view.id) ?? view.state?.values ?? {});
    if (!this.surfaces.has(view.id)) this.surfaces.set(view.id, {});
    this.body = el("div", { class: "modal-body" }, blockNodes(view.blocks, this.surface));
    // A menu puts what was picked in after the click that picked it.
    for (const kind of ["input", "change", "click", "focusin"]) this.body.addEventListener(kind, () => setTimeout(() => this.relent()));
    this.trouble = el("p", { class: "modal-trouble", role: "alert", hidden: true });
    const deeper = this.views.length > 1;
    this.dialog.replaceChildren();
    append(this.dialog, [
      el("header", { class: "modal-head" },
        deeper && el("button", { type: "button", class: "tool", "aria-label": "Back", onclick: () => this.closeTop() }, icon("back")),
        el("h2", { id: this.titleId, text: words(view.title) }),
        el("button", { type: "button", class: "tool", "aria-label": "Close dialog", onclick: () => this.close(true) }, icon("close"))),
      this.body,
      el("footer", { class: "modal-foot" }, this.trouble,
        el("div", { class: "dialog-buttons" },
          el("button", { type: "button", class: "button", "data-testid": "modal-close", text: words(view.close) || (view.submit ? "Cancel" : "Close"), onclick: () => this.closeTop() }),
          view.submit && (this.submitButton = el("button", { type: "button", class: "button primary", "data-testid": "modal-submit", disabled: Boolean(view.submit_disabled), onclick: () => this.submit(view) },
            el("span", { class: "button-label", text: words(view.submit) }))))),
    ]);
    if (!this.dialog.open) {
      this.opener = document.activeElement;
      this.dialog.showModal();
    }
    this.body.scrollTop = scrolled;
    this.begin(held);
  }

  begin(held) {
    const same = held && this.surface.fields.find((field) => field.action === held.dataset.action);
    const first = same ?? this.surface.fields[0];
    if (!same && this.surface.first) this.surface.first();
    else if (first) first.focus();
    else this.dialog.querySelector(".modal-foot .button")?.focus();
  }

  keepFocusInside(event) {
    if (event.key !== "Tab") return;
    const stops = [...this.dialog.querySelectorAll("button, input, textarea, select, a[href], [tabindex='0'], summary")]
      .filter((node) => node.tabIndex >= 0 && node.getClientRects().length);
    const [first, last] = [stops[0], stops.at(-1)];
    const edge = event.shiftKey ? first : last;
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }

  /** What Slack checks itself before it tells the app: required fields and the shape of values. */
  complaints() {
    const found = {};
    for (const field of this.surface.fields) {
      if (field.place.labelled === undefined) continue;
      if (field.empty?.() && field.place.required) found[field.block] = REQUIRED;
      else if (field.complaint?.()) found[field.block] = field.complaint();
    }
    return found;
  }

  complain(errors) {
    let first = null;
    for (const node of this.body.querySelectorAll(".complaint")) {
      const block = node.closest("[data-block]");
      const sentence = errors[block.dataset.block];
      this.settle(block, sentence);
      if (sentence) first ??= this.surface.fields.find((other) => other.place.node === block);
    }
    first?.focus();
    first?.place.node.scrollIntoView({ block: "nearest" });
    return Boolean(first);
  }

  /** Shows the complaint under a block, or takes it away. */
  settle(block, sentence) {
    const node = block.querySelector(".complaint");
    node.hidden = !sentence;
    node.replaceChildren();
    if (sentence) append(node, [icon("warning"), el("span", { text: sentence })]);
    block.classList.toggle("complained", Boolean(sentence));
    for (const input of block.querySelectorAll("input, textarea")) {
      if (sentence) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  /** What the page itself complained about is forgiven as soon as it is mended; the app is asked again first. */
  relent() {
    if (!this.surface) return; // the same click has closed the form
    const found = this.complaints();
    for (const node of this.body.querySelectorAll(".complained")) {
      if (this.own.has(node.dataset.block) && !found[node.dataset.block]) this.settle(node, "");
    }
  }

  say(sentence) {
    this.trouble.hidden = !sentence;
    this.trouble.replaceChildren();
    if (sentence) append(this.trouble, [icon("warning"), el("span", { text: sentence })]);
  }

  async submit(view) {
    const button = this.submitButton;
    if (button.getAttribute("aria-busy") === "true") return;
    this.say("");
    const complaints = this.complaints();
    this.own = new Set(Object.keys(complaints));
    if (this.complain(complaints)) return;
    button.setAttribute("aria-busy", "true");
    const answer = await tell("submit", { as: workspace.me, view_id: view.id, state: this.surface.state() });
    button.removeAttribute("aria-busy");
    if (this.views.at(-1)?.id !== view.id) return; // the live line has already shown the next view
    if (answer.errors && Object.keys(answer.errors).length) {
      if (!this.complain(answer.errors)) this.say(Object.values(answer.errors).join(" "));
    } else if (!answer.ok) this.say(reason(answer));
    else if (answer.response_action === "clear") this.show([]);
    else if (!answer.response_action) this.show(this.views.slice(0, -1));
  }

  closeTop() {
    return this.close(false);
  }

  async close(all) {
    const top = this.views.at(-1);
    if (!top) return;
    this.show(all ? [] : this.views.slice(0, -1));
    await tell("close", { as: workspace.me, view_id: top.id, ...(all && { all: true }) });
  }
}
