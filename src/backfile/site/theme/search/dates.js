/* Which span of time does a date mean? text/dates.py, text/spoken_dates.py
   Instants are seconds since 1970; what a clock shows is told as the instant at which one of UTC shows that. */
"use strict";

backfileSearch.put("part-dates", ({ kept, need, use }) => {
const { plainDigits, squeeze, strip } = use("words");

/* What is written is no date, or could be two. */
class NoDate extends Error {}
/* It lies outside of the years 1 to 9999. */
class OutOfYears extends Error {}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OUTSIDE = "lies outside the years that can be reckoned with";
const EXAMPLES = "2022-03-10, 2022-03, 2022-03-10T14:05Z, “8 March 2022” or “last week”";
const NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split(" ");
const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?(Z|[+-]\d\d:?\d\d))?)?)?)?$/i;

/** @type {(holds: unknown, message: string) => asserts holds} */
const checkDate = (holds, message) => {
  if (!holds) throw new NoDate(message);
};

/** A written date, or two of them joined by / or .. @type {(written: string, zone: string) => Bounds} */
const parseSpan = (written, zone) => {
  const two = /^([^]*?)(?:\/|\.\.)([^]*)$/.exec(strip(written));
  const first = parseDate(strip(two ? two[1] : written), zone);
  if (!two) return first;
  const last = parseDate(strip(two[2]), zone);
  checkDate(last.end > first.start, `“${written}” ends before it begins`);
  return { start: first.start, end: last.end };
};

/** @type {(written: string, zone: string) => Bounds} */
const parseDate = (written, zone) => {
  const found = DATE.exec(plainDigits(written));
  checkDate(found, `“${written}” is no date such as 2022-03-10, 2022-03 or 2022-03-10T14:05Z`);
  const within = found[7]?.toUpperCase() ?? zone;
  checkDate(within === zone || /^(Z|.([01]\d|2[0-3]):?[0-5]\d)$/.test(within), `no time zone “${within}”`);
  const least = [0, 1, 1, 0, 0, 0]; // where it is not given
  const [year, month, day, hour, minute, second] = least.map((number, at) => Number(found[at + 1] ?? number));
  checkDate(year >= 1, `year ${year} is out of range`);
  checkDate(month >= 1 && month <= 12, "month must be in 1..12");
  checkDate(day >= 1 && day <= dateOf(wall(year, month + 1, 0)).getUTCDate(), "day is out of range for month");
  checkDate(hour <= 23, "hour must be in 0..23");
  checkDate(minute <= 59, "minute must be in 0..59");
  checkDate(second <= 59, "second must be in 0..59");
  const start = wall(year, month, day) + hour * HOUR + minute * MINUTE + second;
  const given = found.slice(1, 7).filter((digits) => digits !== undefined).length;
  const end = [wall(year + 1, 1, 1), wall(year, month + 1, 1), start + DAY, 0, start + MINUTE, start + 1][given - 1];
  const span = { start: instant(start, within), end: instant(end, within) };
  checkDate(given > 1 || year < 9999, `year ${year + 1} is out of range`);
  checkDate([span.start, end, span.end].every(isReckoned), `“${written}” ${OUTSIDE}`);
  return span;
};

/** A date, or two joined by .. or “to”, of which either may be left out. @type {Dates["parseReach"]} */
const parseReach = (written, zone, now) => {
  const text = strip(written);
  const bare = text.replace(/^\[/, "");
  /** @type {(each: string) => RegExpExecArray | null} */
  const read = (each) => /^([^]*?)(?:\.\.| to )([^]*)$/i.exec(each);
  const between = read(strip(bare)) ?? read(bare);
  if (!between) return parseSpoken(written, zone, now);
  const [first, last] = [strip(between[1]), strip(strip(between[2]).replace(/\]$/, ""))];
  checkDate(first || last, `“${written}” names no date`);
  const start = first ? parseSpoken(first, zone, now).start : null;
  const end = last ? parseSpoken(last, zone, now).end : null;
  checkDate(start === null || end === null || end > start, `“${written}” ends before it begins`);
  return { start, end };
};

/** A date in people's words; `now` in seconds. @type {Dates["parseSpoken"]} */
const parseSpoken = (written, zone, now) => {
  try {
    return readSpoken(squeeze(written.toLowerCase()), zone, now) ?? parseSpan(written, zone);
  } catch (fault) {
    if (fault instanceof OutOfYears) throw new NoDate(`“${written}” ${OUTSIDE}`);
    if (!(fault instanceof NoDate)) throw fault;
    if (fault.message.includes("is no date such as")) throw new NoDate(`“${written}” is no date such as ${EXAMPLES}`);
    if (fault.message.startsWith("“")) throw fault;
    throw new NoDate(`“${written}” is no date: ${fault.message}`);
  }
};

