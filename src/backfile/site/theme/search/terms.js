/* Which indexed words answer for what is asked, and where do they stand? index/stems.py, site/shards/terms.py */

const shards = new Map(); // name -> {words, groups}
const lists = new Map(); // field and word -> postings

/* The shard that holds a word, if any does: `words` maps it to its pieces, `groups` a stem and its language to words. */
const shardOf = (word) => readShard(HEAD().cuts[lastUpTo(HEAD().cuts, word)]);

const readShard = (begin) => {
  const name = `terms-${fileOf(begin)}`;
  if (!shards.has(name)) {
    const [words, groups] = [new Map(), new Map()];
    let word = "";
    for (const line of need(name).split("|")) {
      const [told, ...pieces] = line.split(" ");
      word = afterWord(word, told);
      words.set(word, pieces);
      for (const piece of pieces) {
        if (piece[0] === "=") addTo(groups, piece[1] + stemIn(piece, word), word);
        if (piece[0] === ">") piece.slice(2).split(",").forEach((form) => addTo(groups, piece[1] + word, form));
      }
    }
    shards.set(name, { words, groups });
  }
  return shards.get(name);
};

/* A word, told as how many signs it shares with the one before, and its others. */
const afterWord = (last, told) => last.slice(0, SIGNS.indexOf(told[0])) + told.slice(1);

/* The stem that a piece tells: as the word without so many of its signs, or itself. */
const stemIn = (piece, word) => {
  const told = piece.slice(2);
  return /^\d/.test(told) ? word.slice(0, word.length - told) : told;
};

const addTo = (groups, key, word) => groups.set(key, [...(groups.get(key) ?? []), word]);

const piecesOf = (word) => shardOf(word).words.get(word) ?? [];
const pieceOf = (word, sign) => piecesOf(word).find((piece) => piece[0] === sign);

/* Is it a word of an entry, and not only a stem or another spelling of one? */
const isIndexed = (word) => piecesOf(word).some((piece) => piece[0] === "*" || /^\d/.test(piece));

/* The postings of a word in a field: {documents, times, lengths}; in filters, {documents}. */
const postings = (field, word) => {
  const key = `${field} ${word}`;
  if (!lists.has(key)) {
    const place = FIELDS.indexOf(field);
    const held = pieceOf(word, "*") ? need(`word-${fileOf(word)}`).split(" ") : piecesOf(word);
    const coded = held.find((piece) => piece[0] === String(place)) ?? "";
    lists.set(key, place < SCORED ? decodePostings(coded) : { documents: spread(decodeRuns(coded, 1)) });
  }
  return lists.get(key);
};

const decodePostings = (coded) => {
  /** @type {number[][]} */
  const [documents, times, lengths] = [[], [], []];
  let at = 1;
  const value = () => VALUES.get(coded.charCodeAt(at++));
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

/* How many words a field has: four binary digits, and how many more there are (index/score.py); told as how far from the
   average that is. */
const lengthOf = (told) => {
  const step = told > 74 ? told : told & 1 ? 38 + (told >> 1) : 37 - (told >> 1);
  return step < 8 ? step : (8 + (step & 7)) << ((step >> 3) - 1);
};

/* The words that a leaf stands for. Throws Refused when they are too many. */
const findForms = (leaf) => {
  if (leaf.kind !== "word") return use("patterns").findForms(leaf);
  return new Set(each([leaf.text, ...spellingsOf(leaf.text)], inflected).flat());
};

const spellingsOf = (word) => pieceOf(word, "~")?.slice(1).split(",") ?? [];

/* The word, and all that share its stem in a language of the archive. */
const inflected = (word) => [word, ...each(HEAD().languages.keys(), (at) => {
  const stem = stemOf(word, at) ?? use("endings").findStem(word, at);
  const own = (stemOf(stem, at) ?? stem) === stem ? [stem] : [];
  return [...own, ...(shardOf(stem).groups.get(SIGNS[at] + stem) ?? [])];
}).flat()];

/* The stem of a word that an entry in the language holds; undefined of any other. A word that says nothing of it is of
   the first language, and its own stem. */
const stemOf = (word, at) => {
  const told = piecesOf(word).filter((piece) => piece[0] === "=");
  if (!told.length) return at === 0 && isIndexed(word) ? word : undefined;
  const its = told.find((piece) => piece[1] === SIGNS[at]);
  return its && stemIn(its, word);
};
