// Times as a person in one time zone reads them. The playground's clock decides what "today" is, never the computer's.

const parts = new Map();

function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!parts.has(key)) parts.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return parts.get(key);
}

export const fromTs = (ts) => new Date(Number(ts) * 1000);

export function wall(instant, zone) {
  const found = {};
  const shape = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  for (const { type, value } of formatter(zone, shape).formatToParts(instant)) found[type] = value;
  return { date: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}` };
}

export const clockTime = (instant, zone) => wall(instant, zone).time;

export function longDate(instant, zone) {
  return formatter(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(instant);
}

export function shortDate(instant, zone) {
  return formatter(zone, { weekday: "short", day: "numeric", month: "short" }).format(instant);
}

export const yearOf = (instant, zone) => wall(instant, zone).date.slice(0, 4);

/** "Today", "Yesterday", "Tomorrow" or nothing, counted in the zone's own calendar days. */
export function nearDay(instant, now, zone) {
  const days = (date) => Date.parse(`${wall(date, zone).date}T00:00Z`) / 86_400_000;
  return { "0": "Today", "-1": "Yesterday", "1": "Tomorrow" }[String(days(instant) - days(now))] ?? "";
}

export function dayName(instant, now, zone) {
  return nearDay(instant, now, zone) || formatter(zone, { weekday: "long", day: "numeric", month: "long" }).format(instant);
}

/** The instant at which clocks in the zone show this: the first when autumn shows it twice, an hour on when spring skips it. */
export function instantAt(date, time, zone) {
  const wanted = Date.parse(`${date}T${time.slice(0, 5)}Z`);
  const candidates = [-24, 24].map((hours) => {
    const near = wanted + hours * 3_600_000;
    const shown = wall(new Date(near), zone);
    return wanted - (Date.parse(`${shown.date}T${shown.time}Z`) - near);
  });
  const exact = candidates.filter((candidate) => {
    const shown = wall(new Date(candidate), zone);
    return shown.date === date && shown.time === time.slice(0, 5);
  });
  return new Date(exact.length ? Math.min(...exact) : Math.max(...candidates));
}

/** Slack's <!date^…> tokens. */
export function dated(format, instant, now, zone) {
  const on = (options) => formatter(zone, options).format(instant);
  const near = nearDay(instant, now, zone).toLowerCase();
  const dates = {
    date_num: () => wall(instant, zone).date,
    date: () => on({ day: "numeric", month: "long", year: "numeric" }),
    date_short: () => on({ day: "numeric", month: "short", year: "numeric" }),
    date_long: () => longDate(instant, zone),
    time: () => clockTime(instant, zone),
    time_secs: () => on({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    day_divider_pretty: () => dayName(instant, now, zone),
    ago: () => ago(instant, now),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name) => {
    if (dates[name]) return dates[name]();
    if (name.endsWith("_pretty") && dates[name.slice(0, -7)]) return near || dates[name.slice(0, -7)]();
    return whole;
  });
}

function ago(instant, now) {
  const seconds = (instant - now) / 1000;
  const units = [["day", 86_400], ["hour", 3600], ["minute", 60]];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
