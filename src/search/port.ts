/** What kind of catalogue entry a document is. */
export type DocumentKind = 'case-study' | 'provider';

/** The searchable text of a document, by field; the engine weighs them in this order. */
export interface DocumentText {
  title: string;
  summary: string;
  challenge: string;
  solution: string;
  outcomes: string;
  /** Measures of a case study, offerings of a provider, and the taxonomy's labels: short key phrases. */
  keywords: string;
  /** City, country and region names. */
  place: string;
}

/** What a vector stands for: one field of the text, or `whole` for all of it in one. */
export type PassageField = keyof DocumentText | 'whole';

/** One passage of a document with its unit-norm vector (length = the model's dimensions). */
export interface PassageVector {
  field: PassageField;
  vector: Float32Array;
}

/** A catalogue entry as the engine holds it. Everything in it can be rebuilt from the database. */
export interface SearchDocument {
  id: string;
  kind: DocumentKind;
  /** Content hash and model id: equal revisions mean that the document need not be indexed again. */
  revision: string;
  /** BCP 47 language of the text. */
  language: string;
  text: DocumentText;
  sectors: string[];
  /** ISO 3166-1 alpha-2. A provider has its seat and the countries it names; `global` is not a country. */
  countries: string[];
  /** SDG numbers as strings, "1" to "17". */
  sdgs: string[];
  pathways: string[];
  /** UN M49 codes as strings, from the sub-region up. */
  regions: string[];
  /** Empty while no embedding is at hand: the document is then found by its words only. */
  vectors: PassageVector[];
  /** Model that made the vectors; null while there are none. One index holds the vectors of one model. */
  modelId: string | null;
  /** The whole catalogue entry as plain JSON: kept and given back by `get`, never searched. */
  payload: unknown;
}

/** A document without its vectors. */
export type HeldDocument = Omit<SearchDocument, 'vectors'>;

export const FACETS = ['kind', 'sector', 'country', 'sdg', 'pathway', 'region'] as const;
export type Facet = (typeof FACETS)[number];

/** Hard filters: OR within a facet, AND between facets. An absent or empty list does not filter. */
export type SearchFilter = Partial<Record<Facet, readonly string[]>>;

export interface SearchQuery {
  /** Words; empty lists everything that passes the filter, in title order. */
  text: string;
  /** Unit-norm query vector; without it the search is by words only. */
  vector?: Float32Array;
  /** Weight of meaning against words in [0, 1]: 0 words only, 1 meaning only. Ignored without a vector. */
  semanticRatio?: number;
  /**
   * `all`: a document must hold every word (for a search box; falls back to `any` when nothing does).
   * `any`: one word is enough (for a whole statement).
   */
  words: 'all' | 'any';
  /** Looks into titles and places alone, for suggestions. An engine that cannot looks everywhere. */
  only?: 'titles';
  /** BCP 47; chooses the stemmer. Default: the engine tries every language it knows. */
  language?: string;
  filter?: SearchFilter;
  facets?: readonly Facet[];
  limit: number;
  offset?: number;
  /** Whether hits carry highlights. Default false. */
  highlight?: boolean;
}

/** A passage with the found words marked; `ranges` are [start, end) offsets into `text`. */
export interface Highlight {
  field: keyof DocumentText;
  text: string;
  ranges: [number, number][];
}

export interface SearchHit {
  id: string;
  kind: DocumentKind;
  /** Fused score in [0, 1], comparable within one answer only. */
  score: number;
  /** Engine's own word score divided by the best of the answer, in [0, 1]; null when no word was found. */
  keyword: number | null;
  /** Cosine of the best passage in [-1, 1]; null without a query vector or a document vector. */
  semantic: number | null;
  /** Field of that best passage. */
  semanticField?: PassageField;
  highlights: Highlight[];
}

export interface SearchAnswer {
  hits: SearchHit[];
  /**
   * How many documents the query finds, filter applied: those found by words, plus (with a vector) the
   * nearest neighbours that the engine admits. Paging through to the end yields exactly this many hits.
   */
  total: number;
  /** Counts over those same documents, for the facets asked for. */
  facets: Partial<Record<Facet, Record<string, number>>>;
  /** The engine is away: something lesser answered in its place. Absent when all is well. */
  degraded?: true;
}

export interface IndexInfo {
  documents: number;
  /** Model of the vectors, null while the index holds none. */
  modelId: string | null;
  dimensions: number | null;
}

/**
 * The search engine: full text and vectors over catalogue entries. Every adapter passes
 * `test/contract/search-engine.ts`. Writes are visible to searches that start after they resolve.
 */
export interface SearchEngine {
  readonly name: string;
  /** Whether something lesser answers in the engine's place just now; absent where that cannot be. */
  readonly degraded?: boolean;
  /**
   * Rises with each change of what searches find; undefined where that cannot be told, as other processes write as
   * well.
   */
  readonly version?: number | undefined;
  /** Adds or replaces by id. Throws AppError `misconfigured` when the vectors are of another model or length. */
  upsert(documents: readonly SearchDocument[]): Promise<void>;
  /** Removes by id; an unknown id is no error. */
  remove(ids: readonly string[]): Promise<void>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  /**
   * Tells that this question will be asked in a moment, with a vector that is still being made: an engine that asks a
   * server may begin with its words. Never fails, and changes no answer.
   */
  foresee?(query: Omit<SearchQuery, 'vector'>): void;
  /** Documents nearest in meaning (in words where there are no vectors); never the document itself. */
  similar(id: string, options: { limit: number; filter?: SearchFilter }): Promise<SearchHit[]>;
  /**
   * The documents as held, vectors and payload included, in the order asked for; unknown ids are left out. What another
   * process wrote in the last two seconds may be missing.
   */
  get(ids: readonly string[]): Promise<SearchDocument[]>;
  /** Revisions of these documents as they are held now, by id; unknown ids are left out. */
  revisions(ids: readonly string[]): Promise<Map<string, string>>;
  /** Revision of every document held, by id. */
  inventory(): Promise<Map<string, string>>;
  info(): Promise<IndexInfo>;
  /**
   * Builds a new index aside from `documents`, then swaps it in at once: searches meanwhile see the old
   * one, whole. When the iteration throws, the old one stays.
   */
  replaceAll(documents: AsyncIterable<readonly SearchDocument[]>): Promise<void>;
  /** Writes what is needed to start again quickly; a no-op where the engine keeps its own files. */
  persist(): Promise<void>;
  close(): Promise<void>;
}

/** What answers searches. */
export type SearchReader = Pick<SearchEngine, 'search' | 'similar' | 'get'>;

/** An index that is told of each change, as an adapter that holds words alone is one too. */
export type FollowingIndex = Pick<SearchEngine, 'upsert' | 'remove' | 'inventory'>;
