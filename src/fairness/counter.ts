import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { exposure } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { createTally } from '../tally.js';
import type { Exposure } from './contract.js';

const MINUTE_MS = 60_000;
/** Counts held in memory, one for each entry and day. Four parameters each: one statement takes 65,535. */
const MOST = 10_000;
/** Places that count as first. */
const FIRST = 3;

/** Counts in memory and adds up in the table once a minute: a process that is killed loses a minute at most. */
export function createExposure(deps: {
  db: Database;
  log: Logger;
  now?: () => Date;
  everyMs?: number;
  most?: number;
}): Exposure {
  const { db, log, now, everyMs = MINUTE_MS, most = MOST } = deps;
  const tally = createTally<'shown' | 'first'>({
    names: ['shown', 'first'],
    async save(rows) {
      await db
        .insert(exposure)
        .values(rows.map(({ day, id, counts }) => ({ day, entryId: id, ...counts })))
        .onConflictDoUpdate({
          target: [exposure.day, exposure.entryId],
          set: {
            shown: sql`${exposure.shown} + excluded.shown`,
            first: sql`${exposure.first} + excluded.first`,
          },
        });
    },
    subject: 'exposure',
    ...{ log, now, everyMs, most },
  });
  return {
    shown(places) {
      for (const { id, place } of places) tally.add(id, { shown: 1, first: place <= FIRST ? 1 : 0 });
    },
    flush: () => tally.flush(),
    close: () => tally.close(),
  };
}
