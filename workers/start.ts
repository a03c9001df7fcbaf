import type { Logger } from 'pino';
import type { WorkerKind } from '../src/config.js';
import type { Features } from '../src/features.js';
import type { Indexer } from '../src/indexing/indexer.js';
import type { IndexSaver } from '../src/indexing/saver.js';
import type { JobQueue } from '../src/queue/port.js';
import { startIndexingWorker } from './indexing.js';
import { startMaintenanceWorker } from './maintenance.js';
import { refreshSoon, startMatchingWorker } from './matching.js';
import { startNotificationsWorker } from './notifications.js';
import { startWebhookWorker } from './webhooks.js';

/** Open challenges are matched anew at most so often, in milliseconds, however many changes come in. */
const REFRESH_EVERY_MS = 1_000;

/**
 * Takes up the jobs of these kinds.
 * @returns stops what adds jobs by the clock.
 */
export async function startWorkers(deps: {
  queue: JobQueue;
  indexer: Indexer;
  saver: IndexSaver;
  features: Features;
  /** Has repaired what differs between index and catalogue; gives how many entries that are. */
  repairDrift: () => Promise<number>;
  kinds: readonly WorkerKind[];
  log: Logger;
}): Promise<() => void> {
  const { queue, indexer, saver, features, kinds, log } = deps;
  const { proposer, dispatch } = features;
  const refresh = atMostEvery(REFRESH_EVERY_MS, () => {
    refreshSoon({ queue, proposer }).catch((error: unknown) => {
      log.warn({ err: error }, 'Open challenges will be matched anew with the next change');
    });
  });
  const takes = (kind: WorkerKind) => kinds.includes(kind);
  if (takes('indexing')) {
    await startIndexingWorker({
      queue,
      indexer,
      onIndexed() {
        saver.touch();
        refresh();
      },
    });
  }
  if (takes('matching')) await startMatchingWorker({ queue, proposer });
  if (takes('notifications')) {
    await startNotificationsWorker({ queue, dispatch, log });
    await startWebhookWorker({ queue, webhooks: features.webhooks });
  }
  if (!takes('maintenance')) return () => {};
  const { maintenanceRuns: runs } = features;
  const maintenance = { ...features.maintenance, reconcile: deps.repairDrift };
  return startMaintenanceWorker({ queue, maintenance, runs, log });
}

/** Calls at once, and for calls that come too soon once more after the pause. */
function atMostEvery(ms: number, call: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  return function called() {
    if (timer !== undefined) {
      again = true;
      return;
    }
    call();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) called();
    }, ms);
    again = false;
    timer.unref();
  };
}
