/* How are results spread? Counted by live blog, publisher, byline, tag and month: index/facets.py */
"use strict";

backfileSearch.put("part-facets", ({ HEAD, decodeRuns, need, spread, use }) => {
/* Each facet as [value, count, what asks for it], the most frequent first, months in order; null: not known. */
const count = ({ matches }) => {
  const { liveblogs, bylines, tags } = need("facets");
  const { shownAt } = use("dates");
  const instants = use("times").instants();
  const { zone } = HEAD();
  const counts = { liveblog: new Map(), publisher: new Map(), byline: new Map(), tag: new Map(), month: new Map() };
  const add = (facet, value, number = 1) => counts[facet].set(value, (counts[facet].get(value) ?? 0) + number);
  const among = (runs) => spread(decodeRuns(runs)).filter((number) => matches.has(number));
  for (const number of matches) {
    const instant = instants.get(number);
    add("month", instant === undefined ? null : new Date(shownAt(instant, zone) * 1000).toISOString().slice(0, 7));
  }
  const names = new Map(liveblogs.map(([slug, title]) => [slug, title]));
  for (const [slug, , publisher, runs] of liveblogs) {
    const held = among(runs).length;
    if (!held) continue;
    add("liveblog", slug, held);
    add("publisher", publisher, held);
  }
  for (const [facet, names] of Object.entries({ byline: bylines, tag: tags })) {
    const named = new Set();
    for (const [name, runs] of names) {
      const those = among(runs);
      if (those.length) add(facet, name, those.length);
      those.forEach((number) => named.add(number));
    }
    if (named.size < matches.size && (named.size || facet === "byline")) add(facet, null, matches.size - named.size);
  }
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
