/* What is asked, and what is found? The shapes of both, told once: for who reads the parts, and for a checker of types,
   which holds the scripts against them (tests/site/test_search_types.py). Nothing of this is sent. */

/** The kinds of a query's nodes, and what each holds: index/query.py */
interface Kinds {
  word: { text: string };
  phrase: { words: string[] };
  near: { words: string[]; within: number };
  prefix: { text: string };
  wildcard: { pattern: string };
  fuzzy: { text: string; edits: number };
  and: { parts: Query[] };
  or: { parts: Query[] };
  not: { part: Query };
  required: { part: Query };
  in: { field: string; part: Query };
  published: { written: string; start: number | null; end: number | null };
  undated: {};
  labelled: { label: string };
  everything: {};
}
type Query = OfKind<keyof Kinds>;
type Shape = OfKind<"prefix" | "wildcard" | "fuzzy">;
type Formed = OfKind<"word"> | Shape; // stands for indexed words: its forms
type Phrased = OfKind<"phrase" | "near">;
type Leaf = Formed | Phrased;

type OfKind<Kind extends keyof Kinds> = {
  [Each in Kind]: Whole<{ kind: Each } & Kinds[Each], KeysOf<Kinds[keyof Kinds]>>;
}[Kind];

/** What one of several shapes lacks of the others is undefined in it: so any of them can be taken apart. */
type Whole<One, Key extends PropertyKey = KeysOf<One>> = One extends unknown
  ? One & { [Other in Exclude<Key, keyof One>]?: undefined }
  : never;
type KeysOf<One> = One extends unknown ? keyof One : never;

/** A query as it was read, and what is to be told of that. */
interface Parsed {
  query: Query;
  notes: string[];
}

/** Seconds since 1970, the end exclusive; null where there is no such bound. */
type Span = { start: number | null; end: number | null };
type Bounds = { start: number; end: number };

/* Documents are told by their numbers. */
type Documents = Set<number>;
type Scores = Map<number, number>;
type Counts = Map<number, number>; // how often a leaf stands in a field, times ROOM; and how many words this has
type Postings = { documents: number[]; times?: number[]; lengths?: number[] }; // in filters documents alone
type Order = "relevance" | "newest" | "oldest";
type Hit = [document: number, score: number, partly: boolean];

/** One query on its way to be answered: what was reckoned for a part of it is kept. */
interface Evaluation {
  size: number; // documents in all
  keep<Made>(of: object, what: string, make: () => Made): Made;
  forms(leaf: Formed): Set<string>;
  matches(query: Query, fields?: string[]): Documents;
  scores(query: Query, among: Documents, fields?: string[]): Scores;
  times(leaf: Leaf, field: string): Counts;
}

/** `hits` are the first; `whole` are all that match, `matches` those of them that what narrows leaves; `partly` counts documents that hold only a part, `undated` those that lack only a date. */
interface Found extends Parsed {
  evaluation: Evaluation;
  total: number;
  partly: number;
  undated: number;
  whole: Documents;
  matches: Documents;
  hits: Hit[];
  snippet(document: number): Passage;
}
type Answer = Whole<Found | { refused: string }>;

/** What a result shows. `label` is the headline, or what stands for it. */
interface Row {
  permalink: string;
  liveblog: string;
  headline: string | null;
  label: string;
  time: [printed: string, machine?: string | null, meant?: string | null] | null;
  seconds: number | null; // since 1970
  altered: number; // 0 where it was not
  corrected: number;
}

/** The words around what was found; `marks`, and what is `struck` out, in whole characters, the end exclusive. */
type Passage = { text: string; marks: Stretch[]; struck: Stretch[] };
type Stretch = [start: number, end: number];

/** What narrows a query down to the documents that share a value; "": of which it is not known. */
type Narrowing = [facet: Facet, value: string][];
type Facet = "liveblog" | "publisher" | "byline" | "tag" | "month";
type Value = { value: string | null; label: string | null; number: number }; // null: not known
type Facets = { facet: Facet; values: Value[] }[];
