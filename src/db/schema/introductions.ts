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
    outcome: text('outcome', { enum: OUTCOMES }),
    /** Why it was declined or ended: a code. */
    endReason: text('end_reason'),
    endNote: text('end_note').notNull().default(''),
    /** Steps of the schedule that are done since it was invited, or introduced; see src/introductions/schedule.ts. */
    remindersSent: integer('reminders_sent').notNull().default(0),
    /** When the next reminder or question about the outcome is due; null: nothing more. */
    nextDueAt: time('next_due_at'),
    requestedAt: time('requested_at').notNull().defaultNow(),
    /** When the other side was asked whether it agrees; null where it was not, or not yet. */
    invitedAt: time('invited_at'),
    introducedAt: time('introduced_at'),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('introductions_match').on(table.matchId).where(sql`status in ('requested', 'introduced')`),
    index('introductions_challenge').on(table.challengeId),
    index('introductions_due').on(table.nextDueAt).where(sql`next_due_at is not null`),
  ],
);

/** The sides of an introduction. */
export const SIDES = ['city', 'provider'] as const;

/** Secrets of the links in mails about an introduction: each mail has its own, and they end together. */
export const introductionLinks = citymatch.table(
  'introduction_links',
  {
    /** SHA-256 (hex) of the secret. */
    tokenHash: text('token_hash').primaryKey(),
    introductionId: text('introduction_id')
      .notNull()
      .references(() => introductions.id, { onDelete: 'cascade' }),
    side: text('side', { enum: SIDES }).notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('introduction_links_introduction').on(table.introductionId)],
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
