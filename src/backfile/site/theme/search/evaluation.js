/* Which documents answer a query, and with what score? index/score.py, matching.py, evaluation.py */

const { weight: WEIGHT, average: AVERAGE, context: CONTEXT, norm: NORM, scale: SCALE, impact: IMPACT } = TABLES.ranking;

const BIT = 256; // the steps of a logarithm, to the bit
const SHIFT = 16; // bits that a ratio is moved up by, so that it is a whole number
const ROOM = 2 ** 14; // more words than a field is told to have

const idf = (documents, holding) => {
  const ratio = Math.floor(((2 * documents + 2) * 2 ** SHIFT) / (2 * holding + 1));
  let length = 0;
  while (2 ** (length + 1) <= ratio) length += 1;
  const step = Math.floor((ratio * BIT) / 2 ** length) % BIT;
  return (length - SHIFT) * BIT + Math.round(BIT * Math.log2(1 + step / BIT));
};

const weigh = (field, occurrences, length) => {
  const norm = NORM[0] + Math.floor((NORM[1] * length) / AVERAGE[field]);
  return Math.floor((WEIGHT[field] * Math.min(occurrences, TABLES.ranking.most) * SCALE) / norm);
};

const impactOf = (weight) => Math.floor((IMPACT[0] * weight) / (weight + IMPACT[1]));

/* One query. Documents that match are a Set of numbers, their scores a Map; what was reckoned for a part is kept. */
class Evaluation {
  constructor() {
    this.kept = new Map();
    this.size = HEAD().documents;
  }

  keep(query, what, reckon) {
    if (!this.kept.has(query)) this.kept.set(query, new Map());
    const kept = this.kept.get(query);
    if (!kept.has(what)) kept.set(what, reckon());
    return kept.get(what);
  }

  forms(leaf) {
    return this.keep(leaf, "forms", () => findForms(leaf));
  }

  matches(query, fields = BARE) {
    return this.keep(query, `matches ${fields}`, () => this.match(query, fields));
  }

  match(query, fields) {
    const { kind, parts } = query;
    const those = () => each(parts, (one) => this.matches(one, fields));
    switch (kind) {
      case "and": {
        const [fewest, ...others] = those().sort((one, other) => one.size - other.size);
        return new Set([...fewest].filter((number) => others.every((held) => held.has(number))));
      }
      case "or":
        return union(those());
    }
    if (!FORMED.includes(kind)) return use("operators").match(this, query, fields);
    const places = each(fields, (field) => each(this.forms(query), (form) => postings(field, form).documents));
    return union(places.flat());
  }

  /* The score of each of those documents that answers; filters and NOT choose, and do not score. A part of OR scores a
     document by its context alone, too, so `among` is to hold documents that match. */
  scores(query, among, fields = BARE) {
    switch (query.kind) {
      case "and": {
        const held = both(this.matches(query, fields), among);
        return sum(each(query.parts, (part) => this.scores(part, held, fields)));
      }
      case "or":
        return sum(each(query.parts, (part) => this.scores(part, among, fields)));
    }
    const isScored = LEAVES.includes(query.kind) && FIELDS.indexOf(fields[0]) < SCORED;
    return isScored ? this.score(query, among, fields) : use("operators").scores(this, query, among, fields);
  }

  score(leaf, among, fields) {
    const held = this.matches(leaf, fields);
    const rarity = idf(this.size, held.size);
    const context = this.context(leaf, fields);
    const counts = each(fields, (field) => [FIELDS.indexOf(field), this.times(leaf, field)]);
    const scored = new Map();
    for (const number of among) {
      const isNear = context.has(number);
      if (!isNear && !held.has(number)) continue;
      let weight = isNear ? CONTEXT : 0;
      for (const [place, times] of counts) {
        const told = times.get(number);
        if (told) weight += weigh(place, Math.floor(told / ROOM), told % ROOM);
      }
      scored.set(number, rarity * impactOf(weight));
    }
    return scored;
  }

  /* The documents whose live blog's headline holds the leaf, if that counts. */
  context(leaf, fields) {
    const counts = fields.length === SCORED && FORMED.includes(leaf.kind);
    return counts ? this.matches(leaf, ["liveblog"]) : new Set();
  }

  /* How often documents hold the leaf in a field, times ROOM, and how many words this has: number -> their sum. */
  times(leaf, field) {
    return this.keep(leaf, `times ${field}`, () => {
      if (!FORMED.includes(leaf.kind)) return use("phrases").count(leaf, field);
      const counts = new Map();
      for (const { documents, times, lengths } of each(this.forms(leaf), (form) => postings(field, form))) {
        documents.forEach((number, at) => {
          counts.set(number, (counts.get(number) ?? lengths[at]) + times[at] * ROOM);
        });
      }
      return counts;
    });
  }
}

const union = (held) => {
  const all = new Set();
  for (const numbers of held) for (const number of numbers) all.add(number);
  return all;
};

const both = (one, other) => (one === other ? one : new Set([...one].filter((number) => other.has(number))));

const without = (one, other) => new Set([...one].filter((number) => !other.has(number)));

const sum = (parts) => {
  const total = new Map();
  for (const scores of parts) for (const [number, score] of scores) total.set(number, (total.get(number) ?? 0) + score);
  return total;
};
