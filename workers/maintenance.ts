import type { Logger } from 'pino';
import { type JobQueue, MAINTENANCE_TASKS, type MaintenanceTask } from '../src/queue/port.js';

const MINUTE_MS = 60_000;
/** How often each task is due. */
const EVERY_MS: Record<MaintenanceTask, number> = { escalate: 10 * MINUTE_MS, retain: 60 * MINUTE_MS };

/** What is due by the clock, as functions that may run twice. */
export type Maintenance = Record<MaintenanceTask, () => Promise<number>>;

/**
 * Takes up what is due by the clock. Each slot of time has one job, whichever process adds it.
 * @returns stops the clock.
 */
export async function startMaintenanceWorker(deps: {
  queue: JobQueue;
  maintenance: Maintenance;
  log: Logger;
}): Promise<() => void> {
  const { queue, maintenance, log } = deps;
  await queue.work('maintain', async ({ task }) => {
    const done = await maintenance[task]();
    if (done > 0) log.info({ task, done }, 'Maintenance');
  });
  const slots = new Map<MaintenanceTask, number>();
  const tick = () => {
    for (const task of MAINTENANCE_TASKS) {
      const slot = Math.floor(Date.now() / EVERY_MS[task]);
      if (slots.get(task) === slot) continue;
      slots.set(task, slot);
      queue.add('maintain', { task }, { jobId: `maintain-${task}-${slot}` }).catch((error: unknown) => {
        slots.delete(task);
        log.warn({ err: error, task }, 'Maintenance waits for the job queue');
      });
    }
  };
  const timer = setInterval(tick, MINUTE_MS);
  timer.unref();
  tick();
  return () => clearInterval(timer);
}
