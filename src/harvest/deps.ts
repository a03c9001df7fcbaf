import type { Logger } from 'pino';
import type { Asker } from '../access.js';
import type { harvestedEntries, harvestSources } from '../db/schema.js';
import type { FetchOptions } from './fetch-json.js';
import type { DuplicateDeps } from './find-duplicates.js';

/** What harvesting rests on. */
export interface HarvestDeps extends DuplicateDeps {
  log: Logger;
  now: () => Date;
  /** To be called after a commit that wrote outbox rows. */
  nudge: () => void;
  /** How other sites are asked. */
  fetch: Omit<FetchOptions, 'signal'>;
  /** Longest run of one source, in milliseconds. */
  runMs: number;
  /** Aborts when the process is to end. */
  stopping?: AbortSignal | undefined;
}

export type SourceRow = typeof harvestSources.$inferSelect;
export type HarvestedRow = typeof harvestedEntries.$inferSelect;

/** Who does what no person does. */
export const HARVESTER: Asker = { actor: { kind: 'system', name: 'harvest' } };
