"use strict";
(() => {
const TABLES = {"fields":["headline","text","byline"],"filters":["liveblog","publisher","tag"],"ranking":{"weight":[4,1,1],"average":[8,104,2],"context":256,"norm":[64,192],"most":65535,"scale":65536,"impact":[1000,307]}};
const files = new Map();
const fetching = new Map();
const parts = new Map();
const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const base = own.src.replace(/[^/]*$/, "search/");
class Refused extends Error {
constructor(fault, mend) {
super(`query: ${fault}` + (mend ? `; ${mend}` : ""));
}
}
class Lacking extends Error {
constructor(names) {
super();
this.names = names;
}
}
class Unloadable extends Error {}
const put = (name, held) => files.set(name, held);
const need = (name) => {
if (!files.has(name)) throw new Lacking([name]);
return files.get(name);
};
const use = (part) => {
if (!parts.has(part)) parts.set(part, need(`part-${part}`)(core));
return parts.get(part);
};
const each = (items, work) => {
const lacking = [];
const done = Array.from(items, (item) => {
try {
return work(item);
} catch (fault) {
if (!(fault instanceof Lacking)) throw fault;
lacking.push(...fault.names);
}
});
if (lacking.length) throw new Lacking(lacking);
return done;
};
const settle = async (work) => {
for (;;) {
try {
return work();
} catch (fault) {
if (!(fault instanceof Lacking)) throw fault;
await Promise.all(fault.names.map(load));
}
}
};
const load = (name) => {
if (!fetching.has(name)) fetching.set(name, new Promise((done, fail) => {
const script = document.createElement("script");
const missing = () => {
fetching.delete(name);
fail(new Unloadable(script.src));
};
script.src = `${base}${name}.js`;
script.onload = () => (files.has(name) ? done(name) : missing());
script.onerror = missing;
document.head.append(script);
}));
return fetching.get(name);
};
const SIGNS = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join("").replace(/["\\|<]/g, "");
const VALUES = new Map(Array.from(SIGNS, (sign, value) => [sign.charCodeAt(0), value]));
const decode = (coded, from = 0) => {
const numbers = [];
for (let at = from, size = 1, sum = 0; at < coded.length; at++) {
const value = VALUES.get(coded.charCodeAt(at));
sum += (value % 45) * size;
size *= 45;
if (value < 45) {
numbers.push(sum);
[size, sum] = [1, 0];
}
}
return numbers;
};
const decodeRuns = (coded, from) => {
const numbers = decode(coded, from);
let last = -1;
return Array.from({ length: numbers.length / 2 }, (_, at) => {
const first = last + 1 + numbers[2 * at];
last = first + numbers[2 * at + 1];
return [first, last];
});
};
const spread = (runs) =>
runs.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, step) => first + step));
const fileOf = (key) => Array.from(key, (sign) => (/[a-z0-9]/.test(sign) ? sign : `_${hex(sign)}_`)).join("");
const hex = (sign) => sign.codePointAt(0).toString(16);
const lastUpTo = (keys, key) => {
let [low, high] = [0, keys.length - 1];
while (low < high) {
const middle = (low + high + 1) >> 1;
if (keys[middle] <= key) low = middle;
else high = middle - 1;
}
return low;
};
const LEAVES = ["word", "phrase", "near", "prefix", "wildcard", "fuzzy"];
const LONG_ENOUGH = 400;
const parseQuery = (written, now) => {
const words = written.replace(/^ +| +$/g, "").split(/ +/);
const isPlain = words.every((word) => /^[a-z]+$/i.test(word) && !/^(and|or|not)$/i.test(word));
const isShort = written.length <= LONG_ENOUGH;
if (isPlain && isShort) return { query: join("and", words.map((word) => ({ kind: "word", text: word.toLowerCase() }))), notes: [] };
return (isShort && use("words").parsePlain(written)) || use("grammar").parseQuery(written, now);
};
const join = (kind, parts) => {
const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
return flat.length === 1 ? flat[0] : { kind, parts: flat };
};
const exactForms = (word) => [word, `${word}'s`];
const nodes = (query) => [query, ...(query.parts ?? (query.part ? [query.part] : [])).flatMap(nodes)];
const thousands = (number) => number.toLocaleString("en");
const size = (text) => Array.from(text).length;
const shards = new Map();
const lists = new Map();
const shardOf = (word) => readShard(HEAD().cuts[lastUpTo(HEAD().cuts, word)]);
const readShard = (begin) => {
const name = `terms-${fileOf(begin)}`;
if (!shards.has(name)) {
const [words, groups] = [new Map(), new Map()];
let word = "";
for (const line of need(name).split("|")) {
const [told, ...pieces] = line.split(" ");
word = afterWord(word, told);
words.set(word, pieces);
for (const piece of pieces) {
if (piece[0] === "=") addTo(groups, piece[1] + stemIn(piece, word), word);
if (piece[0] === ">") piece.slice(2).split(",").forEach((form) => addTo(groups, piece[1] + word, form));
}
}
shards.set(name, { words, groups });
}
return shards.get(name);
};
const afterWord = (last, told) => last.slice(0, SIGNS.indexOf(told[0])) + told.slice(1);
const stemIn = (piece, word) => {
const told = piece.slice(2);
return /^\d/.test(told) ? word.slice(0, word.length - told) : told;
};
const addTo = (groups, key, word) => groups.set(key, [...(groups.get(key) ?? []), word]);
const piecesOf = (word) => shardOf(word).words.get(word) ?? [];
const pieceOf = (word, sign) => piecesOf(word).find((piece) => piece[0] === sign);
const isIndexed = (word) => piecesOf(word).some((piece) => piece[0] === "*" || /^\d/.test(piece));
const postings = (field, word) => {
const key = `${field} ${word}`;
if (!lists.has(key)) {
const place = FIELDS.indexOf(field);
const held = pieceOf(word, "*") ? need(`word-${fileOf(word)}`).split(" ") : piecesOf(word);
const coded = held.find((piece) => piece[0] === String(place)) ?? "";
lists.set(key, place < SCORED ? decodePostings(coded) : { documents: spread(decodeRuns(coded, 1)) });
}
return lists.get(key);
};
const decodePostings = (coded) => {
const [documents, times, lengths] = [[], [], []];
let at = 1;
const value = () => VALUES.get(coded.charCodeAt(at++));
const number = () => {
for (let size = 1, sum = 0; ; size *= 45) {
const digit = value();
sum += (digit % 45) * size;
if (digit < 45) return sum;
}
};
for (let document = -1; at < coded.length; ) {
const step = number();
documents.push((document += 1 + (step >> 1)));
times.push(step & 1 ? 2 + number() : 1);
const length = value();
lengths.push(length < 8 ? length : (8 + (length & 7)) << ((length >> 3) - 1));
}
return { documents, times, lengths };
};
const findForms = (leaf) => {
if (leaf.kind !== "word") return use("patterns").findForms(leaf);
return new Set(each([leaf.text, ...spellingsOf(leaf.text)], inflected).flat());
};
const spellingsOf = (word) => pieceOf(word, "~")?.slice(1).split(",") ?? [];
const inflected = (word) => [word, ...each(HEAD().languages.keys(), (at) => {
const stem = stemOf(word, at) ?? use("endings").findStem(word, at);
const own = (stemOf(stem, at) ?? stem) === stem ? [stem] : [];
return [...own, ...(shardOf(stem).groups.get(SIGNS[at] + stem) ?? [])];
}).flat()];
const stemOf = (word, at) => {
const told = piecesOf(word).filter((piece) => piece[0] === "=");
if (!told.length) return at === 0 && isIndexed(word) ? word : undefined;
const its = told.find((piece) => piece[1] === SIGNS[at]);
return its && stemIn(its, word);
};
const { weight: WEIGHT, average: AVERAGE, context: CONTEXT, norm: NORM, scale: SCALE, impact: IMPACT } = TABLES.ranking;
const BIT = 256;
const SHIFT = 16;
const idf = (documents, holding) => {
const ratio = Math.floor(((2 * documents + 2) * 2 ** SHIFT) / (2 * holding + 1));
let length = 0;
while (2 ** (length + 1) <= ratio) length += 1;
const step = Math.floor((ratio * BIT) / 2 ** length) % BIT;
return (length - SHIFT) * BIT + Math.round(BIT * Math.log2(1 + step / BIT));
};
const weigh = (field, occurrences, length) => {
const norm = NORM[0] + Math.floor((NORM[1] * length) / AVERAGE[field]);
return Math.floor((WEIGHT[field] * Math.min(occurrences, TABLES.ranking.most) * SCALE) / norm);
};
const impactOf = (weight) => Math.floor((IMPACT[0] * weight) / (weight + IMPACT[1]));
class Evaluation {
constructor() {
this.kept = new Map();
this.size = HEAD().documents;
}
keep(query, what, reckon) {
if (!this.kept.has(query)) this.kept.set(query, new Map());
const kept = this.kept.get(query);
if (!kept.has(what)) kept.set(what, reckon());
return kept.get(what);
}
all() {
return this.keep(this, "all", () => new Set(Array(this.size).keys()));
}
forms(leaf) {
return this.keep(leaf, "forms", () => findForms(leaf));
}
matches(query, fields = BARE) {
return this.keep(query, `matches ${fields}`, () => this.match(query, fields));
}
match(query, fields) {
const { kind, part, parts } = query;
const those = () => each(parts, (one) => this.matches(one, fields));
switch (kind) {
case "in":
return this.matches(part, [query.field]);
case "required":
return this.matches(part, fields);
case "not":
return without(this.all(), this.matches(part, fields));
case "and": {
const [fewest, ...others] = those().sort((one, other) => one.size - other.size);
return new Set([...fewest].filter((number) => others.every((held) => held.has(number))));
}
case "or":
return union(those());
case "everything":
return this.all();
case "published":
case "undated":
return use("times").match(query);
case "labelled":
return HEAD().labels.includes(query.label) ? labelled(query.label) : new Set();
case "phrase":
case "near":
return union(each(fields, (field) => this.times(query, field).keys()));
}
const places = each(fields, (field) => each(this.forms(query), (form) => postings(field, form).documents));
return union(places.flat());
}
scores(query, among, fields = BARE) {
switch (query.kind) {
case "in":
return this.scores(query.part, among, [query.field]);
case "required":
return this.scores(query.part, among, fields);
case "and": {
const held = both(this.matches(query, fields), among);
return sum(each(query.parts, (part) => this.scores(part, held, fields)));
}
case "or":
return sum(each(query.parts, (part) => this.scores(part, among, fields)));
}
if (LEAVES.includes(query.kind) && FIELDS.indexOf(fields[0]) < SCORED) return this.score(query, among, fields);
return new Map([...both(this.matches(query, fields), among)].map((number) => [number, 0]));
}
score(leaf, among, fields) {
const held = this.matches(leaf, fields);
const rarity = idf(this.size, held.size);
const weights = new Map([...both(held, among)].map((number) => [number, 0]));
for (const number of both(this.context(leaf, fields), among)) weights.set(number, CONTEXT);
for (const field of fields) {
const place = FIELDS.indexOf(field);
for (const [number, [times, length]] of this.times(leaf, field)) {
const weight = weights.get(number);
if (weight !== undefined) weights.set(number, weight + weigh(place, times, length));
}
}
for (const [number, weight] of weights) weights.set(number, rarity * impactOf(weight));
return weights;
}
context(leaf, fields) {
const counts = fields.length === SCORED && leaf.kind !== "phrase" && leaf.kind !== "near";
return counts ? this.matches(leaf, ["liveblog"]) : new Set();
}
times(leaf, field) {
return this.keep(leaf, `times ${field}`, () => {
if (leaf.kind === "phrase" || leaf.kind === "near") return use("phrases").count(leaf, field);
const counts = new Map();
for (const { documents, times, lengths } of each(this.forms(leaf), (form) => postings(field, form))) {
documents.forEach((number, at) => {
counts.set(number, [(counts.get(number)?.[0] ?? 0) + times[at], lengths[at]]);
});
}
return counts;
});
}
}
const labelled = (label) => new Set(spread(decodeRuns(need(`label-${fileOf(label)}`))));
const union = (held) => {
const all = new Set();
for (const numbers of held) for (const number of numbers) all.add(number);
return all;
};
const both = (one, other) => new Set([...one].filter((number) => other.has(number)));
const without = (one, other) => new Set([...one].filter((number) => !other.has(number)));
const sum = (parts) => {
const total = new Map();
for (const scores of parts) for (const [number, score] of scores) total.set(number, (total.get(number) ?? 0) + score);
return total;
};
const FEWER = 10;
const FEW_TIED = 50;
const head = { read: null };
const HEAD = () => (head.read ??= readHead(need("head")));
const FIELDS = [...TABLES.fields, ...TABLES.filters];
const SCORED = TABLES.fields.length;
const BARE = TABLES.fields;
const readHead = ({ cuts, ...others }) => {
let last = "";
const read = (told) => (last = last.slice(0, told.charCodeAt(0) - 65) + told.slice(1));
return { ...others, cuts: cuts.split(/(?=[A-Z])/).map(read) };
};
const search = (evaluation, { query, notes }, { limit, sort }) => {
const patterns = nodes(query).filter(({ kind }) => ["prefix", "wildcard", "fuzzy"].includes(kind));
if (patterns.length) use("patterns").check(patterns, evaluation);
const phrases = nodes(query).filter(({ kind }) => kind === "phrase" || kind === "near");
if (phrases.length > 1) use("phrases").check(phrases);
const matches = evaluation.matches(query);
const mayLoosen = query.kind === "and" && matches.size < FEWER && sort === "relevance";
const looser = mayLoosen ? use("looser").loosen(query, evaluation, matches.size) : null;
const partly = looser ? without(evaluation.matches(looser), matches) : new Set();
const asksForDates = nodes(query).some(({ kind }) => kind === "published");
const undated = asksForDates ? without(evaluation.matches(use("times").askUndated(query)), matches) : new Set();
const hits = order(evaluation, query, matches, limit, sort, false);
if (hits.length < limit && partly.size) {
hits.push(...order(evaluation, looser, partly, limit - hits.length, sort, true));
}
return {
query,
evaluation,
notes: [...notes, ...tellVariants(query), ...tellEmpty(query)],
total: matches.size,
partly: partly.size,
undated: undated.size,
matches,
hits,
snippet: (number) => {
const { findWanted, makeSnippet } = use("snippets");
return makeSnippet(textOf(number), findWanted(partly.has(number) ? looser : query, evaluation));
},
};
};
const order = (evaluation, query, among, limit, sort, partly) => {
if (sort !== "relevance") return use("times").order(among, limit, sort).map((number) => [number, 0, false]);
const scores = [...evaluation.scores(query, among)];
scores.sort(([one, its], [other, others]) => others - its || one - other);
const first = [];
for (let at = 0; at < scores.length && at < limit; at = first.length) {
let end = at + 1;
while (end < scores.length && scores[end][1] === scores[at][1]) end += 1;
first.push(...(end > at + 1 ? newestFirst(scores.slice(at, end)) : [scores[at]]));
}
return first.slice(0, limit).map(([number, score]) => [number, score, partly]);
};
const newestFirst = (tied) => {
const instant = tied.length > FEW_TIED ? use("times").instants() : null;
const secondsOf = (number) => (instant ? instant.get(number) : rowOf(number).seconds) ?? -Infinity;
const times = new Map(each(tied, ([number]) => [number, secondsOf(number)]));
return tied.sort(([one], [other]) => {
const [first, second] = [times.get(one), times.get(other)];
return first === second ? byPermalink(one, other) : first < second ? 1 : -1;
});
};
const ranks = { read: null };
const byPermalink = (one, other) => {
if (HEAD().ordered) return one - other;
ranks.read ??= readOrder(decode(need("order")));
return ranks.read[one] - ranks.read[other];
};
const readOrder = (runs) => {
const read = [];
let rank = 0;
for (let at = 0; at < runs.length; at += 2) {
for (let step = 0; step <= runs[at + 1]; step++) read[runs[at] + step] = rank++;
}
return read;
};
const rowOf = (number) => {
const { liveblogs, days, rows } = need(`rows-${Math.floor(number / HEAD().rows)}`);
const [liveblog, told, headline = null, label, when, marks = 0] = rows[number % HEAD().rows];
const [folder, title] = liveblogs[liveblog];
const slug = typeof told === "string" ? told : simpleSlug(headline ?? label).slice(0, told);
const [time, seconds] = when ? readTime(when, days) : [null, null];
return { permalink: `${folder}/${slug}`, liveblog: title, headline, label, time, seconds, altered: marks & 1, corrected: marks & 2 };
};
const simpleSlug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
const readTime = (told, days) => {
if (typeof told[0] === "string") return [told.slice(0, 3), told[3]];
const [day, date, offset] = days[told[0]];
const machine = `${date}T${told[1]}${offset}`;
return [[told[2] ?? `${day}, ${told[1]} ${HEAD().zone}`, machine, day], Date.parse(machine) / 1000];
};
const textOf = (number) => need(`texts-${Math.floor(number / HEAD().texts)}`)[number % HEAD().texts];
const tellVariants = (query) => {
const asked = new Set(nodes(query).filter(({ kind }) => kind === "word").map(({ text }) => text));
return each(asked, (name) => {
const others = each(spellingsOf(name), (other) => isIndexed(other) && other).filter(Boolean);
return others.length ? [`“${name}” stands for ${others.join(", ")} too`] : [];
}).flat();
};
const tellEmpty = (query) => {
const asked = new Set(nodes(query).filter(({ kind }) => kind === "in").map(({ field }) => field));
const empty = [...asked].filter((field) => !HEAD().held.includes(field));
return empty.map((field) => `no entry of this archive has a ${field}`);
};
const core = {
afterWord, FIELDS, SCORED, BARE, SIGNS, HEAD, Refused, need, use, each, decode, decodeRuns, spread, fileOf, lastUpTo,
byPermalink, size, join, thousands, shardOf, pieceOf, stemOf, postings, exactForms, findForms,
};
window.backfileSearch = {
put,
Unloadable,
words: (text, asked) => settle(() => use("words").cut(text, asked)),
head: () => settle(HEAD),
find: async (written, { limit = 10, sort = "relevance", now = Date.now() } = {}) => {
try {
let [evaluation, parsed] = [];
return await settle(() => {
parsed ??= parseQuery(written, Math.floor(now / 1000));
evaluation ??= new Evaluation();
return search(evaluation, parsed, { limit, sort });
});
} catch (fault) {
if (fault instanceof Refused) return { refused: fault.message };
throw fault;
}
},
rows: (numbers) => settle(() => each(numbers, rowOf)),
passage: ({ snippet }, number) => settle(() => snippet(number)),
suggest: (found) => settle(() => use("suggest").suggest(found)),
facets: (found) => settle(() => use("facets").count(found)),
};
})();
