/* How does the browser answer a query? By the laws of the command line on the same postings: the same entries, in the
   same order, with the same scores. Each part names the modules it follows; tables and constants come with the data.

   search-data.js calls backfileSearch(data), where `data` holds
     fields      the names of the fields, in the order of `lengths` and of the weights
     filters     the names of the fields that choose, and do not score
     flags       what `is:` and `has:` can ask for
     zone        the time zone of dates that are asked for; zone_name as it is told
     months, weekdays
     ranking     weight and average of each field, context; log2 of 1 to 2 in 256 steps, times 256
     fold        table, kept, marks, word
     analysis    token, cluster, unspaced, composed; elided, and the languages that are eliding; what others call our
                 fields, and is meant
     steering    for a character class: what is shown as its number
     liveblogs   [slug, headline]
     documents   [permalink, live blog, headline or null, label, [printed, machine, day] or null, seconds or null,
                 altered, text]
     lengths     for each document, the words in each field
     labels      flag or language -> documents
     words       field -> word -> [[document, position, …], …]; in filters, [[first, last, position, …], …] for
                 neighbours that hold it alike
     languages   the languages that entries are written in; spoken: for each document, which of them
     stems       language -> word -> stem, where that is another
     endings     language -> [strip, add], longest first
     variants    word -> other spellings of it */
"use strict";

