/* Did you mean? A word of a query that few entries hold, and a spelling near to it that many more do: index/suggest.py */
"use strict";

backfileSearch.put("part-suggest", (core) => {
const { BARE, each, size, use } = core;
const FEW = 3;
const MORE = 10;
const SHORTEST_ASKED = 4;
const MOST_NEIGHBOURS = 40;
const RARE = 2_000;
const EDIT = 20;

/** The query with other spellings, written; null without any, and where it finds no more. What narrows does not count.
    @type {Parts["suggest"]["suggest"]} */
const suggest = ({ query, evaluation, whole: { size: total } }) => {
  if (total >= FEW) return null;
  for (const rare of [FEW, Math.max(FEW, Math.floor(evaluation.size / RARE))]) {
    const better = respell(evaluation, query, BARE, rare);
    if (better !== query && evaluation.matches(better).size > total) return write(better, 0);
  }
  return null;
};

/** The same query where no word has a better neighbour.
    @type {(evaluation: Evaluation, query: Query, fields: string[], rare: number) => Query} */
const respell = (evaluation, query, fields, rare) =>
  evaluation.keep(query, `respelled ${rare} ${fields}`, () => {
    switch (query.kind) {
      case "word": {
        const better = neighbour(evaluation, query, fields, rare);
        return better === query.text ? query : { kind: query.kind, text: better };
      }
      case "and":
      case "or": {
        const better = each(query.parts, (one) => respell(evaluation, one, fields, rare));
        return better.some((one, at) => one !== query.parts[at]) ? { ...query, parts: better } : query;
      }
      case "required":
      case "in": {
        const better = respell(evaluation, query.part, query.field ? [query.field] : fields, rare);
        return better === query.part ? query : { ...query, part: better };
      }
    }
    return query;
  });

/** The spelling near to a rare word that most entries hold; the word itself where none is better.
    @type {(evaluation: Evaluation, leaf: OfKind<"word">, fields: string[], rare: number) => string} */
const neighbour = (evaluation, leaf, fields, rare) => {
  const { text } = leaf;
  const held = evaluation.matches(leaf, fields).size;
  if (size(text) < SHORTEST_ASKED || held >= rare || /\p{Nd}/u.test(text)) return text;
  const { isNear, vocabulary } = use("patterns");
  const own = evaluation.forms(leaf);
  const words = vocabulary("").filter((word) => !own.has(word));
  const once = words.filter(isNear({ text, edits: 1 }));
  const twice = size(text) < 6 ? [] : words.filter(isNear({ text, edits: 2 })).filter((word) => !once.includes(word));
  const near = [...once.sort(), ...twice.sort()].slice(0, MOST_NEIGHBOURS);
  const counts = each(near, (word) => {
    /** @type {Query} */
    const asked = evaluation.keep(leaf, `neighbour ${word}`, () => ({ kind: "word", text: word }));
    return evaluation.matches(asked, fields).size;
  });
  let [best, most] = [text, held * MORE];
  near.forEach((word, at) => {
    const worth = Math.floor((counts[at] * EDIT) / EDIT ** (at < once.length ? 1 : 2)) + 1;
    if (counts[at] && worth > most) [best, most] = [word, worth];
  });
  return best;
};

/** A query as it is typed: index/query.py. A part that binds less than `tightness` stands in brackets.
    @type {(query: Query, tightness: number) => string} */
const write = (query, tightness) => {
  const [written, loosest] = told(query);
  return tightness <= loosest ? written : `(${written})`;
};

/** The query, and how much it binds. @type {(query: Query) => [string, number]} */
const told = ({ kind, text, words, within, pattern, edits, written, label, field, part, parts }) => {
  switch (kind) {
    case "word": return [text, 4];
    case "phrase": return [`"${words.join(" ")}"`, 4];
    case "near": return [`"${words.join(" ")}"~${within}`, 4];
    case "prefix": return [`${text}*`, 4];
    case "wildcard": return [pattern, 4];
    case "fuzzy": return [`${text}~${edits}`, 4];
    case "published": return [written, 4];
    case "undated": return ["published:unknown", 4];
    case "labelled": return [label, 4];
    case "everything": return ["*", 4];
    case "in": return [`${field}:${write(part, 3)}`, 3];
    case "required": return [`+${write(part, 3)}`, 2];
    case "not": return [`NOT ${write(part, 3)}`, 2];
    case "and": return [parts.map((each) => write(each, 2)).join(" "), 1];
    case "or": return [parts.map((each) => write(each, 1)).join(" OR "), 0];
  }
};

return { suggest };
});
