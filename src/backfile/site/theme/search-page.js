/* How does the search page show what was found? Archived text reaches it through `textContent` and text nodes alone.

   search.js answers the queries; `?q=` and `&sort=` in the address are what is asked, so that results can be linked to
   and gone back to. While somebody types, the page answers; it is only noted in the address when they are done. */
"use strict";

backfileSearch.head().then(({ address: [between, ending], steering, wording: said }) => {
  const AT_ONCE = 10;
  const MOST_VALUES = 8; // of a facet
  const PAUSE = 120; // milliseconds without a key, after which an answer is wanted
  const SUGGEST_BELOW = 3;
  const STEERING = new RegExp(`[${steering}]`, "gu");
  /** @type {(id: string) => any} */
  const place = (id) => document.getElementById(id);
  /** @type {any[]} */
  const [form, how, held] = [".ask", ".how", ".held"].map((name) => document.querySelector(name));
  const [input, sort, status, read, facets, counts, more, again] =
    ["q", "sort", "status", "read", "facets", "counts", "more", "again"].map(place);
  const [hits, part, parts] = ["hits", "part", "parts"].map(place);
  const [ours, parsers] = [document.documentElement.lang, "en"]; // what is said of a query is said in its own language
  const title = document.title;
  /** @type {any[]} */
  let [found, asked, shownAs, turn, pause] = [null, "", "", 0, 0];

  const ask = (query, order = sort.value) => {
    const address = `?q=${encodeURIComponent(query)}` + (order === "relevance" ? "" : `&sort=${order}`);
    try {
      history.pushState(null, "", address);
      answerAddress();
    } catch (refused) {
      location.search = address; // this browser keeps no history of a page on the disk: the page is loaded again
    }
  };

  const answerAddress = () => {
    const wanted = new URLSearchParams(location.search);
    input.value = wanted.get("q") ?? "";
    sort.value = [...sort.options].some(({ value }) => value === wanted.get("sort")) ? wanted.get("sort") : "relevance";
    answer();
  };

  /* Whoever types on, or asks otherwise, gets no answer to what they asked before. */
  const answer = async (limit = AT_ONCE) => {
    clearTimeout(pause);
    const mine = ++turn;
    const written = input.value.trim();
    again.hidden = true;
    try {
      const its = written ? await backfileSearch.find(written, { limit, sort: sort.value }) : null;
      const rows = await backfileSearch.rows((its?.hits ?? []).map(([number]) => number));
      if (mine !== turn) return;
      const isMore = found && its && asked === written && shownAs === sort.value && limit > AT_ONCE;
      [found, asked, shownAs] = [its, written, sort.value];
      if (!isMore) begin(written);
      showHits(rows);
      if (isMore) [...hits.children, ...parts.children][limit - AT_ONCE]?.querySelector("a").focus();
      if (found?.total < SUGGEST_BELOW) showSuggestion(await backfileSearch.suggest(found), mine);
    } catch (fault) {
      if (!(fault instanceof backfileSearch.Unloadable)) throw fault;
      if (mine === turn) showMissing(fault);
    }
  };

  const begin = (written) => {
    const quoted = fill(said.quoted, { asked: shown(written) });
    document.title = written ? `${quoted} · ${title}` : title;
    status.lang = found?.refused ? parsers : ours;
    status.textContent = found ? say(found, quoted) : "";
    read.replaceChildren();
    for (const note of found?.notes ?? []) add(read, "li", { text: note, lang: parsers });
    if (found?.undated) add(read, "li", { text: counted(said.undated, found.undated, { query: "published:unknown" }) });
    read.hidden = !read.children.length;
    for (const list of [hits, parts, counts]) list.replaceChildren();
    facets.hidden = !found?.total;
    if (facets.open) showFacets();
  };

  const say = ({ refused, total, partly }, asked) => {
    if (refused) return shown(refused[0].toUpperCase() + refused.slice(1)) + (/[?…]$/.test(refused) ? "" : ".");
    const ordered = { relevance: said.found_relevance, newest: said.found_newest, oldest: said.found_oldest };
    if (total) return counted(ordered[sort.value], total, { asked });
    if (partly) return fill(said.found_part, { asked });
    return fill(said.found_nothing, { asked, held: held.querySelector("h2").textContent });
  };

  /** @type {(fault: any) => void} */
  const showMissing = ({ message }) => {
    status.lang = ours;
    status.textContent = fill(said.not_loaded, { file: shown(decodeURI(message)) });
    again.hidden = false;
  };

  const showSuggestion = (query, mine) => {
    if (!query || mine !== turn) return;
    const [before, after] = said.did_you_mean.split("{query}");
    const line = add(read, "li", { text: before });
    linkTo(line, query, query);
    line.append(after);
    read.hidden = false;
  };

  /* A link within this page: it is answered here, and can be opened elsewhere as well. */
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

  const shownHits = () => hits.children.length + parts.children.length;

  const showHits = (rows) => {
    const all = found?.hits ?? [];
    for (let at = shownHits(); at < all.length; at++) {
      const [number, , partly] = all[at];
      showHit(number, rows[at], partly ? parts : hits);
    }
    part.hidden = !parts.children.length;
    held.hidden = Boolean(shownHits());
    more.hidden = shownHits() >= (found?.total ?? 0) + (found?.partly ?? 0);
  };

  const showHit = (number, { permalink, liveblog, headline, label, time, altered, corrected }, list) => {
    const item = add(list, "li");
    const aside = add(item, "div", { className: "label" });
    archived(add(aside, "p", { className: "kicker" }), liveblog);
    const facts = add(aside, "p", { className: "facts" });
    if (time) showTime(facts, ...time);
    else add(facts, "span", { text: said.time_not_given });
    if (altered) add(facts, "span", { text: said.altered });
    if (corrected) add(facts, "span", { text: said.corrected });
    const story = add(item, "div", { className: "story" });
    const link = add(add(story, "h2", { className: headline ? "" : "unknown", dir: "auto" }), "a", { href: addressOf(permalink) });
    link.lang = headline ? "" : ours;
    if (headline) link.append(shown(headline)); // in a <bdi> it would not tell the direction of all
    else link.append(said.no_headline, bdi(label));
    const passage = add(story, "p", { className: "lead passage", dir: "auto", lang: "" });
    answers.set(passage, [found, number]);
    nearing.observe(passage);
  };

  const answers = new WeakMap(); // a place for a passage -> what it answers, and which entry it is of

  const addressOf = (permalink) => permalink.replace("/", between) + ending;

  /* The words of an entry are fetched when it is about to be seen. */
  /** @type {IntersectionObserver} */
  const nearing = new IntersectionObserver((seen) => {
    for (const { target } of seen.filter(({ isIntersecting }) => isIntersecting)) {
      nearing.unobserve(target);
      const [its, number] = answers.get(target);
      backfileSearch.passage(its, number).then((passage) => showPassage(target, passage), showMissing);
    }
  }, { rootMargin: "200px" });

  const showPassage = (parent, { text, marks }) => {
    const characters = Array.from(text);
    const piece = (start, end) => shown(characters.slice(start, end).join(""));
    let at = 0;
    for (const [start, end] of marks) {
      parent.append(piece(at, start));
      add(parent, "mark", { text: piece(start, end) });
      at = end;
    }
    parent.append(piece(at));
  };

  const showTime = (facts, printed, machine, meant) => {
    const where = add(facts, "span");
    archived(machine ? add(where, "time", { dateTime: machine }) : where, printed);
    if (meant) where.append(` = ${meant}`);
  };

  const showFacets = async () => {
    if (!found?.total || counts.children.length) return;
    const mine = turn;
    try {
      const all = await backfileSearch.facets(found);
      if (mine !== turn) return;
      for (const { facet, values } of all) showFacet(facet, values);
    } catch (fault) {
      if (!(fault instanceof backfileSearch.Unloadable)) throw fault;
      showMissing(fault);
    }
  };

  const showFacet = (facet, values) => {
    const names = { liveblog: said.by_liveblog, publisher: said.by_publisher, byline: said.by_byline, month: said.by_month };
    const group = add(counts, "section");
    add(group, "h2", { text: names[facet] });
    const list = add(group, "ul");
    values.slice(0, MOST_VALUES).forEach(({ value, label, number }) => {
      const item = add(list, "li");
      if (value === null) item.append(said.not_known);
      else linkTo(item, `${bracketed(asked)} ${filterOf(facet, value)}`, bdi(facet === "month" ? monthOf(value) : label));
      add(item, "span", { text: ` ${number.toLocaleString(said.language)}` });
    });
    if (values.length > MOST_VALUES) {
      add(list, "li", { text: fill(said.and_more, { n: (values.length - MOST_VALUES).toLocaleString(said.language) }) });
    }
  };

  const bracketed = (query) => (/(^|\s)OR(\s|$)/.test(query) ? `(${query})` : query);
  const filterOf = (facet, value) =>
    facet === "month" ? `published:${value}` : `${facet}:"${value.replace(/["“”„«»]/g, " ")}"`;
  const monthOf = (month) =>
    new Date(`${month}-01T00:00Z`).toLocaleDateString(said.language, { timeZone: "UTC", year: "numeric", month: "long" });

  /** @type {(parent: Node, name: string, properties?: any) => any} */
  const add = (parent, name, { text = "", ...properties } = {}) => {
    const made = Object.assign(document.createElement(name), properties);
    made.textContent = text;
    return parent.appendChild(made);
  };

  const bdi = (text) => Object.assign(document.createElement("bdi"), { textContent: shown(text), lang: "" });
  const archived = (parent, text) => parent.appendChild(bdi(text));

  /* What steers how its neighbours are seen is spelled out, as on every page. */
  const shown = (text) =>
    text.replace(STEERING, (character) =>
      "\n\t".includes(character)
        ? character
        : `<U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`
    );

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

  const counted = ([one, many], number, values) =>
    fill(number === 1 ? one : many, { n: number.toLocaleString(said.language), ...values });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(input.value);
  });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(answer, PAUSE);
  });
  sort.addEventListener("change", () => ask(input.value));
  facets.addEventListener("toggle", () => facets.open && showFacets());
  more.addEventListener("click", () => answer(shownHits() + AT_ONCE));
  again.addEventListener("click", () => answer());
  window.addEventListener("popstate", answerAddress);
  form.hidden = how.hidden = false;
  answerAddress();
  if (!input.value) input.focus();
});