(() => {

/* Which words does a text hold, and which words are the same? text/fold.py, index/analysis.py */

const BLANK = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // Python's \s

const strip = (text) => text.replace(new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g"), "");
const squeeze = (text) => strip(text).replace(new RegExp(`[${BLANK}]+`, "g"), " ");

/* Script counts halves of characters beyond U+FFFF, Python whole ones: turns script's places to Python's. */
const counter = (text) => {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
  const counts = new Uint32Array(text.length + 1);
  for (let at = 0, count = 0; at < text.length; count++) {
    counts[at] = count;
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
    counts[at] = count + 1;
  }
  return (at) => counts[at];
};

const makeFold = (tables) => {
  const table = new Map(Object.entries(tables.table));
  const marks = new RegExp(`[${tables.marks}]`, "gu");
  const translate = (text) => Array.from(text, (character) => table.get(character) ?? character).join("");
  return (text) => {
    let plain = translate(text).normalize("NFKC").toLowerCase().normalize("NFD");
    for (const [pair, letter] of Object.entries(tables.kept)) plain = plain.split(pair).join(letter);
    return translate(plain.replace(marks, "").normalize("NFC"));
  };
};

/* {fold, cut, isAlone}: `cut(text, asked)` gives each word of a text as {start, end, fold}. */
const makeAnalysis = (data) => {
  const { token, cluster, unspaced, composed } = data.analysis;
  const fold = makeFold(data.fold);
  const [words, tokens, clusters] = [data.fold.word, token, cluster].map((pattern) => new RegExp(pattern, "gu"));
  const begins = new RegExp(`^[${unspaced}]`, "u");
  const alone = new RegExp(`^(?:${cluster})$`, "u");

  const compose = (folded) =>
    Object.entries(composed).reduce((text, [parts, whole]) => text.split(parts).join(whole), folded);

  const pairs = (run, asked) => {
    const read = ({ 0: text, index }) => [index, index + text.length, compose(fold(text))];
    const held = Array.from(run.matchAll(clusters), read);
    const found = held.slice(1).map(([, end, other], at) => [held[at][0], end, held[at][2] + other]);
    return held.length === 1 || (held.length && !asked) ? [...found, held[held.length - 1]] : found;
  };

  const pieces = ({ 0: written, groups }, asked) => {
    const whole = (folded) => [0, written.length, folded];
    if (groups.run !== undefined) return pairs(written, asked);
    if (groups.number ?? groups.sharp) return [whole(fold(written.split(",").join("")))];
    const bare = groups.initials ? written.split(".").join("") : written;
    return (fold(bare).match(words) ?? []).map(whole);
  };

  const cut = (text, asked = false) => {
    const count = counter(text);
    return Array.from(text.matchAll(tokens)).flatMap((match) =>
      pieces(match, asked).map(([start, end, folded]) => ({
        start: count(match.index + start), end: count(match.index + end), fold: folded,
      }))
    );
  };

  return { fold, cut, isAlone: (word) => alone.test(word) && begins.test(word) };
};

/* Which span of time does a date mean? text/dates.py, text/spoken_dates.py
   Spans are {start, end}: seconds since 1970, the end exclusive; null where a span has no such bound. */

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

const checkDate = (holds, message) => {
  if (!holds) throw new NoDate(message);
};

/* Digits of any script as those of ours. Each script has its ten in a row. */
const plainDigits = (text) =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    let first = digit.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return (digit.codePointAt(0) - first) % 10;
  });

/* A written date, or two of them joined by / or .. */
const parseSpan = (written, zone) => {
  const [, from, to] = strip(written).match(/^([^]*?)(?:\/|\.\.)([^]*)$/) ?? [null, written, null];
  const first = parseDate(strip(from), zone);
  if (to === null) return first;
  const last = parseDate(strip(to), zone);
  checkDate(last.end > first.start, `“${written}” ends before it begins`);
  return { start: first.start, end: last.end };
};

const parseDate = (written, zone) => {
  const found = DATE.exec(plainDigits(written));
  checkDate(found, `“${written}” is no date such as 2022-03-10, 2022-03 or 2022-03-10T14:05Z`);
  const within = found[7]?.toUpperCase() ?? zone;
  checkDate(within === zone || /^(Z|.([01]\d|2[0-3]):?[0-5]\d)$/.test(within), `no time zone “${within}”`);
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((digits) => (digits === undefined ? undefined : Number(digits)));
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

/* A date, or two joined by .. or “to”, of which either may be left out. */
const parseReach = (written, zone, now) => {
  const text = strip(written);
  const bare = text.replace(/^\[/, "");
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

/* A date in people's words; `now` in seconds. */
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

const makeCalendar = ({ months, weekdays }) => {
  const names = [...months, ...months.map((month) => month.slice(0, 3)), "sept"];
  const month = names.sort((one, other) => other.length - one.length).join("|");
  const clock = "(?:,? (?:at )?(?<hour>\\d{1,2})[:.](?<minute>\\d\\d) ?(?<half>am|pm|a\\.m\\.|p\\.m\\.)?)?";
  const whole = (shape) => new RegExp(`^(?:${shape})$`);
  return {
    months,
    weekdays,
    days: [
      whole(`(?<day>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?<month>${month})\\.?,? (?<year>\\d{4})${clock}`),
      whole(`(?<month>${month})\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})${clock}`),
    ],
    month: whole(`(?<month>${month})\\.?,? (?<year>\\d{4})`),
    ago: whole(`(\\d{1,4}|an?|${NUMBERS.join("|")}) (minute|hour|day|week|month|year)s? ago`),
    weekday: whole(`(?:(?:last|on|this) )?(${weekdays.join("|")})`),
    withoutYear: whole(`\\d{1,2}(?:st|nd|rd|th)? (?:${month})|(?:${month})(?: \\d{1,2}(?:st|nd|rd|th)?)?`),
  };
};

let calendar = null; // what makeCalendar gave, of the tables that came with the data

const readSpoken = (said, zone, now) => {
  const text = plainDigits(said);
  const today = Math.floor(shownAt(now, zone) / DAY) * DAY;
  let found;
  for (const shape of calendar.days) if ((found = shape.exec(text))) return writtenDay(found.groups, said, zone);
  if ((found = calendar.month.exec(text))) {
    return parseSpan(`${found.groups.year}-${monthOf(found.groups.month)}`, zone);
  }
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

const countedFromToday = (said, today, zone) => {
  const monday = today - weekday(today) * DAY;
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
      return parseSpan(pad(day(today).slice(0, 4) - 1, 4), zone);
  }
  return null;
};

const ago = (number, unit, today, zone, now) => {
  if (unit === "minute" || unit === "hour") {
    const size = unit === "minute" ? MINUTE : HOUR;
    const start = Math.floor((now - number * size) / size) * size;
    return { start, end: start + size };
  }
  if (unit === "day" || unit === "week") return dayOf(today - number * (unit === "week" ? 7 : 1) * DAY, zone);
  return dayOf(monthsBefore(today, number * (unit === "year" ? 12 : 1)), zone);
};

const writtenDay = ({ year, month, day: its, hour, minute, half }, said, zone) => {
  const written = `${year}-${monthOf(month)}-${pad(its)}`;
  if (hour === undefined) return parseSpan(written, zone);
  checkDate(!half || (hour >= 1 && hour <= 12), `“${said}” has no such hour`);
  const shown = half ? (hour % 12) + (half.startsWith("p") ? 12 : 0) : hour;
  return parseSpan(`${written}T${pad(shown)}:${minute}`, zone);
};

/* With points the day comes first; with strokes it may come first or second, and has to show itself. */
const figures = ([, one, stroke, other, year], said, zone) => {
  const [first, second] = [Number(one), Number(other)];
  if (stroke === "/" && first <= 12 && second <= 12 && first !== second) {
    const choices = `${year}-${pad(second)}-${pad(first)} or ${year}-${pad(first)}-${pad(second)}`;
    throw new NoDate(`“${said}” may be two days: write ${choices}`);
  }
  const [its, month] = stroke === "/" && second > 12 ? [second, first] : [first, second];
  return parseSpan(`${year}-${pad(month)}-${pad(its)}`, zone);
};

/* A span as it is told, in the zone. Throws OutOfYears. */
const tellReach = ({ start, end }, { zone, zone_name: name }) => {
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

const pad = (number, size = 2) => String(Number(number)).padStart(size, "0");
const monthOf = (name) => pad(calendar.months.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1);
const day = (shown) => dateOf(shown).toISOString().slice(0, 10);
const dayOf = (shown, zone) => parseSpan(day(shown), zone);
const weekday = (shown) => (dateOf(shown).getUTCDay() + 6) % 7; // Monday is 0

/* The same day of an earlier month, or that month's last. */
const monthsBefore = (today, number) => {
  const date = dateOf(today);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() - number;
  const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  if (year < 1) throw new OutOfYears();
  return wall(year, month, Math.min(date.getUTCDate(), dateOf(wall(year, month + 1, 0)).getUTCDate()));
};

/* What a clock on the wall shows, in seconds. (Date.UTC takes the years 0 to 99 for 1900 to 1999.) */
const wall = (year, month, day) => new Date(0).setUTCFullYear(year, month - 1, day) / 1000;
const dateOf = (shown) => new Date(shown * 1000);
const isReckoned = (at) => wall(1, 1, 1) <= at && at < wall(10000, 1, 1);

/* The instant at which the clocks of a zone show that; the first, where they show it twice. */
const instant = (shown, zone) => {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return shown - fixed;
  const before = offset(shown - DAY, zone);
  const after = offset(shown + DAY, zone);
  const onlyAfter = offset(shown - before, zone) !== before && offset(shown - after, zone) === after;
  return shown - (onlyAfter ? after : before);
};

/* What the clocks of a zone show at an instant. */
const shownAt = (at, zone) => at + (fixedOffset(zone) ?? offset(at, zone));

const fixedOffset = (zone) => {
  const fixed = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (fixed) return Number(fixed[1] + "1") * (fixed[2] * HOUR + fixed[3] * MINUTE);
  return zone === "Z" || zone === "UTC" ? 0 : null;
};

const formats = new Map();

const offset = (at, zone) => {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone: zone, hourCycle: "h23", era: "short", year: "numeric", month: "numeric", day: "numeric",
      hour: "numeric", minute: "numeric", second: "numeric",
    }));
  }
  const parts = formats.get(zone).formatToParts(at * 1000).map(({ type, value }) => [type, value]);
  const { era, year, month, day, hour, minute, second } = Object.fromEntries(parts);
  const shown = wall(era === "BC" ? 1 - year : year, month, day);
  return shown + hour * HOUR + minute * MINUTE + Number(second) - Math.floor(at);
};

/* How is a query read? index/tokens.py, index/parse.py, index/query.py; names of the errors: errors.py
   A query is {kind, …}: word, phrase, near, prefix, wildcard, fuzzy | and, or, not, required, in
   | published, undated, labelled, everything. */

/* What a person can mend in a query. */
class Refused extends Error {
  constructor(fault, mend) {
    super(`query: ${fault}` + (mend ? `; ${mend}` : ""));
  }
}
/* The query is not of the grammar: it is read as plain words. */
class Unreadable extends Error {}

const LONGEST = 4_000;
const DEEPEST = 50;
const MOST_WORDS = 500;
const DATE_FIELDS = ["published", "since", "after", "before", "until"];
const QUOTE = "\"“”„«»";
const TOKEN = new RegExp(
  `(?<blanks>[${BLANK}]*)(?:(?<open>\\()|(?<close>\\))` +
    `|[${QUOTE}](?<phrase>[^${QUOTE}]*)[${QUOTE}](?:~(?<within>\\p{Nd}{1,3})(?![^${BLANK})]))?|(?<lone>[${QUOTE}])` +
    `|(?<![^${BLANK}(])(?<sign>[-+])(?=[^${BLANK})+\\-])` +
    `|(?<field>[\\p{L}\\p{Nl}\\p{No}]+):(?<blank>[${BLANK}]*)(?=[^${BLANK}/)])|(?<word>[^${BLANK}()${QUOTE}]+))`,
  "uy"
);
const KINDS = ["open", "close", "phrase", "lone", "sign", "field", "word"];
const OPERATORS = ["AND", "OR", "NOT"];
const FUZZY = /^([^]*[^~])~([12]?)$/u;
const QUOTED = new RegExp(`[${QUOTE}][^${QUOTE}]*[${QUOTE}]`, "gu");
const SMALL_OPERATOR = new RegExp(`(?<=[^${BLANK}] )(or|not)(?= [^${BLANK}])`, "u");
const ANY_OPERATOR = /(?<![\p{L}\p{N}_])(?:AND|OR|NOT)(?![\p{L}\p{N}_])/gu;

const check = (holds, message) => {
  if (!holds) throw new Unreadable(message);
};
const thousands = (number) => number.toLocaleString("en");
const size = (text) => Array.from(text).length;

/* {query, notes}; dates are counted back from `now`, in seconds. Throws Refused. */
const parseQuery = (written, { data, analysis }, now) => {
  const length = size(written);
  if (length > LONGEST) {
    throw new Refused(`is ${thousands(length)} characters long`, `at most ${thousands(LONGEST)} are read`);
  }
  try {
    const fields = [...data.fields, ...data.filters, ...DATE_FIELDS, "lang", "is", "has"];
    const tokens = cutQuery(written, fields, new Map(Object.entries(data.analysis.meant)));
    bound(tokens.filter(({ kind }) => kind === "word" || kind === "phrase").length);
    const parser = new Parser(tokens, data, analysis, now);
    const query = parser.parse();
    const [small] = SMALL_OPERATOR.exec(written.replace(QUOTED, '""')) ?? [];
    if (small) {
      parser.notes.push(`“${small}” is looked for as a word; in capitals it joins: ${small.toUpperCase()}`);
    }
    return { query, notes: [...new Set(parser.notes)] };
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    const literal = analysis.cut(written.replace(ANY_OPERATOR, " "), true);
    bound(literal.length);
    if (!literal.length) throw new Refused("holds no word to look for", "give a word or a “phrase”");
    const query = join("and", literal.map((word) => wordOf(word.fold, analysis)));
    return { query, notes: [`read as plain words: ${fault.message}`] };
  }
};

const bound = (words) => {
  if (words > MOST_WORDS) throw new Refused(`asks for more than ${MOST_WORDS} words at once`, "ask for fewer");
};

/* The tokens: {kind, text, at, within}, `at` counted in characters from 1; `meant` is what others call our fields. */
const cutQuery = (written, fields, meant) => {
  const text = written.replace(new RegExp(`[${BLANK}]+$`), "");
  const count = counter(text);
  const tokens = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const from = TOKEN.lastIndex;
    const { groups } = TOKEN.exec(text) ?? {};
    check(groups, `character ${count(from) + 1} cannot be read`);
    const kind = KINDS.find((each) => groups[each] !== undefined);
    const start = from + groups.blanks.length + (kind === "phrase" ? 1 : 0);
    const token = { kind, text: groups[kind], at: count(start) + 1, within: null };
    check(kind !== "lone", `the quotation mark at character ${token.at} is never closed`);
    if (kind === "word" && OPERATORS.includes(token.text)) token.kind = token.text;
    if (groups.within !== undefined) token.within = Number(plainDigits(groups.within));
    if (kind === "field" && !fields.includes(token.text.toLowerCase())) {
      if (!groups.blank) throw refuseName("field", token.text, fields, meant.get(token.text.toLowerCase()));
      token.kind = "word";
      TOKEN.lastIndex = start + token.text.length + 1;
    }
    tokens.push(token);
  }
  return tokens;
};

