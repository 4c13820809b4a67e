/* How are results spread, and which of them share a value? By live blog, publisher, byline, tag and month:
   index/facets.py. One rule for both, so that a value holds as many as are counted of it. */
"use strict";

backfileSearch.put("part-facets", ({ HEAD, both, decodeRuns, each, need, spread, union, use, without }) => {
/** @type {Facet[]} */
const FACETS = ["liveblog", "publisher", "byline", "tag", "month"];

/** Each facet with its values, the most frequent first, months in order. @type {Parts["facets"]["count"]} */
const count = ({ matches }) => {
  const { liveblogs, bylines, tags } = need("facets");
  const months = monthsOf();
  /** @type {Record<Facet, Map<Value["value"], number>>} */
  const counts = { liveblog: new Map(), publisher: new Map(), byline: new Map(), tag: new Map(), month: new Map() };
  /** @type {(facet: Facet, value: Value["value"], number?: number) => void} */
  const add = (facet, value, number = 1) => {
    counts[facet].set(value, (counts[facet].get(value) ?? 0) + number);
  };
  /** @type {(runs: string) => number[]} */
  const among = (runs) => spread(decodeRuns(runs)).filter((number) => matches.has(number));
  for (const number of matches) add("month", months(number));
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
      value, number, label: value && labelOf(facet, value),
    }));
    return { facet, values: values.sort(facet === "month" ? byTime : most) };
  });
};

/** The documents with all of these values; "" stands for those of which it is not known.
    @type {Parts["facets"]["within"]} */
const within = (narrowing, { size }) => {
  const all = new Set(Array(size).keys());
  return each(narrowing, ([facet, value]) => holding(facet, value, all)).reduce((one, other) => both(one, other), all);
};

/** @type {(facet: Facet, value: string, all: Documents) => Documents} */
const holding = (facet, value, all) => {
  if (facet === "month") {
    const months = monthsOf();
    return new Set([...all].filter((number) => (months(number) ?? "") === value));
  }
  const { liveblogs, bylines, tags } = need("facets");
  /** @type {[name: string, runs: string][]} */
  const named =
    facet === "byline" ? bylines
    : facet === "tag" ? tags
    : liveblogs.map(([slug, , publisher, runs]) => [facet === "liveblog" ? slug : publisher ?? "", runs]);
  /** @type {(some: [name: string, runs: string][]) => Documents} */
  const those = (some) => union(some.map(([, runs]) => spread(decodeRuns(runs))));
  return value ? those(named.filter(([name]) => name === value)) : without(all, those(named.filter(([name]) => name)));
};

/** The month in which a document was published; null where that is not known.
    @type {() => (number: number) => string | null} */
const monthsOf = () => {
  const { shownAt } = use("dates");
  const known = use("times").instants();
  const { zone } = HEAD();
  return (number) => {
    const instant = known.get(number);
    return instant === undefined ? null : new Date(shownAt(instant, zone) * 1000).toISOString().slice(0, 7);
  };
};

/** How a value is told: a live blog by its name, a month as it is written. @type {Parts["facets"]["labelOf"]} */
const labelOf = (facet, value) => {
  if (facet === "liveblog") return need("facets").liveblogs.find(([slug]) => slug === value)?.[1] ?? value;
  const month = facet === "month" ? Date.parse(`${value}-01T00:00Z`) : NaN;
  const { language } = HEAD().wording;
  return isNaN(month)
    ? value
    : new Date(month).toLocaleDateString(language, { timeZone: "UTC", year: "numeric", month: "long" });
};

/** @type {(one: Value, other: Value) => number} */
const byTime = ({ value: one }, { value: other }) => (one === null ? 1 : other === null || one < other ? -1 : 1);
/** @type {(one: Value, other: Value) => number} */
const most = (one, other) =>
  Number(one.value === null) - Number(other.value === null) || other.number - one.number || byTime(one, other);

return { count, labelOf, within };
});
