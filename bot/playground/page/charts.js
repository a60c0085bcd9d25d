// data_visualization as a small inline drawing, with the same figures in words for those who do not see it.
import { el, freshId, svg } from "./dom.js";

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [480, 200, 40, 28, 10];
const colour = (index) => `var(--chart-${(index % 6) + 1})`;
const rounded = (value) => Number(value.toFixed(2)).toString();

function niceTop(largest, whole) {
  if (largest <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(largest));
  const steps = whole && unit === 1 ? [1, 2, 4, 6, 8, 10] : [1, 2, 2.5, 5, 10];
  return steps.map((step) => step * unit).find((step) => step >= largest);
}

function pie(segments) {
  const total = segments.reduce((sum, segment) => sum + Number(segment.value), 0) || 1;
  let turned = 0;
  const point = (part, radius) => [100 + radius * Math.sin(2 * Math.PI * part), 100 - radius * Math.cos(2 * Math.PI * part)];
  const slices = segments.map((segment, index) => {
    const from = turned;
    turned += Number(segment.value) / total;
    const until = Math.min(turned, from + 0.9999); // a whole circle has no beginning and would vanish
    const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = [point(from, 92), point(until, 92), point(until, 54), point(from, 54)];
    const large = until - from > 0.5 ? 1 : 0;
    return svg("path", { d: `M${ax} ${ay}A92 92 0 ${large} 1 ${bx} ${by}L${cx} ${cy}A54 54 0 ${large} 0 ${dx} ${dy}Z`, fill: colour(index), class: "slice" });
  });
  return svg("svg", { viewBox: "0 0 200 200", class: "pie", "aria-hidden": "true" }, slices);
}

function plotted(block, categories, series) {
  const values = series.map((line) => categories.map((label) => Number(line.data.find((entry) => entry.label === label)?.value ?? 0)));
  const whole = values.flat().every(Number.isInteger);
  const top = niceTop(Math.max(0, ...values.flat()), whole);
  const low = Math.min(0, ...values.flat());
  const step = (WIDTH - LEFT - 8) / Math.max(1, categories.length);
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / (top - low));
  const middle = (index) => LEFT + step * (index + 0.5);
  // Half a touch is no touch: whole figures get whole lines.
  const lines = [0, 0.5, 1].map((part) => low + (top - low) * part).filter((value) => !whole || Number.isInteger(value));
  const grid = lines.flatMap((value) => [
    svg("line", { x1: LEFT, x2: WIDTH - 8, y1: y(value), y2: y(value), class: "gridline" }),
    svg("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end", class: "tick" }, rounded(value)),
  ]);
  const every = Math.ceil(categories.length / 10);
  const labels = categories.map((label, index) => index % every === 0 &&
    svg("text", { x: middle(index), y: HEIGHT - 8, "text-anchor": "middle", class: "tick" }, label.length * 7 > step * every ? `${label.slice(0, Math.max(3, Math.floor((step * every) / 7) - 1))}…` : label));
  const bar = Math.min(34, (step * 0.72) / series.length);
  const marks = values.flatMap((row, which) => {
    if (block.chart.type === "bar") {
      return row.map((value, index) => value !== 0 && svg("rect", { x: middle(index) - (bar * series.length) / 2 + bar * which, width: Math.max(1, bar - 2),
        y: Math.min(y(value), y(0)), height: Math.max(1, Math.abs(y(0) - y(value))), rx: 3, fill: colour(which) }));
    }
    const path = row.map((value, index) => `${index ? "L" : "M"}${middle(index)} ${y(value)}`).join("");
    const area = block.chart.type === "area" && svg("path", { d: `${path}L${middle(row.length - 1)} ${y(0)}L${middle(0)} ${y(0)}Z`, fill: colour(which), opacity: 0.25 });
    return [area, svg("path", { d: path, fill: "none", stroke: colour(which), "stroke-width": 2.5, "stroke-linejoin": "round" })];
  });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "plot", "aria-hidden": "true" }, grid, marks, labels);
}

export function chart(block) {
  const it = block.chart ?? {};
  const title = freshId("chart");
  const segments = it.type === "pie" ? it.segments ?? [] : null;
  const series = it.series ?? [];
  const categories = it.axis_config?.categories ?? series[0]?.data.map((entry) => entry.label) ?? [];
  const key = segments ?? (series.length > 1 ? series : []);
  const columns = segments ? ["Value"] : series.map((line) => line.name);
  const rows = segments ? segments.map((segment) => [segment.label, segment.value])
    : categories.map((label) => [label, ...series.map((line) => line.data.find((entry) => entry.label === label)?.value ?? "")]);
  return el("figure", { class: "chart", "aria-labelledby": title },
    el("figcaption", { id: title, text: block.title ?? "Chart" }),
    el("div", { class: "chart-body" },
      el("div", { class: "chart-drawing" }, it.axis_config?.y_label && el("div", { class: "axis", text: it.axis_config.y_label }),
        segments ? pie(segments) : plotted(block, categories, series),
        it.axis_config?.x_label && el("div", { class: "axis axis-x", text: it.axis_config.x_label })),
      key.length > 0 && el("ul", { class: "chart-key" }, key.map((item, index) =>
        el("li", {}, el("span", { class: "swatch", style: `background:${colour(index)}` }), item.label ?? item.name, segments && ` · ${item.value}`)))),
    el("details", { class: "chart-figures" }, el("summary", { text: "Show the figures" }),
      el("div", { class: "table-holder" }, el("table", {},
        el("thead", {}, el("tr", {}, el("td"), columns.map((name) => el("th", { scope: "col", class: "right", text: name })))),
        el("tbody", {}, rows.map(([label, ...figures]) => el("tr", {}, el("th", { scope: "row", text: label }), figures.map((figure) => el("td", { class: "right", text: String(figure) })))))))));
}