/* Recursive descent over the tokens; `notes` gathers what was passed over, and what dates became. */
class Parser {
  constructor(tokens, data, analysis, now) {
    Object.assign(this, { tokens, data, analysis, now, at: 0, depth: 0, notes: [] });
  }

  parse() {
    const query = this.any();
    check(this.kind() === null, `the bracket at character ${this.tokens[this.at]?.at} was never opened`);
    check(query, "it holds no word");
    return query;
  }

  kind() {
    return this.tokens[this.at]?.kind ?? null;
  }

  any() {
    return this.list("OR", "or", () => this.all());
  }

  all() {
    return this.list("AND", "and", () => this.one());
  }

  list(operator, kind, part) {
    const parts = [part()];
    for (;;) {
      const next = this.kind();
      if (next === operator) {
        this.at += 1;
        this.checkFollowed(this.tokens[this.at - 1]);
      } else if (operator === "OR" || [null, "close", "OR"].includes(next)) {
        break;
      }
      parts.push(part());
    }
    const held = parts.filter((query) => query !== null);
    return held.length ? join(kind, held) : null;
  }

  one() {
    check(this.at < this.tokens.length, "it ends too early");
    const token = this.tokens[this.at++];
    switch (token.kind) {
      case "open": {
        const query = this.deeper(token, () => this.any());
        check(this.kind() === "close", `the bracket at character ${token.at} is never closed`);
        this.at += 1;
        return query;
      }
      case "NOT":
      case "sign": {
        const part = this.deeper(token, () => this.one());
        return part && { kind: token.text === "+" ? "required" : "not", part };
      }
      case "field":
        return this.field(token.text.toLowerCase(), token);
      case "phrase":
        return this.phrase(token);
      case "word":
        return this.word(token);
    }
    throw new Unreadable(`${token.text} at character ${token.at} has nothing before it`);
  }

