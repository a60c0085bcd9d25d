// Blocks of Block Kit as nodes. A block this page does not know is named in plain sight, never dropped.
import { append, el, freshId } from "./dom.js";
import { chart } from "./charts.js";
import { elementNode } from "./elements.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { safeLink, textObject, words } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { table } from "./tables.js";

const ALERT_ICONS = { default: "info", info: "info", success: "check", warning: "warning", error: "warning" };

const DRAWN = {
  section(block, place) {
    const text = block.text && el("div", { class: "section-text" }, textObject(block.text));
    const fields = block.fields?.length && el("div", { class: "fields" }, block.fields.map((field) => el("div", { class: "fields-cell" }, textObject(field))));
    const accessory = block.accessory && el("div", { class: "accessory" }, accessoryNode(block.accessory, place));
    return el("div", { class: "section" }, el("div", { class: "section-body" }, text, fields), accessory);
  },
  header: (block) => el("h3", { class: "header" }, words(block.text)),
  divider: () => el("hr"),
  context: (block) =>
    el("div", { class: "context" }, block.elements.map((item) =>
      item.type === "image" ? image(item, "context-image") : el("span", {}, textObject(item)))),
  actions: (block, place) => el("div", { class: "actions" }, block.elements.map((item) => elementNode(item, { ...place, dispatches: true }))),
  context_actions: (block, place) => DRAWN.actions(block, place),
  image: (block) => el("figure", {}, block.title && el("figcaption", { text: words(block.title) }), image(block, "block-image")),
  rich_text: (block) => el("div", { class: "rich" }, richText(block)),
  markdown: (block) => el("div", { class: "rich" }, markdown(block.text)),
  table, data_table: table, data_visualization: chart,
  alert: (block) => {
    const level = block.level in ALERT_ICONS ? block.level : "default";
    return el("div", { class: `alert ${level}`, role: "note" }, icon(ALERT_ICONS[level]), el("div", {}, textObject(block.text)));
  },
  card: (block, place) =>
    el("div", { class: "card" },
      block.hero_image && image(block.hero_image, "card-hero"),
      el("div", { class: "card-head" }, block.icon && image(block.icon, "card-icon"),
        el("div", {}, block.title && el("h4", {}, textObject(block.title)), block.subtitle && el("p", { class: "card-subtitle" }, textObject(block.subtitle)))),
      block.body && el("div", {}, textObject(block.body)),
      block.actions?.length && DRAWN.actions({ elements: block.actions }, place)),
  carousel: (block, place) => el("div", { class: "carousel", tabindex: "0", role: "group", "aria-label": "Cards" }, block.elements.map((card) => DRAWN.card(card, place))),
  input(block, place) {
    const [label, hint, complaint] = [freshId("label"), freshId("hint"), freshId("complaint")];
    const described = block.hint ? `${hint} ${complaint}` : complaint;
    const inner = { ...place, labelled: label, described, required: !block.optional, dispatches: Boolean(block.dispatch_action), optional: block.optional };
    const control = elementNode(block.element, inner);
    const natural = control.matches("input, textarea, select") ? control : control.querySelector("input[role=combobox]");
    if (natural) natural.id ||= freshId("field");
    return el("div", { class: "input" },
      el(natural ? "label" : "div", { class: "input-label", for: natural?.id },
        el("span", { id: label, text: words(block.label) }), block.optional && el("span", { class: "input-optional", text: " (optional)" })),
      control,
      el("p", { id: complaint, class: "complaint", hidden: true }),
      block.hint && el("p", { id: hint, class: "hint", text: words(block.hint) }));
  },
};

function accessoryNode(accessory, place) {
  if (accessory.type === "image") return image(accessory, "accessory-image");
  return elementNode(accessory, { ...place, dispatches: true });
}

/** Pictures from elsewhere are not fetched: the playground asks nothing of the internet. Local and inline ones are shown. */
function image(item, className) {
  const source = item.image_url ?? "";
  const local = source.startsWith("/") || source.startsWith("data:image/") || source.startsWith(location.origin);
  if (local) return el("img", { class: className, src: source, alt: item.alt_text ?? "" });
  const note = el("span", { class: `${className} image-note`, role: "img", "aria-label": item.alt_text ?? "Picture", title: item.alt_text });
  const label = className === "block-image" ? item.alt_text || "Picture" : (item.alt_text || "?").slice(0, 1).toUpperCase();
  append(note, label);
  if (className === "block-image" && safeLink(source)) append(note, [" · ", el("a", { href: source, target: "_blank", rel: "noopener noreferrer", text: "open the picture" })]);
  return note;
}

/** `subject` is what the blocks here are about: it tells the fields of many alike from one another. */
function blockNode(block, surface, subject) {
  const node = el("div", { class: `block block-${block.type}`, "data-block": block.block_id ?? "" });
  const place = { surface, block: block.block_id, node, subject };
  try {
    const draw = Object.hasOwn(DRAWN, block.type) ? DRAWN[block.type] : null;
    append(node, draw ? draw(block, place) : el("p", { class: "unknown", text: `This page does not draw “${block.type}” blocks yet.` }));
  } catch (problem) {
    // One malformed block must not take the conversation with it.
    console.warn("A block could not be drawn", block, problem);
    append(node, el("p", { class: "unknown", text: `This “${block.type}” block could not be drawn.` }));
  }
  return node;
}

/** The first bold words of a section name what it is about: "*Acme Foods*: 32 days quiet" is about Acme Foods. */
function subjectOf(section) {
  return section.text ? append(el("div"), textObject(section.text)).querySelector("strong")?.textContent.trim() ?? "" : "";
}

export function blockNodes(blocks, surface) {
  let subject = "";
  return (blocks ?? []).map((block) => {
    if (block.type === "section") subject = subjectOf(block);
    else if (block.type === "header" || block.type === "divider") subject = "";
    return blockNode(block, surface, subject);
  });
}
