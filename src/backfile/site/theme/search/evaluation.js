/* Which documents answer a query, and with what score? index/score.py, matching.py, evaluation.py */

const { weight: WEIGHT, average: AVERAGE, context: CONTEXT, norm: NORM, scale: SCALE, impact: IMPACT } = TABLES.ranking;

const BIT = 256; // the steps of a logarithm, to the bit
const SHIFT = 16; // bits that a ratio is moved up by, so that it is a whole number
const ROOM = 2 ** 14; // more words than a field is told to have

/** @type {(documents: number, holding: number) => number} */
const idf = (documents, holding) => {
  const ratio = Math.floor(((2 * documents + 2) * 2 ** SHIFT) / (2 * holding + 1));
  let length = 0;
  while (2 ** (length + 1) <= ratio) length += 1;
  const step = Math.floor((ratio * BIT) / 2 ** length) % BIT;
  return (length - SHIFT) * BIT + Math.round(BIT * Math.log2(1 + step / BIT));
};

/** @type {(field: number, occurrences: number, length: number) => number} */
const weigh = (field, occurrences, length) => {
  const norm = NORM[0] + Math.floor((NORM[1] * length) / AVERAGE[field]);
  return Math.floor((WEIGHT[field] * Math.min(occurrences, TABLES.ranking.most) * SCALE) / norm);
};

/** @type {(weight: number) => number} */
const impactOf = (weight) => Math.floor((IMPACT[0] * weight) / (weight + IMPACT[1]));

/* One query. Documents that match are a Set of numbers, their scores a Map; what was reckoned for a part is kept. */
class Evaluation {
  constructor() {
    /** @type {Map<object, Map<string, any>>} */
    this.kept = new Map();
    this.size = HEAD().documents;
  }

  /** @template Made @param {object} of @param {string} what @param {() => Made} make @returns {Made} */
  keep(of, what, make) {
    return kept(kept(this.kept, of, () => new Map()), what, make);
  }

  /** @param {Formed} leaf */
  forms(leaf) {
    return this.keep(leaf, "forms", () => findForms(leaf));
  }

  /** @param {Query} query @returns {Documents} */
  matches(query, fields = BARE) {
    return this.keep(query, `matches ${fields}`, () => this.match(query, fields));
  }

  /** @param {Query} query @param {string[]} fields */
  match(query, fields) {
    if (query.parts) {
      const held = each(query.parts, (part) => this.matches(part, fields));
      if (query.kind === "or") return union(held);
      const [fewest, ...others] = held.sort((one, other) => one.size - other.size);
      return new Set([...fewest].filter((number) => others.every((its) => its.has(number))));
    }
    if (!isFormed(query)) return use("operators").match(this, query, fields);
    const places = each(fields, (field) => each(this.forms(query), (form) => postings(field, form).documents));
    return union(places.flat());
  }

  /** The score of each of those documents that answers; filters and NOT choose, and do not score. A part of OR scores a
      document by its context alone, too, so `among` is to hold documents that match.
      @param {Query} query @param {Documents} among @returns {Scores} */
  scores(query, among, fields = BARE) {
    if (query.parts) {
      const held = query.kind === "or" ? among : both(this.matches(query, fields), among);
      return sum(each(query.parts, (part) => this.scores(part, held, fields)));
    }
    if (isLeaf(query) && FIELDS.indexOf(fields[0]) < SCORED) return this.score(query, among, fields);
    return use("operators").scores(this, query, among, fields);
  }

  /** @param {Leaf} leaf @param {Documents} among @param {string[]} fields */
  score(leaf, among, fields) {
    const held = this.matches(leaf, fields);
    const rarity = idf(this.size, held.size);
    const context = this.context(leaf, fields);
    const counts = each(fields, (field) => ({ place: FIELDS.indexOf(field), times: this.times(leaf, field) }));
    const scored = new Map();
    for (const number of among) {
      const isNear = context.has(number);
      if (!isNear && !held.has(number)) continue;
      let weight = isNear ? CONTEXT : 0;
      for (const { place, times } of counts) {
        const told = times.get(number);
        if (told) weight += weigh(place, Math.floor(told / ROOM), told % ROOM);
      }
      scored.set(number, rarity * impactOf(weight));
    }
    return scored;
  }

  /** The documents whose live blog's headline holds the leaf, if that counts.
      @param {Leaf} leaf @param {string[]} fields @returns {Documents} */
  context(leaf, fields) {
    const counts = fields.length === SCORED && isFormed(leaf);
    return counts ? this.matches(leaf, ["liveblog"]) : new Set();
  }

  /** How often documents hold the leaf in a field, times ROOM, and how many words this has: their sum.
      @param {Leaf} leaf @param {string} field @returns {Counts} */
  times(leaf, field) {
    return this.keep(leaf, `times ${field}`, () => {
      if (!isFormed(leaf)) return use("phrases").count(leaf, field);
      const counts = new Map();
      for (const { documents, times = [], lengths = [] } of each(this.forms(leaf), (form) => postings(field, form))) {
        documents.forEach((number, at) => {
          counts.set(number, (counts.get(number) ?? lengths[at]) + times[at] * ROOM);
        });
      }
      return counts;
    });
  }
}

/** @type {Core["union"]} */
const union = (held) => {
  const all = new Set();
  for (const numbers of held) for (const number of numbers) all.add(number);
  return all;
};

/** @type {Core["both"]} */
const both = (one, other) => (one === other ? other : new Set([...one].filter((number) => other.has(number))));

/** @type {Core["without"]} */
const without = (one, other) => new Set([...one].filter((number) => !other.has(number)));

/** @type {(parts: Scores[]) => Scores} */
const sum = (parts) => {
  const total = new Map();
  for (const scores of parts) for (const [number, score] of scores) total.set(number, (total.get(number) ?? 0) + score);
  return total;
};
