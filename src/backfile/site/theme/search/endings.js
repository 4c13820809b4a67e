/* Which stem has a word that no entry in a language holds? The table's own endings tell: index/stems.py */
"use strict";

backfileSearch.put("part-endings", ({ SIGNS, each, findForms, isIndexed, need, shardOf, size, stemOf }) => {
const SHORTEST = 3;
const FORMS_TOLD = 5;
const LONGEST_WORD = 64;

const { elided } = need("tables-endings");
const ELIDED = new RegExp(elided, "u");

/** Longest endings first: the first that leads to a stem of the table, or to a word of it, is the right one. `at` is
    the language's number. @type {Parts["endings"]["findStem"]} */
const findStem = (word, at) => {
  const { elides, endings } = need("endings")[at];
  if (size(word) < SHORTEST || size(word) > LONGEST_WORD || /\p{Nd}/u.test(word)) return word;
  const bare = elides ? word.replace(ELIDED, "") : word;
  const known = stemOf(bare, at);
  if (known !== undefined) return known;
  for (const [strip, add] of endings) {
    if (!bare.endsWith(strip)) continue;
    const shorter = bare.slice(0, bare.length - strip.length) + add;
    if (size(shorter) < SHORTEST) continue;
    if (shardOf(shorter).groups.has(SIGNS[at] + shorter)) return shorter;
    const stem = stemOf(shorter, at);
    if (stem !== undefined) return stem;
  }
  return bare;
};

/** A line for a word that no entry holds, and that other forms of it answer for. @type {Parts["endings"]["tell"]} */
const tell = (word) => {
  const others = each(findForms({ kind: "word", text: word }), (form) => (isIndexed(form) ? [form] : [])).flat().sort();
  const named = others.length > FORMS_TOLD ? [...others.slice(0, FORMS_TOLD), "…"] : others;
  return others.length ? [`no entry holds “${word}”; other forms of it are looked for: ${named.join(", ")}`] : [];
};

return { findStem, tell };
});
