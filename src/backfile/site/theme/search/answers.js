/* Which entries answer, and in what order? index/searching.py */

const FEWER = 10;
const FEW_TIED = 50; // entries whose times are read from their rows; of more, from the dates of all

/** @type {{ read: Head | null }} */
const head = { read: null };
const HEAD = () => (head.read ??= readHead(need("head")));
const FIELDS = [...TABLES.fields, ...TABLES.filters];
const SCORED = TABLES.fields.length;
const BARE = TABLES.fields; // where a word without a field is looked for

/** @type {(told: ToldHead) => Head} */
const readHead = ({ cuts, ...others }) => {
  let last = "";
  /** @type {(told: string) => string} */
  const read = (told) => (last = last.slice(0, told.charCodeAt(0) - 65) + told.slice(1)); // A: shares nothing
  return { ...others, cuts: cuts.split(/(?=[A-Z])/).map(read) };
};

/** What is found; of the hits the first `limit`. Throws Refused.
    @type {(evaluation: Evaluation, parsed: Parsed, how: How) => Found} */
const search = (evaluation, { query, notes }, { limit, sort, narrowing }) => {
  const isPlain = nodes(query).every(({ kind }) => kind === "and" || kind === "word");
  if (!isPlain) use("operators").check(query, evaluation);
  const whole = evaluation.matches(query);
  const within = narrowing.length ? use("facets").within(narrowing, evaluation) : null;
  /** @type {(held: Documents) => Documents} */
  const narrowed = (held) => (within ? both(held, within) : held);
  const matches = narrowed(whole);
  const mayLoosen = query.kind === "and" && whole.size < FEWER && sort === "relevance";
  const looser = mayLoosen ? use("looser").loosen(query, evaluation, whole.size) : null;
  const partly = looser ? narrowed(without(evaluation.matches(looser), whole)) : new Set();
  const undated = isPlain ? new Set() : narrowed(use("operators").findUndated(evaluation, query, whole));
  const hits = order(evaluation, query, matches, limit, sort, false);
  if (looser && hits.length < limit && partly.size) {
    hits.push(...order(evaluation, looser, partly, limit - hits.length, sort, true));
  }
  return {
    query,
    evaluation,
    notes: [...notes, ...tellVariants(query), ...tellUnheld(query), ...(isPlain ? [] : use("operators").tellEmpty(query))],
    total: matches.size,
    partly: partly.size,
    undated: undated.size,
    whole,
    matches,
    hits,
    snippet: (number) => {
      each([() => use("snippets"), () => use("words"), () => textOf(number)], (work) => work()); // fetched at once
      const { findWanted, makeSnippet } = use("snippets");
      return makeSnippet(textOf(number), findWanted(looser && partly.has(number) ? looser : query, evaluation));
    },
  };
};

/** The first `limit`: best first, then newest (unknown last), then by permalink.
    @param {Evaluation} evaluation @param {Query} query @param {Documents} among @param {number} limit
    @param {Order} sort @param {boolean} partly @returns {Hit[]} */
const order = (evaluation, query, among, limit, sort, partly) => {
  if (sort !== "relevance") return use("times").order(among, limit, sort).map((number) => [number, 0, false]);
  const all = evaluation.scores(query, among);
  const least = Float64Array.from(all.values()).sort()[all.size - limit] ?? 0; // no other comes among the first
  const scores = [...all].filter(([, score]) => score >= least);
  scores.sort(([one, its], [other, others]) => others - its || one - other);
  /** @type {[number, number][]} */
  const first = [];
  for (let at = 0; at < scores.length && at < limit; at = first.length) {
    let end = at + 1;
    while (end < scores.length && scores[end][1] === scores[at][1]) end += 1;
    first.push(...(end > at + 1 ? newestFirst(scores.slice(at, end)) : [scores[at]]));
  }
  return first.slice(0, limit).map(([number, score]) => [number, score, partly]);
};

/** @type {(tied: [document: number, score: number][]) => [number, number][]} */
const newestFirst = (tied) => {
  const instant = tied.length > FEW_TIED ? use("times").instants() : null;
  /** @type {(number: number) => number} */
  const secondsOf = (number) => (instant ? instant.get(number) : rowOf(number).seconds) ?? -Infinity;
  const timed = each(tied, (hit) => ({ hit, at: secondsOf(hit[0]) }));
  timed.sort(({ hit: [one], at: its }, { hit: [other], at: others }) =>
    its === others ? byPermalink(one, other) : its < others ? 1 : -1
  );
  return timed.map(({ hit }) => hit);
};

/** @type {{ read: number[] | null }} */
const ranks = { read: null }; // of documents among their permalinks, where these are not numbered so