/** @param {Tables["tables-dates"]} table */
const makeCalendar = ({ months, weekdays }) => {
  const names = [...months, ...months.map((month) => month.slice(0, 3)), "sept"];
  const month = names.sort((one, other) => other.length - one.length).join("|");
  const clock = "(?:,? (?:at )?(?<hour>\\d{1,2})[:.](?<minute>\\d\\d) ?(?<half>am|pm|a\\.m\\.|p\\.m\\.)?)?";
  /** @type {(shape: string) => RegExp} */
  const whole = (shape) => new RegExp(`^(?:${shape})$`);
  return {
    months,
    weekdays,
    days: [
      whole(`(?<day>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?<month>${month})\\.?,? (?<year>\\d{4})${clock}`),
      whole(`(?<month>${month})\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})${clock}`),
    ],
    month: whole(`(${month})\\.?,? (\\d{4})`),
    ago: whole(`(\\d{1,4}|an?|${NUMBERS.join("|")}) (minute|hour|day|week|month|year)s? ago`),
    weekday: whole(`(?:(?:last|on|this) )?(${weekdays.join("|")})`),
    withoutYear: whole(`\\d{1,2}(?:st|nd|rd|th)? (?:${month})|(?:${month})(?: \\d{1,2}(?:st|nd|rd|th)?)?`),
  };
};

const calendar = makeCalendar(need("tables-dates"));

/** @type {(said: string, zone: string, now: number) => Bounds | null} */
const readSpoken = (said, zone, now) => {
  const text = plainDigits(said);
  const today = Math.floor(shownAt(now, zone) / DAY) * DAY;
  let found;
  for (const shape of calendar.days) if ((found = shape.exec(text))) return writtenDay(found.groups ?? {}, said, zone);
  if ((found = calendar.month.exec(text))) return parseSpan(`${found[2]}-${monthOf(found[1])}`, zone);
  if ((found = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(text))) {
    return parseSpan(`${found[1]}-${pad(found[2])}-${pad(found[3])}`, zone);
  }
  if ((found = /^(\d{1,2})([/.])(\d{1,2})\2(\d{4})$/.exec(text))) return figures(found, said, zone);
  if ((found = calendar.ago.exec(text))) {
    const number = /^an?$/.test(found[1]) ? 1 : NUMBERS.indexOf(found[1]) + 1 || Number(found[1]);
    return ago(number, found[2], today, zone, now);
  }
  if ((found = calendar.weekday.exec(text))) {
    const back = (weekday(today) - calendar.weekdays.indexOf(found[1]) + 7) % 7 || 7;
    return dayOf(today - (text.startsWith("this ") && back === 7 ? 0 : back) * DAY, zone);
  }
  checkDate(!calendar.withoutYear.test(text), `“${said}” does not say which year`);
  return countedFromToday(said, today, zone);
};

/** @type {(said: string, today: number, zone: string) => Bounds | null} */
const countedFromToday = (said, today, zone) => {
  const monday = today - weekday(today) * DAY;
  /** @type {(first: number) => Bounds} */
  const week = (first) => parseSpan(`${day(first)}..${day(first + 6 * DAY)}`, zone);
  switch (said) {
    case "today":
      return dayOf(today, zone);
    case "yesterday":
      return dayOf(today - DAY, zone);
    case "this week":
      return week(monday);
    case "last week":
      return week(monday - 7 * DAY);
    case "this month":
      return parseSpan(day(today).slice(0, 7), zone);
    case "last month":
      return parseSpan(day(monthsBefore(today, 1)).slice(0, 7), zone);
    case "this year":
      return parseSpan(day(today).slice(0, 4), zone);
    case "last year":
      return parseSpan(pad(Number(day(today).slice(0, 4)) - 1, 4), zone);
  }
  return null;
};

/** @type {(number: number, unit: string, today: number, zone: string, now: number) => Bounds} */
const ago = (number, unit, today, zone, now) => {
  if (unit === "minute" || unit === "hour") {
    const size = unit === "minute" ? MINUTE : HOUR;
    const start = Math.floor((now - number * size) / size) * size;
    return { start, end: start + size };
  }
  if (unit === "day" || unit === "week") return dayOf(today - number * (unit === "week" ? 7 : 1) * DAY, zone);
  return dayOf(monthsBefore(today, number * (unit === "year" ? 12 : 1)), zone);
};

/** @type {(groups: Texts, said: string, zone: string) => Bounds} */
const writtenDay = ({ year, month, day: its, hour, minute, half }, said, zone) => {
  const written = `${year}-${monthOf(month)}-${pad(its)}`;
  if (hour === undefined) return parseSpan(written, zone);
  const told = Number(hour);
  checkDate(!half || (told >= 1 && told <= 12), `“${said}” has no such hour`);
  const shown = half ? (told % 12) + (half.startsWith("p") ? 12 : 0) : told;
  return parseSpan(`${written}T${pad(shown)}:${minute}`, zone);
};

