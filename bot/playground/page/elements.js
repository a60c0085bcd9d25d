// Which element of Block Kit is drawn by whom, and how each is tied to its block and surface.
import { el } from "./dom.js";
import { buttonElement, overflowElement } from "./buttons.js";
import { choiceElement, momentElement, textElement } from "./fields.js";
import { confirmed } from "./popups.js";
import { selectElement } from "./selects.js";
import { withKept } from "./surfaces.js";

const MAKERS = {
  button: buttonElement, workflow_button: buttonElement, overflow: overflowElement,
  plain_text_input: textElement, number_input: textElement, email_text_input: textElement, url_text_input: textElement,
  datepicker: momentElement, timepicker: momentElement, datetimepicker: momentElement,
  checkboxes: choiceElement, radio_buttons: choiceElement,
};

for (const kind of ["static", "external", "users", "channels", "conversations"]) {
  MAKERS[`${kind}_select`] = selectElement;
  MAKERS[`multi_${kind}_select`] = selectElement;
}

/**
 * `place` says where an element stands: {surface, block, node, subject, dispatches, labelled, described, required}.
 * Only fields (what has a value to read) are registered on the surface.
 */
export function elementNode(original, place) {
  const make = MAKERS[original.type];
  if (!make) return el("span", { class: "unknown", text: `This page does not draw “${original.type}” yet.` });
  const element = withKept(original, place.surface.kept[place.block]?.[original.action_id]);
  const about = (name) => (place.subject ? `${name}, ${place.subject}` : name);
  const tied = {
    ...place, about,
    // A labelled field takes its block's label; elsewhere the placeholder and what it is about serve as the name.
    naming: (otherwise) => ({
      "aria-labelledby": place.labelled, "aria-label": place.labelled ? null : about(otherwise),
      "aria-describedby": place.described, "aria-required": place.required ? "true" : null,
    }),
    changed: async (it, value, node) => {
      if (!place.dispatches) return;
      if (await confirmed(it.confirm)) place.surface.act(place, it, value, node);
    },
  };
  const made = make(element, tied);
  made.node.dataset.action = element.action_id ?? "";
  if (made.read) {
    place.surface.register({ block: place.block, action: element.action_id, type: element.type, place, ...made });
  }
  if (element.focus_on_load) place.surface.first = made.focus;
  return made.node;
}
