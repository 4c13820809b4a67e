/* What is a query? A tree of {kind, …}: word, phrase, near, prefix, wildcard, fuzzy | and, or, not, required, in
   | published, undated, labelled, everything: index/query.py */

const LEAVES = ["word", "phrase", "near", "prefix", "wildcard", "fuzzy"];
const PLAIN = /^[\p{L}\p{Nd}]+(?:['’][\p{L}\p{Nd}]+)*$/u;
const LONG_ENOUGH = 400; // characters: what is longer is left to the grammar, which has bounds

/* {query, notes}. Words side by side need no grammar, which is loaded for all else. Throws Refused. */
const parseQuery = (written, now) => {
  const words = squeeze(written).split(" ");
  const isPlain = words.every((word) => PLAIN.test(word) && !/^(and|or|not)$/i.test(word));
  const leaves = isPlain && written.length <= LONG_ENOUGH ? words.map((word) => leafOf(foldsOf(word))) : [null];
  if (leaves.includes(null)) return use("grammar").parseQuery(written, now);
  return { query: join("and", leaves), notes: [] };
};

const foldsOf = (text) => cut(text, true).map((word) => word.fold);

/* A word, several as a phrase, null of none. */
const leafOf = (held) => (held.length > 1 ? { kind: "phrase", words: held } : held.length ? wordOf(held[0]) : null);

/* One character of a script that parts no words stands for every word that it begins. */
const wordOf = (text) => ({ kind: isAlone(text) ? "prefix" : "word", text });

const join = (kind, parts) => {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return flat.length === 1 ? flat[0] : { kind, parts: flat };
};

/* The query and every part of it, from left to right. */
const nodes = (query) => [query, ...(query.parts ?? (query.part ? [query.part] : [])).flatMap(nodes)];

const thousands = (number) => number.toLocaleString("en");
