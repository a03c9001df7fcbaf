import type { Indexer } from '../src/indexing/indexer.js';
import type { JobQueue } from '../src/queue/port.js';

/** One job embeds while the other reads or writes. */
const CONCURRENCY = 2;

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
