/* How does the search page answer? By the laws of the command line, on the same postings: the same entries in the same
   order. Each part says which module of Backfile it follows; the tables and constants come with the data.

   backfileSearch(data) is called by search-data.js. In `data`:
     fields      the names of the fields, in the order of `lengths` and of the weights
     zone        the time zone of dates that are asked for
     ranking     weight and average of each field, log2 of 1 to 2 in 256 steps, times 256
     fold        table, kept, marks, word: see text/fold.py
     steering    for a character class: what is shown as its number
     liveblogs   [slug, headline]
     documents   [permalink, live blog, headline or null, label, [printed, machine] or null, seconds or null, altered, text]
     lengths     for each document, the words in each field
     words       field -> word -> [[document, position, …], …]
     stems       word -> stem, where that is another; endings: [strip, add], longest first: see index/analysis.py

   Archived text reaches the page through `textContent` alone. */
"use strict";

(function () {
  var BLANK = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // Python's \s
  var QUOTE = "\"“”„«»";

  /* What a person can mend in a query: shown instead of results. */
  class Refused extends Error {}
  /* The query is not of the grammar: it is read as plain words. */
  class Unreadable extends Error {}

  /* ---- Words: text/fold.py -------------------------------------------------------------------------------------- */

  function makeWords(tables) {
    var table = new Map(Object.entries(tables.table));
    var marks = new RegExp("[" + tables.marks + "]", "gu");
    var kept = Object.entries(tables.kept);

    function translate(text) {
      return Array.from(text, function (character) {
        return table.has(character) ? table.get(character) : character;
      }).join("");
    }

    function fold(text) {
      var plain = translate(text).normalize("NFKC").toLowerCase().normalize("NFD");
      kept.forEach(function (pair) {
        plain = plain.split(pair[0]).join(pair[1]);
      });
      return translate(plain.replace(marks, "").normalize("NFC"));
    }

    /* Each word of a text as {start, end, fold}, counted in code points. */
    return function words(text) {
      var held = [];
      var count = counter(text);
      for (var match of text.matchAll(new RegExp(tables.word, "gu"))) {
        var folded = fold(match[0]);
        if (folded) held.push({ start: count(match.index), end: count(match.index + match[0].length), fold: folded });
      }
      return held;
    };
  }

  /* Script counts in halves of characters beyond U+FFFF, Python in characters: this tells Python's count. */
  function counter(text) {
    var seen = 0;
    var count = 0;
    return function (at) {
      for (; seen < at; count++) seen += text.codePointAt(seen) > 0xffff ? 2 : 1;
      return count;
    };
  }

  /* ---- Dates: text/dates.py ------------------------------------------------------------------------------------- */

  var DATE =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?(Z|[+-]\d\d:?\d\d))?)?)?)?$/i;

  /* [start, end) in seconds since 1970. */
  function parseSpan(written, zone) {
    var split = strip(written).match(/^([^]*?)(?:\/|\.\.)([^]*)$/);
    if (!split) return parseDate(strip(written), zone);
    var first = parseDate(strip(split[1]), zone);
    var last = parseDate(strip(split[2]), zone);
    if (last.end <= first.start) throw new Unreadable("“" + written + "” ends before it begins");
    return { start: first.start, end: last.end };
  }

  function parseDate(written, zone) {
    var found = DATE.exec(written);
    if (!found) {
      throw new Unreadable("“" + written + "” is no date such as 2022-03-10, 2022-03 or 2022-03-10T14:05Z");
    }
    var given = found.slice(1, 7).map(function (digits) {
      return digits === undefined ? null : Number(digits);
    });
    var year = given[0], month = given[1] ?? 1, day = given[2] ?? 1;
    var hour = given[3] ?? 0, minute = given[4] ?? 0, second = given[5] ?? 0;
    check(year >= 1, "year " + year + " is out of range");
    check(month >= 1 && month <= 12, "month must be in 1..12");
    check(day >= 1 && day <= new Date(wall(year, month + 1, 0)).getUTCDate(), "day is out of range for month");
    check(hour <= 23, "hour must be in 0..23");
    check(minute <= 59, "minute must be in 0..59");
    check(second <= 59, "second must be in 0..59");
    var start = wall(year, month, day) + 1000 * (second + 60 * (minute + 60 * hour));
    var end;
    if (given[5] !== null) end = start + 1000;
    else if (given[4] !== null) end = start + 60000;
    else if (given[2] !== null) end = start + 86400000;
    else if (given[1] !== null) end = wall(year, month + 1, 1);
    else end = wall(year + 1, 1, 1);
    var within = found[7] ? found[7].toUpperCase() : zone;
    var span = { start: instant(start, within) / 1000, end: instant(end, within) / 1000 };
    var inside = wall(1, 1, 1) / 1000 <= span.start && span.end < wall(10000, 1, 1) / 1000;
    check(inside, "“" + written + "” lies outside the years that can be reckoned with");
    return span;
  }

  function check(holds, message) {
    if (!holds) throw new Unreadable(message);
  }

  /* What the clock on the wall shows, as milliseconds. (Date.UTC reads the years 0 to 99 as 1900 to 1999.) */
  function wall(year, month, day) {
    return new Date(0).setUTCFullYear(year, month - 1, day);
  }

  /* The instant at which the clocks of a zone show `shown`; the earlier one where they show it twice. */
  function instant(shown, zone) {
    var fixed = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/.exec(zone);
    if (fixed) return shown - (fixed[1] === "-" ? -60000 : 60000) * (60 * fixed[2] + Number(fixed[3]));
    if (zone === "Z" || zone === "UTC") return shown;
    var before = offset(shown - 86400000, zone);
    var after = offset(shown + 86400000, zone);
    return offset(shown - before, zone) !== before && offset(shown - after, zone) === after
      ? shown - after
      : shown - before;
  }

  function offset(at, zone) {
    var part = {};
    new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone: zone, hourCycle: "h23",
      year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
    }).formatToParts(at).forEach(function (each) {
      part[each.type] = Number(each.value);
    });
    var shows = wall(part.year, part.month, part.day) + 1000 * (part.second + 60 * (part.minute + 60 * part.hour));
    return shows - Math.floor(at / 1000) * 1000;
  }

  function strip(text) {
    return text.replace(new RegExp("^[" + BLANK + "]+|[" + BLANK + "]+$", "g"), "");
  }

  /* ---- The grammar: index/parse.py ------------------------------------------------------------------------------ */

  var LONGEST = 4000, DEEPEST = 50, MOST_WORDS = 500;
  var TOKEN = new RegExp(
    "[" + BLANK + "]*(?:(?<open>\\()|(?<close>\\))|[" + QUOTE + "](?<phrase>[^" + QUOTE + "]*)[" + QUOTE + "]" +
      "|(?<lone>[" + QUOTE + "])|(?<field>[\\p{L}\\p{Nl}\\p{No}]+):(?=[^" + BLANK + "/)])" +
      "|(?<word>[^" + BLANK + "()" + QUOTE + "]+))",
    "uy"
  );

  /* {query, notes}. A query is {kind, …}: word, phrase, prefix, and, or, not, in, published, undated. */
  function parseQuery(written, data, words) {
    var length = Array.from(written).length;
    if (length > LONGEST) throw new Refused("The query is " + tell(length) + " characters long; at most 4,000 are read.");
    try {
      var tokens = cut(written, data.fields.concat("published"));
      var asked = tokens.filter(function (token) {
        return token.kind === "word" || token.kind === "phrase";
      });
      if (asked.length > MOST_WORDS) throw new Refused("The query asks for more than 500 words at once: ask for fewer.");
      var parser = new Parser(tokens, data.zone, words);
      return { query: parser.parse(), notes: parser.notes };
    } catch (fault) {
      if (!(fault instanceof Unreadable)) throw fault;
      var literal = words(written).slice(0, MOST_WORDS);
      if (!literal.length) throw new Refused("The query holds no word to look for: give a word or a “phrase”.");
      var query = joinAll(literal.map(function (word) {
        return { kind: "word", text: word.fold };
      }));
      return { query: query, notes: ["read as plain words: " + fault.message] };
    }
  }

  function cut(written, fields) {
    var tokens = [];
    var end = written.replace(new RegExp("[" + BLANK + "]+$"), "").length;
    var count = counter(written);
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < end) {
      var from = TOKEN.lastIndex;
      var found = TOKEN.exec(written.slice(0, end));
      if (!found) throw new Unreadable("character " + (count(from) + 1) + " cannot be read");
      var kind = Object.keys(found.groups).find(function (name) {
        return found.groups[name] !== undefined;
      });
      var text = found.groups[kind];
      var behind = kind === "phrase" || kind === "field" ? 1 : 0;
      var place = count(TOKEN.lastIndex - text.length - behind) + 1;
      if (kind === "lone") throw new Unreadable("the quotation mark at character " + place + " is never closed");
      if (kind === "word" && ["AND", "OR", "NOT"].includes(text)) kind = text;
      if (kind === "field" && !fields.includes(text.toLowerCase())) {
        throw new Refused("There is no field “" + text + "”: known are " + fields.slice().sort().join(", ") + ".");
      }
      tokens.push({ kind: kind, text: text, at: place });
    }
    return tokens;
  }

  class Parser {
    constructor(tokens, zone, words) {
      Object.assign(this, { tokens: tokens, zone: zone, words: words, at: 0, depth: 0, notes: [] });
    }

    parse() {
      var query = this.any();
      if (this.kind() !== null) {
        throw new Unreadable("the bracket at character " + this.tokens[this.at].at + " was never opened");
      }
      check(query !== null, "it holds no word");
      return query;
    }

    kind() {
      return this.at < this.tokens.length ? this.tokens[this.at].kind : null;
    }

    any() {
      return this.list("OR", this.all, joinAny);
    }

    all() {
      return this.list("AND", this.one, joinAll);
    }

    list(operator, part, join) {
      var parts = [part.call(this)];
      for (;;) {
        var kind = this.kind();
        if (kind === operator) {
          this.at += 1;
          if ([null, "close", "AND", "OR"].includes(this.kind())) {
            throw new Unreadable(operator + " at character " + this.tokens[this.at - 1].at + " has nothing after it");
          }
        } else if (operator === "OR" || [null, "close", "OR"].includes(kind)) {
          break;
        }
        parts.push(part.call(this));
      }
      var held = parts.filter(function (query) {
        return query !== null;
      });
      return held.length ? join(held) : null;
    }

    one() {
      check(this.at < this.tokens.length, "it ends too early");
      var token = this.tokens[this.at];
      this.at += 1;
      var part;
      switch (token.kind) {
        case "open":
          part = this.deeper(this.any, token);
          check(this.kind() === "close", "the bracket at character " + token.at + " is never closed");
          this.at += 1;
          return part;
        case "NOT":
          part = this.deeper(this.one, token);
          return part === null ? null : { kind: "not", part: part };
        case "field":
          if (token.text.toLowerCase() === "published") return this.published(token);
          part = this.deeper(this.one, token);
          if (part === null || ["in", "published", "undated"].includes(part.kind)) return part;
          return { kind: "in", field: token.text.toLowerCase(), part: part };
        case "phrase":
          return this.phrase(token);
        case "word":
          return this.word(token);
      }
      throw new Unreadable(token.text + " at character " + token.at + " has nothing before it");
    }

    deeper(part, token) {
      this.depth += 1;
      check(this.depth <= DEEPEST, "more than " + DEEPEST + " brackets inside each other");
      if ([null, "close", "AND", "OR"].includes(this.kind())) {
        throw new Unreadable(token.text + " at character " + token.at + " has nothing after it");
      }
      var query = part.call(this);
      this.depth -= 1;
      return query;
    }

    published(token) {
      var value = this.tokens[this.at];
      this.at += 1;
      if (!value || !["word", "phrase"].includes(value.kind)) {
        throw new Unreadable("published: at character " + token.at + " takes a date, or two joined by ..");
      }
      if (value.text.toLowerCase() === "unknown") return { kind: "undated" };
      var span = parseSpan(value.text, this.zone);
      return { kind: "published", start: span.start, end: span.end };
    }

    phrase(token) {
      var held = this.folds(token.text);
      return held.length ? { kind: "phrase", words: held } : this.passOver(token);
    }

    word(token) {
      var held = this.folds(token.text);
      if (!held.length) return this.passOver(token);
      if (token.text.endsWith("*")) {
        var last = held.pop();
        var before = held.map(function (text) {
          return { kind: "word", text: text };
        });
        return joinAll(before.concat({ kind: "prefix", text: last }));
      }
      return held.length === 1 ? { kind: "word", text: held[0] } : { kind: "phrase", words: held };
    }

    folds(text) {
      return this.words(text).map(function (word) {
        return word.fold;
      });
    }

    passOver(token) {
      this.notes.push("passed over “" + token.text + "”: it holds no word");
      return null;
    }
  }

  function joinAll(parts) {
    return join("and", parts);
  }

  function joinAny(parts) {
    return join("or", parts);
  }

  function join(kind, parts) {
    var flat = parts.flatMap(function (part) {
      return part.kind === kind ? part.parts : [part];
    });
    return flat.length === 1 ? flat[0] : { kind: kind, parts: flat };
  }

  /* ---- The score: index/score.py -------------------------------------------------------------------------------- */

  function idf(ranking, documents, holding) {
    var ratio = Math.floor(((2 * documents + 2) * 65536) / (2 * holding + 1));
    var length = 0;
    while (2 ** (length + 1) <= ratio) length += 1;
    return (length - 16) * 256 + ranking.log2[Math.floor(ratio / 2 ** (length - 8)) % 256];
  }

  function impact(ranking, occurrences, lengths) {
    var weight = 0;
    occurrences.forEach(function (count, field) {
      if (!count) return;
      var norm = 64 + Math.floor((192 * lengths[field]) / ranking.average[field]);
      weight += Math.floor((ranking.weight[field] * Math.min(count, 65535) * 65536) / norm);
    });
    return Math.floor((1000 * weight) / (weight + 307));
  }

  /* ---- Evaluation: index/searching.py --------------------------------------------------------------------------- */

  var MOST_FORMS = 2000, SHORTEST = 3;

  class Searcher {
    constructor(data) {
      this.data = data;
      this.words = makeWords(data.fold);
      this.everything = data.documents.map(function (_, number) {
        return number;
      });
      this.postings = data.fields.map(function (field) {
        return new Map(Object.entries(data.words[field]));
      });
      this.stems = new Map(Object.entries(data.stems));
      this.vocabulary = new Set(this.postings.flatMap(function (words) {
        return Array.from(words.keys());
      }));
      this.groups = new Map(); // stem -> the words that have it
      this.vocabulary.forEach(function (word) {
        var stem = this.stems.get(word) ?? word;
        if (!this.groups.has(stem)) this.groups.set(stem, []);
        this.groups.get(stem).push(word);
      }, this);
    }

    /* {notes, total, undated, order, query}: `order` holds [document, score], best first. Raises Refused. */
    search(written) {
      var parsed = parseQuery(written, this.data, this.words);
      var documents = this.data.documents;
      var fields = this.data.fields;
      var scores = this.scores(parsed.query, fields);
      var undated = asksForDates(parsed.query)
        ? Array.from(this.scores(askUndated(parsed.query), fields).keys()).filter(function (number) {
            return !scores.has(number);
          }).length
        : 0;
      var order = Array.from(scores).sort(function (one, other) {
        var a = documents[one[0]], b = documents[other[0]];
        return other[1] - one[1] || newestFirst(a[5], b[5]) || (a[0] < b[0] ? -1 : 1);
      });
      return { notes: parsed.notes, total: scores.size, undated: undated, order: order, query: parsed.query };
    }

    /* Document -> score, for those that match; filters and NOT match without scoring. */
    scores(query, fields) {
      var documents = this.data.documents;
      var self = this;
      switch (query.kind) {
        case "in":
          return this.scores(query.part, [query.field]);
        case "published":
          return this.those(function (number) {
            var at = documents[number][5];
            return at !== null && query.start <= at && at < query.end;
          });
        case "undated":
          return this.those(function (number) {
            return documents[number][5] === null;
          });
        case "not":
          var without = this.scores(query.part, fields);
          return this.those(function (number) {
            return !without.has(number);
          });
        case "or":
          return query.parts.reduce(function (united, part) {
            self.scores(part, fields).forEach(function (score, number) {
              united.set(number, (united.get(number) ?? 0) + score);
            });
            return united;
          }, new Map());
        case "and":
          return query.parts.map(function (part) {
            return self.scores(part, fields);
          }).reduce(function (joined, found) {
            return new Map(Array.from(joined).filter(function (each) {
              return found.has(each[0]);
            }).map(function (each) {
              return [each[0], each[1] + found.get(each[0])];
            }));
          });
      }
      return this.term(query, fields);
    }

    those(test) {
      return new Map(this.everything.filter(test).map(function (number) {
        return [number, 0];
      }));
    }

    /* The words that a word or a prefix stands for. */
    forms(query) {
      if (query.kind === "word") return new Set([query.text].concat(this.groups.get(this.stem(query.text)) ?? []));
      var found = Array.from(this.vocabulary).filter(function (word) {
        return word.startsWith(query.text);
      });
      if (found.length > MOST_FORMS) {
        throw new Refused("“" + query.text + "*” stands for more than 2,000 words: write more of it.");
      }
      return new Set(found);
    }

    /* The stem of a word: from the table, or for a word that no entry holds by the table's endings. */
    stem(word) {
      if (this.vocabulary.has(word)) return this.stems.get(word) ?? word;
      if (Array.from(word).length < SHORTEST || /\p{Nd}/u.test(word)) return word;
      for (var [strip, add] of this.data.endings) {
        if (!word.endsWith(strip)) continue;
        var stem = word.slice(0, word.length - strip.length) + add;
        if (Array.from(stem).length >= SHORTEST && this.groups.has(stem)) return stem;
      }
      return word;
    }

    term(query, fields) {
      var data = this.data;
      var forms = query.kind === "phrase" ? null : this.forms(query);
      var counts = data.fields.map(function (field, number) {
        if (!fields.includes(field)) return new Map();
        return forms ? this.union(this.postings[number], forms) : this.phrase(this.postings[number], query.words);
      }, this);
      var held = new Set(counts.flatMap(function (count) {
        return Array.from(count.keys());
      }));
      var rarity = idf(data.ranking, data.documents.length, held.size);
      return new Map(Array.from(held, function (number) {
        var occurrences = counts.map(function (count) {
          return count.get(number) ?? 0;
        });
        return [number, rarity * impact(data.ranking, occurrences, data.lengths[number])];
      }));
    }

    union(postings, forms) {
      var united = new Map();
      forms.forEach(function (form) {
        (postings.get(form) ?? []).forEach(function (place) {
          united.set(place[0], (united.get(place[0]) ?? 0) + place.length - 1);
        });
      });
      return united;
    }

    /* In which documents the words stand side by side, and how often. */
    phrase(postings, words) {
      var starts = null; // document -> positions of the first word
      words.forEach(function (word, distance) {
        var here = new Map((postings.get(word) ?? []).map(function (place) {
          return [place[0], new Set(place.slice(1).map(function (position) {
            return position - distance;
          }))];
        }));
        if (starts === null) {
          starts = here;
          return;
        }
        starts.forEach(function (positions, number) {
          var both = new Set(Array.from(positions).filter(function (position) {
            return here.has(number) && here.get(number).has(position);
          }));
          if (both.size) starts.set(number, both);
          else starts.delete(number);
        });
      });
      return new Map(Array.from(starts, function (each) {
        return [each[0], each[1].size];
      }));
    }
  }

  function newestFirst(one, other) {
    if (one === other) return 0;
    if (one === null || other === null) return one === null ? 1 : -1;
    return other - one;
  }

  function asksForDates(query) {
    if (query.parts) return query.parts.some(asksForDates);
    return query.part ? asksForDates(query.part) : query.kind === "published";
  }

  /* The same query, every date filter taking the entries without an instant instead. */
  function askUndated(query) {
    if (query.parts) return Object.assign({}, query, { parts: query.parts.map(askUndated) });
    if (query.part) return Object.assign({}, query, { part: askUndated(query.part) });
    return query.kind === "published" ? { kind: "undated" } : query;
  }

  /* ---- Snippets: index/snippets.py ------------------------------------------------------------------------------ */

  var WIDTH = 220;

  /* Sequences of sets of words: what to mark in the text. */
  function wanted(query, searcher) {
    switch (query.kind) {
      case "word":
      case "prefix":
        return [[searcher.forms(query)]];
      case "phrase":
        return [query.words.map(function (word) {
          return new Set([word]);
        })];
      case "and":
      case "or":
        return query.parts.flatMap(function (part) {
          return wanted(part, searcher);
        });
      case "in":
        return query.field === "text" ? wanted(query.part, searcher) : [];
    }
    return [];
  }

  /* {text, marks}: the passage with the most of what is wanted; `marks` as [start, end] in code points. */
  function makeSnippet(whole, sequences, words) {
    var text = Array.from(whole);
    var held = words(whole);
    var matches = findMatches(held, sequences);
    var best = matches.length ? bestStretch(matches) : [0, 0];
    var first = best[0], last = best[1];
    var spare = Math.max(0, WIDTH - (last - first));
    var start = Math.max(0, Math.min(first - Math.floor(spare / 2), text.length - WIDTH));
    var end = Math.min(text.length, Math.max(last, start + WIDTH));
    if (start) {
      var next = held.find(function (word) {
        return word.start >= start;
      });
      if (next) start = next.start;
    }
    if (matches.length) start = Math.min(start, first);
    if (end < text.length) {
      var inside = held.filter(function (word) {
        return word.end <= end;
      });
      if (inside.length) end = inside[inside.length - 1].end;
    }
    end = Math.max(end, last);
    var lead = start ? "… " : "", tail = end < text.length ? " …" : "";
    var shift = lead.length - start;
    return {
      text: lead + text.slice(start, end).join("").replace(/\n/g, " ") + tail,
      marks: matches.filter(function (match) {
        return start <= match.start && match.start < end;
      }).map(function (match) {
        return [match.start + shift, match.end + shift];
      }),
    };
  }

  function findMatches(held, sequences) {
    var matches = [];
    held.forEach(function (word, at) {
      if (matches.length && word.start < matches[matches.length - 1].end) return;
      var longest = -1;
      sequences.forEach(function (sequence, number) {
        var stands = at + sequence.length <= held.length && sequence.every(function (forms, step) {
          return forms.has(held[at + step].fold);
        });
        if (stands && (longest < 0 || sequence.length > sequences[longest].length)) longest = number;
      });
      if (longest >= 0) {
        matches.push({ start: word.start, end: held[at + sequences[longest].length - 1].end, sequence: longest });
      }
    });
    return matches;
  }

  function bestStretch(matches) {
    var most = [0, 0], chosen = [matches[0].start, matches[0].end], last = 0;
    matches.forEach(function (match, at) {
      last = Math.max(last, at);
      while (last + 1 < matches.length && matches[last + 1].end - match.start <= WIDTH) last += 1;
      var inside = matches.slice(at, last + 1);
      var different = new Set(inside.map(function (one) {
        return one.sequence;
      })).size;
      if (different > most[0] || (different === most[0] && inside.length > most[1])) {
        most = [different, inside.length];
        chosen = [match.start, inside[inside.length - 1].end];
      }
    });
    return chosen;
  }

  /* ---- The page ------------------------------------------------------------------------------------------------- */

  var AT_ONCE = 20;

  function tell(number) {
    return number.toLocaleString("en");
  }

  function startPage(data, searcher) {
    var form = document.querySelector(".ask");
    var input = document.getElementById("q");
    var status = document.getElementById("status");
    var read = document.getElementById("read");
    var hits = document.getElementById("hits");
    var more = document.getElementById("more");
    var held = document.querySelector(".held");
    var title = document.title;
    var steering = new RegExp("[" + data.steering + "]", "gu");
    var found = null;

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var written = input.value;
      try {
        history.pushState(null, "", written ? "?q=" + encodeURIComponent(written) : location.pathname);
      } catch (refused) {
        location.search = "?q=" + encodeURIComponent(written); // a browser that allows it on no local page
      }
      answer(written);
    });
    window.addEventListener("popstate", fromAddress);
    more.addEventListener("click", function () {
      var next = hits.children.length;
      showHits();
      hits.children[next].querySelector("a").focus();
    });
    form.hidden = false;
    document.querySelector(".how").hidden = false;
    fromAddress();
    if (!input.value) input.focus();

    function fromAddress() {
      input.value = new URLSearchParams(location.search).get("q") ?? "";
      answer(input.value);
    }

    function answer(written) {
      hits.replaceChildren();
      found = null;
      var notes = [];
      document.title = strip(written) ? "“" + shown(written) + "” · " + title : title;
      if (!strip(written)) {
        status.textContent = "";
      } else {
        try {
          found = searcher.search(written);
          found.sequences = wanted(found.query, searcher);
          notes = found.notes.slice();
          status.textContent = sayTotal(written);
          if (found.undated) {
            notes.push(
              counted(found.undated, "more entry matches", "more entries match") +
                " but for the date: no usable time is known. Ask with published:unknown to see such entries."
            );
          }
        } catch (fault) {
          if (!(fault instanceof Refused)) throw fault;
          status.textContent = fault.message;
        }
      }
      read.replaceChildren();
      notes.forEach(function (note) {
        add(read, "li", "", note);
      });
      read.hidden = !notes.length;
      held.hidden = Boolean(found && found.total);
      showHits();
    }

    function sayTotal(written) {
      var asked = "“" + shown(strip(written)) + "”";
      if (found.total) return counted(found.total, "entry", "entries") + " found for " + asked + ", best first.";
      return "Nothing found for " + asked + ". " + document.getElementById("held").textContent + ".";
    }

    function showHits() {
      var from = hits.children.length;
      (found ? found.order.slice(from, from + AT_ONCE) : []).forEach(function (each) {
        showHit(data.documents[each[0]]);
      });
      more.hidden = !found || hits.children.length >= found.total;
    }

    function showHit(entry) {
      var item = add(hits, "li");
      var label = add(item, "div", "label");
      archived(add(label, "p", "kicker"), data.liveblogs[entry[1]][1]);
      var facts = add(label, "p", "facts");
      if (entry[4]) {
        var time = add(add(facts, "span"), entry[4][1] ? "time" : "span");
        if (entry[4][1]) time.dateTime = entry[4][1];
        archived(time, entry[4][0]);
      } else {
        add(facts, "span", "", "time not given");
      }
      if (entry[6]) add(facts, "span", "", "altered by hand");
      var story = add(item, "div", "story");
      var heading = add(story, "h2", entry[2] ? "" : "unknown");
      var link = add(heading, "a");
      link.href = entry[0] + ".html";
      if (!entry[2]) link.append("No headline: ");
      archived(link, entry[3]);
      showSnippet(add(story, "p", "lead"), makeSnippet(entry[7], found.sequences, searcher.words));
    }

    function showSnippet(parent, snippet) {
      var text = Array.from(snippet.text);
      var at = 0;
      parent.dir = "auto";
      parent.lang = "";
      snippet.marks.forEach(function (mark) {
        parent.append(shown(text.slice(at, mark[0]).join("")));
        add(parent, "mark", "", text.slice(mark[0], mark[1]).join(""));
        at = mark[1];
      });
      parent.append(shown(text.slice(at).join("")));
    }

    function add(parent, name, kind, text) {
      var made = parent.appendChild(document.createElement(name));
      if (kind) made.className = kind;
      if (text) made.textContent = shown(text);
      return made;
    }

    function archived(parent, text) {
      add(parent, "bdi", "", text).lang = "";
    }

    /* What steers how its neighbours are seen is spelled out: text/terminal.py. */
    function shown(text) {
      return text.replace(steering, function (character) {
        if (character === "\n" || character === "\t") return character;
        return "<U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + ">";
      });
    }
  }

  function counted(number, one, many) {
    return tell(number) + " " + (number === 1 ? one : many);
  }

  window.backfileSearch = function (data) {
    var searcher = new Searcher(data);
    if (document.querySelector(".ask")) startPage(data, searcher);
    /* For tests: the first `limit` results as plain values. */
    window.backfileSearch.results = function (written, limit) {
      try {
        var found = searcher.search(written);
        var sequences = wanted(found.query, searcher);
        var hits = found.order.slice(0, limit).map(function (each) {
          var entry = data.documents[each[0]];
          return { permalink: entry[0], score: each[1], snippet: makeSnippet(entry[7], sequences, searcher.words) };
        });
        return { notes: found.notes, total: found.total, undated: found.undated, hits: hits };
      } catch (fault) {
        if (fault instanceof Refused) return { refused: fault.message };
        throw fault;
      }
    };
  };
})();
