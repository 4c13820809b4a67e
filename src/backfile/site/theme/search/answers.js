/* Which entries answer, and in what order? index/searching.py, with the order `relevance` */

const FEWER = 10;
const LONG = 4;
const EVERYWHERE = 8;

class Searcher {
  constructor(data) {
    calendar = makeCalendar(data);
    this.data = data;
    this.analysis = makeAnalysis(data);
    this.terms = new Terms(data);
  }

  /* {notes, total, partly, undated, hits, snippet}: `hits` holds [document, score, holds only a part], best first, and
     `snippet(document)` shows where it answers. Throws Refused. */
  search(written, now) {
    const { query, notes } = parseQuery(written, this, now);
    const evaluation = new Evaluation(this.data, this.terms);
    evaluation.check(query);
    const matches = evaluation.matches(query);
    const looser = matches.size < FEWER ? loosen(query, evaluation, matches.size) : null;
    const partly = looser ? without(evaluation.matches(looser), matches) : new Set();
    const asksForDates = nodes(query).some(({ kind }) => kind === "published");
    const undated = asksForDates ? without(evaluation.matches(askUndated(query)), matches) : new Set();
    const hits = this.order(evaluation.scores(query, matches), false);
    if (partly.size) hits.push(...this.order(evaluation.scores(looser, partly), true));
    const [wanted, wantedPartly] = [query, looser].map((each) => (each ? findWanted(each, evaluation) : []));
    const text = (number) => this.data.documents[number][7];
    return {
      notes: [...notes, ...this.tellVariants(query), ...this.tellEmpty(query)],
      total: matches.size,
      partly: partly.size,
      undated: undated.size,
      hits,
      snippet: (number) => makeSnippet(text(number), partly.has(number) ? wantedPartly : wanted, this.analysis.cut),
    };
  }

  /* Best first, then newest (unknown last), then by permalink, which is how documents are numbered. */
  order(scores, partly) {
    const published = (number) => this.data.documents[number][5] ?? -Infinity;
    return [...scores]
      .sort(([one, its], [other, others]) => {
        const [first, second] = [published(one), published(other)];
        return others - its || (first === second ? one - other : first < second ? 1 : -1);
      })
      .map(([number, score]) => [number, score, partly]);
  }

  /* A line for each name that entries hold in other spellings, too. */
  tellVariants(query) {
    const { variants, vocabulary } = this.terms;
    const asked = new Set(nodes(query).filter(({ kind }) => kind === "word").map(({ text }) => text));
    return [...asked].flatMap((name) => {
      const others = (variants.get(name) ?? []).filter((other) => vocabulary.has(other));
      return others.length ? [`“${name}” stands for ${others.join(", ")} too`] : [];
    });
  }

  /* A line for each field that is asked for and that no entry has anything in. */
  tellEmpty(query) {
    const asked = new Set(nodes(query).filter(({ kind }) => kind === "in").map(({ field }) => field));
    const empty = [...asked].filter((field) => !this.terms.hasField(field));
    return empty.map((field) => `no entry of this archive has a ${field}`);
  }
}

/* The query with any instead of all of its words, for entries that follow the few that are `held`; null where nothing
   is to follow. */
const loosen = (query, evaluation, held) => {
  if (query.kind !== "and") return null;
  const kinds = ["required", "not", "labelled", "everything", "published", "undated"];
  const isFirm = ({ kind, field, parts }) =>
    parts ? parts.every(isFirm) : kinds.includes(kind) || (kind === "in" && evaluation.data.filters.includes(field));
  const firm = query.parts.filter(isFirm);
  const loose = query.parts.filter((part) => !isFirm(part));
  if (loose.length < (held ? LONG : 2)) return null;
  const phrases = loose.filter(({ kind }) => kind === "phrase");
  loose.push(...phrases.flatMap(({ words }) => words.map((text) => ({ kind: "word", text }))));
  const most = Math.floor(evaluation.searched.size / EVERYWHERE);
  const holding = (part) => evaluation.matches(part).size;
  const telling = loose.filter((part) => holding(part) > 0 && holding(part) <= most);
  const some = { kind: "or", parts: different(telling.length ? telling : loose) };
  return firm.length ? { kind: "and", parts: [...firm, some] } : some;
};

const different = (parts) => [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];

const without = (one, other) => new Set([...one].filter((number) => !other.has(number)));

/* Makes `backfileSearch.find(written, now)`: {refused} or what Searcher.search gives; and `backfileSearch.words(text)`.
   Then it starts the page, if search-page.js is there. */
window.backfileSearch = (data) => {
  const searcher = new Searcher(data);
  window.backfileSearch.words = searcher.analysis.cut;
  window.backfileSearch.find = (written, now = new Date()) => {
    try {
      return searcher.search(written, Math.floor(now / 1000));
    } catch (fault) {
      if (fault instanceof Refused) return { refused: fault.message };
      throw fault;
    }
  };
  window.backfileSearch.start?.(data);
};
