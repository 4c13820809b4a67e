/* Which documents answer what is more than words side by side? Operators, fields, filters and phrases:
   index/matching.py */
"use strict";

backfileSearch.put("part-operators", (core) => {
const { HEAD, both, decodeRuns, each, fileOf, need, nodes, spread, union, use, without } = core;
const SHAPES = ["prefix", "wildcard", "fuzzy"];
const PHRASES = ["phrase", "near"];

/* Throws Refused where a query asks for more than can be answered at once. */
const check = (query, evaluation) => {
  const [shapes, phrases] = [SHAPES, PHRASES].map((kinds) => nodes(query).filter(({ kind }) => kinds.includes(kind)));
  if (shapes.length) use("patterns").check(shapes, evaluation);
  if (phrases.length > 1) use("phrases").check(phrases);
};

const match = (evaluation, query, fields) => {
  const { kind, part } = query;
  const all = () => evaluation.keep(evaluation, "all", () => new Set(Array(evaluation.size).keys()));
  switch (kind) {
    case "in":
      return evaluation.matches(part, [query.field]);
    case "required":
      return evaluation.matches(part, fields);
    case "not":
      return without(all(), evaluation.matches(part, fields));
    case "everything":
      return all();
    case "published":
    case "undated":
      return use("times").match(query);
    case "labelled":
      return HEAD().labels.includes(query.label) ? labelled(query.label) : new Set();
  }
  return union(each(fields, (field) => evaluation.times(query, field).keys())); // of a phrase
};

const labelled = (label) => new Set(spread(decodeRuns(need(`label-${fileOf(label)}`))));

/* Filters and NOT choose, and do not score. */
const scores = (evaluation, query, among, fields) => {
  if (query.kind === "in") return evaluation.scores(query.part, among, [query.field]);
  if (query.kind === "required") return evaluation.scores(query.part, among, fields);
  return new Map([...both(evaluation.matches(query, fields), among)].map((number) => [number, 0]));
};

/* The documents that answer but for a date that they do not have; none where no date is asked for. */
const findUndated = (evaluation, query, matches) => {
  const asksForDates = nodes(query).some(({ kind }) => kind === "published");
  return asksForDates ? without(evaluation.matches(use("times").askUndated(query)), matches) : new Set();
};

/* A line for each field that is asked for and that no entry has anything in. */
const tellEmpty = (query) => {
  const asked = new Set(nodes(query).filter(({ kind }) => kind === "in").map(({ field }) => field));
  const empty = [...asked].filter((field) => !HEAD().held.includes(field));
  return empty.map((field) => `no entry of this archive has a ${field}`);
};

return { check, findUndated, match, scores, tellEmpty };
});
