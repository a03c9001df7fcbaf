import type { Logger } from 'pino';
import type { CatalogueStore } from './catalogue/port.js';
import type { Config } from './config.js';
import type { DatabaseHandle } from './db/client.js';
import type { Embedder } from './embedding/port.js';
import type { Indexer } from './indexing/indexer.js';
import type { EmbeddingInUse } from './indexing/model-change.js';
import type { IndexSaver } from './indexing/saver.js';
import type { Metrics } from './metrics/metrics.js';
import type { OutboxRelay } from './queue/outbox.js';
import type { JobQueue } from './queue/port.js';
import type { SearchEngine } from './search/port.js';
import type { StatusBoard } from './status.js';

/** What closes, in this order: first what takes in work, last what everything rests on. */
export const CLOSING = [
  'http',
  'reindexing',
  'backups',
  'relay',
  'queue',
  'mail',
  'embedder',
  'model change',
  'saver',
  'engine',
  'database',
] as const;
export type Closers = Map<(typeof CLOSING)[number], () => Promise<unknown>>;

/** What a start goes by. */
export interface Context {
  config: Config;
  log: Logger;
  board: StatusBoard;
  closers: Closers;
  /** Aborts when the app is closed, or cannot start. */
  signal: AbortSignal;
  metrics: Metrics;
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
