/* How often do words stand side by side, or near each other? index/phrases.py, matching.py */
"use strict";

backfileSearch.put("part-phrases", (core) => {
const {
  BARE, FIELDS, ROOM, Refused, SCORED, decode, each, exactForms, fileOf, findForms, kept, lastUpTo, need, pieceOf,
  postings,
} = core;
const MOST_PLACES = 250_000;
/** @typedef {Map<number, number[]>} Positions by documents, counted in words */

/** Throws Refused where phrases would have to be looked for in too many documents. @type {Parts["phrases"]["check"]} */
const check = (leaves) => {
  const places = each(leaves, (leaf) => {
    const sequence = formsOf(leaf);
    const different = new Set(sequence.map((forms) => forms.join(" "))).size;
    const held = each(BARE, (field) => Math.min(...each(sequence, (forms) => holding(field, forms))));
    return held.reduce((sum, fewest) => sum + different * fewest, 0);
  });
  if (places.reduce((sum, its) => sum + its, 0) > MOST_PLACES) {
    throw new Refused("asks for too many phrases of common words at once", "ask for one of them");
  }
};

/** @type {(field: string, forms: string[]) => number} */
const holding = (field, forms) =>
  each(forms, (form) => postings(field, form).documents.length).reduce((sum, its) => sum + its, 0);

/** The words of a phrase, or the forms of each of the different words that are to stand near each other.
    @type {(leaf: Phrased) => string[][]} */
const formsOf = ({ kind, words }) => {
  if (kind === "phrase") return words.map(exactForms);
  const forms = each(words, (text) => [...findForms({ kind: "word", text })].sort());
  return [...new Map(forms.map((every) => [every.join(" "), every])).values()];
};

/** How often documents hold them in a field, and how many words this has. @type {Parts["phrases"]["count"]} */
const count = (leaf, field) => {
  const sequence = formsOf(leaf);
  const lists = each(sequence, (forms) => each(forms, (form) => postings(field, form)));
  const holders = lists.map((its) => new Set(its.flatMap(({ documents }) => documents)));
  const [fewest, ...others] = [...holders].sort((one, other) => one.size - other.size);
  const common = [...fewest].filter((number) => others.every((held) => held.has(number)));
  if (!common.length) return new Map();
  const placed = each(sequence, (forms) => placesOf(field, forms, common));
  const lengths = new Map();
  for (const { documents, lengths: its = [] } of lists[0]) {
    documents.forEach((number, at) => lengths.set(number, its[at]));
  }
  const counted = new Map();
  for (const number of common) {
    const places = placed.map((held) => held.get(number) ?? []);
    const times = leaf.kind === "phrase" ? sideBySide(places) : closeBy(places, leaf.within);
    if (times) counted.set(number, lengths.get(number) + times * ROOM);
  }
  return counted;
};

/** Where each of the documents holds any of the forms.
    @type {(field: string, forms: string[], among: number[]) => Positions} */
const placesOf = (field, forms, among) => {
  const read = each(forms, (form) => readPlaces(field, form, among));
  return new Map(among.map((number) => [number, read.flatMap((places) => places.get(number) ?? [])]));
};

/** The positions of a word lie beside those of its neighbours; or by documents, in files of its own:
    site/shards/terms.py @type {(field: string, word: string, among: number[]) => Positions} */
const readPlaces = (field, word, among) => {
  const { documents, times = [] } = postings(field, word);
  if (!documents.length) return new Map();
  const span = pieceOf(word, "*");
  if (!span) return decodePlaces(piecesNear(word), field, documents, times);
  const [many] = decode(span, 1);
  const holders = new Set(documents);
  const chunks = new Set(among.filter((number) => holders.has(number)).map((number) => Math.floor(number / many)));
  const read = each(chunks, (chunk) => {
    const inside = [...documents.keys()].filter((at) => Math.floor(documents[at] / many) === chunk);
    const [its, how] = [documents, times].map((list) => inside.map((at) => list[at]));
    return [...decodePlaces(need(`places-${fileOf(word)}-${chunk}`).split(" "), field, its, how)];
  });
  return new Map(read.flat());
};

/** @type {Map<string, Map<string, string[]>>} */
const shards = new Map(); // where it begins -> the pieces of its words

/** @type {(word: string) => string[]} */
const piecesNear = (word) => {
  const begin = need("places")[lastUpTo(need("places"), word)];
  const held = kept(shards, begin, () => {
    const lines = need(`places-${fileOf(begin)}`).split("|").map((line) => line.split(" "));
    return new Map(lines.map(([its, ...pieces]) => [its, pieces]));
  });
  return held.get(word) ?? [];
};

/** In a field that scores, the positions in each document; in a filter, how many there are, and these, for each run.
    @type {(pieces: string[], field: string, documents: number[], times: number[]) => Positions} */
const decodePlaces = (pieces, field, documents, times) => {
  const place = FIELDS.indexOf(field);
  const numbers = decode(pieces.find((piece) => piece[0] === String(place)) ?? "", 1);
  const found = new Map();
  let at = 0;
  /** @type {(many: number) => number[]} */
  const read = (many) => {
    let last = -1;
    return Array.from({ length: many }, () => (last += 1 + numbers[at++]));
  };
  if (place < SCORED) documents.forEach((number, index) => found.set(number, read(times[index])));
  else for (let first = 0; first < documents.length; ) {
    const many = numbers[at++] + 1;
    const positions = read(numbers[at++] + 1);
    for (const number of documents.slice(first, first + many)) found.set(number, positions);
    first += many;
  }
  return found;
};

/** How often words stand one behind the other. @type {(places: number[][]) => number} */
const sideBySide = ([first, ...others]) => {
  const places = others.map((each) => new Set(each));
  return first.filter((at) => places.every((each, step) => each.has(at + step + 1))).length;
};

/** In how many stretches, none overlapping another, words stand with at most `within` others between them.
    @type {(places: number[][], within: number) => number} */
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

return { check, count };
});
