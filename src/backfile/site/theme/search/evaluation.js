/* Which documents answer a query, and with what score? index/score.py, matching.py, phrases.py, evaluation.py */

const MOST_FORMS_IN_ALL = 5_000;
const MOST_FUZZY = 4;
const MOST_OCCURRENCES = 65_535;
const LEAVES = ["word", "phrase", "near", "prefix", "wildcard", "fuzzy"];

const idf = (ranking, documents, holding) => {
  const ratio = Math.floor(((2 * documents + 2) * 65536) / (2 * holding + 1));
  let length = 0;
  while (2 ** (length + 1) <= ratio) length += 1;
  return (length - 16) * 256 + ranking.log2[Math.floor(ratio / 2 ** (length - 8)) % 256];
};

const weigh = (ranking, field, occurrences, length) => {
  const norm = 64 + Math.floor((192 * length) / ranking.average[field]);
  return Math.floor((ranking.weight[field] * Math.min(occurrences, MOST_OCCURRENCES) * 65536) / norm);
};

const impactOf = (weight) => Math.floor((1000 * weight) / (weight + 307));

/* One query. Documents that match are a Set of numbers, their scores a Map; what was reckoned for a part is kept. */
class Evaluation {
  constructor(data, terms) {
    Object.assign(this, { data, terms, kept: new Map() });
    this.searched = new Set(data.documents.keys());
  }

  /* Throws Refused where a query asks for more than can be answered at once. */
  check(query) {
    const all = nodes(query);
    if (all.filter(({ kind }) => kind === "fuzzy").length > MOST_FUZZY) {
      throw new Refused(`asks for more than ${MOST_FUZZY} words with ~`, "ask for fewer");
    }
    let forms = 0;
    for (const leaf of all.filter(({ kind }) => ["prefix", "wildcard", "fuzzy"].includes(kind))) {
      forms += this.forms(leaf).size;
      if (forms > MOST_FORMS_IN_ALL) {
        const told = `stands for more than ${thousands(MOST_FORMS_IN_ALL)} words in all`;
        throw new Refused(told, "write more of what stands before *");
      }
    }
  }

  keep(query, what, reckon) {
    if (!this.kept.has(query)) this.kept.set(query, new Map());
    const kept = this.kept.get(query);
    if (!kept.has(what)) kept.set(what, reckon());
    return kept.get(what);
  }

  forms(leaf) {
    return this.keep(leaf, "forms", () => this.terms.find(leaf));
  }

  matches(query, fields = this.data.fields) {
    return this.keep(query, `matches ${fields}`, () => this.match(query, fields));
  }

  match(query, fields) {
    const { kind, part, parts, label, start, end } = query;
    const those = (holds) => new Set([...this.searched].filter(holds));
    const published = (number) => this.data.documents[number][5];
    switch (kind) {
      case "in":
        return this.matches(part, [query.field]);
      case "required":
        return this.matches(part, fields);
      case "not": {
        const held = this.matches(part, fields);
        return those((number) => !held.has(number));
      }
      case "and": {
        const held = parts.map((each) => this.matches(each, fields));
        const [fewest, ...others] = held.sort((one, other) => one.size - other.size);
        return new Set([...fewest].filter((number) => others.every((each) => each.has(number))));
      }
      case "or":
        return new Set(parts.flatMap((each) => [...this.matches(each, fields)]));
      case "everything":
        return this.searched;
      case "published":
        return those((number) => {
          const at = published(number);
          return at !== null && (start === null || start <= at) && (end === null || at < end);
        });
      case "undated":
        return those((number) => published(number) === null);
      case "labelled":
        return new Set(this.data.labels[label] ?? []);
    }
    return new Set(fields.flatMap((field) => [...this.times(query, field).keys()]));
  }

  /* The score of each of those documents that answers; filters and NOT choose, and do not score. A part of OR scores a
     document by its context alone, too, so `among` is to hold documents that match. */
  scores(query, among, fields = this.data.fields) {
    switch (query.kind) {
      case "in":
        return this.scores(query.part, among, [query.field]);
      case "required":
        return this.scores(query.part, among, fields);
      case "and": {
        const held = both(this.matches(query, fields), among);
        return sum(query.parts.map((part) => this.scores(part, held, fields)));
      }
      case "or":
        return sum(query.parts.map((part) => this.scores(part, among, fields)));
    }
    const scored = LEAVES.includes(query.kind) && !fields.some((field) => this.data.filters.includes(field));
    if (scored) return this.score(query, among, fields);
    return new Map([...both(this.matches(query, fields), among)].map((number) => [number, 0]));
  }

