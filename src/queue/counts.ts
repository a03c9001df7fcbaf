import type { JobName, JobState, QueueCounts } from './port.js';

/** What is asked of each of BullMQ's queues. */
interface Counted {
  getJobCounts(...states: ('waiting' | 'active' | 'delayed' | 'failed')[]): Promise<Record<string, number>>;
  getJobs(
    state: 'waiting' | 'active' | 'delayed',
    start: number,
    end: number,
    oldestFirst: boolean,
  ): Promise<readonly ({ timestamp: number } | undefined)[]>;
}

/** Counts jobs by name and state, and finds the oldest that is neither done nor dead. */
export async function countJobs(queues: ReadonlyMap<JobName, Counted>): Promise<QueueCounts> {
  const total = { waiting: 0, active: 0, delayed: 0, dead: 0, oldestSeconds: 0 };
  const byName: Partial<Record<JobName, Record<JobState, number>>> = {};
  for (const [name, queue] of queues) {
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
    const { waiting = 0, active = 0, delayed = 0, failed: dead = 0 } = counts;
    byName[name] = { waiting, active, delayed, dead };
    total.waiting += waiting;
    total.active += active;
    total.delayed += delayed;
    total.dead += dead;
    for (const state of ['waiting', 'active', 'delayed'] as const) {
      const [oldest] = counts[state] ? await queue.getJobs(state, 0, 0, true) : [];
      const age = oldest ? (Date.now() - oldest.timestamp) / 1000 : 0;
      total.oldestSeconds = Math.max(total.oldestSeconds, age);
    }
  }
  return { ...total, byName };
}
