/* How is a query read? index/tokens.py, index/parse.py; the tree: queries.js; names of the errors: errors.py */
"use strict";

backfileSearch.put("part-grammar", (core) => {
const { FIELDS, HEAD, Refused, join, need, size, thousands, use } = core;
const { BLANK, counter, fold, foldsOf, isAlone, leafOf, plainDigits, unspaced, wordOf } = use("words");
const { meant: MEANT, flags: FLAGS } = need("tables-grammar");

/* The query is not of the grammar: it is read as plain words. */
class Unreadable extends Error {}

const LONGEST = 4_000;
const DEEPEST = 50;
const MOST_WORDS = 500;
const MOST_BETWEEN = 999;
const DATE_FIELDS = ["published", "since", "after", "before", "until"];
const QUOTE = "\"“”„«»";
const TOKEN = new RegExp(
  `(?<blanks>[${BLANK}]*)(?:(?<open>\\()|(?<close>\\))` +
    `|[${QUOTE}](?<phrase>[^${QUOTE}]*)[${QUOTE}](?:~(?<within>\\p{Nd}+)(?![^${BLANK})]))?|(?<lone>[${QUOTE}])` +
    `|(?<![^${BLANK}(])(?<sign>[-+])(?=[^${BLANK})+\\-])` +
    `|(?<field>[\\p{L}\\p{Nl}\\p{No}]+):(?<blank>[${BLANK}]*)(?=[^${BLANK}/)])|(?<word>[^${BLANK}()${QUOTE}]+))`,
  "uy"
);
const KINDS = ["open", "close", "phrase", "lone", "sign", "field", "word"];
const OPERATORS = ["AND", "OR", "NOT"];
const FUZZY = /^([^]*[^~])~([12]?)$/u;
const NOT_FUZZY = /^[^]*[^~]~[~0-9]+$/u;
const QUOTED = new RegExp(`[${QUOTE}][^${QUOTE}]*[${QUOTE}]`, "gu");
const SMALL_OPERATOR = new RegExp(`(?<=[^${BLANK}] )(or|not)(?= [^${BLANK}])`, "u");
const BARE_DAY = /(?<!\S)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?!\S)/u;
const ANY_OPERATOR = /(?<![\p{L}\p{N}_])(?:AND|OR|NOT)(?![\p{L}\p{N}_])/gu;

/** @type {(holds: unknown, message: string) => asserts holds} */
const check = (holds, message) => {
  if (!holds) throw new Unreadable(message);
};

/** Dates are counted back from `now`, in seconds. Throws Refused. @type {Parts["grammar"]["parseQuery"]} */
const parseQuery = (written, now) => {
  const length = size(written);
  if (length > LONGEST) {
    throw new Refused(`is ${thousands(length)} characters long`, `at most ${thousands(LONGEST)} are read`);
  }
  try {
    const tokens = cutQuery(written);
    bound(tokens.filter(({ kind }) => kind === "word" || kind === "phrase").length);
    const parser = new Parser(tokens, now);
    const query = parser.parse();
    const [small] = SMALL_OPERATOR.exec(written.replace(QUOTED, '""')) ?? [];
    if (small) {
      parser.notes.push(`“${small}” is looked for as a word; in capitals it joins: ${small.toUpperCase()}`);
    }
    const [day] = BARE_DAY.exec(written.replace(QUOTED, '""')) ?? [];
    if (day) parser.notes.push(`“${day}” is looked for as words; published:${day} asks for that day`);
    return { query, notes: [...new Set(parser.notes)] };
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    const literal = foldsOf(written.replace(ANY_OPERATOR, " "));
    bound(literal.length);
    if (!literal.length) throw new Refused("holds no word to look for", "give a word or a “phrase”");
    const query = join("and", literal.map(wordOf));
    return { query, notes: [`read as plain words: ${fault.message}`] };
  }
};

/** @type {(words: number) => void} */
const bound = (words) => {
  if (words > MOST_WORDS) throw new Refused(`asks for more than ${MOST_WORDS} words at once`, "ask for fewer");
};

const QUERY_FIELDS = [...FIELDS, ...DATE_FIELDS, "lang", "is", "has"];

/** Is this, in small letters, one of the fields, or what others call one? @type {(name: string) => boolean} */
const isFieldName = (name) => QUERY_FIELDS.includes(name) || new Map(Object.entries(MEANT)).has(name);

/** `at` is counted in characters from 1; `within` stands after a phrase.
    @typedef {{ kind: string, text: string, at: number, within: number | null }} Token */

/** @type {(written: string) => Token[]} */
const cutQuery = (written) => {
  const text = written.replace(new RegExp(`[${BLANK}]+$`), "");
  const count = counter(text);
  /** @type {Token[]} */
  const tokens = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const from = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups ?? {};
    const kind = KINDS.find((each) => groups[each] !== undefined);
    check(kind, `character ${count(from) + 1} cannot be read`);
    const start = from + groups.blanks.length + (kind === "phrase" ? 1 : 0);
    /** @type {Token} */
    const token = { kind, text: groups[kind], at: count(start) + 1, within: null };
    check(kind !== "lone", `the quotation mark at character ${token.at} is never closed`);
    if (kind === "word" && OPERATORS.includes(token.text)) token.kind = token.text;
    if (groups.within !== undefined) token.within = Number(plainDigits(groups.within));
    if (kind === "field" && !QUERY_FIELDS.includes(token.text.toLowerCase())) {
      if (!groups.blank) {
        const meant = new Map(Object.entries(MEANT)).get(token.text.toLowerCase());
        throw refuseName("field", token.text, QUERY_FIELDS, meant);
      }
      token.kind = "word";
      TOKEN.lastIndex = start + token.text.length + 1;
    }
    tokens.push(token);
  }
  return tokens;
};

