// Elements that are filled in: text, numbers, dates and times, boxes and radio buttons.
import { el, freshId } from "./dom.js";
import { textObject, words } from "./mrkdwn.js";
import { instantAt, wall } from "./times.js";
import { zone } from "./workspace.js";

const TEXT_TYPES = {
  plain_text_input: { type: "text" },
  number_input: { type: "text", inputmode: "decimal" },
  email_text_input: { type: "email" },
  url_text_input: { type: "url" },
};

/** Slack's own complaints about a value, before anything is sent; "" when there is nothing to complain about. */
function textComplaint(element, value) {
  if (!value) return "";
  const number = Number(value);
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(value)) return "Please enter a valid email address.";
  if (element.type === "url_text_input" && !/^(https?:\/\/|mailto:)\S+$/.test(value)) return "Please enter a valid URL, starting with https://";
  if (element.type === "number_input") {
    if (Number.isNaN(number)) return "Please enter a number.";
    if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please enter a whole number.";
    if (element.min_value !== undefined && number < Number(element.min_value)) return `Please enter ${element.min_value} or more.`;
    if (element.max_value !== undefined && number > Number(element.max_value)) return `Please enter ${element.max_value} or less.`;
  }
  if (element.min_length && value.length < element.min_length) return `Please write at least ${element.min_length} characters.`;
  if (element.max_length && value.length > element.max_length) return `Please write at most ${element.max_length} characters.`;
  return "";
}

export function textElement(element, place) {
  const attributes = { placeholder: words(element.placeholder) || null, class: "field", ...place.naming(words(element.placeholder) || "Text") };
  const input = element.multiline ? el("textarea", { ...attributes, rows: "4" })
    : el("input", { ...attributes, ...TEXT_TYPES[element.type], autocomplete: "off" });
  input.value = element.initial_value ?? "";
  const read = () => ({ value: input.value === "" ? null : input.value });
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || element.multiline || event.isComposing) return;
    event.preventDefault(); // a modal is sent with its button, never by a stray Enter
    if (when.includes("on_enter_pressed")) place.changed(element, read(), input);
  });
  let pause;
  input.addEventListener("input", () => {
    if (!when.includes("on_character_entered")) return;
    clearTimeout(pause);
    pause = setTimeout(() => place.changed(element, read(), input), 350);
  });
  return { node: input, read, focus: () => input.focus(), empty: () => !input.value.trim(), complaint: () => textComplaint(element, input.value) };
}

const MOMENTS = {
  datepicker: { type: "date", key: "date" },
  timepicker: { type: "time", key: "time" },
  datetimepicker: { type: "datetime-local", key: "date_time" },
};

export function momentElement(element, place) {
  const { type, key } = MOMENTS[element.type];
  const input = el("input", { type, class: "field moment", ...place.naming(words(element.placeholder) || { date: "Date", time: "Time" }[type] || "Date and time") });
  const first = element[`initial_${key}`];
  if (first && key === "date_time") {
    const shown = wall(new Date(first * 1000), zone());
    input.value = `${shown.date}T${shown.time}`;
  } else input.value = first ?? "";
  const value = () => {
    if (!input.value) return null;
    if (key !== "date_time") return input.value;
    const [date, time] = input.value.split("T");
    return instantAt(date, time, zone()).getTime() / 1000;
  };
  const read = () => ({ [`selected_${key}`]: value() });
  input.addEventListener("change", () => place.changed(element, read(), input));
  return { node: input, read, focus: () => input.focus(), empty: () => !input.value };
}

/** Checkboxes and radio buttons. Slack sends the whole options back, not their positions. */
export function choiceElement(element, place) {
  const many = element.type === "checkboxes";
  const name = freshId("choice");
  const first = new Set([element.initial_options ?? element.initial_option ?? []].flat().map((option) => option.value));
  const boxes = element.options.map((option) => {
    const id = freshId("box");
    return el("input", { type: many ? "checkbox" : "radio", id, name, checked: first.has(option.value), "aria-describedby": option.description ? `${id}-more` : null });
  });
  const rows = element.options.map((option, index) =>
    el("div", { class: "choice" }, boxes[index],
      el("label", { for: boxes[index].id }, textObject(option.text)),
      option.description && el("small", { id: `${boxes[index].id}-more`, class: "choice-more" }, textObject(option.description))));
  const node = el("div", { class: "choices", role: many ? "group" : "radiogroup", ...place.naming(many ? "Choices" : "Choose one") }, rows);
  const chosen = () => element.options.filter((_, index) => boxes[index].checked);
  const read = () => (many ? { selected_options: chosen() } : { selected_option: chosen()[0] ?? null });
  node.addEventListener("change", () => place.changed(element, read(), node));
  return { node, read, focus: () => (boxes.find((box) => box.checked) ?? boxes[0])?.focus(), empty: () => !chosen().length };
}
