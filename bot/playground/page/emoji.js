// The shortcodes that turn up in a sales team's messages; an unknown one stays as typed.

const SHORTCODES = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", wave: "👋", clap: "👏", raised_hands: "🙌", pray: "🙏",
  muscle: "💪", handshake: "🤝", eyes: "👀", smile: "😄", slightly_smiling_face: "🙂", grinning: "😀", joy: "😂",
  wink: "😉", blush: "😊", thinking_face: "🤔", neutral_face: "😐", slightly_frowning_face: "🙁", disappointed: "😞",
  sob: "😭", sunglasses: "😎", tada: "🎉", sparkles: "✨", star: "⭐", fire: "🔥", rocket: "🚀", zap: "⚡",
  heart: "❤️", green_heart: "💚", blue_heart: "💙", white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️",
  x: "❌", warning: "⚠️", no_entry: "⛔", question: "❓", exclamation: "❗", bulb: "💡", memo: "📝", pencil: "✏️", pencil2: "✏️",
  calendar: "📅", date: "📅", alarm_clock: "⏰", hourglass: "⌛", hourglass_flowing_sand: "⏳", bell: "🔔", no_bell: "🔕",
  mega: "📣", loudspeaker: "📢", newspaper: "📰", link: "🔗", email: "📧", envelope: "✉️", phone: "☎️", telephone_receiver: "📞",
  iphone: "📱", speech_balloon: "💬", zzz: "💤", palm_tree: "🌴", coffee: "☕", cake: "🍰", package: "📦", factory: "🏭",
  office: "🏢", convenience_store: "🏪", handbag: "👜", moneybag: "💰", chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉", bar_chart: "📊", drum_with_drumsticks: "🥁", game_die: "🎲", key: "🔑", lock: "🔒",
  mag: "🔍", gear: "⚙️", wastebasket: "🗑️", arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️",
  large_green_circle: "🟢", green_circle: "🟢", large_yellow_circle: "🟡", large_orange_circle: "🟠", red_circle: "🔴",
  white_circle: "⚪", black_circle: "⚫", seedling: "🌱", herb: "🌿", sunny: "☀️", cloud: "☁️", umbrella: "☔", snowflake: "❄️",
  hand: "✋", point_right: "👉", point_down: "👇", point_up: "☝️", writing_hand: "✍️", busts_in_silhouette: "👥", house: "🏠",
};

export const emojiFor = (name) => SHORTCODES[name.replace(/::skin-tone-\d$/, "")];

export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emojiFor(name) ?? whole);
}
