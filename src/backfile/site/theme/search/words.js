/* Which words does a text hold, and which words are the same? text/fold.py, index/analysis.py */

const BLANK = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // Python's \s

const strip = (text) => text.replace(new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g"), "");
const squeeze = (text) => strip(text).replace(new RegExp(`[${BLANK}]+`, "g"), " ");

/* Script counts halves of characters beyond U+FFFF, Python whole ones: turns script's places to Python's. */
const counter = (text) => {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
  const counts = new Uint32Array(text.length + 1);
  for (let at = 0, count = 0; at < text.length; count++) {
    counts[at] = count;
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
    counts[at] = count + 1;
  }
  return (at) => counts[at];
};

const makeFold = (tables) => {
  const table = new Map(Object.entries(tables.table));
  const marks = new RegExp(`[${tables.marks}]`, "gu");
  const translate = (text) => Array.from(text, (character) => table.get(character) ?? character).join("");
  return (text) => {
    let plain = translate(text).normalize("NFKC").toLowerCase().normalize("NFD");
    for (const [pair, letter] of Object.entries(tables.kept)) plain = plain.split(pair).join(letter);
    return translate(plain.replace(marks, "").normalize("NFC"));
  };
};

/* {fold, cut, isAlone}: `cut(text, asked)` gives each word of a text as {start, end, fold}. */
const makeAnalysis = (data) => {
  const { token, cluster, unspaced, composed } = data.analysis;
  const fold = makeFold(data.fold);
  const [words, tokens, clusters] = [data.fold.word, token, cluster].map((pattern) => new RegExp(pattern, "gu"));
  const begins = new RegExp(`^[${unspaced}]`, "u");
  const alone = new RegExp(`^(?:${cluster})$`, "u");

  const compose = (folded) =>
    Object.entries(composed).reduce((text, [parts, whole]) => text.split(parts).join(whole), folded);

  const pairs = (run, asked) => {
    const read = ({ 0: text, index }) => [index, index + text.length, compose(fold(text))];
    const held = Array.from(run.matchAll(clusters), read);
    const found = held.slice(1).map(([, end, other], at) => [held[at][0], end, held[at][2] + other]);
    return held.length === 1 || (held.length && !asked) ? [...found, held[held.length - 1]] : found;
  };

  const pieces = ({ 0: written, groups }, asked) => {
    const whole = (folded) => [0, written.length, folded];
    if (groups.run !== undefined) return pairs(written, asked);
    if (groups.number ?? groups.sharp) return [whole(fold(written.split(",").join("")))];
    const bare = groups.initials ? written.split(".").join("") : written;
    return (fold(bare).match(words) ?? []).map(whole);
  };

  const cut = (text, asked = false) => {
    const count = counter(text);
    return Array.from(text.matchAll(tokens)).flatMap((match) =>
      pieces(match, asked).map(([start, end, folded]) => ({
        start: count(match.index + start), end: count(match.index + end), fold: folded,
      }))
    );
  };

  return { fold, cut, isAlone: (word) => alone.test(word) && begins.test(word) };
};
