/* Which entries answer, and in what order? index/searching.py */

const FEWER = 10;
const FEW_TIED = 50; // entries whose times are read from their rows; of more, from the dates of all

/** @type {{ read: any }} */
const head = { read: null };
const HEAD = () => (head.read ??= readHead(need("head")));
const FIELDS = [...TABLES.fields, ...TABLES.filters];
const SCORED = TABLES.fields.length;
const BARE = TABLES.fields; // where a word without a field is looked for

const readHead = ({ cuts, ...others }) => {
  let last = "";
  const read = (told) => (last = last.slice(0, told.charCodeAt(0) - 65) + told.slice(1)); // A: shares nothing
  return { ...others, cuts: cuts.split(/(?=[A-Z])/).map(read) };
};

/* {query, evaluation, notes, total, partly, undated, matches, hits, snippet}: `hits` holds the first `limit` as
   [document, score, holds only a part], `snippet(document)` shows where it answers. Throws Refused. */
const search = (evaluation, { query, notes }, { limit, sort }) => {
  const isPlain = nodes(query).every(({ kind }) => kind === "and" || kind === "word");
  if (!isPlain) use("operators").check(query, evaluation);
  const matches = evaluation.matches(query);
  const mayLoosen = query.kind === "and" && matches.size < FEWER && sort === "relevance";
  const looser = mayLoosen ? use("looser").loosen(query, evaluation, matches.size) : null;
  const partly = looser ? without(evaluation.matches(looser), matches) : new Set();
  const undated = isPlain ? new Set() : use("operators").findUndated(evaluation, query, matches);
  const hits = order(evaluation, query, matches, limit, sort, false);
  if (hits.length < limit && partly.size) {
    hits.push(...order(evaluation, looser, partly, limit - hits.length, sort, true));
  }
  return {
    query,
    evaluation,
    notes: [...notes, ...tellVariants(query), ...(isPlain ? [] : use("operators").tellEmpty(query))],
    total: matches.size,
    partly: partly.size,
    undated: undated.size,
    matches,
    hits,
    snippet: (number) => {
      const asked = [() => use("snippets"), () => use("words"), () => textOf(number)]; // all at once, not one by one
      const [{ findWanted, makeSnippet }, , text] = each(asked, (work) => work());
      return makeSnippet(text, findWanted(partly.has(number) ? looser : query, evaluation));
    },
  };
};

/* The first `limit`: best first, then newest (unknown last), then by permalink. */
const order = (evaluation, query, among, limit, sort, partly) => {
  if (sort !== "relevance") return use("times").order(among, limit, sort).map((number) => [number, 0, false]);
  const all = evaluation.scores(query, among);
  const least = Float64Array.from(all.values()).sort()[all.size - limit] ?? 0; // no other comes among the first
  const scores = [...all].filter(([, score]) => score >= least);
  scores.sort(([one, its], [other, others]) => others - its || one - other);
  const first = [];
  for (let at = 0; at < scores.length && at < limit; at = first.length) {
    let end = at + 1;
    while (end < scores.length && scores[end][1] === scores[at][1]) end += 1;
    first.push(...(end > at + 1 ? newestFirst(scores.slice(at, end)) : [scores[at]]));
  }
  return first.slice(0, limit).map(([number, score]) => [number, score, partly]);
};

const newestFirst = (tied) => {
  const instant = tied.length > FEW_TIED ? use("times").instants() : null;
  const secondsOf = (number) => (instant ? instant.get(number) : rowOf(number).seconds) ?? -Infinity;
  const times = new Map(each(tied, ([number]) => [number, secondsOf(number)]));
  return tied.sort(([one], [other]) => {
    const [first, second] = [times.get(one), times.get(other)];
    return first === second ? byPermalink(one, other) : first < second ? 1 : -1;
  });
};

/** @type {{ read: any }} */
const ranks = { read: null }; // of documents among their permalinks, where these are not numbered so

const byPermalink = (one, other) => {
  if (HEAD().ordered) return one - other;
  ranks.read ??= readOrder(decode(need("order")));
  return ranks.read[one] - ranks.read[other];
};

const readOrder = (runs) => {
  const read = [];
  let rank = 0;
  for (let at = 0; at < runs.length; at += 2) {
    for (let step = 0; step <= runs[at + 1]; step++) read[runs[at] + step] = rank++;
  }
  return read;
};

/* What a result shows, and its time in seconds: site/shards/documents.py */
const rowOf = (number) => {
  const [days, ...stretches] = need(`rows-${Math.floor(number / HEAD().rows)}`);
  let at = number % HEAD().rows;
  const [liveblog, folder, labels, others] = stretches.find(({ 2: its }) => its.length > at || (at -= its.length) < 0);
  const headline = typeof labels[at] === "string" ? labels[at] : null;
  const label = headline ?? labels[at][0];
  const [when, told, marks = 0] = others[at];
  const [time, seconds] = when ? readTime(when, days) : [null, null];
  const permalink = `${readSlug(folder, liveblog)}/${readSlug(told, label)}`;
  return { permalink, liveblog, headline, label, time, seconds, altered: marks & 1, corrected: marks & 2 };
};

/* What a script makes of the label; or so many characters of it, and others. */
const readSlug = (told, label) => {
  const made = label.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const [many, others = ""] = told ? told.split("/") : [];
  return made.slice(0, many) + others;
};

/* [printed, machine, meant], and the seconds since 1970. */
const readTime = (told, days) => {
  if (typeof told[0] === "string") return [told.slice(0, 3), told[3] ?? null];
  const [day, date, offset] = days[told[0]];
  const machine = `${date}T${told[1]}${offset}`;
  const meant = `${day}, ${told[1]} ${HEAD().zone}`;
  return [told[2] ? [told[2], machine, meant] : [meant, machine], Date.parse(machine) / 1000];
};

const textOf = (number) => need(`texts-${Math.floor(number / HEAD().texts)}`)[number % HEAD().texts];

/* A line for each name that entries hold in other spellings, too. */
const tellVariants = (query) => {
  const asked = new Set(nodes(query).filter(({ kind }) => kind === "word").map(({ text }) => text));
  return each(asked, (name) => {
    const others = each(spellingsOf(name), (other) => isIndexed(other) && other).filter(Boolean);
    return others.length ? [`“${name}” stands for ${others.join(", ")} too`] : [];
  }).flat();
};

/* What the parts that come later build upon. */
const core = {
  afterWord, FIELDS, SCORED, BARE, ROOM, SIGNS, HEAD, Refused, need, use, each, decode, decodeRuns, spread, fileOf, lastUpTo,
  byPermalink, size, join, thousands, shardOf, pieceOf, stemOf, postings, exactForms, findForms, nodes, union, both,
  without,
};

/* What the page calls. `find` gives {refused} or what `search` gives; `rows` what results show, by their documents;
   `passage`, `suggest` and `facets` what is made of an answer; `after` how the page shows these. All wait for what they need, and may throw Unloadable. */
window.backfileSearch = {
  put,
  Unloadable,
  words: (text, asked) => settle(() => use("words").cut(text, asked)),
  head: () => settle(HEAD),
  find: async (written, { limit = 10, sort = "relevance", now = Date.now() } = {}) => {
    try {
      /** @type {any[]} */
      let [evaluation, parsed] = [];
      return await settle(() => {
        parsed ??= parseQuery(written, Math.floor(now / 1000));
        evaluation ??= new Evaluation();
        return search(evaluation, parsed, { limit, sort });
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
