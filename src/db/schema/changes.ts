import { sql } from 'drizzle-orm';
import { bigint, index, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';

/**
 * The last change of each entry that was ever published: what harvesters read. A trigger of the database writes it
 * (migration `entry_changes`), in the transaction of the change; nothing is ever deleted, so that what was withdrawn
 * stays known.
 */
export const entryChanges = citymatch.table(
  'entry_changes',
  {
    /** No foreign key: it outlives its entry. */
    entryId: text('entry_id').primaryKey(),
    kind: text('kind', { enum: ['case-study', 'provider'] }).notNull(),
    at: time('at').notNull(),
    /** Place in the feed, given after the change is committed; null until then. */
    position: bigint('position', { mode: 'number' }),
  },
  (table) => [
    uniqueIndex('entry_changes_position').on(table.position),
    index('entry_changes_waiting').on(table.at, table.entryId).where(sql`position is null`),
  ],
);