  deeper(token, part) {
    this.depth += 1;
    check(this.depth <= DEEPEST, `more than ${DEEPEST} brackets inside each other`);
    this.checkFollowed(token);
    const query = part();
    this.depth -= 1;
    return query;
  }

  checkFollowed(token) {
    const followed = ![null, "close", "AND", "OR"].includes(this.kind());
    check(followed, `${token.text} at character ${token.at} has nothing after it`);
  }

  field(field, token) {
    const { fields, filters, flags } = this.data;
    if (fields.includes(field) || filters.includes(field)) {
      const part = this.deeper(token, () => this.one());
      return part && inField(field, part, flags);
    }
    const value = this.value(token);
    if (DATE_FIELDS.includes(field)) return this.date(field, value);
    if (field === "lang") return languageOf(value);
    const flag = `${field}:${value.toLowerCase()}`;
    if (!flags.includes(flag)) throw refuseName("flag", flag, flags);
    return flag === "is:undated" ? { kind: "undated" } : { kind: "labelled", label: flag };
  }

  /* What stands after a filter; a range in square brackets is one value. */
  value(token) {
    const value = this.tokens[this.at++];
    const takes = `${token.text}: at character ${token.at} takes a word, or several in quotation marks`;
    check(["word", "phrase"].includes(value.kind), takes);
    const texts = [value.text];
    while (texts[0].startsWith("[") && !texts[texts.length - 1].endsWith("]") && this.kind() === "word") {
      texts.push(this.tokens[this.at++].text);
    }
    return texts.join(" ");
  }

  date(field, value) {
    if (field === "published" && value.toLowerCase() === "unknown") return { kind: "undated" };
    try {
      const reach = this.reach(field, value);
      this.notes.push(`${field}:${value} was read as ${tellReach(reach, this.data)}`);
      return { kind: "published", ...reach };
    } catch (fault) {
      if (fault instanceof OutOfYears) throw new Refused(`the date ${OUTSIDE}`);
      if (fault instanceof NoDate) throw new Refused(`${field}: ${fault.message}`);
      throw fault;
    }
  }

  reach(field, value) {
    const { zone } = this.data;
    if (field === "published") return parseReach(value, zone, this.now);
    const { start, end } = parseSpoken(value, zone, this.now);
    const reaches = { since: [start, null], after: [end, null], before: [null, start], until: [null, end] };
    return { start: reaches[field][0], end: reaches[field][1] };
  }

  phrase(token) {
    const held = this.cut(token.text);
    if (!held.length) return this.passOver(token);
    if (token.within !== null && held.length > 1) return { kind: "near", words: held, within: token.within };
    const alone = held.length === 1 && this.analysis.isAlone(held[0]);
    return alone ? { kind: "prefix", text: held[0] } : { kind: "phrase", words: held };
  }

  word(token) {
    let pattern = "";
    if (/[*?＊？]/.test(token.text)) {
      pattern = this.bare(this.analysis.fold(token.text)).replace(/\*+/g, "*");
    }
    if (pattern === "*") return { kind: "everything" };
    if (/[?*][^]/.test(pattern)) {
      if (this.isPattern(pattern)) return { kind: "wildcard", pattern };
      this.notes.push(`in “${token.text}”, * and ? were passed over: they count within a single word`);
    }
    const [, text, edits] = FUZZY.exec(token.text) ?? [];
    if (text) return this.fuzzy(token, text, edits);
    const held = this.cut(token.text);
    if (!held.length) return this.passOver(token);
    if (pattern.endsWith("*")) {
      const prefix = { kind: "prefix", text: held.pop() };
      return join("and", [...held.map((each) => wordOf(each, this.analysis)), prefix]);
    }
    return this.wordOrPhrase(held);
  }

  fuzzy(token, text, edits) {
    const held = this.cut(text);
    if (!held.length) return this.passOver(token);
    const [word] = held;
    if (held.length > 1 || size(word) < 3 || this.analysis.isAlone(word)) {
      this.notes.push(`in “${token.text}”, ~ was passed over: it counts after one word of three letters or more`);
      return this.wordOrPhrase(held);
    }
    return { kind: "fuzzy", text: word, edits: edits ? Number(edits) : size(word) <= 5 ? 1 : 2 };
  }

  passOver(token) {
    this.notes.push(`passed over “${token.text}”: it holds no word`);
    return null;
  }

  cut(text) {
    return this.analysis.cut(text, true).map((word) => word.fold);
  }

  wordOrPhrase(held) {
    return held.length === 1 ? wordOf(held[0], this.analysis) : { kind: "phrase", words: held };
  }

  /* Without what is no letter around it. */
  bare(text) {
    const letter = `[\\p{L}\\p{N}${this.data.analysis.unspaced}?*]`;
    const signs = Array.from(text);
    const isHeld = (sign) => new RegExp(letter, "u").test(sign);
    const first = signs.findIndex(isHeld);
    return first < 0 ? "" : signs.slice(first, signs.findLastIndex(isHeld) + 1).join("");
  }

  isPattern(pattern) {
    const letter = `[\\p{L}\\p{N}${this.data.analysis.unspaced}]`;
    return new RegExp(letter, "u").test(pattern) && new RegExp(`^(?:${letter}|['?*])+$`, "u").test(pattern);
  }
}

/* One character of a script that parts no words stands for every word that it begins. */
const wordOf = (text, analysis) => ({ kind: analysis.isAlone(text) ? "prefix" : "word", text });

const languageOf = (value) => {
  const [code] = value.toLowerCase().split("-");
  if (!/^[a-z]{2,3}$/.test(code)) {
    throw new Refused(`lang: “${value}” is no code of a language`, "write en, de, uk, …");
  }
  return { kind: "labelled", label: `lang:${code}` };
};

