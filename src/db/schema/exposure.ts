import { date, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { citymatch } from './base.js';

/** How often each entry was shown in answers, by day (UTC). Nothing tells to whom, or for what statement. */
export const exposure = citymatch.table(
  'exposure',
  {
    day: date('day').notNull(),
    /** No foreign key: a count is never refused. */
    entryId: text('entry_id').notNull(),
    /** Times that it was among the results. */
    shown: integer('shown').notNull(),
    /** Times that it was among the first three of them. */
    first: integer('first').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.entryId] })],
);
