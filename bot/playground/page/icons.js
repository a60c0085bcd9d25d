// Line icons, drawn here so that the page needs no file and no address from elsewhere.
import { svg } from "./dom.js";

const STROKES = {
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  back: ["M15 5l-7 7 7 7"],
  down: ["M6 9l6 6 6-6"],
  more: ["M6 12h.02", "M12 12h.02", "M18 12h.02"],
  send: ["M4 12l16-8-5 16-4-7z", "M11 13l9-9"],
  bolt: ["M13 3L5 14h6l-1 7 8-11h-6z"],
  clock: ["M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18", "M12 7.5V12l3 2"],
  log: ["M5 5h14v14H5z", "M9 9h6", "M9 12h6", "M9 15h4"],
  sun: ["M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8", "M12 3v1.5", "M12 19.5V21", "M3 12h1.5", "M19.5 12H21", "M5.6 5.6l1 1",
    "M17.4 17.4l1 1", "M5.6 18.4l1-1", "M17.4 6.6l1-1"],
  moon: ["M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5z"],
  warning: ["M12 4L2.8 20h18.4z", "M12 10v4.5", "M12 17.3h.01"],
  eye: ["M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z", "M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  copy: ["M9 9h10v11H9z", "M15 9V5H5v11h4"],
  info: ["M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18", "M12 11v5", "M12 8h.01"],
  reply: ["M10 6L4 12l6 6", "M4 12h9a7 7 0 0 1 7 6"],
};

export function icon(name, className = "icon") {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: `${className} icon-${name}`, "aria-hidden": "true", focusable: "false" },
    STROKES[name].map((d) => svg("path", { d })),
  );
}