const join = (kind, parts) => {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return flat.length === 1 ? flat[0] : { kind, parts: flat };
};

/* The part in a field; `byline:*` asks for entries that have one. */
const inField = (field, part, flags) => {
  const label = `has:${field}`;
  if (part.kind === "everything") return flags.includes(label) ? { kind: "labelled", label } : part;
  return ["in", "published", "undated", "labelled"].includes(part.kind) ? part : { kind: "in", field, part };
};

const partsOf = (query) => query.parts ?? (query.part ? [query.part] : []);

/* The query and every part of it, from left to right. */
const nodes = (query) => [query, ...partsOf(query).flatMap(nodes)];

const writeLeaf = ({ kind, text, pattern, edits }) =>
  kind === "wildcard" ? pattern : kind === "fuzzy" ? `${text}~${edits}` : `${text}*`;

/* A name that is none of the known ones; the message names the nearest, as Python's difflib finds it. */
const refuseName = (kind, name, known, meant = name) => {
  const names = [...known].sort();
  const signs = Array.from(meant.toLowerCase());
  const likeness = (each) => (2 * matching(Array.from(each), signs)) / (each.length + signs.length);
  const near = names.filter((each) => likeness(each) >= 0.5).reverse();
  const [best] = near.sort((one, other) => likeness(other) - likeness(one));
  const mend = best ? `did you mean “${best}”?` : `known are ${names.join(", ")}`;
  return new Refused(`there is no ${kind} “${name}”`, mend);
};

/* How many signs two lists share: in the first longest run of both, and then to the left and to the right of it. */
const matching = (one, other) => {
  let [longest, from, to] = [0, 0, 0];
  one.forEach((_, at) =>
    other.forEach((_, its) => {
      let run = 0;
      while (at + run < one.length && its + run < other.length && one[at + run] === other[its + run]) run += 1;
      if (run > longest) [longest, from, to] = [run, at, its];
    })
  );
  if (!longest) return 0;
  const left = matching(one.slice(0, from), other.slice(0, to));
  return longest + left + matching(one.slice(from + longest), other.slice(to + longest));
};

/* Which indexed words answer for what is asked? index/stems.py, index/vocabulary.py
   A word's places are [document, position, …]; in a filter they are told as runs, [first, last, position, …]. */

const MOST_FORMS = 2_000;
const SHORTEST = 3;
const LONGEST_WORD = 64;

class Terms {
  constructor(data) {
    this.data = data;
    const entries = (field) => [field, new Map(Object.entries(data.words[field]))];
    this.fields = new Map([...data.fields, ...data.filters].map(entries));
    this.vocabulary = new Set([...this.fields.values()].flatMap((words) => [...words.keys()]));
    this.variants = new Map(Object.entries(data.variants));
    this.languages = this.readLanguages();
  }

  /* Where documents hold a word in a field. */
  places(field, word) {
    const told = this.fields.get(field).get(word) ?? [];
    if (this.data.fields.includes(field)) return told;
    return told.flatMap(([first, last, ...positions]) =>
      Array.from({ length: last - first + 1 }, (_, step) => [first + step, ...positions])
    );
  }

  /* Is there a document that has a word in it? */
  hasField(field) {
    return this.fields.get(field).size > 0;
  }

  /* The words that a leaf stands for. Throws Refused when they are too many. */
  find(leaf) {
    const { kind, text } = leaf;
    if (kind === "word") {
      const spellings = [text, ...(this.variants.get(text) ?? [])];
      return new Set(spellings.flatMap((each) => this.inflected(each)));
    }
    const fits = { prefix: () => (word) => word.startsWith(text), wildcard: shaped, fuzzy: isNear }[kind](leaf);
    const found = [...this.vocabulary].filter(fits);
    if (found.length > MOST_FORMS) {
      const told = `“${writeLeaf(leaf)}” stands for more than ${thousands(MOST_FORMS)} words`;
      throw new Refused(told, "write more of it");
    }
    return new Set(found);
  }

  /* The word, and all that share its stem in a language of the archive. */
  inflected(word) {
    return [word, ...this.languages.flatMap((language) => {
      const stem = this.stem(word, language);
      const own = (language.stems.get(stem) ?? stem) === stem ? [stem] : [];
      return [...own, ...(language.groups.get(stem) ?? [])];
    })];
  }

  /* From the table; of a word that no entry in the language holds, by the table's endings. */
  stem(word, { spoken, stems, groups, endings, elides }) {
    if (spoken.has(word)) return stems.get(word) ?? word;
    if (size(word) < SHORTEST || size(word) > LONGEST_WORD || /\p{Nd}/u.test(word)) return word;
    const bare = elides ? word.replace(new RegExp(this.data.analysis.elided, "u"), "") : word;
    if (spoken.has(bare)) return stems.get(bare) ?? bare;
    for (const [strip, add] of endings) {
      if (!bare.endsWith(strip)) continue;
      const stem = bare.slice(0, bare.length - strip.length) + add;
      const isStem = groups.has(stem) || (spoken.has(stem) && !stems.has(stem));
      if (isStem && size(stem) >= SHORTEST) return stem;
    }
    return bare;
  }

  /* For each language its words, `stems` (word -> stem, where that is another), `groups` (stem -> those words). */
  readLanguages() {
    const { languages, spoken, stems, endings, analysis } = this.data;
    const read = languages.map((code) => ({
      spoken: new Set(),
      stems: new Map(Object.entries(stems[code])),
      groups: new Map(),
      endings: endings[code],
      elides: analysis.eliding.includes(code.split("-")[0].toLowerCase()),
    }));
    for (const [field, words] of this.fields) {
      for (const word of words.keys()) {
        if (read.length === 1) read[0].spoken.add(word);
        else for (const [number] of this.places(field, word)) read[spoken[number]].spoken.add(word);
      }
    }
    for (const { stems: its, groups } of read) {
      for (const [word, stem] of its) groups.set(stem, [...(groups.get(stem) ?? []), word]);
    }
    return read;
  }
}

