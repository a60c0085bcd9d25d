// The select elements of Block Kit, each a picker with its own source and its own name for what is chosen.
import { words } from "./mrkdwn.js";
import { Picker } from "./picker.js";
import { tell } from "./server.js";
import { channelName, isApp, nameOf, workspace } from "./workspace.js";

const asOption = (value, text) => ({ value, text: { type: "plain_text", text } });

const people = () =>
  [...workspace.people.values()].filter((someone) => !someone.is_bot || isApp(someone.id))
    .map((someone) => asOption(someone.id, nameOf(someone)));

function conversations(element) {
  const include = element.filter?.include;
  return [...workspace.channels.values()]
    .filter((channel) => !(element.filter?.exclude_bot_users && isApp(channel.with)))
    .filter((channel) => !include || include.includes(channel.kind === "im" ? "im" : "public"))
    .map((channel) => asOption(channel.id, channelName(channel)));
}

const publicChannels = () =>
  [...workspace.channels.values()].filter((channel) => channel.kind === "channel")
    .map((channel) => asOption(channel.id, channelName(channel)));

// What each kind offers, and the name Slack gives to one choice and to several.
const KINDS = {
  static: { one: "option", several: "options", whole: true },
  external: { one: "option", several: "options", whole: true },
  users: { one: "user", several: "users", offers: people },
  channels: { one: "channel", several: "channels", offers: publicChannels },
  conversations: { one: "conversation", several: "conversations", offers: conversations },
};

function ownGroups(element) {
  if (element.option_groups) return element.option_groups.map((group) => ({ label: words(group.label), options: group.options }));
  return [{ options: element.options ?? [] }];
}

async function fetchedGroups(element, place, query) {
  const answer = await tell("options", {
    as: workspace.me, container: place.surface.container, block_id: place.block, action_id: element.action_id, value: query,
  });
  if (answer.option_groups?.length) return ownGroups(answer);
  return [{ options: answer.options ?? [] }];
}

export function selectElement(element, place) {
  const many = element.type.startsWith("multi_");
  const name = element.type.replace("multi_", "").replace("_select", "");
  const kind = KINDS[name];
  const offers = () => kind.offers(element);
  const source = name === "external" ? (query) => fetchedGroups(element, place, query)
    : kind.whole ? () => ownGroups(element) : () => [{ options: offers() }];
  const key = many ? kind.several : kind.one;
  const current = element.default_to_current_conversation ? workspace.here : undefined;
  const first = element[`initial_${key}`] ?? (many ? current && [current] : current);
  const begin = [first ?? []].flat().map((item) =>
    kind.whole ? item : offers().find((option) => option.value === item) ?? asOption(item, item));
  const picker = new Picker({
    source, many, chosen: begin, remote: name === "external", most: element.max_selected_items,
    shortest: element.min_query_length ?? 3, placeholder: words(element.placeholder) || "Choose…",
    naming: place.naming(words(element.placeholder) || "Choose"),
    onChange: () => place.changed(element, read(), picker.node),
  });
  const told = (option) => (kind.whole ? option : option.value);
  const read = () => ({
    [`selected_${key}`]: many ? picker.chosen.map(told) : picker.chosen.length ? told(picker.chosen[0]) : null,
  });
  return { node: picker.node, read, focus: () => picker.input.focus(), empty: () => !picker.chosen.length };
}
