import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { exposure } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { Exposure } from './contract.js';

const MINUTE_MS = 60_000;
/** Counts held in memory, one for each entry and day. Four parameters each: one statement takes 65,535. */
const MOST = 10_000;
/** Places that count as first. */
const FIRST = 3;

type Count = typeof exposure.$inferInsert;

/**
 * Counts in memory and adds up in the table once a minute: a process that is killed loses a minute at most. While the
 * database is away counts wait, `most` of them at most. A statement whose answer is lost on the way counts twice.
 */
export function createExposure(deps: {
  db: Database;
  log: Logger;
  now?: () => Date;
  everyMs?: number;
  most?: number;
}): Exposure {
  const { db, log, now = () => new Date(), everyMs = MINUTE_MS, most = MOST } = deps;
  let counts = new Map<string, Count>();
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let writing: Promise<void> = Promise.resolve();

  const add = (count: Count) => {
    const key = `${count.day} ${count.entryId}`;
    const held = counts.get(key);
    if (held !== undefined) {
      held.shown += count.shown;
      held.first += count.first;
    } else if (counts.size < most) counts.set(key, { ...count });
    else lost += count.shown;
  };

  async function write(): Promise<void> {
    if (counts.size === 0) return;
    const taken = counts;
    counts = new Map();
    try {
      await save(db, [...taken.values()]);
      if (lost > 0) log.warn({ lost }, 'More was shown than could be counted');
      lost = 0;
    } catch (error) {
      for (const count of taken.values()) add(count);
      log.warn({ err: error, waiting: counts.size }, 'Counts of what was shown wait for the database');
    }
  }

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write).then(wake);
    return writing;
  };
  /** As long as nothing is counted no clock runs. */
  const wake = () => {
    if (closed || timer !== undefined || counts.size === 0) return;
    timer = setTimeout(() => void flush(), everyMs);
    timer.unref();
  };

  return {
    shown(places) {
      const day = now().toISOString().slice(0, 10);
      for (const { id, place } of places) add({ day, entryId: id, shown: 1, first: place <= FIRST ? 1 : 0 });
      wake();
    },
    flush,
    close() {
      closed = true;
      return flush();
    },
  };
}

/** Adds counts up, those of other processes too. */
async function save(db: Database, counts: readonly Count[]): Promise<void> {
  // All processes lock rows in the same order.
  const rows = counts.toSorted((a, b) => (a.day + a.entryId < b.day + b.entryId ? -1 : 1));
  await db
    .insert(exposure)
    .values(rows)
    .onConflictDoUpdate({
      target: [exposure.day, exposure.entryId],
      set: {
        shown: sql`${exposure.shown} + excluded.shown`,
        first: sql`${exposure.first} + excluded.first`,
      },
    });
}
