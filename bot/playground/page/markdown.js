// The markdown block: ordinary Markdown, of which this draws the part that people use in messages.
import { append, el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link, mention } from "./mrkdwn.js";

const INLINE = [
  [/^\\([\\`*_{}[\]()#+\-.!~|>])/, ([, character]) => character],
  [/^`([^`\n]+)`/, ([, code]) => el("code", { text: code })],
  [/^!?\[([^\]\n]*)\]\(([^\s)]+)\)/, ([, label, target]) => link(target, label)],
  [/^<@([UW]\w+)>/, ([, id]) => mention(id)],
  [/^<(https?:\/\/[^>\s]+)>/, ([, target]) => link(target)],
  [/^https?:\/\/[^\s<>)]+[^\s<>).,;:!?'"]/, ([target]) => link(target)],
  [/^\*\*(?=\S)(.+?\S|\S)\*\*/, ([, inner]) => el("strong", {}, inline(inner))],
  [/^__(?=\S)(.+?\S|\S)__/, ([, inner]) => el("strong", {}, inline(inner))],
  [/^~~(?=\S)(.+?)~~/, ([, inner]) => el("s", {}, inline(inner))],
  [/^\*(?=\S)([^*\n]*[^*\s])\*/, ([, inner]) => el("em", {}, inline(inner))],
  [/^_(?=\S)([^_\n]*[^_\s])_(?!\w)/, ([, inner]) => el("em", {}, inline(inner))],
];

function inline(text) {
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const wordBefore = /\w/.test(text[at - 1] ?? "") && /[_h]/.test(rest[0]);
    let found = null;
    const rule = wordBefore ? null : INLINE.find(([pattern]) => (found = pattern.exec(rest)));
    if (!rule) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain) nodes.push(withEmoji(plain));
    plain = "";
    nodes.push(rule[1](found));
    at += found[0].length;
  }
  if (plain) nodes.push(withEmoji(plain));
  return nodes;
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
const isRule = (line) => /^\s*([-*_])(\s*\1){2,}\s*$/.test(line);
const startsBlock = (line) => /^(#{1,6}\s|>|```|\s*([-*+]|\d+[.)])\s)/.test(line) || isRule(line);

export function markdown(text) {
  const lines = String(text ?? "").split("\n");
  const nodes = [];
  let at = 0;
  const takeWhile = (test) => {
    const taken = [];
    while (at < lines.length && test(lines[at])) taken.push(lines[at++]);
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at];
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (!line.trim()) at += 1;
    else if (heading) {
      nodes.push(el(`h${Math.min(heading[1].length + 2, 6)}`, {}, inline(heading[2])));
      at += 1;
    } else if (line.startsWith("```")) {
      at += 1;
      nodes.push(el("pre", { text: takeWhile((other) => !other.startsWith("```")).join("\n") }));
      at += 1;
    } else if (isRule(line)) {
      nodes.push(el("hr"));
      at += 1;
    } else if (line.startsWith(">")) {
      nodes.push(el("blockquote", {}, markdown(takeWhile((other) => other.startsWith(">")).map((other) => other.replace(/^> ?/, "")).join("\n"))));
    } else if (/^\s*([-*+]|\d+[.)])\s/.test(line)) {
      nodes.push(list(takeWhile((other) => /^\s*([-*+]|\d+[.)])\s/.test(other))));
    } else if (/^\s*\|?[\s:|-]*-[\s:|-]*$/.test(lines[at + 1] ?? "") && line.includes("|")) {
      const [head, , ...body] = takeWhile((other) => other.includes("|"));
      nodes.push(el("div", { class: "table-holder" }, el("table", {},
        el("thead", {}, el("tr", {}, cells(head).map((cell) => el("th", { scope: "col" }, inline(cell))))),
        el("tbody", {}, body.map((row) => el("tr", {}, cells(row).map((cell) => el("td", {}, inline(cell)))))))));
    } else {
      const taken = [lines[at++], ...takeWhile((other) => other.trim() && !startsBlock(other))];
      nodes.push(el("p", {}, taken.flatMap((other, index) => (index ? [el("br"), ...inline(other)] : inline(other)))));
    }
  }
  return append(document.createDocumentFragment(), nodes);
}

function list(lines) {
  return el(/^\s*\d/.test(lines[0]) ? "ol" : "ul", {}, lines.map((line) => {
    const [, indent, words] = /^(\s*)(?:[-*+]|\d+[.)])\s+(.*)$/.exec(line) ?? [null, "", line];
    const task = /^\[([ xX])\]\s+(.*)$/.exec(words);
    return el("li", { style: `--indent:${Math.min(Math.floor(indent.length / 2), 6)}` }, task && (task[1] === " " ? "☐ " : "☑ "), inline(task ? task[2] : words));
  }));
}
