/* Which documents answer what is more than words side by side? Operators, fields, filters and phrases:
   index/matching.py */
"use strict";

backfileSearch.put("part-operators", (core) => {
const { HEAD, both, decodeRuns, each, fileOf, need, nodes, spread, union, use, without } = core;
/** @param {Query} query @returns {query is Shape} */
const isShape = (query) => ["prefix", "wildcard", "fuzzy"].includes(query.kind);
/** @param {Query} query @returns {query is Phrased} */
const isPhrased = (query) => ["phrase", "near"].includes(query.kind);

/** Throws Refused where a query asks for more than can be answered at once. @type {Operators["check"]} */
const check = (query, evaluation) => {
  const shapes = nodes(query).filter(isShape);
  const phrases = nodes(query).filter(isPhrased);
  if (shapes.length) use("patterns").check(shapes, evaluation);
  if (phrases.length > 1) use("phrases").check(phrases);
};

/** @type {Operators["match"]} */
const match = (evaluation, query, fields) => {
  const all = () => evaluation.keep(evaluation, "all", () => new Set(Array(evaluation.size).keys()));
  switch (query.kind) {
    case "in":
      return evaluation.matches(query.part, [query.field]);
    case "required":
      return evaluation.matches(query.part, fields);
    case "not":
      return without(all(), evaluation.matches(query.part, fields));
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

/** @type {(label: string) => Documents} */
const labelled = (label) => new Set(spread(decodeRuns(need(`label-${fileOf(label)}`))));

/** Filters and NOT choose, and do not score. @type {Operators["scores"]} */
const scores = (evaluation, query, among, fields) => {
  if (query.kind === "in") return evaluation.scores(query.part, among, [query.field]);
  if (query.kind === "required") return evaluation.scores(query.part, among, fields);
  return new Map([...both(evaluation.matches(query, fields), among)].map((number) => [number, 0]));
};

/** The documents that answer but for a date that they do not have; none where no date is asked for.
    @type {Operators["findUndated"]} */
const findUndated = (evaluation, query, matches) => {
  const asksForDates = nodes(query).some(({ kind }) => kind === "published");
  return asksForDates ? without(evaluation.matches(use("times").askUndated(query)), matches) : new Set();
};

/** A line for each field that is asked for and that no entry has anything in. @type {Operators["tellEmpty"]} */
const tellEmpty = (query) => {
  const asked = new Set(nodes(query).flatMap((node) => (node.kind === "in" ? [node.field] : [])));
  const empty = [...asked].filter((field) => !HEAD().held.includes(field));
  return empty.map((field) => `no entry of this archive has a ${field}`);
};

return { check, findUndated, match, scores, tellEmpty };
});
