import { sql } from 'drizzle-orm';
import { index, integer, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';
import { challenges } from './challenges.js';

/** The states of an introduction before it is made; after, its outcome tells. */
export const INTRODUCTION_STATUSES = ['requested', 'introduced', 'declined', 'expired', 'ended'] as const;
/** The outcome ladder, lowest first; `ended` may follow any step. */
export const OUTCOMES = ['introduced', 'replied', 'met', 'pilot', 'contract', 'operating', 'ended'] as const;

/** A city and a provider (or the city of a case study) brought together over one match. */
export const introductions = citymatch.table(
  'introductions',
  {
    id: text('id').primaryKey(),
    challengeId: text('challenge_id')
      .notNull()
      .references(() => challenges.id, { onDelete: 'cascade' }),
    matchId: text('match_id').notNull(),
    entryId: text('entry_id').notNull(),
    status: text('status', { enum: INTRODUCTION_STATUSES }).notNull().default('requested'),
    version: integer('version').notNull().default(1),
    /** What the city wants the other side to know. */
    message: text('message').notNull().default(''),
    /** Whom the secretariat writes to on the other side; null until known, and once erased. */
    providerName: text('provider_name'),
    providerEmail: text('provider_email'),
    cityConsentAt: time('city_consent_at'),
    providerConsentAt: time('provider_consent_at'),
    /** SHA-256 (hex) of the secret in the provider's links. */
    providerTokenHash: text('provider_token_hash').unique(),
    tokenExpiresAt: time('token_expires_at'),
    outcome: text('outcome', { enum: OUTCOMES }),
    /** Why it was declined or ended: a code. */
    endReason: text('end_reason'),
    endNote: text('end_note').notNull().default(''),
    remindersSent: integer('reminders_sent').notNull().default(0),
    /** When the next reminder or question about the outcome is due; null: nothing more. */
    nextDueAt: time('next_due_at'),
    requestedAt: time('requested_at').notNull().defaultNow(),
    introducedAt: time('introduced_at'),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('introductions_match').on(table.matchId).where(sql`status in ('requested', 'introduced')`),
    index('introductions_challenge').on(table.challengeId),
    index('introductions_due').on(table.nextDueAt).where(sql`next_due_at is not null`),
  ],
);

/** What was reported of an introduction, step by step. */
export const outcomeReports = citymatch.table(
  'outcome_reports',
  {
    id: text('id').primaryKey(),
    introductionId: text('introduction_id')
      .notNull()
      .references(() => introductions.id, { onDelete: 'cascade' }),
    outcome: text('outcome', { enum: OUTCOMES }).notNull(),
    reason: text('reason'),
    note: text('note').notNull().default(''),
    reportedBy: text('reported_by').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [index('outcome_reports_introduction').on(table.introductionId, table.createdAt)],
);