/* Is a word of a shape? Between two `*` the first fit is as good as any, so that nothing is tried twice. */
const shaped = ({ pattern }) => {
  const [first, ...others] = pattern.split("*").map((piece) => Array.from(piece));
  const last = others.pop();
  const beginning = /^[^?*]*/.exec(pattern)[0];
  return (word) => {
    if (!word.startsWith(beginning)) return false;
    const signs = Array.from(word);
    const fits = (piece, at) =>
      at + piece.length <= signs.length && piece.every((sign, step) => sign === "?" || sign === signs[at + step]);
    if (!last) return signs.length === first.length && fits(first, 0);
    if (!fits(first, 0)) return false;
    let at = first.length;
    for (const piece of others) {
      while (at + piece.length <= signs.length && !fits(piece, at)) at += 1;
      at += piece.length;
    }
    return at + last.length <= signs.length && fits(last, signs.length - last.length);
  };
};

/* Is a word within so many edits? Optimal string alignment; of each row only the distances that can be within. */
const isNear = ({ text, edits }) => {
  const asked = Array.from(text);
  return (word) => {
    const signs = Array.from(word);
    if (Math.abs(signs.length - asked.length) > edits) return false;
    let before = [];
    let above = asked.map((_, column) => column).concat(asked.length);
    for (let at = 1; at <= signs.length; at++) {
      const row = new Array(asked.length + 1).fill(edits + 1);
      row[0] = at;
      for (let column = Math.max(1, at - edits); column <= Math.min(asked.length, at + edits); column++) {
        const [one, other] = [asked[column - 1], signs[at - 1]];
        const edited = 1 + Math.min(above[column - 1], above[column], row[column - 1]);
        row[column] = one === other ? above[column - 1] : edited;
        const exchanged = at > 1 && column > 1 && one === signs[at - 2] && asked[column - 2] === other;
        if (exchanged) row[column] = Math.min(row[column], before[column - 2] + 1);
      }
      if (Math.min(...row) > edits && Math.min(...above) >= edits) return false;
      [before, above] = [above, row];
    }
    return above[asked.length] <= edits;
  };
};

/* Which documents answer a query, and with what score? index/score.py, matching.py, phrases.py, evaluation.py */

const MOST_FORMS_IN_ALL = 5_000;
const MOST_FUZZY = 4;
const MOST_OCCURRENCES = 65_535;
const LEAVES = ["word", "phrase", "near", "prefix", "wildcard", "fuzzy"];

const idf = (ranking, documents, holding) => {
  const ratio = Math.floor(((2 * documents + 2) * 65536) / (2 * holding + 1));
  let length = 0;
  while (2 ** (length + 1) <= ratio) length += 1;
  return (length - 16) * 256 + ranking.log2[Math.floor(ratio / 2 ** (length - 8)) % 256];
};

const weigh = (ranking, field, occurrences, length) => {
  const norm = 64 + Math.floor((192 * length) / ranking.average[field]);
  return Math.floor((ranking.weight[field] * Math.min(occurrences, MOST_OCCURRENCES) * 65536) / norm);
};

const impactOf = (weight) => Math.floor((1000 * weight) / (weight + 307));

/* One query. Documents that match are a Set of numbers, their scores a Map; what was reckoned for a part is kept. */
class Evaluation {
  constructor(data, terms) {
    Object.assign(this, { data, terms, kept: new Map() });
    this.searched = new Set(data.documents.keys());
  }

  /* Throws Refused where a query asks for more than can be answered at once. */
  check(query) {
    const all = nodes(query);
    if (all.filter(({ kind }) => kind === "fuzzy").length > MOST_FUZZY) {
      throw new Refused(`asks for more than ${MOST_FUZZY} words with ~`, "ask for fewer");
    }
    let forms = 0;
    for (const leaf of all.filter(({ kind }) => ["prefix", "wildcard", "fuzzy"].includes(kind))) {
      forms += this.forms(leaf).size;
      if (forms > MOST_FORMS_IN_ALL) {
        const told = `stands for more than ${thousands(MOST_FORMS_IN_ALL)} words in all`;
        throw new Refused(told, "write more of what stands before *");
      }
    }
  }

  keep(query, what, reckon) {
    if (!this.kept.has(query)) this.kept.set(query, new Map());
    const kept = this.kept.get(query);
    if (!kept.has(what)) kept.set(what, reckon());
    return kept.get(what);
  }

  forms(leaf) {
    return this.keep(leaf, "forms", () => this.terms.find(leaf));
  }

  matches(query, fields = this.data.fields) {
    return this.keep(query, `matches ${fields}`, () => this.match(query, fields));
  }

  match(query, fields) {
    const { kind, part, parts, label, start, end } = query;
    const those = (holds) => new Set([...this.searched].filter(holds));
    const published = (number) => this.data.documents[number][5];
    switch (kind) {
      case "in":
        return this.matches(part, [query.field]);
      case "required":
        return this.matches(part, fields);
      case "not": {
        const held = this.matches(part, fields);
        return those((number) => !held.has(number));
      }
      case "and": {
        const held = parts.map((each) => this.matches(each, fields));
        const [fewest, ...others] = held.sort((one, other) => one.size - other.size);
        return new Set([...fewest].filter((number) => others.every((each) => each.has(number))));
      }
      case "or":
        return new Set(parts.flatMap((each) => [...this.matches(each, fields)]));
      case "everything":
        return this.searched;
      case "published":
        return those((number) => {
          const at = published(number);
          return at !== null && (start === null || start <= at) && (end === null || at < end);
        });
      case "undated":
        return those((number) => published(number) === null);
      case "labelled":
        return new Set(this.data.labels[label] ?? []);
    }
    return new Set(fields.flatMap((field) => [...this.times(query, field).keys()]));
  }

  /* The score of each of those documents that answers; filters and NOT choose, and do not score. A part of OR scores a
     document by its context alone, too, so `among` is to hold documents that match. */
  scores(query, among, fields = this.data.fields) {
    switch (query.kind) {
      case "in":
        return this.scores(query.part, among, [query.field]);
      case "required":
        return this.scores(query.part, among, fields);
      case "and": {
        const held = both(this.matches(query, fields), among);
        return sum(query.parts.map((part) => this.scores(part, held, fields)));
      }
      case "or":
        return sum(query.parts.map((part) => this.scores(part, among, fields)));
    }
    const scored = LEAVES.includes(query.kind) && !fields.some((field) => this.data.filters.includes(field));
    if (scored) return this.score(query, among, fields);
    return new Map([...both(this.matches(query, fields), among)].map((number) => [number, 0]));
  }

