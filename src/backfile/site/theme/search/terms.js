/* Which indexed words answer for what is asked, and where do they stand? index/stems.py, site/shards/terms.py */

/** @type {Map<string, Terms>} */
const shards = new Map(); // where it begins -> what it holds
/** @type {Map<string, Postings>} */
const lists = new Map(); // field and word -> postings

/** The shard that holds a word, if any does: `words` maps it to its pieces, `groups` a stem and its language to words.
    @type {Core["shardOf"]} */
const shardOf = (word) => {
  const begin = HEAD().cuts[lastUpTo(HEAD().cuts, word)];
  return kept(shards, begin, () => readTerms(need(`terms-${fileOf(begin)}`)));
};

/** @type {(told: string) => Terms} */
const readTerms = (told) => {
  const [words, groups] = [new Map(), new Map()];
  let word = "";
  for (const line of told.split("|")) {
    const [shared, ...pieces] = line.split(" ");
    word = afterWord(word, shared);
    words.set(word, pieces);
    for (const piece of pieces) {
      if (piece[0] === "=") addTo(groups, piece[1] + stemIn(piece, word), word);
      if (piece[0] === ">") for (const form of piece.slice(2).split(",")) addTo(groups, piece[1] + word, form);
    }
  }
  return { words, groups };
};

/** A word, told as how many signs it shares with the one before, and its others. @type {Core["afterWord"]} */
const afterWord = (last, told) => last.slice(0, SIGNS.indexOf(told[0])) + told.slice(1);

/** The stem that a piece tells: as the word without so many of its signs, or itself.
    @type {(piece: string, word: string) => string} */
const stemIn = (piece, word) => {
  const told = piece.slice(2);
  return /^\d/.test(told) ? word.slice(0, word.length - Number(told)) : told;
};

/** @type {(groups: Map<string, string[]>, key: string, word: string) => void} */
const addTo = (groups, key, word) => {
  groups.set(key, [...(groups.get(key) ?? []), word]);
};

/** @type {(word: string) => string[]} */
const piecesOf = (word) => shardOf(word).words.get(word) ?? [];
/** @type {Core["pieceOf"]} */
const pieceOf = (word, sign) => piecesOf(word).find((piece) => piece[0] === sign);

/** Is it a word of an entry, and not only a stem or another spelling of one? @type {(word: string) => boolean} */
const isIndexed = (word) => piecesOf(word).some((piece) => piece[0] === "*" || /^\d/.test(piece));

/** The postings of a word in a field. @type {Core["postings"]} */
const postings = (field, word) => kept(lists, `${field} ${word}`, () => {
  const place = FIELDS.indexOf(field);
  const held = pieceOf(word, "*") ? need(`word-${fileOf(word)}`).split(" ") : piecesOf(word);
  const coded = held.find((piece) => piece[0] === String(place)) ?? "";
  return place < SCORED ? decodePostings(coded) : { documents: spread(decodeRuns(coded, 1)) };
});

/** @type {(coded: string) => Postings} */
const decodePostings = (coded) => {
  /** @type {number[][]} */
  const [documents, times, lengths] = [[], [], []];
  let at = 1;
  const value = () => VALUES[coded.charCodeAt(at++)];
  const number = () => {
    for (let size = 1, sum = 0; ; size *= 45) {
      const digit = value();
      sum += (digit % 45) * size;
      if (digit < 45) return sum;
    }
  };
  for (let document = -1; at < coded.length; ) {
    const step = number();
    documents.push((document += 1 + (step >> 1)));
    times.push(step & 1 ? 2 + number() : 1);
    lengths.push(lengthOf(value()));
  }
  return { documents, times, lengths };
};

/** How many words a field has: four binary digits, and how many more there are (index/score.py); told as how far from
    the average that is. @type {(told: number) => number} */
const lengthOf = (told) => {
  const step = told > 74 ? told : told & 1 ? 38 + (told >> 1) : 37 - (told >> 1);
  return step < 8 ? step : (8 + (step & 7)) << ((step >> 3) - 1);
};

/** The words that a leaf stands for. Throws Refused when they are too many. @type {Core["findForms"]} */
const findForms = (leaf) => {
  if (leaf.kind !== "word") return use("patterns").findForms(leaf);
  return new Set(each([leaf.text, ...spellingsOf(leaf.text)], inflected).flat());
};

/** @type {(word: string) => string[]} */
const spellingsOf = (word) => pieceOf(word, "~")?.slice(1).split(",") ?? [];

/** The word, and all that share its stem in a language of the archive. @type {(word: string) => string[]} */
const inflected = (word) => [word, ...each(HEAD().languages.keys(), (at) => {
  const stem = stemOf(word, at) ?? use("endings").findStem(word, at);
  const own = (stemOf(stem, at) ?? stem) === stem ? [stem] : [];
  return [...own, ...(shardOf(stem).groups.get(SIGNS[at] + stem) ?? [])];
}).flat()];

/** The stem of a word that an entry in the language holds; undefined of any other. A word that says nothing of it is of
    the first language, and its own stem. @type {Core["stemOf"]} */
const stemOf = (word, at) => {
  const told = piecesOf(word).filter((piece) => piece[0] === "=");
  if (!told.length) return at === 0 && isIndexed(word) ? word : undefined;
  const its = told.find((piece) => piece[1] === SIGNS[at]);
  return its && stemIn(its, word);
};
