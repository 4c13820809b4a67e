/* What follows where few entries hold all of what is asked for? Those that hold a part of it: index/searching.py */
"use strict";

backfileSearch.put("part-looser", ({ FIELDS, SCORED, each }) => {
const LONG = 4;
const EVERYWHERE = 8;

/** The query with any instead of all of its words, for entries that follow the few that are `held`; null where nothing
    is to follow. @type {Parts["looser"]["loosen"]} */
const loosen = (query, evaluation, held) => {
  const kinds = ["required", "not", "labelled", "everything", "published", "undated"];
  /** @type {(part: Query) => boolean} */
  const isFirm = ({ kind, field, parts }) =>
    parts ? parts.every(isFirm) : kinds.includes(kind) || (kind === "in" && FIELDS.indexOf(field) >= SCORED);
  const firm = query.parts.filter(isFirm);
  const loose = query.parts.filter((part) => !isFirm(part));
  if (loose.length < (held ? LONG : 2)) return null;
  const phrases = loose.flatMap((part) => (part.kind === "phrase" ? [part] : []));
  /** @type {() => Query[]} */
  const wordsOf = () => phrases.flatMap(({ words }) => words.map((text) => ({ kind: "word", text })));
  loose.push(...evaluation.keep(query, "words", wordsOf));
  const most = Math.floor(evaluation.size / EVERYWHERE);
  const holding = each(loose, (part) => evaluation.matches(part).size);
  const telling = loose.filter((_, at) => holding[at] > 0 && holding[at] <= most);
  return evaluation.keep(query, "looser", () => {
    /** @type {Query} */
    const some = { kind: "or", parts: different(telling.length ? telling : loose) };
    return firm.length ? { kind: "and", parts: [...firm, some] } : some;
  });
};

/** @type {(parts: Query[]) => Query[]} */
const different = (parts) => [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];

return { loosen };
});
