/* How does the search page show what follows the results: passages, other spellings, and how results are spread? It is
   fetched once results stand, and gets what the page lends it (search-page.js). */
"use strict";

backfileSearch.put("part-after", ({ need, use }) => ({ add, addressOf, ask, bdi, counts, fill, input, narrowed, read, said, shown }) => {
const MOST_VALUES = 8; // of a facet, at first: those that most entries have, in its order
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
  linkTo(line, query, [], query);
  line.append(after);
  read.hidden = false;
};

/** A link within this page: it is answered here, and can be opened elsewhere as well.
    @type {(parent: Node, query: string, narrowing: Narrowing, text: string | Node) => HTMLElement} */
const linkTo = (parent, query, narrowing, text) => {
  const link = add(parent, "a", { href: addressOf(query, narrowing) });
  link.append(typeof text === "string" ? shown(text) : text);
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    ask(query, narrowing);
    input.focus();
  });
  return link;
};

/** What narrows the query down, each with a link that takes it away. @type {After["showNarrowing"]} */
const showNarrowing = (asked, narrowing) => {
  for (const one of narrowing) {
    const [facet, value] = one;
    const label = value ? use("facets").labelOf(facet, value) : ours.not_known;
    const item = add(narrowed, "li", { text: `${NAMES[facet]}: ` });
    item.append(value ? bdi(label) : label, " ");
    const link = linkTo(item, asked, narrowing.filter((other) => other !== one), ours.take_away);
    link.ariaLabel = `${ours.take_away}: ${shown(label)}`;
  }
  narrowed.hidden = !narrowing.length;
};

/** How the results of a query are spread: a list for each facet, each value of which narrows the query down.
    @type {After["showFacets"]} */
const showFacets = (facets, asked, narrowing) => {
  for (const { facet, values } of facets) showFacet(facet, values, asked, narrowing);
};

/** @type {(facet: Facet, values: Value[], asked: string, narrowing: Narrowing) => void} */
const showFacet = (facet, values, asked, narrowing) => {
  if (!values.length) return; // few publishers tag what they write
  const group = add(counts, "section");
  add(group, "h2", { text: NAMES[facet] });
  const list = add(group, "ul");
  const most = new Set([...values].sort((one, other) => other.number - one.number).slice(0, MOST_VALUES));
  /** @type {(value: Value) => HTMLElement} */
  const show = ({ value, label, number }) => {
    const item = add(list, "li");
    const text = label === null ? ours.not_known : bdi(label);
    const narrows = narrowing.some(([other, its]) => other === facet && its === (value ?? ""));
    const told = narrows ? add(item, "b") : linkTo(item, asked, [...narrowing, [facet, value ?? ""]], text);
    if (narrows) told.append(text);
    add(item, "span", { text: ` ${number.toLocaleString(said.language)}` });
    return told;
  };
  values.filter((value) => most.has(value)).forEach(show);
  if (most.size === values.length) return;
  const hidden = (values.length - most.size).toLocaleString(said.language);
  add(group, "button", { type: "button", text: fill(ours.and_more, { n: hidden }) }).addEventListener("click", (event) => {
    list.replaceChildren();
    const told = values.map(show);
    told[values.findIndex((value) => !most.has(value))].focus();
    /** @type {HTMLElement} */ (event.currentTarget).remove();
  });
};

return { showFacets, showNarrowing, showPassage, showSuggestion };
});
