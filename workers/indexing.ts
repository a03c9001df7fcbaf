import type { Indexer } from '../src/indexing/indexer.js';
import type { JobQueue } from '../src/queue/port.js';

/**
 * So many jobs at a time. A job may be of one entry, whose few texts do not fill what the model does best in one go: with
 * many jobs waiting for it together they do (`scripts/bench` prints it). Each holds 64 entries at most.
 */
const CONCURRENCY = 16;

/** Takes up the jobs that bring changed entries into the search index. */
export async function startIndexingWorker(deps: {
  queue: JobQueue;
  indexer: Indexer;
  /** Called after each job that is done. */
  onIndexed?: () => void;
}): Promise<void> {
  await deps.queue.work(
    'index-entries',
    async ({ entryIds }) => {
      await deps.indexer.index(entryIds);
      deps.onIndexed?.();
    },
    { concurrency: CONCURRENCY },
  );
}
