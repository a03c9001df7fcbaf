import { sql } from 'drizzle-orm';
import { date, index, integer, jsonb, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';
import { entries } from './catalogue.js';

/** What staff change of a published entry before it is published; readers see the entry itself until then. */
export const entryDrafts = citymatch.table('entry_drafts', {
  entryId: text('entry_id')
    .primaryKey()
    .references(() => entries.id, { onDelete: 'cascade' }),
  /** The whole entry as validated. */
  body: jsonb('body').notNull(),
  /** Content hash of the published text that it was begun from. */
  baseHash: text('base_hash').notNull(),
  savedBy: text('saved_by').notNull(),
  savedAt: time('saved_at').notNull().defaultNow(),
});

/** Whom to ask whether an entry is still right. Seen by staff only, never public, in no log and in no record. */
export const entryContacts = citymatch.table('entry_contacts', {
  entryId: text('entry_id')
    .primaryKey()
    .references(() => entries.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  email: text('email').notNull(),
  updatedAt: time('updated_at').notNull().defaultNow(),
});

/** One question to a contact whether an entry is still right, and what came back. */
export const entryQuestions = citymatch.table(
  'entry_questions',
  {
    id: text('id').primaryKey(),
    entryId: text('entry_id')
      .notNull()
      .references(() => entries.id, { onDelete: 'cascade' }),
    /** Since when the entry had not been checked, and how often it was asked since: asked once for each. */
    period: text('period').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    expiresAt: time('expires_at').notNull(),
    askedAt: time('asked_at').notNull().defaultNow(),
    answer: text('answer', { enum: ['right', 'wrong'] }),
    /** What has changed, in the contact's words. */
    text: text('text').notNull().default(''),
    answeredAt: time('answered_at'),
    /** When staff had dealt with the answer. */
    doneAt: time('done_at'),
  },
  (table) => [
    unique('entry_questions_once').on(table.entryId, table.period),
    index('entry_questions_open').on(table.entryId).where(sql`answer = 'wrong' and done_at is null`),
  ],
);

/** The web addresses of entries, and what the last checks of each found. */
export const entryLinks = citymatch.table(
  'entry_links',
  {
    entryId: text('entry_id')
      .notNull()
      .references(() => entries.id, { onDelete: 'cascade' }),
    field: text('field', { enum: ['sourceUrl', 'website'] }).notNull(),
    /** The address that was checked; with another one the count begins anew. */
    url: text('url').notNull(),
    state: text('state', { enum: ['works', 'unclear', 'failing', 'dead', 'refused'] }).notNull(),
    /** Days in a row on which it failed. */
    failedDays: integer('failed_days').notNull().default(0),
    /** The last of them, in UTC. */
    lastFailedOn: date('last_failed_on', { mode: 'string' }),
    /** What the last check found: `404`, `timed-out`. */
    result: text('result').notNull(),
    checkedAt: time('checked_at').notNull(),
    workedAt: time('worked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.entryId, table.field] }),
    index('entry_links_dead').on(table.entryId).where(sql`state in ('dead', 'refused')`),
  ],
);
