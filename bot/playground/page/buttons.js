// Elements that are pressed: buttons, links dressed as buttons, and the ⋯ overflow menu.
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { safeLink, words } from "./mrkdwn.js";
import { confirmed, menuButton } from "./popups.js";

export function buttonElement(element, place) {
  const name = words(element.text);
  const style = element.style === "primary" || element.style === "danger" ? ` ${element.style}` : "";
  const isLink = element.url && safeLink(element.url);
  const attributes = {
    class: `button${style}`, "aria-label": element.accessibility_label,
    onclick: async (event) => {
      const button = event.currentTarget;
      if (button.getAttribute("aria-busy") === "true") return event.preventDefault();
      if (!element.confirm) return place.surface.act(place, element, { value: element.value }, button);
      event.preventDefault();
      if (!(await confirmed(element.confirm))) return undefined;
      if (isLink) window.open(element.url, "_blank", "noopener");
      return place.surface.act(place, element, { value: element.value }, button);
    },
  };
  const label = el("span", { class: "button-label", text: name });
  const node = isLink
    ? el("a", { ...attributes, href: element.url, target: "_blank", rel: "noopener noreferrer" }, label)
    : el("button", { ...attributes, type: "button" }, label);
  return { node };
}

export function overflowElement(element, place) {
  const button = el("button", { type: "button", class: "button icon-button", "aria-label": place.about("More actions") }, icon("more"));
  const run = async (option) => {
    if (option.url && safeLink(option.url)) window.open(option.url, "_blank", "noopener");
    if (await confirmed(element.confirm)) place.surface.act(place, element, { selected_option: option }, button);
  };
  const entries = () =>
    element.options.map((option) => ({ label: words(option.text), hint: words(option.description), run: () => run(option) }));
  return { node: menuButton(button, entries, place.about("More actions")) };
}
