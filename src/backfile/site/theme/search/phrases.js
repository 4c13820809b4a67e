/* How often do words stand side by side, or near each other? index/phrases.py, matching.py */
"use strict";

backfileSearch.put("part-phrases", (core) => {
const { BARE, FIELDS, ROOM, Refused, SCORED, decode, each, exactForms, fileOf, findForms, lastUpTo, need, pieceOf, postings } = core;
const MOST_PLACES = 250_000;

/* Throws Refused where phrases would have to be looked for in too many documents. */
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

const holding = (field, forms) =>
  each(forms, (form) => postings(field, form).documents.length).reduce((sum, its) => sum + its, 0);

/* The words of a phrase, or the forms of each of the different words that are to stand near each other. */
const formsOf = ({ kind, words }) => {
  if (kind === "phrase") return words.map(exactForms);
  /** @type {string[][]} */
  const forms = each(words, (text) => [...findForms({ kind: "word", text })].sort());
  return [...new Map(forms.map((every) => [every.join(" "), every])).values()];
};

/* How often documents hold them in a field, and how many words this has, told as by evaluation.js. */
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
    const places = placed.map((held) => held.get(number));
    const times = leaf.kind === "phrase" ? sideBySide(places) : closeBy(places, leaf.within);
    if (times) counted.set(number, lengths.get(number) + times * ROOM);
  }
  return counted;
};

/* Where each of the documents holds any of the forms. */
const placesOf = (field, forms, among) => {
  const found = new Map(among.map((number) => [number, []]));
  for (const places of each(forms, (form) => readPlaces(field, form, among))) {
    for (const number of among) found.get(number).push(...(places.get(number) ?? []));
  }
  return found;
};

/* The positions of a word lie beside those of its neighbours; or by documents, in files of its own: site/shards/places.py */
const readPlaces = (field, word, among) => {
  const { documents, times } = postings(field, word);
  if (!documents.length) return new Map();
  const span = pieceOf(word, "*");
  if (!span) return decodePlaces(piecesNear(word), field, documents, times);
  const [many] = decode(span, 1);
  const holders = new Set(documents);
  const chunks = new Set(among.filter((number) => holders.has(number)).map((number) => Math.floor(number / many)));
  const read = each(chunks, (chunk) => {
    const inside = documents.map((number, at) => at).filter((at) => Math.floor(documents[at] / many) === chunk);
    const [its, how] = [documents, times ?? []].map((list) => inside.map((at) => list[at]));
    return [...decodePlaces(need(`places-${fileOf(word)}-${chunk}`).split(" "), field, its, how)];
  });
  return new Map(read.flat());
};

const shards = new Map();

const piecesNear = (word) => {
  const begins = need("places");
  const name = `places-${fileOf(begins[lastUpTo(begins, word)])}`;
  if (!shards.has(name)) {
    const held = new Map();
    for (const [its, ...pieces] of need(name).split("|").map((line) => line.split(" "))) held.set(its, pieces);
    shards.set(name, held);
  }
  return shards.get(name).get(word);
};

/* In a field that scores, the positions in each document; in a filter, how many there are, and these, for each run. */
const decodePlaces = (pieces, field, documents, times) => {
  const place = FIELDS.indexOf(field);
  const numbers = decode(pieces.find((piece) => piece[0] === String(place)) ?? "", 1);
  const found = new Map();
  let at = 0;
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

return { check, count };
});