  score(leaf, among, fields) {
    const { ranking, lengths } = this.data;
    const held = this.matches(leaf, fields);
    const rarity = idf(ranking, this.searched.size, held.size);
    const chosen = both(held, among);
    const weights = new Map([...chosen].map((number) => [number, 0]));
    for (const number of both(this.context(leaf, fields), among)) weights.set(number, ranking.context);
    for (const field of fields) {
      const place = this.data.fields.indexOf(field);
      for (const [number, times] of this.times(leaf, field)) {
        if (!chosen.has(number)) continue;
        weights.set(number, weights.get(number) + weigh(ranking, place, times, lengths[number][place]));
      }
    }
    return new Map([...weights].map(([number, weight]) => [number, rarity * impactOf(weight)]));
  }

  /* The documents whose live blog's headline holds the leaf, if that counts. */
  context(leaf, fields) {
    const counts = fields.length === this.data.fields.length && leaf.kind !== "phrase" && leaf.kind !== "near";
    return counts ? this.matches(leaf, ["liveblog"]) : new Set();
  }

  /* How often documents hold the leaf in a field. */
  times(leaf, field) {
    return this.keep(leaf, `times ${field}`, () => {
      if (leaf.kind === "phrase") return this.count(leaf.words.map((word) => [word]), field, sideBySide);
      if (leaf.kind === "near") {
        const forms = leaf.words.map((text) => [...this.terms.find({ kind: "word", text })].sort());
        const different = [...new Map(forms.map((each) => [each.join(" "), each])).values()];
        return this.count(different, field, (places) => closeBy(places, leaf.within));
      }
      const counts = new Map();
      for (const form of this.forms(leaf)) {
        for (const [number, ...positions] of this.terms.places(field, form)) {
          counts.set(number, (counts.get(number) ?? 0) + positions.length);
        }
      }
      return counts;
    });
  }

  /* How often documents hold words so, each of which may have several forms; `count` takes the positions of each. */
  count(words, field, count) {
    const placed = words.map((forms) => {
      const places = new Map();
      for (const form of forms) {
        for (const [number, ...positions] of this.terms.places(field, form)) {
          places.set(number, [...(places.get(number) ?? []), ...positions]);
        }
      }
      return places;
    });
    const counts = new Map();
    for (const number of placed[0].keys()) {
      const times = placed.every((places) => places.has(number)) && count(placed.map((places) => places.get(number)));
      if (times) counts.set(number, times);
    }
    return counts;
  }
}

/* How often words stand one behind the other. */
const sideBySide = ([first, ...others]) => {
  const places = others.map((each) => new Set(each));
  return first.filter((at) => places.every((each, step) => each.has(at + step + 1))).length;
};

/* In how many stretches, none overlapping another, words stand with at most `within` others between them. */
const closeBy = (places, within) => {
  const standing = places.flatMap((each, word) => each.map((place) => [place, word]));
  const seen = new Map();
  let found = 0;
  for (const [place, word] of standing.sort(([one, its], [other, others]) => one - other || its - others)) {
    seen.set(word, place);
    if (seen.size === places.length && place - Math.min(...seen.values()) < places.length + within) {
      found += 1;
      seen.clear();
    }
  }
  return found;
};

/* The query as it asks for documents without an instant in place of each date; below NOT dates stay, for there they
   keep no such document out. */
const askUndated = (query, forbidden = false) => {
  if (query.parts) return { ...query, parts: query.parts.map((part) => askUndated(part, forbidden)) };
  if (query.part) return { ...query, part: askUndated(query.part, forbidden !== (query.kind === "not")) };
  return query.kind === "published" && !forbidden ? { kind: "undated" } : query;
};

const both = (one, other) => new Set([...one].filter((number) => other.has(number)));

const sum = (parts) => {
  const total = new Map();
  for (const scores of parts) for (const [number, score] of scores) total.set(number, (total.get(number) ?? 0) + score);
  return total;
};

/* Which passage is shown with a hit, and what is marked in it? index/snippets.py */

const WIDTH = 220;

/* What to mark in the text: sequences of sets of words. */
const findWanted = (query, evaluation) => {
  switch (query.kind) {
    case "word":
    case "prefix":
    case "wildcard":
    case "fuzzy":
      return [[evaluation.forms(query)]];
    case "near":
      return query.words.map((text) => [evaluation.terms.find({ kind: "word", text })]);
    case "phrase":
      return [query.words.map((word) => new Set([word]))];
    case "and":
    case "or":
      return query.parts.flatMap((part) => findWanted(part, evaluation));
    case "required":
      return findWanted(query.part, evaluation);
    case "in":
      return query.field === "text" ? findWanted(query.part, evaluation) : [];
  }
  return [];
};

/* {text, marks}: the passage that holds the most of what is wanted, on one line; `marks` as [start, end] in whole
   characters. */
const makeSnippet = (whole, wanted, cut) => {
  const line = squeeze(whole);
  const text = Array.from(line);
  const held = cut(line);
  const matches = findMatches(held, wanted);
  const [first, last] = matches.length ? bestStretch(matches) : [0, 0];
  const spare = Math.max(0, WIDTH - (last - first));
  let start = Math.max(0, Math.min(first - Math.floor(spare / 2), text.length - WIDTH));
  let end = Math.min(text.length, Math.max(last, start + WIDTH));
  if (start) start = held.find((word) => word.start >= start)?.start ?? start;
  if (matches.length) start = Math.min(start, first);
  if (end < text.length) end = held.filter((word) => word.end <= end).pop()?.end ?? end;
  end = Math.min(Math.max(end, last), start + 2 * WIDTH);
  const lead = start ? "… " : "";
  const tail = end < text.length ? " …" : "";
  const shift = lead.length - start;
  return {
    text: lead + text.slice(start, end).join("") + tail,
    marks: matches
      .filter((match) => start <= match.start && match.start < end)
      .map((match) => [match.start + shift, Math.min(match.end, end) + shift]),
  };
};

