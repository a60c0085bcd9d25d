// A person's initials on their colour; an app gets the square mark.
import { el } from "./dom.js";
import { isApp, nameOf } from "./workspace.js";

const COLOURS = ["#0b6e5f", "#9a3b63", "#3d5a98", "#8a4b12", "#5b4a9e", "#2f6b2f", "#8c3a2b", "#1f6788"];

function ownColour(someone) {
  const sum = [...String(someone.id)].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return /^#?[0-9a-f]{6}$/i.test(someone.color ?? "") ? `#${someone.color.replace("#", "")}` : COLOURS[sum % COLOURS.length];
}

/** Dark letters on a light colour and light ones on a dark colour, so that any seeded colour stays readable. */
function ink(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#14211f" : "#ffffff";
}

export function avatar(someone, size = "") {
  if (isApp(someone.id)) return el("img", { class: `avatar ${size}`, src: "/page/mark.svg", alt: "" });
  const initials = nameOf(someone).split(/\s+/).map((part) => part[0]).slice(0, 2).join("").toUpperCase();
  const colour = ownColour(someone);
  return el("span", { class: `avatar ${size}`, style: `background:${colour};color:${ink(colour)}`, "aria-hidden": "true", text: initials });
}
