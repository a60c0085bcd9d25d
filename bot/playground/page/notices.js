// What the page itself has to say: the banner above the conversation, and the short word that passes.
import { append, el } from "./dom.js";
import { icon } from "./icons.js";
import { workspace } from "./workspace.js";

const SHOWN = 3500; // milliseconds

const LINES = {
  waiting: () => [el("span", { class: "pulse", "aria-hidden": "true" }), el("span", { text: "Waiting for the bot to join…" })],
  lost: () => [icon("warning"), el("span", {}, "The playground has stopped; run ", el("code", { text: "drumbeat demo" }), " again.")],
};

/** `state` is "waiting", "lost", or "" when all is well. */
export function banner(state = workspace.connected ? "" : "waiting") {
  const node = document.getElementById("banner");
  node.hidden = !state;
  node.className = `banner ${state}`;
  if (node.dataset.state === state) return;
  node.dataset.state = state;
  node.replaceChildren();
  append(node, LINES[state]?.());
}

let fading;

export function toast(text) {
  const node = document.getElementById("toast");
  node.textContent = text;
  node.classList.add("shown");
  clearTimeout(fading);
  fading = setTimeout(() => node.classList.remove("shown"), SHOWN);
}
