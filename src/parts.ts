import type { Logger } from 'pino';
import type { CatalogueStore } from './catalogue/port.js';
import type { Config } from './config.js';
import type { DatabaseHandle } from './db/client.js';
import type { Embedder } from './embedding/port.js';
import type { Indexer } from './indexing/indexer.js';
import type { EmbeddingInUse } from './indexing/model-change.js';
import type { Reserve } from './indexing/reserve.js';
import type { IndexSaver } from './indexing/saver.js';
import type { Metrics } from './metrics/metrics.js';
import { type Role, takesUp } from './processes.js';
import type { OutboxRelay } from './queue/outbox.js';
import type { JobQueue } from './queue/port.js';
import type { SearchEngine } from './search/port.js';
import type { StatusBoard } from './status.js';
import type { Tracing } from './tracing/port.js';

/** The steps of a start, as `/readyz`, the pages and the log name them. */
export const STEP = {
  database: 'Opening the database',
  model: 'Getting the embedding model',
  search: 'Opening the search index',
  queue: 'Opening the job queue',
  seed: 'Filling the catalogue',
  index: 'Bringing the search index up to date',
} as const;

/** The steps that there are for a process: one that leaves the index to others only answers from it. */
export function stepsOf(config: Pick<Config, 'workers'>): string[] {
  return Object.values(STEP).filter((step) => step !== STEP.index || takesUp(config, 'indexing'));
}

/** What closes, in this order: first what takes in work, last what everything rests on. */
export const CLOSING = [
  'http',
  'limits',
  'model follower',
  'reindexing',
  'backups',
  'relay',
  'queue',
  'exposure',
  'partner usage',
  'mail',
  'embedder',
  'model change',
  'saver',
  'engine',
  'locks',
  'database',
] as const;
export type Closers = Map<(typeof CLOSING)[number], () => Promise<unknown>>;

/** What a start goes by. */
export interface Context {
  config: Config;
  role: Role;
  log: Logger;
  board: StatusBoard;
  closers: Closers;
  /** Aborts when the app is closed, or cannot start. */
  signal: AbortSignal;
  metrics: Metrics;
  tracing: Tracing;
  /** Whether the index is still to be compared with the catalogue, as another process was at it. */
  indexIsDue?: boolean;
  /** What was begun to be opened: it must not be lost sight of when something beside it fails. */
  opening: Promise<unknown>[];
}

/** Everything that stands behind the HTTP layer. */
export interface Parts {
  database: DatabaseHandle;
  store: CatalogueStore;
  queue: JobQueue;
  relay: OutboxRelay;
  engine: SearchEngine;
  /** The same engine for those who search, answered for while it is away. */
  reading: SearchEngine;
  /** The words that are searched then; undefined where the engine cannot be away. */
  reserve: Reserve | undefined;
  /** The model that is set, without the cache: what a check of it must ask. */
  embedder: Embedder;
  inUse: EmbeddingInUse;
  indexer: Indexer;
  saver: IndexSaver;
}

/** Closes a part, once; one that does not close in good order must not keep the others open. */
export async function close({ closers, log }: Context, name: (typeof CLOSING)[number]): Promise<void> {
  const closer = closers.get(name);
  closers.delete(name);
  try {
    await closer?.();
  } catch (error) {
    log.error({ err: error }, `Closing in good order failed: ${name}`);
  }
}
