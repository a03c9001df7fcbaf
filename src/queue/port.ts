import type { RequestHandler } from 'express';
import { z } from 'zod';

/** Jobs by name, with the shape of each one's data. Every job is idempotent: it may run twice. */
export interface JobData {
  /** Embed and index these entries, or take them out of the index when they are gone or unpublished. */
  'index-entries': { entryIds: string[] };
  /** Propose matches for a challenge, or propose anew where it is still open. */
  'match-challenge': { challengeId: string };
  /** Propose anew for every open challenge whose answer a changed catalogue changes. */
  'refresh-proposals': Record<string, never>;
  /** Send these mails, unless they are sent. */
  'send-mails': { mailIds: string[] };
  /** Send what waits for this webhook. */
  'deliver-webhook': { webhookId: string };
  /** What is due by the clock, in its slot of time: a slot is done once, whichever process begins it. */
  maintain: { task: MaintenanceTask; slot?: number | undefined };
}
/** Reminders of promises; lost mails; questions about introductions; old entries; dead links; end of keeping data;
 * quality on the judged statements; weights learnt from decisions; the index against the catalogue; entries of other sites. */
export const MAINTENANCE_TASKS = [
  'escalate',
  'send-mails',
  'follow-up',
  'reconfirm',
  'check-links',
  'retain',
  'evaluate',
  'reconcile',
  'learn',
  'harvest',
] as const;
export type MaintenanceTask = (typeof MAINTENANCE_TASKS)[number];

export type JobName = keyof JobData;

/** What a job's data must look like when it comes back from where it was kept. */
export const JOB_SCHEMAS: { readonly [N in JobName]: z.ZodType<JobData[N]> } = {
  'index-entries': z.object({ entryIds: z.array(z.string()) }),
  'match-challenge': z.object({ challengeId: z.string() }),
  'refresh-proposals': z.strictObject({}),
  'send-mails': z.object({ mailIds: z.array(z.string()) }),
  'deliver-webhook': z.object({ webhookId: z.string() }),
  maintain: z.object({ task: z.enum(MAINTENANCE_TASKS), slot: z.int().optional() }),
};

export interface DeadJob {
  id: string;
  name: JobName;
  data: unknown;
  attempts: number;
  /** Message of the last error. */
  cause: string;
  failedAt: Date;
}

/** How a kind of job is worked off. */
export interface WorkOptions {
  /** Jobs that this process does at a time; default 1. */
  concurrency?: number;
  /** At most so many jobs are begun in so many milliseconds, over all processes. */
  limit?: { jobs: number; perMs: number };
}

export interface QueueCounts {
  waiting: number;
  active: number;
  delayed: number;
  dead: number;
  /** Age of the oldest job that is neither done nor dead, in seconds; 0 when there is none. */
  oldestSeconds: number;
  /** The same counts for each kind of job. */
  byName: Partial<Record<JobName, Record<JobState, number>>>;
}

export type JobState = 'waiting' | 'active' | 'delayed' | 'dead';

/**
 * The job queue: at least once, retries with back-off, dead jobs kept. Every adapter passes
 * `test/contract/job-queue.ts`.
 */
export interface JobQueue {
  /**
   * Resolves when the job is stored durably. `jobId` makes adding twice harmless: while the first one waits the
   * second is dropped, and while the first one runs the second waits for it.
   * @throws AppError `unavailable` when the queue cannot be reached.
   */
  add<N extends JobName>(
    name: N,
    data: JobData[N],
    options?: { jobId?: string; delayMs?: number },
  ): Promise<void>;
  /**
   * Registers the one handler of a job name and starts working. A throw retries, up to `attempts`; a part that is
   * away (AppError `unavailable`) is waited for, however often, up to a day.
   * @throws AppError `conflict` when the name has a handler already.
   */
  work<N extends JobName>(
    name: N,
    handler: (data: JobData[N]) => Promise<void>,
    options?: WorkOptions,
  ): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Newest first. */
  dead(limit: number): Promise<DeadJob[]>;
  /**
   * Puts a dead job back to waiting, with all its attempts.
   * @throws AppError `not-found` when there is no dead job of that id.
   */
  retryDead(id: string): Promise<void>;
  /** Pages for administrators on jobs and what became of them, to be mounted at `path`; absent: there are none. */
  board?(path: string): RequestHandler;
  /** Stops taking jobs, waits for the running ones, closes connections. */
  close(): Promise<void>;
}
