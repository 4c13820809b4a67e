/* What do the files of the search hold? Shards as site/shards/ writes them, tables of Python, and parts of the program,
   each by its name; tests/site/test_search_types.py holds what is written against it. What is coded is one string. */

type Files = Shards & Tables & { [Name in keyof Parts as `part-${Name}`]: (core: Core) => Parts[Name] };

interface Shards {
  head: ToldHead;
  order: string;
  endings: { elides: boolean; endings: [strip: string, add: string][] }[]; // by languages
  wording: SaidAfter;
  vocabulary: { begins: string[] };
  places: string[]; // where the files begin
  times: { begins: number[]; undated: string };
  facets: {
    liveblogs: [slug: string, name: string, publisher: string | null, runs: string][];
    bylines: Named[];
    tags: Named[];
  };
  [terms: `terms-${string}`]: string;
  [word: `word-${string}`]: string;
  [places: `places-${string}`]: string;
  [vocabulary: `vocabulary-${string}`]: string;
  [times: `times-${string}`]: string;
  [label: `label-${string}`]: string;
  [rows: `rows-${number}`]: [days: Day[], ...stretches: RowsOfOne[]];
  [texts: `texts-${number}`]: ToldText[];
}
type Named = [name: string, runs: string];

/* site/shards/documents.py */
type Day = [inWords: string, date: string, offset: string];
type RowsOfOne = [liveblog: string, slug: string, labels: (string | [string])[], others: RowOther[]];
type RowOther = [time?: ToldTime | 0, slug?: string, marks?: number];
type ToldTime = [day: number, clock: string, printed?: string] | Printed;
type Printed = [printed: string, machine?: string, meant?: string, seconds?: number];
type ToldText = string | [text: string, ...struck: number[]];

/** What every search reads: site/search_data.py */
interface Head {
  documents: number;
  ordered: boolean; // are documents numbered by their permalinks?
  rows: number; // documents in a file of rows
  texts: number; // documents in a file of texts
  cuts: string[]; // where the files of terms begin
  held: string[]; // the fields that any entry has
  languages: string[];
  labels: string[];
  zone: string;
  zone_name: string;
  steering: string; // characters, as in the brackets of a pattern
  address: [between: string, ending: string];
  wording: Said;
}
type ToldHead = Omit<Head, "cuts"> & { cuts: string };

/** The words of the page: words/<language>.toml */
interface Said {
  language: string;
  quoted: string;
  found_relevance: Forms;
  found_newest: Forms;
  found_oldest: Forms;
  found_part: Forms;
  found_nothing: string;
  undated: Forms;
  not_loaded: string;
  went_wrong: string;
  time_not_given: string;
  altered: string;
  corrected: string;
  no_headline: string;
}
type Forms = [one: string, many: string];

/** Those that it says once results stand. */
interface SaidAfter {
  did_you_mean: string;
  by_liveblog: string;
  by_publisher: string;
  by_byline: string;
  by_tag: string;
  by_month: string;
  not_known: string;
  and_more: string;
  take_away: string;
}

/** What stands at the head of a part: site/search_script.py */
interface Tables {
  "tables-words": {
    folded: Texts;
    kept: Texts;
    composed: Texts;
    marks: string; // this and the others: as in a pattern
    word: string;
    token: string;
    cluster: string;
    unspaced: string;
  };
  "tables-grammar": { meant: Texts; flags: string[] };
  "tables-dates": { months: string[]; weekdays: string[] };
  "tables-endings": { elided: string };
}
type Texts = Record<string, string>;
