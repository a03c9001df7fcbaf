import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { DatabaseHandle } from './db/client.js';
import type { Embedder } from './embedding/port.js';
import type { EmbeddingInUse } from './indexing/model-change.js';
import type { Reserve } from './indexing/reserve.js';
import type { OutboxRelay } from './queue/outbox.js';
import type { JobQueue } from './queue/port.js';
import type { SearchEngine } from './search/port.js';
import type { StatusBoard } from './status.js';

/** The parts whose state is told. */
interface WatchedParts {
  database: Pick<DatabaseHandle, 'ping' | 'kind'>;
  queue: JobQueue;
  relay: OutboxRelay;
  engine: SearchEngine;
  /** The model that is set, without the cache: what a check of it must ask. */
  embedder: Embedder;
  inUse: EmbeddingInUse;
  /** Answers by words while the search engine is away, where there is such a thing. */
  reserve: Reserve | undefined;
}

/**
 * Lets `/readyz` know how to ask each part, and what to tell of the index.
 * @param onIndexDoubt Called when the search engine is back after it was away, and when its index is empty of a sudden.
 */
export function watchParts(
  { database, queue, relay, engine, embedder, inUse, reserve }: WatchedParts,
  board: StatusBoard,
  onIndexDoubt: () => void,
): void {
  board.watch('database', async () => {
    await database.ping();
    return database.kind;
  });
  board.watch(
    'queue',
    async () => {
      const { dead } = await queue.counts();
      return dead === 0 ? 'bullmq' : `bullmq, ${dead} dead jobs`;
    },
    { meanwhile: 'what is submitted is kept, and worked off once it is back' },
  );
  let entries = 0;
  board.watch(
    'search',
    async () => {
      const { documents } = await engine.info();
      if (documents === 0 && entries > 0) onIndexDoubt();
      entries = documents;
      return `${engine.name}, ${documents} entries`;
    },
    {
      onBack: onIndexDoubt,
      meanwhile: reserve && 'searches are answered by words from the database meanwhile',
    },
  );
  board.watch(
    'embedder',
    async () => {
      await embedder.embed(['city'], 'query');
      return inUse.current()?.modelId ?? 'search goes by words until every entry is embedded anew';
    },
    { meanwhile: 'search and matching go by words meanwhile' },
  );
  board.learn(async () => {
    const [{ documents }, outbox, jobs] = await Promise.all([engine.info(), relay.pending(), queue.counts()]);
    const lag = Math.max(outbox.oldestSeconds, jobs.oldestSeconds);
    return { model: inUse.current()?.modelId, entries: documents, indexLagSeconds: Math.round(lag) };
  });
}

/** One line in the log, when requests are answered. */
export async function sayReady(
  { engine, inUse }: Pick<WatchedParts, 'engine' | 'inUse'>,
  { line, started, log }: { line: string; started: number; log: Logger },
): Promise<void> {
  const { documents: entries } = await engine.info();
  const model = inUse.current()?.modelId ?? 'none';
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  log.info({ entries, model, seconds }, `${line}: ${entries} entries, model ${model}, after ${seconds} s`);
}
