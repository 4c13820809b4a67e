/* Which indexed words have a given shape? index/vocabulary.py, matching.py */
"use strict";

backfileSearch.put("part-patterns", (core) => {
const { Refused, afterWord, each, fileOf, kept, lastUpTo, need, thousands } = core;
const MOST_FORMS = 2_000;
const MOST_FORMS_IN_ALL = 5_000;
const MOST_FUZZY = 4;
const LAST = "\uffff"; // after all that begins alike

/** Throws Refused where the shapes of a query ask for more than can be answered at once. @type {Patterns["check"]} */
const check = (patterns, evaluation) => {
  if (patterns.filter(({ kind }) => kind === "fuzzy").length > MOST_FUZZY) {
    throw new Refused(`asks for more than ${MOST_FUZZY} words with ~`, "ask for fewer");
  }
  let forms = 0;
  for (const { size } of each(patterns, (leaf) => evaluation.forms(leaf))) {
    forms += size;
    if (forms > MOST_FORMS_IN_ALL) {
      const told = `stands for more than ${thousands(MOST_FORMS_IN_ALL)} words in all`;
      throw new Refused(told, "write more of what stands before *");
    }
  }
};

/** The words that a leaf stands for. Throws Refused when they are too many. @type {Patterns["findForms"]} */
const findForms = (leaf) => {
  const found = fitting(leaf);
  if (found.length > MOST_FORMS) {
    const told = `“${writeLeaf(leaf)}” stands for more than ${thousands(MOST_FORMS)} words`;
    throw new Refused(told, "write more of it");
  }
  return new Set(found);
};

/** @type {(leaf: Shape) => string[]} */
const fitting = (leaf) => {
  switch (leaf.kind) {
    case "prefix":
      return vocabulary(leaf.text);
    case "wildcard":
      return vocabulary(literalStart(leaf.pattern)).filter(shaped(leaf));
    case "fuzzy":
      return vocabulary("").filter(isNear(leaf));
  }
};

/** @type {(leaf: Shape) => string} */
const writeLeaf = ({ kind, text, pattern, edits }) =>
  kind === "wildcard" ? pattern : kind === "fuzzy" ? `${text}~${edits}` : `${text}*`;

/** The indexed words that begin so. @type {Patterns["vocabulary"]} */
const vocabulary = (beginning) => {
  const { begins } = need("vocabulary");
  const lists = begins.slice(lastUpTo(begins, beginning), lastUpTo(begins, beginning + LAST) + 1);
  return each(lists, wordsFrom).flat().filter((word) => word.startsWith(beginning));
};

/** @type {Map<string, string[]>} */
const read = new Map(); // where a shard begins -> its words

/** @type {(begin: string) => string[]} */
const wordsFrom = (begin) => kept(read, begin, () => {
  let word = "";
  return need(`vocabulary-${fileOf(begin)}`).split(" ").map((told) => (word = afterWord(word, told)));
});

/** What stands before the first sign of a shape. @type {(pattern: string) => string} */
const literalStart = (pattern) => pattern.replace(/[?*][^]*/, "");

/** Is a word of a shape? Between two `*` the first fit is as good as any, so that nothing is tried twice.
    @type {(leaf: OfKind<"wildcard">) => (word: string) => boolean} */
const shaped = ({ pattern }) => {
  const [first, ...others] = pattern.split("*").map((piece) => Array.from(piece));
  const last = others.pop();
  const beginning = literalStart(pattern);
  return (word) => {
    if (!word.startsWith(beginning)) return false;
    const signs = Array.from(word);
    /** @type {(piece: string[], at: number) => boolean} */
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

/** Is a word within so many edits? Optimal string alignment; of each row only the distances that can be within.
    @type {Patterns["isNear"]} */
const isNear = ({ text, edits }) => {
  const asked = Array.from(text);
  return (word) => {
    const signs = Array.from(word);
    if (Math.abs(signs.length - asked.length) > edits) return false;
    /** @type {number[]} */
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

return { check, findForms, isNear, vocabulary };
});
