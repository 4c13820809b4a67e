/* What do the script of the search, its parts and the page offer to each other? search.js is joined of core, queries,
   terms, evaluation and answers; each part is handed its `Core`, and gives what `Parts` says. */

/** What the page calls: search-page.js. All but `put` wait for the files that they need, and may throw Unloadable. */
interface Search {
  put<Name extends keyof Files>(name: Name, held: Files[Name]): void;
  Unloadable: new (address: string) => Error;
  words(text: string, asked?: boolean): Promise<Cut[]>;
  head(): Promise<Head>;
  find(written: string, how?: Partial<How> & { now?: number | Date }): Promise<Answer>;
  rows(documents: number[]): Promise<Row[]>;
  passage(found: Found, document: number): Promise<Passage>;
  suggest(found: Found): Promise<string | null>;
  facets(found: Found): Promise<Facets>;
  after(page: Page): Promise<After>;
}
declare const backfileSearch: Search;
interface Window { backfileSearch: Search }

/** How many hits are wanted, in which order, and what narrows them down. */
interface How { limit: number; sort: Order; narrowing: Narrowing }

interface Core {
  FIELDS: string[]; // those that score, then filters
  SCORED: number; // how many of FIELDS score
  ROOM: number; // by which Counts are told
  BARE: string[]; // where a word without a field is looked for
  SIGNS: string; // the digits of coded numbers
  HEAD(): Head;
  Refused: new (fault: string, mend?: string) => Error;
  need<Name extends keyof Files>(name: Name): Files[Name];
  use<Name extends keyof Parts>(part: Name): Parts[Name];
  each<Item, Made>(items: Iterable<Item>, work: (item: Item) => Made): Made[];
  kept<Key, Made>(held: Map<Key, Made>, key: Key, make: () => Made): Made;
  decode(coded: string, from?: number): number[];
  decodeRuns(coded: string, from?: number): Run[];
  spread(runs: Run[]): number[];
  fileOf(key: string): string;
  lastUpTo(keys: string[], key: string): number;
  shardOf(word: string): Terms;
  pieceOf(word: string, sign: string): string | undefined;
  isIndexed(word: string): boolean;
  afterWord(last: string, told: string): string;
  stemOf(word: string, language: number): string | undefined;
  postings(field: string, word: string): Postings;
  exactForms(word: string): string[];
  findForms(leaf: Formed): Set<string>;
  byPermalink(one: number, other: number): number;
  join(kind: "and" | "or", parts: Query[]): Query;
  nodes(query: Query): Query[];
  union(held: Iterable<Iterable<number>>): Documents;
  both(one: Iterable<number>, other: Documents): Documents;
  without(one: Documents, other: Documents): Documents;
  size(text: string): number; // in whole characters
  thousands(number: number): string;
}
type Run = [first: number, last: number];
type Terms = { words: Map<string, string[]>; groups: Map<string, string[]> };

interface Parts {
  words: Words;
  grammar: { parseQuery(written: string, now: number): Parsed };
  operators: Operators;
  patterns: Patterns;
  phrases: { check(leaves: Phrased[]): void; count(leaf: Phrased, field: string): Counts };
  dates: Dates;
  times: Times;
  endings: { findStem(word: string, language: number): string; tell(word: string): string[] };
  looser: { loosen(query: OfKind<"and">, evaluation: Evaluation, held: number): Query | null };
  snippets: Snippets;
  suggest: { suggest(found: Found): string | null };
  facets: {
    count(found: Found): Facets;
    labelOf(facet: Facet, value: string): string;
    within(narrowing: Narrowing, evaluation: Evaluation): Documents;
  };
  after: (page: Page) => After;
}

interface Words {
  BLANK: string; // this and the next: characters, as in the brackets of a pattern
  unspaced: string;
  counter(text: string): (at: number) => number;
  cut(text: string, asked?: boolean): Cut[];
  fold(text: string): string;
  foldsOf(text: string): string[];
  isAlone(word: string): boolean;
  leafOf(words: string[]): Query | null;
  wordOf(word: string): Query;
  parsePlain(written: string): Parsed | null;
  plainDigits(text: string): string;
  squeeze(text: string): string;
  strip(text: string): string;
}
type Cut = { start: number; end: number; fold: string }; // a word, and where it stands in whole characters

interface Operators {
  check(query: Query, evaluation: Evaluation): void;
  match(evaluation: Evaluation, query: Exclude<Query, Formed | OfKind<"and" | "or">>, fields: string[]): Documents;
  scores(evaluation: Evaluation, query: Query, among: Documents, fields: string[]): Scores;
  findUndated(evaluation: Evaluation, query: Query, matches: Documents): Documents;
  tellEmpty(query: Query): string[];
}

interface Patterns {
  check(shapes: Shape[], evaluation: Evaluation): void;
  findForms(leaf: Shape): Set<string>;
  isNear(leaf: { text: string; edits: number }): (word: string) => boolean;
  vocabulary(beginning: string): string[];
}

interface Dates {
  NoDate: new (message: string) => Error;
  OutOfYears: new () => Error;
  OUTSIDE: string;
  offset(at: number, zone: string): number; // seconds
  parseReach(written: string, zone: string, now: number): Span;
  parseSpoken(written: string, zone: string, now: number): Bounds;
  shownAt(at: number, zone: string): number;
  tellReach(reach: Span, head: Head): string;
}

interface Times {
  askUndated(query: Query, forbidden?: boolean): Query;
  instants(): Map<number, number>;
  match(query: OfKind<"published" | "undated">): Documents;
  order(among: Documents, limit: number, sort: Order): number[];
}

interface Snippets {
  findWanted(query: Query, evaluation: Evaluation): Set<string>[][];
  makeSnippet(told: ToldText, wanted: Set<string>[][]): Passage;
}

/** What the page lends to the part that shows passages, other spellings and facets, and what that offers it. */
interface Page {
  add: Add;
  addressOf(query: string, narrowing: Narrowing): string;
  ask(query: string, narrowing: Narrowing): void;
  bdi(text: string): HTMLElement;
  counts: HTMLElement;
  fill(text: string, values: Texts): string;
  input: HTMLInputElement;
  narrowed: HTMLElement;
  read: HTMLElement;
  said: Said;
  shown(text: string): string;
}
interface After {
  showFacets(facets: Facets, asked: string, narrowing: Narrowing): void;
  showNarrowing(asked: string, narrowing: Narrowing): void;
  showPassage(parent: Element, passage: Passage): void;
  showSuggestion(query: string): void;
}
type Tags = HTMLElementTagNameMap;
type Add = <Name extends keyof Tags>(
  parent: Node,
  name: Name,
  properties?: Partial<Tags[Name]> & { text?: string },
) => Tags[Name];

/** The elements that the page's script speaks of: search.html */
interface Places {
  ".ask": HTMLFormElement;
  ".how": HTMLDetailsElement;
  ".held": HTMLElement;
  "#q": HTMLInputElement;
  "#sort": { value: Order; options: Iterable<{ value: Order }> } & HTMLSelectElement;
  "#status": HTMLElement;
  "#spoken": HTMLElement;
  "#read": HTMLElement;
  "#narrowed": HTMLElement;
  "#facets": HTMLDetailsElement;
  "#counts": HTMLElement;
  "#more": HTMLElement;
  "#again": HTMLElement;
  "#loading": HTMLElement;
  "#hits": HTMLElement;
  "#part": HTMLElement;
  "#parts": HTMLElement;
}