/** @type {Core["byPermalink"]} */
const byPermalink = (one, other) => {
  if (HEAD().ordered) return one - other;
  ranks.read ??= readOrder(decode(need("order")));
  return ranks.read[one] - ranks.read[other];
};

/** @type {(runs: number[]) => number[]} */
const readOrder = (runs) => {
  /** @type {number[]} */
  const read = [];
  let rank = 0;
  for (let at = 0; at < runs.length; at += 2) {
    for (let step = 0; step <= runs[at + 1]; step++) read[runs[at] + step] = rank++;
  }
  return read;
};

/** What a result shows: site/shards/documents.py @type {(number: number) => Row} */
const rowOf = (number) => {
  const [days, ...stretches] = need(`rows-${Math.floor(number / HEAD().rows)}`);
  let [at, stretch] = [number % HEAD().rows, 0];
  while (at >= stretches[stretch][2].length) at -= stretches[stretch++][2].length;
  const [liveblog, folder, labels, others] = stretches[stretch];
  const its = labels[at];
  const [headline, label] = typeof its === "string" ? [its, its] : [null, its[0]];
  const [when, told, marks = 0] = others[at];
  const [time, seconds] = when ? readTime(when, days) : [null, null];
  const permalink = `${readSlug(folder, liveblog)}/${readSlug(told, label)}`;
  return { permalink, liveblog, headline, label, time, seconds, altered: marks & 1, corrected: marks & 2 };
};

/** What a script makes of the label; or so many characters of it, and others.
    @type {(told: string | undefined, label: string) => string} */
const readSlug = (told, label) => {
  const made = label.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  if (!told) return made;
  const [many, others = ""] = told.split("/");
  return made.slice(0, Number(many)) + others;
};

/** A row's time, and the same in seconds. @type {(told: ToldTime, days: Day[]) => [Row["time"], Row["seconds"]]} */
const readTime = ([first, second, third, seconds = null], days) => {
  if (typeof first === "string") return [[first, second, third], seconds];
  const [day, date, offset] = days[first];
  const machine = `${date}T${second}${offset}`;
  const meant = `${day}, ${second} ${HEAD().zone}`;
  return [third ? [third, machine, meant] : [meant, machine], Date.parse(machine) / 1000];
};

/** @type {(number: number) => ToldText} */
const textOf = (number) => need(`texts-${Math.floor(number / HEAD().texts)}`)[number % HEAD().texts];

/** The words that are asked for by themselves, each once. @type {(query: Query) => Set<string>} */
const wordsOf = (query) => new Set(nodes(query).flatMap((node) => (node.kind === "word" ? [node.text] : [])));

/** A line for each name that entries hold in other spellings, too. @type {(query: Query) => string[]} */
const tellVariants = (query) => {
  return each(wordsOf(query), (name) => {
    const others = each(spellingsOf(name), (other) => isIndexed(other) && other).filter(Boolean);
    return others.length ? [`“${name}” stands for ${others.join(", ")} too`] : [];
  }).flat();
};

/** A line for each word that no entry holds as it is written. @type {(query: Query) => string[]} */
const tellUnheld = (query) => {
  const unheld = each(wordsOf(query), (word) => (isIndexed(word) || spellingsOf(word).length ? [] : [word])).flat();
  return each(unheld, (word) => use("endings").tell(word)).flat();
};

/** What the parts that come later build upon. @type {Core} */
const core = {
  afterWord, FIELDS, SCORED, BARE, ROOM, SIGNS, HEAD, Refused, need, use, each, kept, decode, decodeRuns, spread, fileOf,
  lastUpTo, byPermalink, size, join, thousands, shardOf, pieceOf, isIndexed, stemOf, postings, exactForms, findForms,
  nodes, union, both, without,
};

/* What the page calls, and each shard `put`. */
window.backfileSearch = {
  put,
  Unloadable,
  words: (text, asked) => settle(() => use("words").cut(text, asked)),
  head: () => settle(HEAD),
  find: async (written, { limit = 10, sort = "relevance", narrowing = [], now = Date.now() } = {}) => {
    try {
      /** @type {[Evaluation?, Parsed?]} */
      let [evaluation, parsed] = [];
      return await settle(() => {
        parsed ??= parseQuery(written, Math.floor(Number(now) / 1000));
        evaluation ??= new Evaluation();
        return search(evaluation, parsed, { limit, sort, narrowing });
      });
    } catch (fault) {
      if (fault instanceof Refused) return { refused: fault.message };
      throw fault;
    }
  },
  rows: (numbers) => settle(() => each(numbers, rowOf)),
  passage: ({ snippet }, number) => settle(() => snippet(number)),
  suggest: (found) => settle(() => use("suggest").suggest(found)),
  facets: (found) => settle(() => use("facets").count(found)),
  after: (page) => settle(() => use("after")(page)),
};
})();
