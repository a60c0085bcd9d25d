// Slack's rich_text block: sections, lists, quotes and code made of styled pieces.
import { append, el } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { broadcast, channelMention, link, mention } from "./mrkdwn.js";
import { dated, fromTs } from "./times.js";
import { now, zone } from "./workspace.js";

const STYLE_TAGS = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function styled(nodes, style = {}) {
  return Object.entries(STYLE_TAGS).reduce((inner, [name, tag]) => (style[name] ? [el(tag, {}, inner)] : inner), nodes);
}

function broken(text) {
  return text.split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line]));
}

const PIECES = {
  text: (piece) => broken(piece.text),
  link: (piece) => [link(piece.url, piece.text)],
  user: (piece) => [mention(piece.user_id)],
  channel: (piece) => [channelMention(piece.channel_id)],
  usergroup: () => [el("span", { class: "mention", text: "@group" })],
  broadcast: (piece) => [broadcast(piece.range)],
  emoji: (piece) => [emojiFor(piece.name) ?? `:${piece.name}:`],
  date: (piece) => [dated(piece.format ?? "{date}", fromTs(piece.timestamp), now(), zone())],
  color: (piece) => [piece.value],
};

const pieces = (elements) => elements.flatMap((piece) => styled(PIECES[piece.type]?.(piece) ?? [`[${piece.type}]`], piece.style));

const PARTS = {
  rich_text_section: (part) => el("p", {}, pieces(part.elements)),
  rich_text_quote: (part) => el("blockquote", {}, pieces(part.elements)),
  rich_text_preformatted: (part) => el("pre", {}, part.elements.map((piece) => piece.text ?? piece.url ?? "")),
  rich_text_list: (part) =>
    el(part.style === "ordered" ? "ol" : "ul", { start: part.offset ? part.offset + 1 : null, style: `--indent:${Math.min(part.indent ?? 0, 6)}` },
      part.elements.map((item) => el("li", {}, pieces(item.elements)))),
};

export function richText(block) {
  return append(document.createDocumentFragment(), (block.elements ?? []).map((part) =>
    PARTS[part.type]?.(part) ?? el("p", { class: "unknown", text: `This page does not draw “${part.type}” yet.` })));
}
