/* Which passage is shown with a hit, and what is marked in it? index/snippets.py */
"use strict";

backfileSearch.put("part-snippets", ({ exactForms, findForms, use }) => {
const { cut, squeeze } = use("words");

const WIDTH = 220;
/** @typedef {{ start: number, end: number, sequence: Set<string>[] }} Match */

/** What to mark in the text: sequences of sets of words. @type {Snippets["findWanted"]} */
const findWanted = (query, evaluation) => {
  switch (query.kind) {
    case "word":
    case "prefix":
    case "wildcard":
    case "fuzzy":
      return [[evaluation.forms(query)]];
    case "near":
      return query.words.map((text) => [findForms({ kind: "word", text })]);
    case "phrase":
      return [query.words.map((word) => new Set(exactForms(word)))];
    case "and":
    case "or":
      return query.parts.flatMap((part) => findWanted(part, evaluation));
    case "required":
      return findWanted(query.part, evaluation);
    case "in":
      return query.field === "text" ? findWanted(query.part, evaluation) : [];
  }
  return [];
};

/** The passage that holds the most of what is wanted, on one line; what to mark, and what is struck out of it.
    @type {Snippets["makeSnippet"]} */
const makeSnippet = (told, wanted) => {
  const [whole, ...ends] = typeof told === "string" ? [told] : told;
  const line = squeeze(whole);
  const text = Array.from(line);
  const held = cut(line);
  const matches = findMatches(held, wanted);
  const [first, last] = matches.length ? bestStretch(matches) : [0, 0];
  const spare = Math.max(0, WIDTH - (last - first));
  let start = Math.max(0, Math.min(first - Math.floor(spare / 2), text.length - WIDTH));
  let end = Math.min(text.length, Math.max(last, start + WIDTH));
  if (start) start = held.find((word) => word.start >= start)?.start ?? start;
  if (matches.length) start = Math.min(start, first);
  if (end < text.length) end = held.filter((word) => word.end <= end).pop()?.end ?? end;
  end = Math.min(Math.max(end, last), start + 2 * WIDTH);
  const lead = start ? "… " : "";
  const tail = end < text.length ? " …" : "";
  const shift = lead.length - start;
  return {
    text: lead + text.slice(start, end).join("") + tail,
    marks: matches
      .filter((match) => start <= match.start && match.start < end)
      .map((match) => [match.start + shift, Math.min(match.end, end) + shift]),
    struck: ends.flatMap((first, at) => {
      const [from, until] = [Math.max(first, start), Math.min(ends[at + 1], end)];
      return at % 2 || from >= until ? [] : [[from + shift, until + shift]];
    }),
  };
};

/** @type {(held: Cut[], wanted: Set<string>[][]) => Match[]} */
const findMatches = (held, wanted) => {
  /** @type {Match[]} */
  const matches = [];
  held.forEach((word, at) => {
    if (matches.length && word.start < matches[matches.length - 1].end) return;
    const standing = wanted.filter((sequence) => sequence.every((forms, step) => forms.has(held[at + step]?.fold)));
    if (!standing.length) return;
    const sequence = standing.reduce((longest, each) => (each.length > longest.length ? each : longest));
    matches.push({ start: word.start, end: held[at + sequence.length - 1].end, sequence });
  });
  return matches;
};

/** The stretch of at most WIDTH characters with the most different matches, then the most, then the first.
    @type {(matches: Match[]) => Stretch} */
const bestStretch = (matches) => {
  let best = [0, 0];
  /** @type {Stretch} */
  let chosen = [matches[0].start, matches[0].end];
  let last = 0;
  matches.forEach((match, at) => {
    last = Math.max(last, at);
    while (last + 1 < matches.length && matches[last + 1].end - match.start <= WIDTH) last += 1;
    const inside = matches.slice(at, last + 1);
    const different = new Set(inside.map((each) => each.sequence)).size;
    if (different > best[0] || (different === best[0] && inside.length > best[1])) {
      best = [different, inside.length];
      chosen = [match.start, inside[inside.length - 1].end];
    }
  });
  return chosen;
};

return { findWanted, makeSnippet };
});
