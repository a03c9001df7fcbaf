import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { Maintenance, MaintenanceRuns } from '../src/maintenance/runs.js';
import { type JobQueue, MAINTENANCE_TASKS, type MaintenanceTask } from '../src/queue/port.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** All processes see within this time that the search engine is back. */
const RECONCILE_DELAY_MS = 2_000;
/** How often each task is due. */
const EVERY_MS: Record<MaintenanceTask, number> = {
  escalate: 10 * MINUTE_MS,
  'send-mails': 10 * MINUTE_MS,
  'follow-up': HOUR_MS,
  reconfirm: 24 * HOUR_MS,
  'check-links': 24 * HOUR_MS,
  retain: HOUR_MS,
  evaluate: 24 * HOUR_MS,
  reconcile: HOUR_MS,
  learn: 24 * HOUR_MS,
  // Once a night, and again where that failed: see `dueSources`.
  harvest: HOUR_MS,
};
/** What is much work is not begun while a process that has just started has enough to do. */
const NOT_AT_START_MS: Partial<Record<MaintenanceTask, number>> = { evaluate: 15 * MINUTE_MS };

/**
 * Takes up what is due by the clock. Each slot of a task's time has one job, whichever process adds it, and is done
 * once; what each run did, or why it failed, is kept. A run that fails is tried again within its slot, then with the
 * next one.
 * @returns stops the clock.
 */
export async function startMaintenanceWorker(deps: {
  queue: JobQueue;
  maintenance: Maintenance;
  runs: MaintenanceRuns;
  log: Logger;
  now?: () => Date;
  /** How often the clock is looked at, in milliseconds; default a minute. */
  tickMs?: number;
}): Promise<() => void> {
  const { queue, maintenance, log, now = () => new Date(), tickMs = MINUTE_MS } = deps;
  await queue.work('maintain', (job) => run(deps, job, now));
  const tasks = MAINTENANCE_TASKS.filter((task) => maintenance[task] !== undefined);
  const begun = new Map<MaintenanceTask, number>();
  const started = now().getTime();
  const tick = () => {
    for (const task of tasks) {
      if (now().getTime() - started < (NOT_AT_START_MS[task] ?? 0)) continue;
      const slot = Math.floor(now().getTime() / EVERY_MS[task]);
      if (begun.get(task) === slot) continue;
      begun.set(task, slot);
      queue.add('maintain', { task, slot }, { jobId: `maintain-${task}-${slot}` }).catch((error: unknown) => {
        begun.delete(task);
        log.warn({ err: error, task }, 'Maintenance waits for the job queue');
      });
    }
  };
  const timer = setInterval(tick, tickMs);
  timer.unref();
  tick();
  return () => clearInterval(timer);
}

/** What compares the index with the catalogue is due now: once, whichever process and however many say so. */
export async function reconcileSoon(queue: Pick<JobQueue, 'add'>): Promise<void> {
  await queue.add(
    'maintain',
    { task: 'reconcile' },
    { jobId: 'reconcile-soon', delayMs: RECONCILE_DELAY_MS },
  );
}

/** Runs a task, unless its slot is done. */
async function run(
  { maintenance, runs, log }: { maintenance: Maintenance; runs: MaintenanceRuns; log: Logger },
  { task, slot = -1 }: { task: MaintenanceTask; slot?: number | undefined },
  now: () => Date,
): Promise<void> {
  const work = maintenance[task];
  if (work === undefined || (slot >= 0 && (await runs.isDone(task, slot)))) return;
  const at = now();
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  try {
    const done = await work();
    await runs.ended({ task, at, tookMs: took(), done, error: undefined }, slot);
    if (done > 0) log.info({ task, done, tookMs: took() }, 'Maintenance');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await runs.ended({ task, at, tookMs: took(), done: undefined, error: why }, slot);
    throw error;
  }
}
