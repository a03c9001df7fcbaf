import { sql } from 'drizzle-orm';
import { bigserial, index, jsonb, text } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';

/**
 * Everything that was decided, edited, signed in to or exported: rows are added, never changed (a trigger of the
 * database sees to that). Personal data of cities never stand here, so that erasing them leaves the record whole.
 */
export const audit = citymatch.table(
  'audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: time('at').notNull().default(sql`clock_timestamp()`),
    /** `person:ID`, `city:CHALLENGE`, `provider:INTRODUCTION`, `system:NAME` or `anyone`. */
    actor: text('actor').notNull(),
    /** The person's name at that time; empty for all others. */
    actorName: text('actor_name').notNull().default(''),
    /** What was done, as `challenge.published`. */
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    /** The challenge it belongs to, if any: what a challenge's timeline shows. */
    challengeId: text('challenge_id'),
    before: jsonb('before'),
    after: jsonb('after'),
    requestId: text('request_id'),
  },
  (table) => [
    index('audit_challenge').on(table.challengeId, table.id),
    index('audit_subject').on(table.subjectKind, table.subjectId, table.id),
  ],
);
