/* How does the search page show what follows the results: passages, other spellings, and how results are spread? It is
   fetched once results stand, and gets what the page lends it (search-page.js). */
"use strict";

backfileSearch.put("part-after", ({ need }) => ({ add, ask, bdi, counts, fill, input, read, said, shown }) => {
const MOST_VALUES = 8; // of a facet
const ours = need("wording");
const NAMES = {
  liveblog: ours.by_liveblog, publisher: ours.by_publisher, byline: ours.by_byline, tag: ours.by_tag,
  month: ours.by_month,
};

/** @type {After["showPassage"]} */
const showPassage = (parent, { text, marks, struck }) => {
  const characters = Array.from(text);
  /** @type {(stretches: Stretch[], place: number) => boolean} */
  const isIn = (stretches, place) => stretches.some(([start, end]) => start <= place && place < end);
  let at = 0;
  for (const end of [...marks, ...struck, [characters.length]].flat().sort((one, other) => one - other)) {
    if (end === at) continue;
    const piece = shown(characters.slice(at, end).join(""));
    const where = isIn(struck, at) ? add(parent, "s") : parent;
    if (isIn(marks, at)) add(where, "mark", { text: piece });
    else where.append(piece);
    at = end;
  }
};

/** @type {After["showSuggestion"]} */
const showSuggestion = (query) => {
  const [before, after] = ours.did_you_mean.split("{query}");
  const line = add(read, "li", { text: before });
  linkTo(line, query, query);
  line.append(after);
  read.hidden = false;
};

/** A link within this page: it is answered here, and can be opened elsewhere as well.
    @type {(parent: Node, query: string, text: string | Node) => void} */
const linkTo = (parent, query, text) => {
  const link = add(parent, "a", { href: `?q=${encodeURIComponent(query)}` });
  link.append(typeof text === "string" ? shown(text) : text);
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    ask(query);
    input.focus();
  });
};

/** How the results of a query are spread: a list for each facet, each value of which narrows the query down.
    @type {After["showFacets"]} */
const showFacets = (facets, asked) => {
  for (const { facet, values } of facets) showFacet(facet, values, asked);
};

/** @type {(facet: Facet, values: Value[], asked: string) => void} */
const showFacet = (facet, values, asked) => {
  if (!values.length) return; // few publishers tag what they write
  const group = add(counts, "section");
  add(group, "h2", { text: NAMES[facet] });
  const list = add(group, "ul");
  values.slice(0, MOST_VALUES).forEach(({ value, label, number }) => {
    const item = add(list, "li");
    if (value === null) item.append(ours.not_known);
    else {
      const text = facet === "month" ? monthOf(value) : label ?? value;
      linkTo(item, `${bracketed(asked)} ${filterOf(facet, value)}`, bdi(text));
    }
    add(item, "span", { text: ` ${number.toLocaleString(said.language)}` });
  });
  if (values.length > MOST_VALUES) {
    add(list, "li", { text: fill(ours.and_more, { n: (values.length - MOST_VALUES).toLocaleString(said.language) }) });
  }
};

/** @type {(query: string) => string} */
const bracketed = (query) => (/(^|\s)OR(\s|$)/.test(query) ? `(${query})` : query);
/** @type {(facet: Facet, value: string) => string} */
const filterOf = (facet, value) =>
  facet === "month" ? `published:${value}` : `${facet}:"${value.replace(/["“”„«»]/g, " ")}"`;
/** @type {(month: string) => string} */
const monthOf = (month) =>
  new Date(`${month}-01T00:00Z`).toLocaleDateString(said.language, { timeZone: "UTC", year: "numeric", month: "long" });

return { showFacets, showPassage, showSuggestion };
});
