/* How does the browser come by what a query needs? Shards are plain scripts, for from a disk a page may load nothing
   else; each is fetched when a query first asks for it, and calls `backfileSearch.put(name, held)`.

   Answering is written as if all were at hand. What is not throws Lacking; it is fetched, and the answer begun again
   with all that was reckoned before. The names, and what the shards hold, are told in site/shards/; their types, and
   those of all that is used in more than one part, in shapes-*.d.ts. */
"use strict";

(() => {
/** @type {Map<string, any>} */
const files = new Map(); // name -> what it holds: `Files` says what that is
/** @type {Map<string, Promise<string>>} */
const fetching = new Map(); // name -> the promise of it
/** @type {Map<string, any>} */
const parts = new Map(); // name -> what it offers: `Parts`
const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const base = own.src.replace(/[^/]*$/, "search/");
const mark = own.src.replace(/^[^?]*/, ""); // of this build: site/pages.py

/* What a person can mend in a query. */
class Refused extends Error {
  /** @param {string} fault @param {string} [mend] */
  constructor(fault, mend) {
    super(`query: ${fault}` + (mend ? `; ${mend}` : ""));
  }
}

/* These files are not here yet. */
class Lacking extends Error {
  /** @param {string[]} names */
  constructor(names) {
    super();
    this.names = names;
  }
}

/* A file could not be loaded. */
class Unloadable extends Error {}

/** @type {Search["put"]} */
const put = (name, held) => {
  files.set(name, held);
};

/** @type {Core["need"]} */
const need = (name) => {
  if (!files.has(name)) throw new Lacking([name]);
  return files.get(name);
};

/** A part of the program that only some queries need. @type {Core["use"]} */
const use = (part) => kept(parts, part, () => need(`part-${part}`)(core));

/** What is held under a key, made when it is first asked for. @type {Core["kept"]} */
const kept = (held, key, make) => {
  let its = held.get(key);
  if (its === undefined) held.set(key, (its = make()));
  return its;
};

/** What `work` gives of each item; where some lack files, all of these are told at once.
    @template Item, Made @param {Iterable<Item>} items @param {(item: Item) => Made} work */
const each = (items, work) => {
  /** @type {string[]} */
  const lacking = [];
  /** @type {Made[]} */
  const done = [];
  for (const item of items) {
    try {
      done.push(work(item));
    } catch (fault) {
      if (!(fault instanceof Lacking)) throw fault;
      lacking.push(...fault.names);
    }
  }
  if (lacking.length) throw new Lacking(lacking);
  return done;
};

/** What `work` gives, once all that it needs is here. Throws Unloadable.
    @type {<Made>(work: () => Made) => Promise<Made>} */
const settle = async (work) => {
  for (;;) {
    try {
      return work();
    } catch (fault) {
      if (!(fault instanceof Lacking)) throw fault;
      await Promise.all(fault.names.map(load));
    }
  }
};

/** @type {(name: string) => Promise<string>} */
const load = (name) => kept(fetching, name, () => new Promise((done, fail) => {
  const script = document.createElement("script");
  const missing = () => {
    fetching.delete(name); // so that it can be tried again
    fail(new Unloadable(`${base}${name}.js`));
  };
  script.src = `${base}${name}.js${mark}`;
  script.onload = () => (files.has(name) ? done(name) : missing());
  script.onerror = missing;
  document.head.append(script);
}));

/* Numbers as site/shards/coding.py writes them: digits from 45 on are followed by more, the lowest first. */
const SIGNS = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join("").replace(/["\\|<]/g, "");
const VALUES = Array.from({ length: 127 }, (_, code) => SIGNS.indexOf(String.fromCharCode(code)));

/** @type {Core["decode"]} */
const decode = (coded, from = 0) => {
  const numbers = [];
  for (let at = from, size = 1, sum = 0; at < coded.length; at++) {
    const value = VALUES[coded.charCodeAt(at)];
    sum += (value % 45) * size;
    size *= 45;
    if (value < 45) {
      numbers.push(sum);
      [size, sum] = [1, 0];
    }
  }
  return numbers;
};

/** [first, last] of each run of neighbours. @type {Core["decodeRuns"]} */
const decodeRuns = (coded, from) => {
  const numbers = decode(coded, from);
  let last = -1;
  return Array.from({ length: numbers.length / 2 }, (_, at) => {
    const first = last + 1 + numbers[2 * at];
    last = first + numbers[2 * at + 1];
    return [first, last];
  });
};

/** @type {Core["spread"]} */
const spread = (runs) =>
  runs.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, step) => first + step));

/** A key as part of a file's name. @type {Core["fileOf"]} */
const fileOf = (key) => Array.from(key, (sign) => (/[a-z0-9]/.test(sign) ? sign : `_${hex(sign)}_`)).join("");
/** @type {(sign: string) => string} */
const hex = (sign) => Number(sign.codePointAt(0)).toString(16);

/** The last of the sorted keys that is not after this one. @type {Core["lastUpTo"]} */
const lastUpTo = (keys, key) => {
  let [low, high] = [0, keys.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (keys[middle] <= key) low = middle;
    else high = middle - 1;
  }
  return low;
};
