import { sql } from 'drizzle-orm';
import { index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';

/** Every mail, written in the transaction that it tells of; `key` makes writing it twice harmless. */
export const mails = citymatch.table(
  'mails',
  {
    /** Also the local part of its Message-ID, so that one delivered twice is known to be the same. */
    id: text('id').primaryKey(),
    /** What it tells of: `published:CHALLENGE:2`. */
    key: text('key').notNull().unique(),
    /** Which text it is: `challenge-published`. */
    template: text('template').notNull(),
    toName: text('to_name').notNull(),
    toAddress: text('to_address').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html').notNull(),
    /** The challenge it belongs to, if any: erased with it. */
    challengeId: text('challenge_id'),
    headers: jsonb('headers').notNull().default({}),
    status: text('status', { enum: ['queued', 'sent', 'failed', 'erased'] })
      .notNull()
      .default('queued'),
    attempts: integer('attempts').notNull().default(0),
    /** Why the last attempt failed. */
    error: text('error'),
    /** Until then nobody else sends it: it is being sent, or waits to be tried again; null: at once. */
    nextAttemptAt: time('next_attempt_at'),
    createdAt: time('created_at').notNull().defaultNow(),
    sentAt: time('sent_at'),
  },
  (table) => [
    index('mails_queued').on(table.createdAt).where(sql`status = 'queued'`),
    index('mails_challenge').on(table.challengeId),
  ],
);