  score(leaf, among, fields) {
    const { ranking, lengths } = this.data;
    const held = this.matches(leaf, fields);
    const rarity = idf(ranking, this.searched.size, held.size);
    const chosen = both(held, among);
    const weights = new Map([...chosen].map((number) => [number, 0]));
    for (const number of both(this.context(leaf, fields), among)) weights.set(number, ranking.context);
    for (const field of fields) {
      const place = this.data.fields.indexOf(field);
      for (const [number, times] of this.times(leaf, field)) {
        if (!chosen.has(number)) continue;
        weights.set(number, weights.get(number) + weigh(ranking, place, times, lengths[number][place]));
      }
    }
    return new Map([...weights].map(([number, weight]) => [number, rarity * impactOf(weight)]));
  }

  /* The documents whose live blog's headline holds the leaf, if that counts. */
  context(leaf, fields) {
    const counts = fields.length === this.data.fields.length && leaf.kind !== "phrase" && leaf.kind !== "near";
    return counts ? this.matches(leaf, ["liveblog"]) : new Set();
  }

  /* How often documents hold the leaf in a field. */
  times(leaf, field) {
    return this.keep(leaf, `times ${field}`, () => {
      if (leaf.kind === "phrase") return this.count(leaf.words.map((word) => [word]), field, sideBySide);
      if (leaf.kind === "near") {
        const forms = leaf.words.map((text) => [...this.terms.find({ kind: "word", text })].sort());
        const different = [...new Map(forms.map((each) => [each.join(" "), each])).values()];
        return this.count(different, field, (places) => closeBy(places, leaf.within));
      }
      const counts = new Map();
      for (const form of this.forms(leaf)) {
        for (const [number, ...positions] of this.terms.places(field, form)) {
          counts.set(number, (counts.get(number) ?? 0) + positions.length);
        }
      }
      return counts;
    });
  }

  /* How often documents hold words so, each of which may have several forms; `count` takes the positions of each. */
  count(words, field, count) {
    const placed = words.map((forms) => {
      const places = new Map();
      for (const form of forms) {
        for (const [number, ...positions] of this.terms.places(field, form)) {
          places.set(number, [...(places.get(number) ?? []), ...positions]);
        }
      }
      return places;
    });
    const counts = new Map();
    for (const number of placed[0].keys()) {
      const times = placed.every((places) => places.has(number)) && count(placed.map((places) => places.get(number)));
      if (times) counts.set(number, times);
    }
    return counts;
  }
}

/* How often words stand one behind the other. */
const sideBySide = ([first, ...others]) => {
  const places = others.map((each) => new Set(each));
  return first.filter((at) => places.every((each, step) => each.has(at + step + 1))).length;
};

/* In how many stretches, none overlapping another, words stand with at most `within` others between them. */
const closeBy = (places, within) => {
  const standing = places.flatMap((each, word) => each.map((place) => [place, word]));
  const seen = new Map();
  let found = 0;
  for (const [place, word] of standing.sort(([one, its], [other, others]) => one - other || its - others)) {
    seen.set(word, place);
    if (seen.size === places.length && place - Math.min(...seen.values()) < places.length + within) {
      found += 1;
      seen.clear();
    }
  }
  return found;
};

/* The query as it asks for documents without an instant in place of each date; below NOT dates stay, for there they
   keep no such document out. */
const askUndated = (query, forbidden = false) => {
  if (query.parts) return { ...query, parts: query.parts.map((part) => askUndated(part, forbidden)) };
  if (query.part) return { ...query, part: askUndated(query.part, forbidden !== (query.kind === "not")) };
  return query.kind === "published" && !forbidden ? { kind: "undated" } : query;
};

const both = (one, other) => new Set([...one].filter((number) => other.has(number)));

const sum = (parts) => {
  const total = new Map();
  for (const scores of parts) for (const [number, score] of scores) total.set(number, (total.get(number) ?? 0) + score);
  return total;
};
