/* When was what published? The dates of all documents, sorted, in shards: site/shards/times.py */
"use strict";

backfileSearch.put("part-times", (core) => {
const { byPermalink, decode, decodeRuns, each, fileOf, kept, need, spread } = core;

const SPAN = 864_000;

/** @type {Map<number, [instant: number, document: number][]>} */
const read = new Map(); // place of a shard among all -> its dates
/** @type {Map<"all", Map<number, number>>} */
const whole = new Map(); // the instants of all

/** [instant, document] of each document in a shard, the oldest first. @type {(at: number) => [number, number][]} */
const datesIn = (at) => kept(read, at, () => {
  let instant = need("times").begins[at];
  const numbers = decode(need(`times-${fileOf(String(Math.floor(instant / SPAN)))}`));
  const length = numbers.length / 2;
  return Array.from({ length }, (_, each) => [(instant += numbers[2 * each]), numbers[2 * each + 1]]);
});

/** The documents that a date, or the lack of one, asks for. @type {Times["match"]} */
const match = ({ kind, start, end }) => {
  const { begins, undated } = need("times");
  if (kind === "undated") return new Set(spread(decodeRuns(undated)));
  if (!begins.length) return new Set();
  const before = start === null ? 0 : Math.max(0, begins.findIndex((begin) => begin >= start) - 1);
  const first = start === null || begins.some((begin) => begin >= start) ? before : begins.length - 1;
  const last = end === null ? begins.length - 1 : begins.filter((begin) => begin < end).length - 1;
  const shards = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
  const found = each(shards, datesIn).flat();
  /** @type {(date: [instant: number, document: number]) => boolean} */
  const isWithin = ([at]) => (start === null || start <= at) && (end === null || at < end);
  return new Set(found.filter(isWithin).map(([, number]) => number));
};

/** The seconds since 1970 of all documents that have an instant. @type {Times["instants"]} */
const instants = () => kept(whole, "all", () => {
  const all = each(need("times").begins.keys(), datesIn).flat();
  return new Map(all.map(([instant, number]) => [number, instant]));
});

/** The first `limit` by time, those without one last. @type {Times["order"]} */
const order = (among, limit, sort) => {
  const known = instants();
  /** @type {(number: number) => number} */
  const value = (number) => {
    const instant = known.get(number) ?? null;
    return instant === null ? Infinity : sort === "newest" ? -instant : instant;
  };
  const keyed = Array.from(among, (number) => [value(number), number]);
  keyed.sort(([one, its], [other, others]) => (one === other ? byPermalink(its, others) : one < other ? -1 : 1));
  return keyed.slice(0, limit).map(([, number]) => number);
};

/** The query as it asks for documents without an instant in place of each date; below NOT dates stay, for there they
    keep no such document out. @type {Times["askUndated"]} */
const askUndated = (query, forbidden = false) => {
  if (query.parts) return { ...query, parts: query.parts.map((part) => askUndated(part, forbidden)) };
  if (query.part) return { ...query, part: askUndated(query.part, forbidden !== (query.kind === "not")) };
  return query.kind === "published" && !forbidden ? { kind: "undated" } : query;
};

return { askUndated, instants, match, order };
});
