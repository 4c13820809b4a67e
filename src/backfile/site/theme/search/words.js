/* Which words does a text hold, and which words are the same? text/fold.py, index/analysis.py
   Letters of English need none of this: queries.js. */
"use strict";

backfileSearch.put("part-words", ({ join, need }) => {
const TABLES = need("tables-words");

const BLANK = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // Python's \s

/** @type {Words["strip"]} */
const strip = (text) => text.replace(new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g"), "");
/** @type {Words["squeeze"]} */
const squeeze = (text) => strip(text).replace(new RegExp(`[${BLANK}]+`, "g"), " ");

/** Script counts halves of characters beyond U+FFFF, Python whole ones: turns script's places to Python's.
    @type {Words["counter"]} */
const counter = (text) => {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
  const counts = new Uint32Array(text.length + 1);
  for (let at = 0, count = 0; at < text.length; count++) {
    counts[at] = count;
    at += Number(text.codePointAt(at)) > 0xffff ? 2 : 1;
    counts[at] = count + 1;
  }
  return (at) => counts[at];
};

/** Digits of any script as those of ours. Each script has its ten in a row. @type {Words["plainDigits"]} */
const plainDigits = (text) =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const own = Number(digit.codePointAt(0));
    let first = own;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return String((own - first) % 10);
  });

/** @type {Map<string, string>} */
const table = new Map(); // character -> what it is folded to
for (const [to, all] of Object.entries(TABLES.folded)) for (const character of all) table.set(character, to);
const marks = new RegExp(`[${TABLES.marks}]`, "gu");
/** @type {(text: string) => string} */
const translate = (text) => Array.from(text, (character) => table.get(character) ?? character).join("");

/** @type {Words["fold"]} */
const fold = (text) => {
  let plain = translate(text).normalize("NFKC").toLowerCase().normalize("NFD");
  for (const [pair, letter] of Object.entries(TABLES.kept)) plain = plain.split(pair).join(letter);
  return translate(plain.replace(marks, "").normalize("NFC"));
};

const [WORDS, TOKENS, CLUSTERS] = [TABLES.word, TABLES.token, TABLES.cluster].map((each) => new RegExp(each, "gu"));
const UNSPACED = new RegExp(`^[${TABLES.unspaced}]`, "u");
const ALONE = new RegExp(`^(?:${TABLES.cluster})$`, "u");

/** Is this one character of a script that parts no words? @type {Words["isAlone"]} */
const isAlone = (word) => ALONE.test(word) && UNSPACED.test(word);

/** Each word of a text; of what is `asked` for, not the last character of a run alone. @type {Words["cut"]} */
const cut = (text, asked = false) => {
  const count = counter(text);
  return Array.from(text.matchAll(TOKENS)).flatMap((match) =>
    pieces(match, asked).map(([start, end, folded]) => ({
      start: count(match.index + start), end: count(match.index + end), fold: folded,
    }))
  );
};

/** @typedef {[start: number, end: number, fold: string]} Piece in halves of characters of its token */

/** Each word in a token. @type {(token: RegExpExecArray, asked: boolean) => Piece[]} */
const pieces = ({ 0: written, groups = {} }, asked) => {
  /** @type {(folded: string) => Piece} */
  const whole = (folded) => [0, written.length, folded];
  if (groups.run !== undefined) return pairs(written, asked);
  if (groups.number ?? groups.sharp) return [whole(fold(written.split(",").join("")))];
  const bare = groups.initials ? written.split(".").join("") : written;
  return (fold(bare).match(WORDS) ?? []).map(whole);
};

/** @type {(run: string, asked: boolean) => Piece[]} */
const pairs = (run, asked) => {
  /** @type {(found: RegExpExecArray) => Piece} */
  const read = ({ 0: text, index }) => [index, index + text.length, compose(fold(text))];
  const held = Array.from(run.matchAll(CLUSTERS), read);
  /** @type {Piece[]} */
  const found = held.slice(1).map(([, end, other], at) => [held[at][0], end, held[at][2] + other]);
  return held.length === 1 || (held.length && !asked) ? [...found, held[held.length - 1]] : found;
};

/** @type {(folded: string) => string} */
const compose = (folded) =>
  Object.entries(TABLES.composed).reduce((text, [parts, whole]) => text.split(parts).join(whole), folded);

const PLAIN = /^[\p{L}\p{Nd}]+(?:['’][\p{L}\p{Nd}]+)*$/u;

/** The query of words side by side; null of all else, which is left to the grammar. @type {Words["parsePlain"]} */
const parsePlain = (written) => {
  const words = squeeze(written).split(" ");
  if (!words.every((word) => PLAIN.test(word) && !/^(and|or|not)$/i.test(word))) return null;
  const leaves = words.flatMap((word) => leafOf(foldsOf(word)) ?? []);
  return leaves.length < words.length ? null : { query: join("and", leaves), notes: [] };
};

/** @type {Words["foldsOf"]} */
const foldsOf = (text) => cut(text, true).map((word) => word.fold);

/** A word, several as a phrase, null of none. @type {Words["leafOf"]} */
const leafOf = (held) => (held.length > 1 ? { kind: "phrase", words: held } : held.length ? wordOf(held[0]) : null);

/** One character of a script that parts no words stands for every word that it begins. @type {Words["wordOf"]} */
const wordOf = (text) => ({ kind: isAlone(text) ? "prefix" : "word", text });

return { BLANK, counter, cut, fold, foldsOf, isAlone, leafOf, parsePlain, plainDigits, squeeze, strip, unspaced: TABLES.unspaced, wordOf };
});
