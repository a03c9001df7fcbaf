import { boolean, index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import { bytea, citymatch, time } from './base.js';

/** What becomes of an uploaded file: looked through, being imported, imported, or stopped by a fault. */
export const IMPORT_STATUSES = ['checked', 'running', 'done', 'failed'] as const;

/** Files that staff uploaded to the catalogue, with the report of each. */
export const imports = citymatch.table(
  'imports',
  {
    id: text('id').primaryKey(),
    /** The file's name, as it was uploaded. */
    name: text('name').notNull(),
    format: text('format', { enum: ['jsonl', 'csv'] }).notNull(),
    /** The file itself; null once it is in, or too old. */
    content: bytea('content'),
    /** Its size, in bytes. */
    size: integer('size').notNull(),
    status: text('status', { enum: IMPORT_STATUSES }).notNull(),
    /** Whether it was only looked through. */
    dryRun: boolean('dry_run').notNull(),
    /** Rows read so far; a run that was killed shows how far it came. */
    rowsRead: integer('rows_read').notNull().default(0),
    /** Rows of it that are in the catalogue so far, unchanged ones included. */
    rowsSaved: integer('rows_saved').notNull().default(0),
    /** The ImportReport; null until it is looked through. */
    report: jsonb('report'),
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    /** Rises with every batch while it runs. */
    updatedAt: time('updated_at').notNull().defaultNow(),
    finishedAt: time('finished_at'),
  },
  (table) => [index('imports_created').on(table.createdAt)],
);