/* Recursive descent over the tokens; `notes` gathers what was passed over, and what dates became. */
class Parser {
  /** @param {Token[]} tokens @param {number} now */
  constructor(tokens, now) {
    this.tokens = tokens;
    this.now = now;
    this.at = 0;
    this.depth = 0;
    /** @type {string[]} */
    this.notes = [];
  }

  parse() {
    const query = this.any();
    check(this.kind() === null, `the bracket at character ${this.tokens[this.at]?.at} was never opened`);
    check(query, "it holds no word");
    return query;
  }

  /** @returns {string | null} */
  kind() {
    return this.tokens[this.at]?.kind ?? null;
  }

  /** @returns {Query | null} */
  any() {
    return this.list("OR", "or", () => this.all());
  }

  all() {
    return this.list("AND", "and", () => this.one());
  }

  /** @param {string} operator @param {"and" | "or"} kind @param {() => Query | null} part */
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

  /** @returns {Query | null} */
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
        return part && (token.text === "+" ? { kind: "required", part } : { kind: "not", part });
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

  /** @param {Token} token @param {() => Query | null} part */
  deeper(token, part) {
    this.depth += 1;
    check(this.depth <= DEEPEST, `more than ${DEEPEST} brackets inside each other`);
    this.checkFollowed(token);
    const query = part();
    this.depth -= 1;
    return query;
  }

  /** @param {Token} token */
  checkFollowed(token) {
    const followed = ![null, "close", "AND", "OR"].includes(this.kind());
    check(followed, `${token.text} at character ${token.at} has nothing after it`);
  }

  /** @param {string} field @param {Token} token @returns {Query | null} */
  field(field, token) {
    if (FIELDS.includes(field)) {
      const part = this.deeper(token, () => this.one());
      return part && inField(field, part);
    }
    const value = this.value(token);
    if (DATE_FIELDS.includes(field)) return this.date(field, value);
    if (field === "lang") return languageOf(value);
    const flag = `${field}:${value.toLowerCase()}`;
    if (!FLAGS.includes(flag)) throw refuseName("flag", flag, FLAGS);
    return flag === "is:undated" ? { kind: "undated" } : { kind: "labelled", label: flag };
  }

  /** What stands after a filter; a range in square brackets is one value. @param {Token} token */
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

  /** @param {string} field @param {string} value @returns {Query} */
  date(field, value) {
    if (field === "published" && value.toLowerCase() === "unknown") return { kind: "undated" };
    const dates = use("dates");
    try {
      const reach = this.reach(dates, field, value);
      this.notes.push(`${field}:${value} was read as ${dates.tellReach(reach, HEAD())}`);
      return { kind: "published", written: /\s/.test(value) ? `${field}:"${value}"` : `${field}:${value}`, ...reach };
    } catch (fault) {
      if (fault instanceof dates.OutOfYears) throw new Refused(`the date ${dates.OUTSIDE}`);
      if (fault instanceof dates.NoDate) throw new Refused(`${field}: ${fault.message}`);
      throw fault;
    }
  }

  /** @param {Dates} dates @param {string} field @param {string} value @returns {Span} */
  reach({ parseReach, parseSpoken }, field, value) {
    const { zone } = HEAD();
    if (field === "published") return parseReach(value, zone, this.now);
    const { start, end } = parseSpoken(value, zone, this.now);
    /** @type {Record<string, [Span["start"], Span["end"]]>} */
    const reaches = { since: [start, null], after: [end, null], before: [null, start], until: [null, end] };
    return { start: reaches[field][0], end: reaches[field][1] };
  }

