// Builds elements. Text always becomes a text node: nothing a person, a feed or the bot wrote is ever parsed as HTML.

let lastId = 0;

export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else if (name === "value") node.value = value;
    else if (name === "checked") node.checked = true;
    else if (name === "style") node.style.cssText = value; // the page's policy refuses style attributes
    else node.setAttribute(name, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child);
  }
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  return append(node, children);
}

/** Replaces a node's children and keeps the keyboard where it was, by block and action, when they still exist. */
export function refill(node, ...children) {
  const held = node.contains(document.activeElement) ? document.activeElement : null;
  const action = held?.closest("[data-action]")?.dataset.action;
  const block = held?.closest("[data-block]")?.dataset.block;
  node.replaceChildren();
  append(node, children);
  if (!held || !action) return;
  const again = [...node.querySelectorAll("[data-action]")].find(
    (other) => other.dataset.action === action && other.closest("[data-block]")?.dataset.block === block,
  );
  (again?.matches("button, input, textarea, a") ? again : again?.querySelector("button, input, textarea, a"))?.focus();
}
