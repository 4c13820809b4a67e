/* How are results spread? Counted by live blog, publisher, byline and month: index/facets.py */
"use strict";

backfileSearch.put("part-facets", ({ HEAD, decodeRuns, each, need, use }) => {
/* Each facet as [value, count, what asks for it], the most frequent first, months in order; null: not known. */
const count = ({ matches }) => {
  const { liveblogs, bylines } = need("facets");
  const { shownAt } = use("dates");
  const instants = use("times").instants();
  const { zone } = HEAD();
  const counts = { liveblog: new Map(), publisher: new Map(), byline: new Map(), month: new Map() };
  const add = (facet, value, number = 1) => counts[facet].set(value, (counts[facet].get(value) ?? 0) + number);
  const ends = [];
  liveblogs.reduce((end, [, , , held], at) => (ends[at] = end + held), 0);
  const its = new Map();
  for (const number of matches) {
    const at = ends.findIndex((end) => number < end);
    its.set(at, (its.get(at) ?? 0) + 1);
    const instant = instants.get(number);
    add("month", instant === undefined ? null : new Date(shownAt(instant, zone) * 1000).toISOString().slice(0, 7));
  }
  const names = new Map(liveblogs.map(([slug, title]) => [slug, title]));
  for (const [at, held] of its) {
    add("liveblog", liveblogs[at][0], held);
    add("publisher", liveblogs[at][2], held);
  }
  const named = new Set();
  for (const [name, runs] of bylines) {
    const those = [];
    for (const [first, last] of decodeRuns(runs)) {
      for (let number = first; number <= last; number++) if (matches.has(number)) those.push(number);
    }
    if (those.length) add("byline", name, those.length);
    those.forEach((number) => named.add(number));
  }
  if (matches.size > named.size) add("byline", null, matches.size - named.size);
  const isNull = (value) => (value === null ? 1 : 0);
  /** @type {(one: [string, number], other: [string, number]) => number} */
  const most = ([one, its], [other, others]) => isNull(one) - isNull(other) || others - its || (one < other ? -1 : 1);
  /** @type {(one: [string, number], other: [string, number]) => number} */
  const byTime = ([one], [other]) => isNull(one) - isNull(other) || (one < other ? -1 : 1);
  return Object.entries(counts).map(([facet, held]) => ({
    facet,
    values: [...held].sort(facet === "month" ? byTime : most).map(([value, number]) => ({
      value, number, label: facet === "liveblog" ? names.get(value) : value,
    })),
  }));
};

return { count };
});
