import { inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { settings } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { MAINTENANCE_TASKS, type MaintenanceTask } from '../queue/port.js';

/** What is due by the clock: each may run twice, and gives how much it did. A task that is not there is not due. */
export type Maintenance = Partial<Record<MaintenanceTask, () => Promise<number>>>;

const runSchema = z.object({
  /** The last slot of time that is done. */
  slot: z.int().default(-1),
  at: z.iso.datetime(),
  tookMs: z.number(),
  /** How much it did. */
  done: z.number().optional(),
  /** Why the last run failed; absent when it did not. */
  error: z.string().optional(),
});

/** The last run of a task. */
export interface MaintenanceRun {
  task: MaintenanceTask;
  at: Date;
  tookMs: number;
  done: number | undefined;
  error: string | undefined;
}

/** The last run of each task, kept in the database. */
export interface MaintenanceRuns {
  /** Whether this slot of time, or a later one, is done. */
  isDone(task: MaintenanceTask, slot: number): Promise<boolean>;
  /** Keeps what became of a run; only one that did not fail makes its slot done. */
  ended(run: MaintenanceRun, slot: number): Promise<void>;
  /** Of the tasks that have run, in the order of `MAINTENANCE_TASKS`. */
  last(): Promise<MaintenanceRun[]>;
}

const keyOf = (task: MaintenanceTask) => `maintenance:${task}`;

/** Keeps runs in the table of settings. */
export function createMaintenanceRuns({ db }: { db: Database }): MaintenanceRuns {
  const read = async (tasks: readonly MaintenanceTask[]) => {
    const rows = await db
      .select()
      .from(settings)
      .where(inArray(settings.key, tasks.map(keyOf)));
    return new Map(rows.map(({ key, value }) => [key, runSchema.safeParse(value).data]));
  };
  return {
    async isDone(task, slot) {
      const run = (await read([task])).get(keyOf(task));
      return run !== undefined && run.slot >= slot;
    },
    async ended({ task, at, tookMs, done, error }, slot) {
      const before = (await read([task])).get(keyOf(task))?.slot ?? -1;
      const reached = error === undefined ? Math.max(before, slot) : before;
      const value = { slot: reached, at: at.toISOString(), tookMs, done, error };
      await db
        .insert(settings)
        .values({ key: keyOf(task), value })
        .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: sql`now()` } });
    },
    async last() {
      const runs = await read(MAINTENANCE_TASKS);
      return MAINTENANCE_TASKS.flatMap((task) => {
        const run = runs.get(keyOf(task));
        if (run === undefined) return [];
        const { at, tookMs, done, error } = run;
        return [{ task, at: new Date(at), tookMs, done, error }];
      });
    },
  };
}
