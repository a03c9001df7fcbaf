import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';

/** Another CityMatch, whose published entries are read every night. */
export const harvestSources = citymatch.table(
  'harvest_sources',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** Its address, without a slash at the end. */
    address: text('address').notNull().unique(),
    /** Only entries of these sectors and countries; empty: of any. */
    sectors: text('sectors').array().notNull(),
    countries: text('countries').array().notNull(),
    /** What becomes of entries that nobody here has: drafts, or published as unverified. */
    takesAs: text('takes_as', { enum: ['draft', 'published'] })
      .notNull()
      .default('draft'),
    active: boolean('active').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: time('created_at').notNull().defaultNow(),
    /** When staff asked for a harvest that is not done yet. */
    askedAt: time('asked_at'),
    /** Where to go on reading; null: from the beginning. */
    cursor: text('cursor'),
    /** The pass from the beginning to the end that is under way; null: only changes are read. */
    pass: text('pass'),
    /** The run that reads it now, and until when it must have been heard of. */
    runId: text('run_id'),
    runUntil: time('run_until'),
    /** When a run last came to the end of the feed. */
    harvestedAt: time('harvested_at'),
  },
  (table) => [index('harvest_sources_name').on(table.name)],
);

/** How runs end: `partly` where time ran out; the next one goes on. */
export const HARVEST_STATES = ['running', 'done', 'partly', 'failed'] as const;

/** Each reading of a source, and what came of it. */
export const harvestRuns = citymatch.table(
  'harvest_runs',
  {
    id: text('id').primaryKey(),
    sourceId: text('source_id')
      .notNull()
      .references(() => harvestSources.id, { onDelete: 'cascade' }),
    state: text('state', { enum: HARVEST_STATES }).notNull().default('running'),
    startedAt: time('started_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    finishedAt: time('finished_at'),
    /** Why it failed: `timed-out`, `garbage`. */
    failure: text('failure'),
    /** HarvestCounts: what became of the changes that it read. */
    counts: jsonb('counts').notNull(),
    /** Entries that were refused, field by field; the first 200. */
    refused: jsonb('refused').notNull().default([]),
  },
  (table) => [index('harvest_runs_source').on(table.sourceId, table.startedAt)],
);

/**
 * What becomes of another site's entry here: `asked`: it may be one of ours, staff decide; `taken`: an entry of ours was
 * made of it; `same`: staff said that it is one of ours, which stays as it is.
 */
export const HARVESTED_STATES = ['asked', 'taken', 'same'] as const;

/** Entries of other sites, known by their source and their id there. */
export const harvestedEntries = citymatch.table(
  'harvested_entries',
  {
    id: text('id').primaryKey(),
    sourceId: text('source_id')
      .notNull()
      .references(() => harvestSources.id, { onDelete: 'cascade' }),
    /** Its id there, and its page. */
    theirId: text('their_id').notNull(),
    theirAddress: text('their_address').notNull(),
    state: text('state', { enum: HARVESTED_STATES }).notNull(),
    /** Our entry: made of it, or the same. No foreign key: what was decided stays known. */
    entryId: text('entry_id'),
    /** The entry as it is there, validated, and its content hash. */
    body: jsonb('body').notNull(),
    theirHash: text('their_hash').notNull(),
    /** Content hash of what we made of it last: with another text, somebody here has edited ours. */
    offeredHash: text('offered_hash'),
    /** Which of ours it may be: id and reasons. */
    lookAlikes: jsonb('look_alikes').notNull().default([]),
    fetchedAt: time('fetched_at').notNull(),
    /** When it was gone there, or no longer what the source is asked for. */
    withdrawnAt: time('withdrawn_at'),
    /** The last pass from the beginning in which it was seen. */
    pass: text('pass'),
    /** What staff are to know of ours, which they have edited: it changed there, or is gone there. */
    notice: text('notice', { enum: ['changed', 'withdrawn'] }),
    decidedBy: text('decided_by'),
    decidedAt: time('decided_at'),
  },
  (table) => [
    uniqueIndex('harvested_entries_theirs').on(table.sourceId, table.theirId),
    index('harvested_entries_ours').on(table.entryId),
    index('harvested_entries_asked')
      .on(table.fetchedAt, table.id)
      .where(sql`state = 'asked' and withdrawn_at is null`),
    index('harvested_entries_notice').on(table.id).where(sql`notice is not null`),
  ],
);
