/* How are results spread? Counted by live blog, publisher, byline, tag and month: index/facets.py */
"use strict";

backfileSearch.put("part-facets", ({ HEAD, decodeRuns, need, spread, use }) => {
/** @type {Facet[]} */
const FACETS = ["liveblog", "publisher", "byline", "tag", "month"];

/** Each facet with its values, the most frequent first, months in order. @type {Parts["facets"]["count"]} */
const count = ({ matches }) => {
  const { liveblogs, bylines, tags } = need("facets");
  const { shownAt } = use("dates");
  const instants = use("times").instants();
  const { zone } = HEAD();
  /** @type {Record<Facet, Map<Value["value"], number>>} */
  const counts = { liveblog: new Map(), publisher: new Map(), byline: new Map(), tag: new Map(), month: new Map() };
  /** @type {(facet: Facet, value: Value["value"], number?: number) => void} */
  const add = (facet, value, number = 1) => {
    counts[facet].set(value, (counts[facet].get(value) ?? 0) + number);
  };
  /** @type {(runs: string) => number[]} */
  const among = (runs) => spread(decodeRuns(runs)).filter((number) => matches.has(number));
  for (const number of matches) {
    const instant = instants.get(number);
    add("month", instant === undefined ? null : new Date(shownAt(instant, zone) * 1000).toISOString().slice(0, 7));
  }
  /** @type {Map<Value["value"], string>} */
  const names = new Map(liveblogs.map(([slug, title]) => [slug, title]));
  for (const [slug, , publisher, runs] of liveblogs) {
    const held = among(runs).length;
    if (!held) continue;
    add("liveblog", slug, held);
    add("publisher", publisher, held);
  }
  /** @type {[Facet, Named[]][]} */
  const written = [["byline", bylines], ["tag", tags]];
  for (const [facet, names] of written) {
    const named = new Set();
    for (const [name, runs] of names) {
      const those = among(runs);
      if (those.length) add(facet, name, those.length);
      those.forEach((number) => named.add(number));
    }
    if (named.size < matches.size && (named.size || facet === "byline")) add(facet, null, matches.size - named.size);
  }
  return FACETS.map((facet) => {
    const values = Array.from(counts[facet], ([value, number]) => ({
      value, number, label: (facet === "liveblog" && names.get(value)) || value,
    }));
    return { facet, values: values.sort(facet === "month" ? byTime : most) };
  });
};

/** @type {(one: Value, other: Value) => number} */
const byTime = ({ value: one }, { value: other }) => (one === null ? 1 : other === null || one < other ? -1 : 1);
/** @type {(one: Value, other: Value) => number} */
const most = (one, other) =>
  Number(one.value === null) - Number(other.value === null) || other.number - one.number || byTime(one, other);

return { count };
});