/** With points the day comes first; with strokes it may come first or second, and has to show itself.
    @type {(found: RegExpExecArray, said: string, zone: string) => Bounds} */
const figures = ([, one, stroke, other, year], said, zone) => {
  const [first, second] = [Number(one), Number(other)];
  if (stroke === "/" && first <= 12 && second <= 12 && first !== second) {
    const choices = `${year}-${pad(second)}-${pad(first)} or ${year}-${pad(first)}-${pad(second)}`;
    throw new NoDate(`“${said}” may be two days: write ${choices}`);
  }
  const [its, month] = stroke === "/" && second > 12 ? [second, first] : [first, second];
  return parseSpan(`${year}-${pad(month)}-${pad(its)}`, zone);
};

/** A span as it is told, in the zone. Throws OutOfYears. @type {Dates["tellReach"]} */
const tellReach = ({ start, end }, { zone, zone_name: name }) => {
  /** @type {(at: number | null) => string} */
  const plain = (at) => {
    if (at === null) return "";
    const shown = shownAt(at, zone);
    if (!isReckoned(shown)) throw new OutOfYears();
    return dateOf(shown).toISOString().slice(0, 19).replace("T", " ").replace(/:00$/, "");
  };
  if (end !== null && !isReckoned(end - 1)) throw new OutOfYears();
  const [first, last] = [plain(start), plain(end)];
  const between = last ? (first ? `${first} until before ${last}` : `before ${last}`) : `from ${first} on`;
  return `${between}, ${name}`;
};

/** @type {(number: number | string, size?: number) => string} */
const pad = (number, size = 2) => String(Number(number)).padStart(size, "0");
/** @type {(name: string) => string} */
const monthOf = (name) => pad(calendar.months.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1);
/** @type {(shown: number) => string} */
const day = (shown) => dateOf(shown).toISOString().slice(0, 10);
/** @type {(shown: number, zone: string) => Bounds} */
const dayOf = (shown, zone) => parseSpan(day(shown), zone);
/** Monday is 0. @type {(shown: number) => number} */
const weekday = (shown) => (dateOf(shown).getUTCDay() + 6) % 7;

/** The same day of an earlier month, or that month's last. @type {(today: number, number: number) => number} */
const monthsBefore = (today, number) => {
  const date = dateOf(today);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() - number;
  const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  if (year < 1) throw new OutOfYears();
  return wall(year, month, Math.min(date.getUTCDate(), dateOf(wall(year, month + 1, 0)).getUTCDate()));
};

/** What a clock on the wall shows, in seconds. (Date.UTC takes the years 0 to 99 for 1900 to 1999.)
    @type {(year: number, month: number, day: number) => number} */
const wall = (year, month, day) => new Date(0).setUTCFullYear(year, month - 1, day) / 1000;
/** @type {(shown: number) => Date} */
const dateOf = (shown) => new Date(shown * 1000);
/** @type {(at: number) => boolean} */
const isReckoned = (at) => wall(1, 1, 1) <= at && at < wall(10000, 1, 1);

/** The instant at which the clocks of a zone show that; the first, where they show it twice.
    @type {(shown: number, zone: string) => number} */
const instant = (shown, zone) => {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return shown - fixed;
  const before = offset(shown - DAY, zone);
  const after = offset(shown + DAY, zone);
  const onlyAfter = offset(shown - before, zone) !== before && offset(shown - after, zone) === after;
  return shown - (onlyAfter ? after : before);
};

/** What the clocks of a zone show at an instant. @type {Dates["shownAt"]} */
const shownAt = (at, zone) => at + (fixedOffset(zone) ?? offset(at, zone));

/** @type {(zone: string) => number | null} */
const fixedOffset = (zone) => {
  const fixed = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (fixed) return Number(fixed[1] + "1") * (Number(fixed[2]) * HOUR + Number(fixed[3]) * MINUTE);
  return zone === "Z" || zone === "UTC" ? 0 : null;
};

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map(); // by zones

/** @type {Dates["offset"]} */
const offset = (at, zone) => {
  const format = kept(formats, zone, () => new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone, hourCycle: "h23", era: "short", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  }));
  const told = Object.fromEntries(format.formatToParts(at * 1000).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second } = told;
  const shown = wall(told.era === "BC" ? 1 - Number(year) : Number(year), Number(month), Number(day));
  return shown + Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) - Math.floor(at);
};

return { NoDate, OUTSIDE, OutOfYears, offset, parseReach, parseSpoken, shownAt, tellReach };
});
