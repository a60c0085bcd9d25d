// table and data_table: the first row of both is the heading.
import { el } from "./dom.js";
import { elementNode } from "./elements.js";
import { textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

function cellContent(cell, place) {
  if (cell?.type === "rich_text") return richText(cell);
  if (cell?.type === "raw_number") return String(cell.text ?? cell.value ?? cell.number ?? "");
  if (cell?.type === "action" || cell?.type === "button") return elementNode(cell.element ?? cell, { ...place, dispatches: true });
  return textObject(cell ?? "");
}

export function table(block, place) {
  const settings = block.column_settings ?? [];
  const numeric = (cell) => cell?.type === "raw_number";
  const align = (cell, column) => (settings[column]?.align === "right" || numeric(cell) ? "right" : settings[column]?.align ?? null);
  const [head = [], ...body] = block.rows ?? [];
  const heading = block.row_header_column_index ?? 0;
  return el("div", { class: "table-holder", tabindex: "0", role: "region", "aria-label": block.caption || "Table" },
    el("table", {},
      block.caption && el("caption", { text: block.caption }),
      el("thead", {}, el("tr", {}, head.map((cell, column) => el("th", { scope: "col", class: align(body[0]?.[column], column) }, cellContent(cell, place))))),
      el("tbody", {}, body.map((row) => el("tr", {}, row.map((cell, column) =>
        el(column === heading && !numeric(cell) ? "th" : "td", { scope: column === heading && !numeric(cell) ? "row" : null, class: align(cell, column) }, cellContent(cell, place))))))));
}
