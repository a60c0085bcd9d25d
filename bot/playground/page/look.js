// The button for the light or the dark look. Until it is pressed, the look follows the system.
import { icon } from "./icons.js";

const KEPT = "drumbeat.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

export function lookButton(button) {
  const show = () => {
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.setAttribute("aria-label", isDark() ? "Use the light look" : "Use the dark look");
  };
  button.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    localStorage.setItem(KEPT, chosen);
    show();
  });
  system.addEventListener("change", show);
  show();
}
