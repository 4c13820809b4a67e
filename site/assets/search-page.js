/* How does the search page show what was found? Archived text reaches it through `textContent` and text nodes alone.

   search.js answers the queries; `?q=` in the address is the query, so that results can be linked to and gone back to. */
"use strict";

window.backfileSearch.start = (data) => {
  const AT_ONCE = 20;
  const steering = new RegExp(`[${data.steering}]`, "gu");
  const [form, how, held] = [".ask", ".how", ".held"].map((name) => document.querySelector(name));
  const [input, status, read, hits, part, parts, more] = ["q", "status", "read", "hits", "part", "parts", "more"].map(
    (id) => document.getElementById(id)
  );
  const said = data.wording;
  const [ours, parsers] = [document.documentElement.lang, "en"]; // what is said of a query is said in its own language
  const title = document.title;
  let found = null;

  const ask = (event) => {
    event.preventDefault();
    const address = "?q=" + encodeURIComponent(input.value);
    try {
      history.pushState(null, "", address);
      answer();
    } catch (refused) {
      location.search = address; // this browser keeps no history of a page on the disk: the page is loaded again
    }
  };

  const answerAddress = () => {
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    answer();
  };

  const answer = () => {
    const written = input.value.trim();
    found = written ? window.backfileSearch.find(written) : null;
    document.title = written ? `${fill(said.quoted, { asked: shown(written) })} · ${title}` : title;
    status.lang = found?.refused ? parsers : ours;
    status.textContent = found ? say(found, fill(said.quoted, { asked: shown(written) })) : "";
    read.replaceChildren();
    for (const note of found?.notes ?? []) add(read, "li", { text: note, lang: parsers });
    if (found?.undated) add(read, "li", { text: counted(said.undated, found.undated, { query: "published:unknown" }) });
    read.hidden = !read.children.length;
    for (const list of [hits, parts]) list.replaceChildren();
    showHits();
    held.hidden = Boolean(shownHits());
  };

  const say = ({ refused, total, partly }, asked) => {
    if (refused) return shown(refused[0].toUpperCase() + refused.slice(1)) + (/[?…]$/.test(refused) ? "" : ".");
    if (total) return counted(said.found, total, { asked });
    if (partly) return fill(said.found_part, { asked });
    return fill(said.found_nothing, { asked, held: held.querySelector("h2").textContent });
  };

  const shownHits = () => hits.children.length + parts.children.length;

  const showHits = () => {
    const all = found?.hits ?? [];
    const from = shownHits();
    for (const [number, , partly] of all.slice(from, from + AT_ONCE)) showHit(number, partly ? parts : hits);
    part.hidden = !parts.children.length;
    more.hidden = shownHits() >= all.length;
  };

  const showMore = () => {
    const next = shownHits();
    showHits();
    [...hits.children, ...parts.children][next].querySelector("a").focus();
  };

  const showHit = (number, list) => {
    const [permalink, liveblog, headline, label, time, , altered] = data.documents[number];
    const item = add(list, "li");
    const aside = add(item, "div", { className: "label" });
    archived(add(aside, "p", { className: "kicker" }), data.liveblogs[liveblog][1]);
    const facts = add(aside, "p", { className: "facts" });
    if (time) showTime(facts, ...time);
    else add(facts, "span", { text: said.time_not_given });
    if (altered) add(facts, "span", { text: said.altered });
    const story = add(item, "div", { className: "story" });
    const link = add(add(story, "h2", { className: headline ? "" : "unknown" }), "a", { href: permalink.replace("/", data.address[0]) + data.address[1] });
    if (!headline) link.append(said.no_headline);
    archived(link, label);
    showSnippet(add(story, "p", { className: "lead", dir: "auto", lang: "" }), found.snippet(number));
  };

  const showTime = (facts, printed, machine, day) => {
    const place = add(facts, "span");
    archived(machine ? add(place, "time", { dateTime: machine }) : place, printed);
    if (day) add(facts, "span", { text: day });
  };

  const showSnippet = (parent, { text, marks }) => {
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

  const add = (parent, name, { text = "", ...properties } = {}) => {
    const made = Object.assign(document.createElement(name), properties);
    made.textContent = text;
    return parent.appendChild(made);
  };

  const archived = (parent, text) => add(parent, "bdi", { text: shown(text), lang: "" });

  /* What steers how its neighbours are seen is spelled out, as on every page. */
  const shown = (text) =>
    text.replace(steering, (character) =>
      "\n\t".includes(character)
        ? character
        : `<U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`
    );

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

  const counted = ([one, many], number, values) =>
    fill(number === 1 ? one : many, { n: number.toLocaleString(said.language), ...values });

  form.addEventListener("submit", ask);
  more.addEventListener("click", showMore);
  window.addEventListener("popstate", answerAddress);
  form.hidden = how.hidden = false;
  answerAddress();
  if (!input.value) input.focus();
};
