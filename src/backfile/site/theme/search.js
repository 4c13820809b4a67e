/* How does the browser answer a query? By the laws of the command line on the same postings: the same entries, in the
   same order, with the same scores. Each part names the module it follows; tables and constants come with the data.

   search-data.js calls backfileSearch(data), where `data` holds
     fields      the names of the fields, in the order of `lengths` and of the weights
     zone        the time zone of dates that are asked for
     ranking     weight and average of each field; log2 of 1 to 2 in 256 steps, times 256
     fold        table, kept, marks, word
     steering    for a character class: what is shown as its number
     liveblogs   [slug, headline]
     documents   [permalink, live blog, headline or null, label, [printed, machine, day] or null, seconds or null,
                 altered, text]
     lengths     for each document, the words in each field
     words       field -> word -> [[document, position, …], …]
     stems       word -> stem, where that is another
     endings     [strip, add], longest first */
"use strict";

(() => {
  const BLANK = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // Python's \s
  const QUOTE = "\"“”„«»";

  /* What a person can mend in a query. */
  class Refused extends Error {}
  /* The query is not of the grammar: it is read as plain words. */
  class Unreadable extends Error {}

  const check = (holds, message) => {
    if (!holds) throw new Unreadable(message);
  };
  const strip = (text) => text.replace(new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g"), "");

  /* ---- Words: text/fold.py -------------------------------------------------------------------------------------- */

  /* Script counts halves of characters beyond U+FFFF, Python whole ones: turns script's places, ascending, to Python's. */
  const counter = (text) => {
    let seen = 0;
    let count = 0;
    return (at) => {
      for (; seen < at; count++) seen += text.codePointAt(seen) > 0xffff ? 2 : 1;
      return count;
    };
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

  /* A function that gives each word of a text as {start, end, fold}. */
  const makeWords = (tables) => {
    const fold = makeFold(tables);
    return (text) => {
      const count = counter(text);
      const held = [];
      for (const match of text.matchAll(new RegExp(tables.word, "gu"))) {
        const folded = fold(match[0]);
        if (folded) held.push({ start: count(match.index), end: count(match.index + match[0].length), fold: folded });
      }
      return held;
    };
  };

  /* ---- Dates: text/dates.py ------------------------------------------------------------------------------------- */

  const DATE =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?(Z|[+-]\d\d:?\d\d))?)?)?)?$/i;
  const SECOND = 1000;
  const MINUTE = 60 * SECOND;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;

  /* Written dates as {start, end}: seconds since 1970, the end exclusive. */
  const parseSpan = (written, zone) => {
    const [, from, to] = strip(written).match(/^([^]*?)(?:\/|\.\.)([^]*)$/) ?? [null, written, null];
    const first = parseDate(strip(from), zone);
    if (to === null) return first;
    const last = parseDate(strip(to), zone);
    check(last.end > first.start, `“${written}” ends before it begins`);
    return { start: first.start, end: last.end };
  };

  const parseDate = (written, zone) => {
    const found = DATE.exec(written);
    check(found, `“${written}” is no date such as 2022-03-10, 2022-03 or 2022-03-10T14:05Z`);
    const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
      .slice(1, 7)
      .map((digits) => (digits === undefined ? undefined : Number(digits)));
    check(year >= 1, `year ${year} is out of range`);
    check(month >= 1 && month <= 12, "month must be in 1..12");
    check(day >= 1 && day <= new Date(wall(year, month + 1, 0)).getUTCDate(), "day is out of range for month");
    check(hour <= 23, "hour must be in 0..23");
    check(minute <= 59, "minute must be in 0..59");
    check(second <= 59, "second must be in 0..59");
    const start = wall(year, month, day) + hour * HOUR + minute * MINUTE + second * SECOND;
    const given = found.slice(1, 7).filter((digits) => digits !== undefined).length;
    const end = [wall(year + 1, 1, 1), wall(year, month + 1, 1), start + DAY, 0, start + MINUTE, start + SECOND][given - 1];
    const within = found[7]?.toUpperCase() ?? zone;
    const span = { start: instant(start, within) / SECOND, end: instant(end, within) / SECOND };
    check(given > 1 || year < 9999, `year ${year + 1} is out of range`);
    const last = wall(10000, 1, 1);
    check(wall(1, 1, 1) <= span.start * SECOND && end < last && span.end * SECOND < last, `“${written}” lies outside the years that can be reckoned with`);
    return span;
  };

  /* What a clock on the wall shows, in milliseconds. (Date.UTC takes the years 0 to 99 for 1900 to 1999.) */
  const wall = (year, month, day) => new Date(0).setUTCFullYear(year, month - 1, day);

  /* The instant at which the clocks of a zone show that; the first, where they show it twice. */
  const instant = (shown, zone) => {
    const fixed = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/.exec(zone);
    if (fixed) return shown - Number(fixed[1] + "1") * (fixed[2] * HOUR + fixed[3] * MINUTE);
    if (zone === "Z" || zone === "UTC") return shown;
    const before = offset(shown - DAY, zone);
    const after = offset(shown + DAY, zone);
    const onlyAfter = offset(shown - before, zone) !== before && offset(shown - after, zone) === after;
    return shown - (onlyAfter ? after : before);
  };

  const offset = (at, zone) => {
    const options = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" };
    const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      ...options, hour: "numeric", minute: "numeric", second: "numeric",
    });
    const part = Object.fromEntries(format.formatToParts(at).map((each) => [each.type, Number(each.value)]));
    const shown = wall(part.year, part.month, part.day) + part.hour * HOUR + part.minute * MINUTE + part.second * SECOND;
    return shown - Math.floor(at / SECOND) * SECOND;
  };

  /* ---- The grammar: index/parse.py ------------------------------------------------------------------------------ */

  const LONGEST = 4000;
  const DEEPEST = 50;
  const MOST_WORDS = 500;
  const TOKEN = new RegExp(
    `[${BLANK}]*(?:(?<open>\\()|(?<close>\\))|[${QUOTE}](?<phrase>[^${QUOTE}]*)[${QUOTE}]|(?<lone>[${QUOTE}])` +
      `|(?<field>[\\p{L}\\p{Nl}\\p{No}]+):(?=[^${BLANK}/)])|(?<word>[^${BLANK}()${QUOTE}]+))`,
    "uy"
  );

  /* {query, notes}. A query is {kind, …}: word, phrase, prefix, and, or, not, in, published, undated. */
  const parseQuery = (written, { fields, zone }, words) => {
    const length = Array.from(written).length;
    if (length > LONGEST) throw new Refused(`The query is ${length} characters long; at most ${LONGEST} are read.`);
    try {
      const tokens = cut(written, [...fields, "published"]);
      if (tokens.filter(({ kind }) => kind === "word" || kind === "phrase").length > MOST_WORDS) {
        throw new Refused(`The query asks for more than ${MOST_WORDS} words at once: ask for fewer.`);
      }
      const parser = new Parser(tokens, zone, words);
      return { query: parser.parse(), notes: parser.notes };
    } catch (fault) {
      if (!(fault instanceof Unreadable)) throw fault;
      const literal = words(written).slice(0, MOST_WORDS);
      if (!literal.length) throw new Refused("The query holds no word to look for: give a word or a “phrase”.");
      const query = join("and", literal.map((word) => ({ kind: "word", text: word.fold })));
      return { query, notes: [`read as plain words: ${fault.message}`] };
    }
  };

  const cut = (written, fields) => {
    const text = written.replace(new RegExp(`[${BLANK}]+$`), "");
    const count = counter(text);
    const tokens = [];
    for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
      const from = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      check(found, `character ${count(from) + 1} cannot be read`);
      const [kind, value] = Object.entries(found.groups).find(([, group]) => group !== undefined);
      const behind = kind === "phrase" || kind === "field" ? 1 : 0; // the quotation mark, the colon
      const token = { kind, text: value, at: count(TOKEN.lastIndex - value.length - behind) + 1 };
      check(kind !== "lone", `the quotation mark at character ${token.at} is never closed`);
      if (kind === "word" && ["AND", "OR", "NOT"].includes(value)) token.kind = value;
      if (kind === "field" && !fields.includes(value.toLowerCase())) {
        throw new Refused(`There is no field “${value}”: known are ${[...fields].sort().join(", ")}.`);
      }
      tokens.push(token);
    }
    return tokens;
  };

  /* Recursive descent over the tokens; `notes` gathers what was passed over. */
  class Parser {
    constructor(tokens, zone, words) {
      Object.assign(this, { tokens, zone, words, at: 0, depth: 0, notes: [] });
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
        case "NOT": {
          const part = this.deeper(token, () => this.one());
          return part && { kind: "not", part };
        }
        case "field": {
          const field = token.text.toLowerCase();
          if (field === "published") return this.published(token);
          const part = this.deeper(token, () => this.one());
          return part && (["in", "published", "undated"].includes(part.kind) ? part : { kind: "in", field, part });
        }
        case "phrase": {
          const held = this.words(token.text).map((word) => word.fold);
          return held.length ? { kind: "phrase", words: held } : this.passOver(token);
        }
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

    published(token) {
      const value = this.tokens[this.at++];
      const dates = value && ["word", "phrase"].includes(value.kind);
      check(dates, `published: at character ${token.at} takes a date, or two joined by ..`);
      if (value.text.toLowerCase() === "unknown") return { kind: "undated" };
      return { kind: "published", ...parseSpan(value.text, this.zone) };
    }

    word(token) {
      const held = this.words(token.text).map((word) => word.fold);
      if (!held.length) return this.passOver(token);
      if (token.text.endsWith("*")) {
        const prefix = { kind: "prefix", text: held.pop() };
        return join("and", [...held.map((text) => ({ kind: "word", text })), prefix]);
      }
      return held.length === 1 ? { kind: "word", text: held[0] } : { kind: "phrase", words: held };
    }

    passOver(token) {
      this.notes.push(`passed over “${token.text}”: it holds no word`);
      return null;
    }
  }

  const join = (kind, parts) => {
    const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
    return flat.length === 1 ? flat[0] : { kind, parts: flat };
  };

  /* ---- The score: index/score.py -------------------------------------------------------------------------------- */

  const idf = (ranking, documents, holding) => {
    const ratio = Math.floor(((2 * documents + 2) * 65536) / (2 * holding + 1));
    let length = 0;
    while (2 ** (length + 1) <= ratio) length += 1;
    return (length - 16) * 256 + ranking.log2[Math.floor(ratio / 2 ** (length - 8)) % 256];
  };

  const impact = (ranking, occurrences, lengths) => {
    let weight = 0;
    occurrences.forEach((count, field) => {
      const norm = 64 + Math.floor((192 * lengths[field]) / ranking.average[field]);
      weight += Math.floor((ranking.weight[field] * Math.min(count, 65535) * 65536) / norm);
    });
    return Math.floor((1000 * weight) / (weight + 307));
  };

  /* ---- Evaluation: index/searching.py, index/analysis.py --------------------------------------------------------- */

  const MOST_FORMS = 2000;
  const SHORTEST = 3;

  class Searcher {
    constructor(data) {
      this.data = data;
      this.words = makeWords(data.fold);
      this.postings = data.fields.map((field) => new Map(Object.entries(data.words[field])));
      this.vocabulary = new Set(this.postings.flatMap((words) => [...words.keys()]));
      this.stems = new Map(Object.entries(data.stems));
      this.forms = new Map(); // stem -> the words that have it
      for (const word of this.vocabulary) {
        const stem = this.stems.get(word) ?? word;
        this.forms.set(stem, [...(this.forms.get(stem) ?? []), word]);
      }
    }

    /* {notes, total, undated, hits}: `hits` holds [document, score], best first. Throws Refused. */
    search(written) {
      const { query, notes } = parseQuery(written, this.data, this.words);
      const scores = this.scores(query, this.data.fields);
      const others = asksForDates(query) ? this.scores(askUndated(query), this.data.fields) : new Map();
      const isUndated = (number) => this.data.documents[number][5] === null;
      const undated = [...others.keys()].filter((number) => isUndated(number) && !scores.has(number)).length;
      const hits = [...scores].sort(([one, its], [other, others]) => others - its || this.compare(one, other));
      return { query, notes, total: hits.length, undated, hits };
    }

    /* Newest first, unknown last; then by permalink. */
    compare(one, other) {
      const [first, , , , , published] = this.data.documents[one];
      const [second, , , , , its] = this.data.documents[other];
      if (published !== its) return published === null || (its !== null && published < its) ? 1 : -1;
      return first < second ? -1 : 1;
    }

    /* Document -> score, for those that match; filters and NOT match without scoring. */
    scores(query, fields) {
      const { documents } = this.data;
      const those = (test) => new Map(documents.flatMap((each, number) => (test(each[5], number) ? [[number, 0]] : [])));
      switch (query.kind) {
        case "in":
          return this.scores(query.part, [query.field]);
        case "published":
          return those((at) => at !== null && query.start <= at && at < query.end);
        case "undated":
          return those((at) => at === null);
        case "not": {
          const held = this.scores(query.part, fields);
          return those((_, number) => !held.has(number));
        }
        case "or": {
          const united = new Map();
          for (const part of query.parts) {
            for (const [number, score] of this.scores(part, fields)) united.set(number, (united.get(number) ?? 0) + score);
          }
          return united;
        }
        case "and": {
          const [first, ...rest] = query.parts.map((part) => this.scores(part, fields));
          const both = [...first].filter(([number]) => rest.every((found) => found.has(number)));
          return new Map(both.map(([number, score]) => [
            number, rest.reduce((sum, found) => sum + found.get(number), score),
          ]));
        }
      }
      return this.term(query, fields);
    }

    /* A word in all its forms, a prefix in all its words, or a phrase: one term. */
    term(query, fields) {
      const { data } = this;
      const count = (words) =>
        query.kind === "phrase" ? countPhrase(words, query.words) : countWords(words, this.standsFor(query));
      const counts = this.postings.map((words, field) => (fields.includes(data.fields[field]) ? count(words) : new Map()));
      const held = new Set(counts.flatMap((each) => [...each.keys()]));
      const rarity = idf(data.ranking, data.documents.length, held.size);
      return new Map([...held].map((number) => {
        const occurrences = counts.map((each) => each.get(number) ?? 0);
        return [number, rarity * impact(data.ranking, occurrences, data.lengths[number])];
      }));
    }

    /* The words that a word or a prefix stands for. */
    standsFor(query) {
      if (query.kind === "word") return new Set([query.text, ...(this.forms.get(this.stem(query.text)) ?? [])]);
      const found = [...this.vocabulary].filter((word) => word.startsWith(query.text));
      if (found.length > MOST_FORMS) {
        throw new Refused(`“${query.text}*” stands for more than ${MOST_FORMS} words: write more of it.`);
      }
      return new Set(found);
    }

    /* From the table; of a word that no entry holds, by the table's endings. */
    stem(word) {
      if (this.vocabulary.has(word)) return this.stems.get(word) ?? word;
      if (Array.from(word).length < SHORTEST || /\p{Nd}/u.test(word)) return word;
      for (const [strip, add] of this.data.endings) {
        const stem = word.slice(0, word.length - strip.length) + add;
        if (word.endsWith(strip) && Array.from(stem).length >= SHORTEST && this.forms.has(stem)) return stem;
      }
      return word;
    }
  }

  /* How often documents hold any of the words. */
  const countWords = (postings, words) => {
    const counts = new Map();
    for (const word of words) {
      for (const [number, ...positions] of postings.get(word) ?? []) {
        counts.set(number, (counts.get(number) ?? 0) + positions.length);
      }
    }
    return counts;
  };

  /* How often documents hold the words side by side. */
  const countPhrase = (postings, words) => {
    const [first, ...rest] = words.map(
      (word) => new Map((postings.get(word) ?? []).map(([number, ...positions]) => [number, new Set(positions)]))
    );
    const counts = new Map();
    for (const [number, positions] of first) {
      const stands = (at) => rest.every((places, step) => places.get(number)?.has(at + step + 1));
      const count = [...positions].filter(stands).length;
      if (count) counts.set(number, count);
    }
    return counts;
  };

  const asksForDates = (query) =>
    query.kind === "published" || (query.parts ?? (query.part ? [query.part] : [])).some(asksForDates);

  /* The query with date filters that let the documents without an instant through; below NOT they do as they are. */
  const askUndated = (query, forbidden = false) => {
    if (query.parts) return { ...query, parts: query.parts.map((part) => askUndated(part, forbidden)) };
    if (query.part) return { ...query, part: askUndated(query.part, forbidden !== (query.kind === "not")) };
    return query.kind === "published" && !forbidden ? { kind: "undated" } : query;
  };

  /* ---- Snippets: index/snippets.py ------------------------------------------------------------------------------ */

  const WIDTH = 220;

  /* What to mark in the text: sequences of sets of words. */
  const findWanted = (query, searcher) => {
    switch (query.kind) {
      case "word":
      case "prefix":
        return [[searcher.standsFor(query)]];
      case "phrase":
        return [query.words.map((word) => new Set([word]))];
      case "and":
      case "or":
        return query.parts.flatMap((part) => findWanted(part, searcher));
      case "in":
        return query.field === "text" ? findWanted(query.part, searcher) : [];
    }
    return [];
  };

  /* {text, marks}: the passage that holds the most of what is wanted, on one line; `marks` as [start, end] in whole characters. */
  const makeSnippet = (whole, wanted, words) => {
    const line = strip(whole).replace(new RegExp(`[${BLANK}]+`, "g"), " ");
    const text = Array.from(line);
    const held = words(line);
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
    let chosen = null;
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

  /* Makes `backfileSearch.find(written)`: {refused} or {notes, total, undated, hits, snippet}, where hits are
     [document, score] and snippet(document) shows where it answers; and `backfileSearch.words(text)`. Then it starts
     the page, if search-page.js is there. */
  window.backfileSearch = (data) => {
    const searcher = new Searcher(data);
    window.backfileSearch.words = searcher.words;
    window.backfileSearch.find = (written) => {
      try {
        const found = searcher.search(written);
        const wanted = findWanted(found.query, searcher);
        return { ...found, snippet: (number) => makeSnippet(data.documents[number][7], wanted, searcher.words) };
      } catch (fault) {
        if (fault instanceof Refused) return { refused: fault.message };
        throw fault;
      }
    };
    window.backfileSearch.start?.(data);
  };
})();
