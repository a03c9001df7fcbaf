import { index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';

/** How well the judged statements were answered, run by run. A row is written once, when its run is done. */
export const evaluationRuns = citymatch.table(
  'evaluation_runs',
  {
    id: text('id').primaryKey(),
    /** When it was done. */
    at: time('at').notNull(),
    /** Who asked for it, and their name then; null for the nightly one. */
    who: text('who'),
    whoName: text('who_name'),
    tookMs: integer('took_ms').notNull(),
    /** Embedding model; `none`: by words alone. */
    model: text('model').notNull(),
    engine: text('engine').notNull(),
    /** Published entries. */
    entries: integer('entries').notNull(),
    /** Digests of what it rests on: a run on the same again would give the same. */
    basis: jsonb('basis').notNull(),
    /** The weights that were in use, whole. */
    weights: jsonb('weights').notNull(),
    /** How many judgments were used, and of which kind. */
    judgments: jsonb('judgments').notNull(),
    /** The report, without its statements. */
    figures: jsonb('figures').notNull(),
    /** Each statement: how it was answered. Its text is not kept here. */
    statements: jsonb('statements').notNull(),
  },
  (table) => [index('evaluation_runs_at').on(table.at, table.id)],
);
