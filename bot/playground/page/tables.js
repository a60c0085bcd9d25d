// table and data_table: the first row of both is the heading; data_table shows a page of rows at a time, as Slack does.
import { el, refill } from "./dom.js";
import { elementNode } from "./elements.js";
import { textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

function cellContent(cell, place) {
  if (cell?.type === "rich_text") return richText(cell);
  if (cell?.type === "raw_number") return String(cell.text ?? cell.value ?? cell.number ?? "");
  if (cell?.type === "action" || cell?.type === "button") return elementNode(cell.element ?? cell, { ...place, dispatches: true });
  return textObject(cell ?? "");
}

const PAGE_SIZE = 5; // Slack's own where `page_size` is not given

export function table(block, place) {
  const settings = block.column_settings ?? [];
  const numeric = (cell) => cell?.type === "raw_number";
  const align = (cell, column) => (settings[column]?.align === "right" || numeric(cell) ? "right" : settings[column]?.align ?? null);
  const [head = [], ...body] = block.rows ?? [];
  const heading = block.row_header_column_index ?? 0;
  const size = block.type === "data_table" ? block.page_size ?? PAGE_SIZE : Infinity;
  const rowNode = (row) => el("tr", {}, row.map((cell, column) =>
    el(column === heading && !numeric(cell) ? "th" : "td", { scope: column === heading && !numeric(cell) ? "row" : null, class: align(cell, column) }, cellContent(cell, place))));
  const rows = el("tbody", {}, body.slice(0, size).map(rowNode));
  const holder = el("div", { class: "table-holder", tabindex: "0", role: "region", "aria-label": block.caption || "Table" },
    el("table", {},
      block.caption && el("caption", {}, el("span", { text: block.caption })),
      el("thead", {}, el("tr", {}, head.map((cell, column) => el("th", { scope: "col", class: align(body[0]?.[column], column) }, cellContent(cell, place))))),
      rows));
  return body.length > size ? [holder, pager(body, size, (shown) => refill(rows, shown.map(rowNode)))] : holder;
}

function pager(body, size, show) {
  let first = 0;
  const where = el("span", { role: "status" });
  const turn = (label, by) => el("button", { type: "button", class: "button", text: label, onclick: () => move(by) });
  const [back, on] = [turn("Previous", -size), turn("Next", size)];
  const move = (by) => {
    first += by;
    where.textContent = `Rows ${first + 1} to ${Math.min(first + size, body.length)} of ${body.length}`;
    back.disabled = first === 0;
    on.disabled = first + size >= body.length;
    if (!by) return;
    show(body.slice(first, first + size));
    // The keyboard stays here where the button that was pressed cannot be pressed again.
    (back.disabled || (by > 0 && !on.disabled) ? on : back).focus();
  };
  move(0);
  return el("div", { class: "table-pages" }, back, on, where);
}
