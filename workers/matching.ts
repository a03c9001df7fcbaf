import type { Proposer } from '../src/challenges/propose.js';
import type { JobQueue } from '../src/queue/port.js';

/** A change of the catalogue seldom comes alone. */
const REFRESH_DELAY_MS = 2_000;

/** Takes up the jobs that propose matches for challenges. */
export async function startMatchingWorker({
  queue,
  proposer,
}: {
  queue: JobQueue;
  proposer: Proposer;
}): Promise<void> {
  await queue.work('match-challenge', async ({ challengeId }) => {
    await proposer.propose(challengeId);
  });
  await queue.work('refresh-proposals', async () => {
    await proposer.refresh();
  });
}

/** To be called when the index has changed: open challenges are matched anew soon, once for many changes. */
export async function refreshSoon({
  queue,
  proposer,
}: {
  queue: JobQueue;
  proposer: Proposer;
}): Promise<void> {
  if (!(await proposer.anyOpen())) return;
  await queue.add('refresh-proposals', {}, { jobId: 'refresh-proposals', delayMs: REFRESH_DELAY_MS });
}
