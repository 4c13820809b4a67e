"use strict";
backfileSearch.put("part-suggest", (core) => {
const { BARE, each, size, use } = core;
const FEW = 3;
const MORE = 10;
const SHORTEST_ASKED = 4;
const MOST_NEIGHBOURS = 40;
const RARE = 2_000;
const EDIT = 20;
const suggest = ({ query, evaluation, total }) => {
if (total >= FEW) return null;
for (const rare of [FEW, Math.max(FEW, Math.floor(evaluation.size / RARE))]) {
const better = respell(evaluation, query, BARE, rare);
if (better !== query && evaluation.matches(better).size > total) return write(better, 0);
}
return null;
};
const respell = (evaluation, query, fields, rare) =>
evaluation.keep(query, `respelled ${rare} ${fields}`, () => {
const { kind, text, part, parts, field } = query;
if (kind === "word") {
const better = neighbour(evaluation, query, fields, rare);
return better === text ? query : { kind, text: better };
}
if (kind === "and" || kind === "or") {
const better = each(parts, (one) => respell(evaluation, one, fields, rare));
return better.some((one, at) => one !== parts[at]) ? { kind, parts: better } : query;
}
if (kind !== "required" && kind !== "in") return query;
const better = respell(evaluation, part, field ? [field] : fields, rare);
return better === part ? query : { ...query, part: better };
});
const neighbour = (evaluation, leaf, fields, rare) => {
const { text } = leaf;
const held = evaluation.matches(leaf, fields).size;
if (size(text) < SHORTEST_ASKED || held >= rare || /\p{Nd}/u.test(text)) return text;
const { isNear, vocabulary } = use("patterns");
const own = evaluation.forms(leaf);
const words = vocabulary("").filter((word) => !own.has(word));
const once = words.filter(isNear({ text, edits: 1 }));
const twice = size(text) < 6 ? [] : words.filter(isNear({ text, edits: 2 })).filter((word) => !once.includes(word));
const near = [...once.sort().map((word) => [word, 1]), ...twice.sort().map((word) => [word, 2])].slice(0, MOST_NEIGHBOURS);
const counts = each(near, ([word]) => {
const asked = evaluation.keep(leaf, `neighbour ${word}`, () => ({ kind: "word", text: word }));
return evaluation.matches(asked, fields).size;
});
let [best, most] = [text, held * MORE];
near.forEach(([word, edits], at) => {
const worth = Math.floor((counts[at] * EDIT) / EDIT ** edits) + 1;
if (counts[at] && worth > most) [best, most] = [word, worth];
});
return best;
};
const write = (query, tightness) => {
const [written, loosest] = told(query);
return tightness <= loosest ? written : `(${written})`;
};
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
}
return [parts.map((each) => write(each, 1)).join(" OR "), 0];
};
return { suggest };
});
