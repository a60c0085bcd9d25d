// Slack's mrkdwn as nodes. Text is foreign: it only ever becomes text nodes, and links only to harmless schemes.
import { el } from "./dom.js";
import { emojiFor, withEmoji } from "./emoji.js";
import { dated, fromTs } from "./times.js";
import { channelName, nameOf, now, person, workspace, zone } from "./workspace.js";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);
const STYLES = { "*": "strong", "_": "em", "~": "s" };
const BARE_LINK = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"\]]/y;
const SHORTCODE = /:([a-z0-9_+-]+(?:::skin-tone-\d)?):/y;

const decoded = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

export function safeLink(target) {
  try {
    return SAFE.has(new URL(target).protocol);
  } catch {
    return false; // relative addresses lead nowhere in Slack either
  }
}

export function link(target, label) {
  if (!safeLink(target)) return el("span", { text: label ?? target });
  return el("a", { href: target, target: "_blank", rel: "noopener noreferrer", text: label || target });
}

export function mention(id, label) {
  const known = workspace.people.get(id);
  const mine = id === workspace.me ? " mention-me" : "";
  return el("span", { class: `mention${mine}`, text: `@${known ? nameOf(known) : label || person(id).name}` });
}

export function channelMention(id, label) {
  const known = workspace.channels.get(id);
  const text = known ? channelName(known) : `#${label || workspace.archived[id] || id}`;
  if (!known) return el("span", { class: "mention", text });
  return el("a", { class: "mention", href: `#as=${workspace.me}&at=${id}`, text });
}

export const broadcast = (range) => el("span", { class: "mention mention-me", text: `@${range}` });

/** One <…> of Slack's: a mention, a date or a link. What is none of these is shown as it stands. */
function control(inner) {
  const cut = inner.indexOf("|");
  const target = cut < 0 ? inner : inner.slice(0, cut);
  const label = cut < 0 ? undefined : decoded(inner.slice(cut + 1));
  if (/^@[UW]\w+$/.test(target)) return mention(target.slice(1), label);
  if (/^#[CDG]\w+$/.test(target)) return channelMention(target.slice(1), label);
  if (/^!(here|channel|everyone)$/.test(target)) return broadcast(target.slice(1));
  if (target.startsWith("!subteam^")) return el("span", { class: "mention", text: label || "@group" });
  if (target.startsWith("!date^")) return date(target.split("^"), label);
  if (safeLink(decoded(target))) return link(decoded(target), label);
  return document.createTextNode(label || decoded(`<${inner}>`));
}

function date([, ts, format, target], fallback) {
  const instant = fromTs(ts);
  if (Number.isNaN(instant.getTime())) return document.createTextNode(fallback ?? "");
  const text = dated(format ?? "{date}", instant, now(), zone());
  const node = target && safeLink(target) ? link(target, text) : el("time", { text });
  node.title = dated("{date_long}, {time}", instant, now(), zone());
  return node;
}

/** Where the style opened at `start` closes, or -1. Links and code in between are stepped over whole. */
function closing(text, start) {
  const mark = text[start];
  if (isWord(text[start - 1]) || text[start + 1] === undefined || /[\s]/.test(text[start + 1]) || text[start + 1] === mark) return -1;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\n") return -1;
    if (text[at] === "<" || text[at] === "`") {
      const end = text.indexOf(text[at] === "<" ? ">" : "`", at + 1);
      if (end > 0) at = end;
    } else if (text[at] === mark && !/\s/.test(text[at - 1]) && !isWord(text[at + 1])) return at;
  }
  return -1;
}

export function inline(text) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(decoded(plain)));
    plain = "";
  };
  const push = (node) => {
    flush();
    nodes.push(node);
  };
  for (let at = 0; at < text.length; ) {
    const character = text[at];
    const end = { "<": () => text.indexOf(">", at + 1), "`": () => text.indexOf("`", at + 1) }[character]?.()
      ?? (STYLES[character] ? closing(text, at) : -1);
    const inner = text.slice(at + 1, end);
    if (end > at + 1 && !inner.includes("\n") && !(character === "<" && inner.includes("<"))) {
      if (character === "<") push(control(inner));
      else if (character === "`") push(el("code", { text: unlinked(inner) }));
      else push(el(STYLES[character], {}, inline(inner)));
      at = end + 1;
      continue;
    }
    const pattern = character === ":" ? SHORTCODE : character === "h" && !isWord(text[at - 1]) ? BARE_LINK : null;
    if (pattern) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      const emoji = found && character === ":" ? emojiFor(found[1]) : null;
      if (emoji) plain += emoji;
      else if (found && character === "h") push(link(decoded(found[0])));
      if (emoji || (found && character === "h")) {
        at += found[0].length;
        continue;
      }
    }
    plain += character;
    at += 1;
  }
  flush();
  return nodes;
}

/** Code shows addresses as text, whatever Slack wrapped around them. */
function unlinked(text) {
  return decoded(text.replace(/<((?:https?|mailto):[^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => label || target));
}

function lines(text) {
  const nodes = [];
  let quote = null;
  let needsBreak = false;
  text.split("\n").forEach((line) => {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const listed = /^(\s*)([•◦▪‣-]|\d{1,2}\.)\s+(.+)$/.exec(line);
    if (quoted) {
      if (!quote) nodes.push((quote = el("blockquote")));
      else quote.append(el("br"));
      quote.append(...inline(quoted[1].replace(/^(?:&gt;&gt;|>>) ?/, "")));
      needsBreak = false;
      return;
    }
    quote = null;
    if (listed) {
      const indent = Math.min(Math.floor(listed[1].length / 2), 4);
      nodes.push(
        el("span", { class: "list-line", style: `--indent:${indent}` }, el("span", { class: "bullet", text: listed[2] }), " ",
          el("span", {}, inline(listed[3]))),
      );
      needsBreak = false;
      return;
    }
    if (needsBreak) nodes.push(el("br"));
    nodes.push(...inline(line));
    needsBreak = true;
  });
  return nodes;
}

export function mrkdwn(text) {
  const nodes = [];
  const pieces = String(text ?? "").split("```");
  if (pieces.length % 2 === 0) pieces.splice(-2, 2, pieces.slice(-2).join("```")); // a fence nobody closed is text
  pieces.forEach((piece, index) => {
    if (index % 2) nodes.push(el("pre", { text: unlinked(piece.replace(/^\n|\n$/g, "")) }));
    else if (piece.trim()) nodes.push(...lines(index ? piece.replace(/^\n|\n$/g, "") : piece.replace(/\n$/, "")));
  });
  return nodes;
}

/** The words of a text object, for names and labels. */
export function words(object) {
  const text = typeof object === "string" ? object : object?.text ?? "";
  return object?.emoji === false ? text : withEmoji(text);
}

export function textObject(object) {
  if (object?.type === "mrkdwn") return mrkdwn(object.text);
  const shown = [];
  words(object).split("\n").forEach((line, index) => shown.push(index ? el("br") : "", line));
  return shown;
}
