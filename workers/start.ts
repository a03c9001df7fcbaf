import type { Logger } from 'pino';
import type { Features } from '../src/features.js';
import type { Indexer } from '../src/indexing/indexer.js';
import type { IndexSaver } from '../src/indexing/saver.js';
import type { JobQueue } from '../src/queue/port.js';
import { startIndexingWorker } from './indexing.js';
import { startMaintenanceWorker } from './maintenance.js';
import { refreshSoon, startMatchingWorker } from './matching.js';
import { startNotificationsWorker } from './notifications.js';

/**
 * Takes up every kind of job.
 * @returns stops what adds jobs by the clock.
 */
export async function startWorkers(deps: {
  queue: JobQueue;
  indexer: Indexer;
  saver: IndexSaver;
  features: Features;
  log: Logger;
}): Promise<() => void> {
  const { queue, indexer, saver, features, log } = deps;
  const { proposer, dispatch } = features;
  await startIndexingWorker({
    queue,
    indexer,
    onIndexed() {
      saver.touch();
      refreshSoon({ queue, proposer }).catch((error: unknown) => {
        log.warn({ err: error }, 'Open challenges will be matched anew with the next change');
      });
    },
  });
  await startMatchingWorker({ queue, proposer });
  await startNotificationsWorker({ queue, dispatch, log });
  const { maintenance, maintenanceRuns: runs } = features;
  return startMaintenanceWorker({ queue, maintenance, runs, log });
}
