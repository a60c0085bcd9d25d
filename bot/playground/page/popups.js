// Menus and lists that float above everything, also above an open modal, and the small "are you sure" dialog.
import { append, el, freshId } from "./dom.js";
import { textObject, words } from "./mrkdwn.js";

/** Puts a popup under its anchor, or above it where there is no room, inside the window. */
export function place(popup, anchor, { match = false } = {}) {
  const box = anchor.getBoundingClientRect();
  if (match) popup.style.minWidth = `${box.width}px`;
  const { offsetWidth: width, offsetHeight: height } = popup;
  const below = innerHeight - box.bottom;
  const top = below < height + 12 && box.top > below ? box.top - height - 4 : box.bottom + 4;
  popup.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  popup.style.top = `${Math.max(8, top)}px`;
}

/** A button that opens a menu. `entries()` gives [{label, hint, run}] at the moment of opening. */
export function menuButton(button, entries, label) {
  const id = freshId("menu");
  const menu = el("div", { id, class: "menu", popover: "auto", role: "menu", "aria-label": label });
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  const open = () => {
    const items = entries();
    menu.replaceChildren();
    append(menu, items.length ? items.map(item) : el("p", { class: "menu-empty", text: "Nothing here yet." }));
    menu.showPopover();
    place(menu, button);
    menu.querySelector("[role=menuitem]")?.focus();
  };
  const item = ({ label: text, hint, run, app }) =>
    el(
      "button",
      { type: "button", role: "menuitem", class: "menu-item", tabindex: "-1", onclick: () => choose(run) },
      el("span", { class: "menu-label", text }),
      hint && el("span", { class: "menu-hint", text: hint }),
      app && el("span", { class: "menu-hint", text: app }),
    );
  const choose = (run) => {
    menu.hidePopover();
    button.focus();
    run();
  };
  let wasOpen = false;
  button.addEventListener("pointerdown", () => (wasOpen = menu.matches(":popover-open")));
  button.addEventListener("click", () => {
    // A light-dismiss has already closed the menu when the click arrives; the button then only closes.
    if (wasOpen) wasOpen = false;
    else open();
  });
  menu.addEventListener("toggle", (event) => button.setAttribute("aria-expanded", String(event.newState === "open")));
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("[role=menuitem]")];
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) items[(next + items.length) % items.length]?.focus();
    else if (event.key === "Tab") menu.hidePopover();
    else if (event.key === "Escape") {
      menu.hidePopover();
      button.focus();
    } else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  });
  return append(el("span", { class: "menu-holder" }), [button, menu]);
}

/** Resolves to true when the person confirms. */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const title = freshId("confirm");
    const finish = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const style = confirm.style === "danger" ? "danger" : "primary";
    const dialog = el(
      "dialog",
      { class: "confirm", "aria-labelledby": title, "data-testid": "confirm" },
      el("h2", { id: title, text: words(confirm.title) || "Are you sure?" }),
      el("div", { class: "confirm-text" }, textObject(confirm.text)),
      el(
        "div",
        { class: "dialog-buttons" },
        el("button", { type: "button", class: "button", text: words(confirm.deny) || "Cancel", onclick: () => finish(false) }),
        el("button", { type: "button", class: `button ${style}`, text: words(confirm.confirm) || "Yes", onclick: () => finish(true) }),
      ),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      event.stopPropagation();
      finish(false);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
