/* Which indexed words answer for what is asked? index/stems.py, index/vocabulary.py
   A word's places are [document, position, …]; in a filter they are told as runs, [first, last, position, …]. */

const MOST_FORMS = 2_000;
const SHORTEST = 3;
const LONGEST_WORD = 64;

class Terms {
  constructor(data) {
    this.data = data;
    const entries = (field) => [field, new Map(Object.entries(data.words[field]))];
    this.fields = new Map([...data.fields, ...data.filters].map(entries));
    this.vocabulary = new Set([...this.fields.values()].flatMap((words) => [...words.keys()]));
    this.variants = new Map(Object.entries(data.variants));
    this.languages = this.readLanguages();
  }

  /* Where documents hold a word in a field. */
  places(field, word) {
    const told = this.fields.get(field).get(word) ?? [];
    if (this.data.fields.includes(field)) return told;
    return told.flatMap(([first, last, ...positions]) =>
      Array.from({ length: last - first + 1 }, (_, step) => [first + step, ...positions])
    );
  }

  /* Is there a document that has a word in it? */
  hasField(field) {
    return this.fields.get(field).size > 0;
  }

  /* The words that a leaf stands for. Throws Refused when they are too many. */
  find(leaf) {
    const { kind, text } = leaf;
    if (kind === "word") {
      const spellings = [text, ...(this.variants.get(text) ?? [])];
      return new Set(spellings.flatMap((each) => this.inflected(each)));
    }
    const fits = { prefix: () => (word) => word.startsWith(text), wildcard: shaped, fuzzy: isNear }[kind](leaf);
    const found = [...this.vocabulary].filter(fits);
    if (found.length > MOST_FORMS) {
      const told = `“${writeLeaf(leaf)}” stands for more than ${thousands(MOST_FORMS)} words`;
      throw new Refused(told, "write more of it");
    }
    return new Set(found);
  }

  /* The word, and all that share its stem in a language of the archive. */
  inflected(word) {
    return [word, ...this.languages.flatMap((language) => {
      const stem = this.stem(word, language);
      const own = (language.stems.get(stem) ?? stem) === stem ? [stem] : [];
      return [...own, ...(language.groups.get(stem) ?? [])];
    })];
  }

  /* From the table; of a word that no entry in the language holds, by the table's endings. */
  stem(word, { spoken, stems, groups, endings, elides }) {
    if (spoken.has(word)) return stems.get(word) ?? word;
    if (size(word) < SHORTEST || size(word) > LONGEST_WORD || /\p{Nd}/u.test(word)) return word;
    const bare = elides ? word.replace(new RegExp(this.data.analysis.elided, "u"), "") : word;
    if (spoken.has(bare)) return stems.get(bare) ?? bare;
    for (const [strip, add] of endings) {
      if (!bare.endsWith(strip)) continue;
      const stem = bare.slice(0, bare.length - strip.length) + add;
      const isStem = groups.has(stem) || (spoken.has(stem) && !stems.has(stem));
      if (isStem && size(stem) >= SHORTEST) return stem;
    }
    return bare;
  }

  /* For each language its words, `stems` (word -> stem, where that is another), `groups` (stem -> those words). */
  readLanguages() {
    const { languages, spoken, stems, endings, analysis } = this.data;
    const read = languages.map((code) => ({
      spoken: new Set(),
      stems: new Map(Object.entries(stems[code])),
      groups: new Map(),
      endings: endings[code],
      elides: analysis.eliding.includes(code.split("-")[0].toLowerCase()),
    }));
    for (const [field, words] of this.fields) {
      for (const word of words.keys()) {
        if (read.length === 1) read[0].spoken.add(word);
        else for (const [number] of this.places(field, word)) read[spoken[number]].spoken.add(word);
      }
    }
    for (const { stems: its, groups } of read) {
      for (const [word, stem] of its) groups.set(stem, [...(groups.get(stem) ?? []), word]);
    }
    return read;
  }
}

/* Is a word of a shape? Between two `*` the first fit is as good as any, so that nothing is tried twice. */
const shaped = ({ pattern }) => {
  const [first, ...others] = pattern.split("*").map((piece) => Array.from(piece));
  const last = others.pop();
  const beginning = /^[^?*]*/.exec(pattern)[0];
  return (word) => {
    if (!word.startsWith(beginning)) return false;
    const signs = Array.from(word);
    const fits = (piece, at) =>
      at + piece.length <= signs.length && piece.every((sign, step) => sign === "?" || sign === signs[at + step]);
    if (!last) return signs.length === first.length && fits(first, 0);
    if (!fits(first, 0)) return false;
    let at = first.length;
    for (const piece of others) {
      while (at + piece.length <= signs.length && !fits(piece, at)) at += 1;
      at += piece.length;
    }
    return at + last.length <= signs.length && fits(last, signs.length - last.length);
  };
};

/* Is a word within so many edits? Optimal string alignment; of each row only the distances that can be within. */
const isNear = ({ text, edits }) => {
  const asked = Array.from(text);
  return (word) => {
    const signs = Array.from(word);
    if (Math.abs(signs.length - asked.length) > edits) return false;
    let before = [];
    let above = asked.map((_, column) => column).concat(asked.length);
    for (let at = 1; at <= signs.length; at++) {
      const row = new Array(asked.length + 1).fill(edits + 1);
      row[0] = at;
      for (let column = Math.max(1, at - edits); column <= Math.min(asked.length, at + edits); column++) {
        const [one, other] = [asked[column - 1], signs[at - 1]];
        const edited = 1 + Math.min(above[column - 1], above[column], row[column - 1]);
        row[column] = one === other ? above[column - 1] : edited;
        const exchanged = at > 1 && column > 1 && one === signs[at - 2] && asked[column - 2] === other;
        if (exchanged) row[column] = Math.min(row[column], before[column - 2] + 1);
      }
      if (Math.min(...row) > edits && Math.min(...above) >= edits) return false;
      [before, above] = [above, row];
    }
    return above[asked.length] <= edits;
  };
};
