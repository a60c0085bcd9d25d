// What was typed in each conversation: the unsent draft, and the sent lines for the up arrow.

const KEPT = 50;

function read(key, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export class Drafts {
  constructor() {
    this.sent = read("drumbeat.sent", {});
    this.unsent = read("drumbeat.unsent", {});
    this.at = null;
  }

  keep(place, text) {
    this.unsent[place] = text;
    sessionStorage.setItem("drumbeat.unsent", JSON.stringify(this.unsent));
  }

  draft(place) {
    return this.unsent[place] ?? "";
  }

  remember(place, text) {
    const lines = (this.sent[place] ?? []).filter((line) => line !== text);
    this.sent[place] = [...lines, text].slice(-KEPT);
    this.at = null;
    sessionStorage.setItem("drumbeat.sent", JSON.stringify(this.sent));
  }

  /** The line before (-1) or after (+1) the one recalled last; undefined at either end. */
  recall(place, step) {
    const lines = this.sent[place] ?? [];
    const at = (this.at ?? lines.length) + step;
    if (at < 0 || at > lines.length) return undefined;
    this.at = at;
    return lines[at] ?? "";
  }

  get recalling() {
    return this.at !== null;
  }

  stop() {
    this.at = null;
  }
}