const findMatches = (held, wanted) => {
  const matches = [];
  held.forEach((word, at) => {
    if (matches.length && word.start < matches[matches.length - 1].end) return;
    const standing = wanted.filter((sequence) => sequence.every((forms, step) => forms.has(held[at + step]?.fold)));
    if (!standing.length) return;
    const sequence = standing.reduce((longest, each) => (each.length > longest.length ? each : longest));
    matches.push({ start: word.start, end: held[at + sequence.length - 1].end, sequence });
  });
  return matches;
};

/* The stretch of at most WIDTH characters with the most different matches, then the most, then the first. */
const bestStretch = (matches) => {
  let best = [0, 0];
  let chosen = [matches[0].start, matches[0].end];
  let last = 0;
  matches.forEach((match, at) => {
    last = Math.max(last, at);
    while (last + 1 < matches.length && matches[last + 1].end - match.start <= WIDTH) last += 1;
    const inside = matches.slice(at, last + 1);
    const different = new Set(inside.map((each) => each.sequence)).size;
    if (different > best[0] || (different === best[0] && inside.length > best[1])) {
      best = [different, inside.length];
      chosen = [match.start, inside[inside.length - 1].end];
    }
  });
  return chosen;
};

/* Which entries answer, and in what order? index/searching.py, with the order `relevance` */

const FEWER = 10;
const LONG = 4;
const EVERYWHERE = 8;

class Searcher {
  constructor(data) {
    calendar = makeCalendar(data);
    this.data = data;
    this.analysis = makeAnalysis(data);
    this.terms = new Terms(data);
  }

  /* {notes, total, partly, undated, hits, snippet}: `hits` holds [document, score, holds only a part], best first, and
     `snippet(document)` shows where it answers. Throws Refused. */
  search(written, now) {
    const { query, notes } = parseQuery(written, this, now);
    const evaluation = new Evaluation(this.data, this.terms);
    evaluation.check(query);
    const matches = evaluation.matches(query);
    const looser = matches.size < FEWER ? loosen(query, evaluation, matches.size) : null;
    const partly = looser ? without(evaluation.matches(looser), matches) : new Set();
    const asksForDates = nodes(query).some(({ kind }) => kind === "published");
    const undated = asksForDates ? without(evaluation.matches(askUndated(query)), matches) : new Set();
    const hits = this.order(evaluation.scores(query, matches), false);
    if (partly.size) hits.push(...this.order(evaluation.scores(looser, partly), true));
    const [wanted, wantedPartly] = [query, looser].map((each) => (each ? findWanted(each, evaluation) : []));
    const text = (number) => this.data.documents[number][7];
    return {
      notes: [...notes, ...this.tellVariants(query), ...this.tellEmpty(query)],
      total: matches.size,
      partly: partly.size,
      undated: undated.size,
      hits,
      snippet: (number) => makeSnippet(text(number), partly.has(number) ? wantedPartly : wanted, this.analysis.cut),
    };
  }

  /* Best first, then newest (unknown last), then by permalink, which is how documents are numbered. */
  order(scores, partly) {
    const published = (number) => this.data.documents[number][5] ?? -Infinity;
    return [...scores]
      .sort(([one, its], [other, others]) => {
        const [first, second] = [published(one), published(other)];
        return others - its || (first === second ? one - other : first < second ? 1 : -1);
      })
      .map(([number, score]) => [number, score, partly]);
  }

  /* A line for each name that entries hold in other spellings, too. */
  tellVariants(query) {
    const { variants, vocabulary } = this.terms;
    const asked = new Set(nodes(query).filter(({ kind }) => kind === "word").map(({ text }) => text));
    return [...asked].flatMap((name) => {
      const others = (variants.get(name) ?? []).filter((other) => vocabulary.has(other));
      return others.length ? [`“${name}” stands for ${others.join(", ")} too`] : [];
    });
  }

  /* A line for each field that is asked for and that no entry has anything in. */
  tellEmpty(query) {
    const asked = new Set(nodes(query).filter(({ kind }) => kind === "in").map(({ field }) => field));
    const empty = [...asked].filter((field) => !this.terms.hasField(field));
    return empty.map((field) => `no entry of this archive has a ${field}`);
  }
}

/* The query with any instead of all of its words, for entries that follow the few that are `held`; null where nothing
   is to follow. */
const loosen = (query, evaluation, held) => {
  if (query.kind !== "and") return null;
  const kinds = ["required", "not", "labelled", "everything", "published", "undated"];
  const isFirm = ({ kind, field, parts }) =>
    parts ? parts.every(isFirm) : kinds.includes(kind) || (kind === "in" && evaluation.data.filters.includes(field));
  const firm = query.parts.filter(isFirm);
  const loose = query.parts.filter((part) => !isFirm(part));
  if (loose.length < (held ? LONG : 2)) return null;
  const phrases = loose.filter(({ kind }) => kind === "phrase");
  loose.push(...phrases.flatMap(({ words }) => words.map((text) => ({ kind: "word", text }))));
  const most = Math.floor(evaluation.searched.size / EVERYWHERE);
  const holding = (part) => evaluation.matches(part).size;
  const telling = loose.filter((part) => holding(part) > 0 && holding(part) <= most);
  const some = { kind: "or", parts: different(telling.length ? telling : loose) };
  return firm.length ? { kind: "and", parts: [...firm, some] } : some;
};

const different = (parts) => [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];

const without = (one, other) => new Set([...one].filter((number) => !other.has(number)));

/* Makes `backfileSearch.find(written, now)`: {refused} or what Searcher.search gives; and `backfileSearch.words(text)`.
   Then it starts the page, if search-page.js is there. */
window.backfileSearch = (data) => {
  const searcher = new Searcher(data);
  window.backfileSearch.words = searcher.analysis.cut;
  window.backfileSearch.find = (written, now = new Date()) => {
    try {
      return searcher.search(written, Math.floor(now / 1000));
    } catch (fault) {
      if (fault instanceof Refused) return { refused: fault.message };
      throw fault;
    }
  };
  window.backfileSearch.start?.(data);
};
})();
