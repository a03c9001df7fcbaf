import { DelayedError, type Job } from 'bullmq';
import type { Logger } from 'pino';
import { orAway } from '../db/away.js';
import { AppError } from '../errors.js';

/** Longest pause between two attempts, and for how long after it was added a job waits for a part, in milliseconds. */
const MOST_PAUSE_MS = 30_000;
const MOST_WAIT_MS = 24 * 60 * 60_000;

/**
 * Does the work of a job. Where a part is away (AppError `unavailable`, or a database that cannot be reached) that is
 * no fault of the job: it comes again after a pause that grows, and loses none of its attempts.
 */
export async function orWait(
  work: () => Promise<void>,
  { job, token, firstMs, log }: { job: Job; token: string | undefined; firstMs: number; log: Logger },
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const error = orAway(thrown);
    const isAway = error instanceof AppError && error.code === 'unavailable';
    if (!isAway || Date.now() - job.timestamp > MOST_WAIT_MS) throw thrown;
    const pauseMs = Math.min(
      MOST_PAUSE_MS,
      firstMs * 2 ** Math.min(10, Math.max(0, job.attemptsStarted - 1)),
    );
    log.warn({ err: error, job: job.name, id: job.id, pauseMs }, 'A job waits for a part that is away');
    await job.moveToDelayed(Date.now() + pauseMs, token);
    throw new DelayedError();
  }
}
