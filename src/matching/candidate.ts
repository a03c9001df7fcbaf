import type { CaseStudy, Entry, Provider } from '../catalogue/entry.js';
import type { StemSet } from '../text/stem-set.js';
import type { MaturitySigns } from './maturity.js';

/** What matching knows of an entry, whatever the question: worked out once for each revision. */
export interface EntryFacts {
  entry: Entry;
  revision: string;
  /** The day on which it was last confirmed or changed, at its beginning in UTC; absent where that is unknown. */
  checkedOn: Date | undefined;
  /** Stems of its whole text. */
  stems: StemSet;
  /** Ids of the thesaurus concepts its text speaks of. */
  concepts: ReadonlySet<string>;
  /** UN M49 codes of its country, sub-region first. */
  regions: readonly string[];
  /** Köppen-Geiger class of its city, where that is known. */
  climate?: string | undefined;
  /** Whether its city lies by the sea, where that is known. */
  coastal?: boolean | undefined;
  /** What it says of how far it has come. */
  maturity: MaturitySigns;
}

/** Cosines of the query with an entry's passages, each in [-1, 1]. */
export interface Similarity {
  best: number;
  mean: number;
  whole: number;
  /** Field of the best passage, `whole` left out. */
  bestField: string;
}

/** One entry that may answer the challenge, with everything that scoring looks at. Plain data. */
export interface Candidate {
  facts: EntryFacts;
  /** Word score of the engine in [0, 1], 0 when no word was found. */
  keyword: number;
  /** Absent when the query or the entry has no vector. */
  similarity: Similarity | undefined;
  /** Vector of the whole text, for telling near-copies; absent without one. */
  whole: Float32Array | undefined;
  /** Whether nobody has confirmed or changed it for long. */
  stale: boolean;
}

/** The entry as a case study, or undefined. */
export function asCaseStudy(entry: Entry): CaseStudy | undefined {
  return entry.kind === 'case-study' ? entry.body : undefined;
}

/** The entry as a provider, or undefined. */
export function asProvider(entry: Entry): Provider | undefined {
  return entry.kind === 'provider' ? entry.body : undefined;
}

/** Cosine of two unit vectors of one length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