  /** @param {Token} token @returns {Query | null} */
  phrase(token) {
    const held = foldsOf(token.text);
    if (!held.length) return this.passOver(token);
    if (token.within !== null && held.length > 1) {
      if (token.within > MOST_BETWEEN) {
        this.notes.push(`at most ${MOST_BETWEEN} words may stand between those of “${token.text}”`);
      }
      return { kind: "near", words: held, within: Math.min(token.within, MOST_BETWEEN) };
    }
    return held.length === 1 && isAlone(held[0]) ? { kind: "prefix", text: held[0] } : { kind: "phrase", words: held };
  }

  /** @param {Token} token @returns {Query | null} */
  word(token) {
    let pattern = "";
    if (/[*?＊？]/.test(token.text)) {
      pattern = this.bare(fold(token.text)).replace(/\*+/g, "*");
    }
    if (pattern === "*") return { kind: "everything" };
    if (/[?*][^]/.test(pattern)) {
      if (this.isPattern(pattern)) return { kind: "wildcard", pattern };
      this.notes.push(`in “${token.text}”, * and ? were passed over: they count within a single word`);
    }
    const [, text, edits] = FUZZY.exec(token.text) ?? [];
    if (text) return this.fuzzy(token, text, edits);
    if (NOT_FUZZY.test(token.text)) {
      this.notes.push(`in “${token.text}”, ~ was passed over: after it stands 1, 2 or nothing`);
    }
    if (token.text.endsWith(":") && isFieldName(token.text.slice(0, -1).toLowerCase())) {
      this.notes.push(`${token.text} has nothing after it, and is looked for as a word`);
    }
    const held = foldsOf(token.text);
    if (!held.length) return this.passOver(token);
    if (pattern.endsWith("*")) {
      const last = held.length - 1;
      return join("and", [...held.slice(0, last).map(wordOf), { kind: "prefix", text: held[last] }]);
    }
    return leafOf(held);
  }

  /** @param {Token} token @param {string} text @param {string} edits @returns {Query | null} */
  fuzzy(token, text, edits) {
    const held = foldsOf(text);
    if (!held.length) return this.passOver(token);
    const [word] = held;
    if (held.length > 1 || size(word) < 3 || isAlone(word)) {
      this.notes.push(`in “${token.text}”, ~ was passed over: it counts after one word of three letters or more`);
      return leafOf(held);
    }
    return { kind: "fuzzy", text: word, edits: edits ? Number(edits) : size(word) <= 5 ? 1 : 2 };
  }

  /** @param {Token} token */
  passOver(token) {
    this.notes.push(`passed over “${token.text}”: it holds no word`);
    return null;
  }

  /** Without what is no letter around it. @param {string} text */
  bare(text) {
    const letter = `[\\p{L}\\p{N}${unspaced}?*]`;
    const signs = Array.from(text);
    /** @type {(sign: string) => boolean} */
    const isHeld = (sign) => new RegExp(letter, "u").test(sign);
    const first = signs.findIndex(isHeld);
    return first < 0 ? "" : signs.slice(first, signs.findLastIndex(isHeld) + 1).join("");
  }

  /** @param {string} pattern */
  isPattern(pattern) {
    const letter = `[\\p{L}\\p{N}${unspaced}]`;
    return new RegExp(letter, "u").test(pattern) && new RegExp(`^(?:${letter}|['?*])+$`, "u").test(pattern);
  }
}

/** @type {(value: string) => Query} */
const languageOf = (value) => {
  const [code] = value.toLowerCase().split("-");
  if (!/^[a-z]{2,3}$/.test(code)) {
    throw new Refused(`lang: “${value}” is no code of a language`, "write en, de, uk, …");
  }
  return { kind: "labelled", label: `lang:${code}` };
};

/** The part in a field; `byline:*` asks for entries that have one. @type {(field: string, part: Query) => Query} */
const inField = (field, part) => {
  const label = `has:${field}`;
  if (part.kind === "everything") return FLAGS.includes(label) ? { kind: "labelled", label } : part;
  return ["in", "published", "undated", "labelled"].includes(part.kind) ? part : { kind: "in", field, part };
};

/** A name that is none of the known ones; the message names the nearest, as Python's difflib finds it.
    @type {(kind: string, name: string, known: string[], meant?: string) => Error} */
const refuseName = (kind, name, known, meant = name) => {
  const names = [...known].sort();
  const signs = Array.from(meant.toLowerCase());
  /** @type {(each: string) => number} */
  const likeness = (each) => (2 * matching(Array.from(each), signs)) / (each.length + signs.length);
  const near = names.filter((each) => likeness(each) >= 0.5).reverse();
  const [best] = near.sort((one, other) => likeness(other) - likeness(one));
  const mend = best ? `did you mean “${best}”?` : `known are ${names.join(", ")}`;
  return new Refused(`there is no ${kind} “${name}”`, mend);
};

/** How many signs two lists share: in the first longest run of both, and then to the left and to the right of it.
    @type {(one: string[], other: string[]) => number} */
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

return { parseQuery };
});
