import type { Logger } from 'pino';
import type { CatalogueStore } from '../catalogue/port.js';
import type { Database } from '../db/types.js';
import type { Embedder } from '../embedding/port.js';
import type { Judgment } from '../matching/judgments.js';
import type { OpenMatcher } from '../matching/matcher.js';
import type { MatchWeights } from '../matching/weights.js';

/** What measuring needs. */
export interface EvaluationDeps {
  db: Database;
  store: CatalogueStore;
  matcher: Pick<OpenMatcher, 'ask'>;
  /** The weights in use now. */
  weights: () => MatchWeights;
  /** The embedder whose vectors the index holds. */
  embedder: () => Embedder | undefined;
  /** Name of the search engine. */
  engine: string;
  /** The judgments that the product comes with. */
  shipped: () => Promise<Judgment[]>;
  /** Those learnt from decisions of staff. */
  learnt: () => Promise<Judgment[]>;
  /** Called after a commit that wrote outbox rows. */
  nudge: () => void;
  log: Logger;
  /** Aborts when the process is to end. */
  stopping?: AbortSignal | undefined;
  now?: () => Date;
}
