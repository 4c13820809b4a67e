/* What is a query? A tree of {kind, …}: word, phrase, near, prefix, wildcard, fuzzy | and, or, not, required, in
   | published, undated, labelled, everything: index/query.py, shapes-queries.d.ts */

const LONG_ENOUGH = 400; // characters: what is longer is left to the grammar, which has bounds

/** Does it stand for words? @param {Query} query @returns {query is Formed} */
const isFormed = (query) => ["word", "prefix", "wildcard", "fuzzy"].includes(query.kind);
/** @param {Query} query @returns {query is Leaf} */
const isLeaf = (query) => isFormed(query) || ["phrase", "near"].includes(query.kind);

/** Words of plain letters need nothing else, and words of all letters no grammar. Throws Refused.
    @type {(written: string, now: number) => Parsed} */
const parseQuery = (written, now) => {
  const words = written.replace(/^ +| +$/g, "").split(/ +/);
  const isPlain = words.every((word) => /^[a-z]+$/i.test(word) && !/^(and|or|not)$/i.test(word));
  const isShort = written.length <= LONG_ENOUGH;
  if (isPlain && isShort) {
    return { query: join("and", words.map((word) => ({ kind: "word", text: word.toLowerCase() }))), notes: [] };
  }
  return (isShort && use("words").parsePlain(written)) || use("grammar").parseQuery(written, now);
};

/** @type {Core["join"]} */
const join = (kind, parts) => {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return flat.length === 1 ? flat[0] : { kind, parts: flat };
};

/** What may stand in the place of a phrase's word: what belongs to it (Sunak's) names it too.
    @type {Core["exactForms"]} */
const exactForms = (word) => [word, `${word}'s`];

/** The query and every part of it, from left to right. @type {Core["nodes"]} */
const nodes = (query) => [query, ...(query.parts ?? (query.part ? [query.part] : [])).flatMap(nodes)];

/** @type {Core["thousands"]} */
const thousands = (number) => number.toLocaleString("en");

/** How many characters a text has: script counts halves of those beyond U+FFFF. @type {Core["size"]} */
const size = (text) => Array.from(text).length;
