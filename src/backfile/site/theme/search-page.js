/* How does the search page show what was found? Archived text reaches it through `textContent` and text nodes alone.

   search.js answers the queries; `?q=` and `&sort=` in the address are what is asked, and `&byline=` and alike what it
   is narrowed down to, so that results can be linked to and gone back to. What is typed comes to stand there once
   nobody types: as a step of the history after what was asked for, in the place of what was typed before. How many
   results are shown is kept beside it.
   Types: search/shapes-parts.d.ts */
"use strict";

backfileSearch.head().then(({ address: [between, ending], steering, wording: said }) => {
  const AT_ONCE = 10;
  // Milliseconds without a key, after which an answer is wanted: each may cost files, and those of a disk cost nothing.
  const PAUSE = location.protocol === "file:" ? 0 : 120;
  const REST = 300; // milliseconds without a key, after which the answer is read out, and other spellings are sought
  const SUGGEST_BELOW = 3;
  const ASKED = "\n"; // where the query is to stand in what is said
  const NARROWS = /^(liveblog|publisher|byline|tag|month)$/;
  const STEERING = new RegExp(`[${steering}]`, "gu");
  /** @type {<Names extends (keyof Places)[]>(...names: Names) => { [At in keyof Names]: Places[Names[At]] }} */
  const places = (...names) => /** @type {any} */ (names.map((name) => document.querySelector(name)));
  const [form, how, held] = places(".ask", ".how", ".held");
  const [input, sort, status, spoken, read] = places("#q", "#sort", "#status", "#spoken", "#read");
  const [narrowed, facets, counts, more, again] = places("#narrowed", "#facets", "#counts", "#more", "#again");
  const [hits, part, parts, loading] = places("#hits", "#part", "#parts", "#loading");
  const [ours, parsers] = [document.documentElement.lang, "en"]; // what is said of a query is said in its own language
  const title = document.title;
  /** @type {Answer | null} */
  let found = null;
  let [query, asked, turn, pause, rest] = ["", "", 0, 0, 0]; // `asked`: as an address
  let isTyped = false; // or was it asked for: by Enter, a link, the order?
  /** @type {Narrowing} */
  let narrowing = [];

  /** @type {Page["addressOf"]} */
  const addressOf = (query, narrowing) => {
    const order = sort.value === "relevance" ? [] : [["sort", sort.value]];
    return `?${new URLSearchParams([["q", query], ...order, ...narrowing])}`;
  };

  /** @type {Page["ask"]} */
  const ask = (query, narrowing) => {
    const address = addressOf(query, narrowing);
    try {
      history[address === location.search ? "replaceState" : "pushState"](null, "", address);
      answerAddress();
    } catch (refused) {
      location.search = address; // this browser keeps no history of a page on the disk: the page is loaded again
    }
  };

  const answerAddress = () => {
    const wanted = new URLSearchParams(location.search);
    input.value = (wanted.get("q") ?? "").replace(/[\r\n]+/g, " "); // which a field leaves out
    sort.value = [...sort.options].find(({ value }) => value === wanted.get("sort"))?.value ?? "relevance";
    narrowing = /** @type {Narrowing} */ ([...wanted].filter(([name]) => NARROWS.test(name)));
    isTyped = Boolean(history.state?.isTyped);
    answer(history.state?.limit);
  };

  /* So that it stands there when somebody comes back. */
  const note = () => {
    const isStep = isTyped && location.search && !history.state?.isTyped;
    const limit = Math.max(AT_ONCE, shownHits());
    try {
      history[isStep ? "pushState" : "replaceState"]({ isTyped, limit }, "", isTyped ? asked : location.href);
    } catch {
      // This browser keeps no history of a page on the disk, and whoever comes back types once more.
    }
  };

  /* Whoever types on, or asks otherwise, gets no answer to what they asked before. */
  const answer = (limit = AT_ONCE) => {
    [pause, rest].forEach(clearTimeout);
    const mine = ++turn;
    const written = input.value.trim();
    const address = addressOf(written, narrowing);
    again.hidden = true;
    return orFault(mine, async () => {
      const its = written ? await backfileSearch.find(written, { limit, sort: sort.value, narrowing }) : null;
      const rows = await backfileSearch.rows((its?.hits ?? []).map(([number]) => number));
      if (mine !== turn) return;
      const isMore = found && its && asked === address && limit > AT_ONCE;
      [found, query, asked] = [its, written, address];
      if (!isMore) begin(written);
      showHits(rows);
      if (isMore) [...hits.children, ...parts.children][limit - AT_ONCE]?.querySelector("a")?.focus();
      if (!isTyped) note();
      rest = setTimeout(finish, REST, mine);
    });
  };

  /** Nobody who types hears of each half of a word, or waits while all words are searched for what it may have meant.
      @type {(mine: number) => Promise<void>} */
  const finish = (mine) => orFault(mine, async () => {
    if (isTyped) note();
    if (found?.hits && found.total < SUGGEST_BELOW) {
      const [{ showSuggestion }, better] = await withAfter(backfileSearch.suggest(found));
      if (better && mine === turn) showSuggestion(better);
    }
    if (mine === turn) speak();
  });

  /* Who does not see the page hears what is said of the results. */
  const speak = () => {
    spoken.replaceChildren();
    for (const told of [status, ...read.querySelectorAll("li")]) {
      add(spoken, "span", { lang: told.lang }).append(...told.cloneNode(true).childNodes, " ");
    }
  };

  /** What cannot be loaded, or goes wrong, is told, as long as it is still wanted.
      @type {(mine: number, work: () => Promise<void>) => Promise<void>} */
  const orFault = async (mine, work) => {
    try {
      await work();
    } catch (fault) {
      const isMissing = fault instanceof backfileSearch.Unloadable;
      if (mine === turn) showFault(fault instanceof Error ? fault.message : String(fault), isMissing);
      if (!isMissing) throw fault; // to the console: it is a fault of ours
    }
  };

  /** @type {(written: string) => void} */
  const begin = (written) => {
    const quoted = fill(said.quoted, { asked: shown(written) });
    document.title = written ? `${quoted} · ${title}` : title;
    status.lang = found?.refused ? parsers : ours;
    status.replaceChildren();
    if (found?.refused) status.append(refusal(found.refused));
    if (found?.hits) {
      const [before, after = ""] = say(found, fill(said.quoted, { asked: ASKED })).split(ASKED);
      status.append(before, bdi(written), after); // apart, for it may run from right to left
    }
    read.replaceChildren();
    for (const note of found?.notes ?? []) add(read, "li", { text: note, lang: parsers });
    if (found?.undated) add(read, "li", { text: counted(said.undated, found.undated, { query: "published:unknown" }) });
    read.hidden = !read.children.length;
    for (const list of [hits, parts, counts, narrowed]) list.replaceChildren();
    narrowed.hidden = true;
    if (found?.hits && narrowing.length) showNarrowing(turn);
    facets.hidden = !found?.total;
    if (facets.open) showFacets();
  };

  /** @type {(refused: string) => string} */
  const refusal = (refused) => shown(refused[0].toUpperCase() + refused.slice(1)) + (/[?…]$/.test(refused) ? "" : ".");

  /** @type {(found: Found, asked: string) => string} */
  const say = ({ total, partly }, asked) => {
    const ordered = { relevance: said.found_relevance, newest: said.found_newest, oldest: said.found_oldest };
    if (total) return counted(ordered[sort.value], total, { asked });
    const [here, lacking = ""] = Array.from(held.querySelectorAll("h2, .lacking"), ({ textContent }) => textContent);
    const nothing = partly
      ? counted(said.found_part, partly, { asked })
      : fill(said.found_nothing, { asked, held: here });
    return `${nothing} ${lacking}`.trim();
  };

  /** @type {(fault: string, isMissing: boolean) => void} */
  const showFault = (fault, isMissing) => {
    status.lang = ours;
    status.textContent = isMissing
      ? fill(said.not_loaded, { file: shown(decodeURI(fault)) })
      : fill(said.went_wrong, { fault: shown(fault) });
    again.hidden = false;
    speak();
  };

  /** What shows what follows the results, and what that is: fetched at once.
      @type {<Made>(wanted: Promise<Made>) => Promise<[After, Awaited<Made>]>} */
  const withAfter = (wanted) =>
    Promise.all([backfileSearch.after({ add, addressOf, ask, bdi, counts, fill, input, narrowed, read, said, shown }), wanted]);

  const shownHits = () => hits.children.length + parts.children.length;

  /** @type {(rows: Row[]) => void} */
  const showHits = (rows) => {
    for (let at = shownHits(); found?.hits && at < found.hits.length; at++) {
      const [number, , partly] = found.hits[at];
      showHit(found, number, rows[at], partly ? parts : hits);
    }
    part.hidden = !parts.children.length;
    held.hidden = Boolean(shownHits());
    more.hidden = shownHits() >= (found?.total ?? 0) + (found?.partly ?? 0);
  };

  /** @type {(found: Found, number: number, row: Row, list: HTMLElement) => void} */
  const showHit = (its, number, { permalink, liveblog, headline, label, time, altered, corrected }, list) => {
    const item = add(list, "li");
    const aside = add(item, "div", { className: "label" });
    archived(add(aside, "p", { className: "kicker" }), liveblog);
    const facts = add(aside, "p", { className: "facts" });
    if (time) showTime(facts, ...time);
    else add(facts, "span", { text: said.time_not_given });
    if (altered) add(facts, "span", { text: said.altered });
    if (corrected) add(facts, "span", { text: said.corrected });
    const story = add(item, "div", { className: "story" });
    const link = add(add(story, "h2", { className: headline ? "" : "unknown", dir: "auto" }), "a", { href: pageOf(permalink) });
    link.lang = headline ? "" : ours;
    if (headline) link.append(shown(headline)); // in a <bdi> it would not tell the direction of all
    else link.append(said.no_headline, bdi(label));
    const passage = add(story, "p", { className: "lead passage", dir: "auto", lang: "" });
    fetched.set(passage, () => withAfter(backfileSearch.passage(its, number)));
    nearing.observe(passage);
  };

  /** @typedef {() => Promise<[After, Passage]>} Fetch */
  /** @type {WeakMap<Element, Fetch>} */
  const fetched = new WeakMap(); // a place for a passage -> how it is come by

  /** @type {(permalink: string) => string} */
  const pageOf = (permalink) => permalink.replace("/", between) + ending;

  /** The words of an entry are fetched when it is about to be seen. @type {IntersectionObserver} */
  const nearing = new IntersectionObserver((seen) => {
    for (const { target } of seen.filter(({ isIntersecting }) => isIntersecting)) {
      nearing.unobserve(target);
      orFault(turn, async () => {
        const [{ showPassage }, passage] = await /** @type {Fetch} */ (fetched.get(target))();
        showPassage(target, passage);
      });
    }
  }, { rootMargin: "200px" });

  /** @type {(facts: HTMLElement, ...time: NonNullable<Row["time"]>) => void} */
  const showTime = (facts, printed, machine, meant) => {
    const where = add(facts, "span");
    archived(machine ? add(where, "time", { dateTime: machine }) : where, printed);
    if (meant) where.append(` = ${meant}`);
  };

  const showFacets = async () => {
    if (!found?.total || counts.children.length) return;
    const [mine, its] = [turn, found];
    await orFault(mine, async () => {
      const [after, spread] = await withAfter(backfileSearch.facets(its));
      if (mine === turn && !counts.children.length) after.showFacets(spread, query, narrowing);
    });
  };

  /** @type {(mine: number) => Promise<void>} */
  const showNarrowing = (mine) => orFault(mine, async () => {
    const [after] = await withAfter(Promise.resolve());
    if (mine === turn && !narrowed.children.length) after.showNarrowing(query, narrowing);
  });

  /** @type {Add} */
  const add = (parent, name, { text = "", ...properties } = {}) => {
    const made = Object.assign(document.createElement(name), properties);
    made.textContent = text;
    return parent.appendChild(made);
  };

  /** @type {Page["bdi"]} */
  const bdi = (text) => Object.assign(document.createElement("bdi"), { textContent: shown(text), lang: "" });
  /** @type {(parent: Node, text: string) => Node} */
  const archived = (parent, text) => parent.appendChild(bdi(text));

  /** What steers how its neighbours are seen is spelled out, as on every page. @type {Page["shown"]} */
  const shown = (text) =>
    text.replace(STEERING, (character) =>
      "\n\t".includes(character)
        ? character
        : `<U+${Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")}>`
    );

  /** @type {Page["fill"]} */
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

  /** @type {(forms: Forms, number: number, values: Texts) => string} */
  const counted = ([one, many], number, values) =>
    fill(number === 1 ? one : many, { n: number.toLocaleString(said.language), ...values });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(input.value, narrowing);
  });
  input.addEventListener("input", () => {
    [pause, rest].forEach(clearTimeout);
    isTyped = true;
    pause = setTimeout(answer, PAUSE);
  });
  sort.addEventListener("change", () => ask(input.value, narrowing));
  facets.addEventListener("toggle", () => facets.open && showFacets());
  more.addEventListener("click", () => answer(shownHits() + AT_ONCE));
  again.addEventListener("click", async () => {
    await answer();
    (again.hidden ? hits.querySelector("a") ?? input : again).focus(); // what had the focus may be gone
  });
  window.addEventListener("popstate", answerAddress);
  form.hidden = how.hidden = false;
  loading.remove();
  answerAddress();
  if (!input.value) input.focus();
});
