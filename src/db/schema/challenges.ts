import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';

/** The states of a challenge; see src/challenges/states.ts for the ways between them. */
export const CHALLENGE_STATUSES = [
  'received',
  'proposed',
  'published',
  'closed',
  'declined',
  'withdrawn',
] as const;
/** The states of a match. */
export const MATCH_STATUSES = ['proposed', 'approved', 'rejected', 'superseded'] as const;
/** Who may read a challenge, from the fewest to the most. */
export const DISCLOSURES = ['secretariat', 'providers', 'public'] as const;
export const BANDS = ['high', 'medium', 'low'] as const;

/** What a city submitted, and who has it in hand. `version` rises with every change of the row or its matches. */
export const challenges = citymatch.table(
  'challenges',
  {
    id: text('id').primaryKey(),
    /** Makes submitting the same form twice one challenge. */
    submissionKey: text('submission_key').unique(),
    status: text('status', { enum: CHALLENGE_STATUSES }).notNull().default('received'),
    version: integer('version').notNull().default(1),
    title: text('title').notNull(),
    statement: text('statement').notNull(),
    outcome: text('outcome').notNull().default(''),
    tried: text('tried').notNull().default(''),
    cityName: text('city_name').notNull(),
    country: text('country').notNull(),
    population: integer('population'),
    /** Köppen-Geiger class, as "Cfb". */
    climate: text('climate'),
    sectors: text('sectors').array().notNull().default(sql`'{}'::text[]`),
    budget: text('budget', { enum: ['low', 'medium', 'high', 'unknown'] })
      .notNull()
      .default('unknown'),
    timeframe: text('timeframe', { enum: ['now', 'year', 'later', 'unknown'] })
      .notNull()
      .default('unknown'),
    language: text('language').notNull(),
    /** How far the city agreed that it may be read. */
    disclosure: text('disclosure', { enum: DISCLOSURES }).notNull().default('secretariat'),
    /** How far staff opened it: then the redacted words below are read, never the city's own. */
    shownTo: text('shown_to', { enum: DISCLOSURES }).notNull().default('secretariat'),
    publicTitle: text('public_title'),
    publicStatement: text('public_statement'),
    /** Null once erased. */
    contactName: text('contact_name'),
    contactEmail: text('contact_email'),
    consents: jsonb('consents').notNull(),
    /** SHA-256 (hex) of the tracking token. */
    tokenHash: text('token_hash').notNull().unique(),
    tokenExpiresAt: time('token_expires_at').notNull(),
    /** The reviewer who has it in hand, until when: a lease. */
    claimedBy: text('claimed_by'),
    claimedUntil: time('claimed_until'),
    /** The person whose task it is, beyond a lease. */
    assignedTo: text('assigned_to'),
    /** Distinct people who must approve before it is published. */
    approvalsNeeded: integer('approvals_needed').notNull().default(1),
    /** What staff write to the city with the answer. */
    note: text('note').notNull().default(''),
    /** Why it was declined or closed: a code. */
    endReason: text('end_reason'),
    submittedAt: time('submitted_at').notNull().defaultNow(),
    proposedAt: time('proposed_at'),
    /** The response clock: the first thing a person did about it that the city could see. */
    firstAnswerAt: time('first_answer_at'),
    publishedAt: time('published_at'),
    firstIntroductionAt: time('first_introduction_at'),
    /** How far the clock was escalated: 0 not, 1 reminded, 2 told to admins. */
    escalation: integer('escalation').notNull().default(0),
    erasedAt: time('erased_at'),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [
    // The queue, by waiting time, and page by page.
    index('challenges_queue').on(table.status, table.submittedAt, table.id),
    index('challenges_assigned').on(table.assignedTo, table.submittedAt),
  ],
);

/** One run of the matcher for a challenge: what was used, so that the answer can be understood later. */
export const proposals = citymatch.table(
  'proposals',
  {
    id: text('id').primaryKey(),
    challengeId: text('challenge_id')
      .notNull()
      .references(() => challenges.id, { onDelete: 'cascade' }),
    /** 1 for the first one, and so on. */
    number: integer('number').notNull(),
    model: text('model').notNull(),
    /** The weights that were in force, whole. */
    weights: jsonb('weights').notNull(),
    /** Hash over the published entries and their content. */
    catalogueVersion: text('catalogue_version').notNull(),
    language: text('language').notNull(),
    confident: boolean('confident').notNull(),
    concepts: jsonb('concepts').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('proposals_number').on(table.challengeId, table.number)],
);

/** One entry proposed for one challenge, frozen as it was shown; and what was decided of it. */
export const matches = citymatch.table(
  'matches',
  {
    id: text('id').primaryKey(),
    challengeId: text('challenge_id')
      .notNull()
      .references(() => challenges.id, { onDelete: 'cascade' }),
    /** The run that proposed it; null where staff added it. */
    proposalId: text('proposal_id').references(() => proposals.id, { onDelete: 'cascade' }),
    entryId: text('entry_id').notNull(),
    origin: text('origin', { enum: ['engine', 'staff'] }).notNull(),
    status: text('status', { enum: MATCH_STATUSES }).notNull().default('proposed'),
    version: integer('version').notNull().default(1),
    /** Order shown, from 1; staff may change it. */
    position: integer('position').notNull(),
    score: doublePrecision('score').notNull(),
    band: text('band', { enum: BANDS }).notNull(),
    /** The MatchResult as it was shown: reasons, components, highlights. Never changed. */
    frozen: jsonb('frozen').notNull(),
    /** The reasons in staff's words; null: those of `frozen`. */
    reasons: jsonb('reasons'),
    /** What staff say of this match to the city. */
    note: text('note').notNull().default(''),
    /** A code of REJECTION_REASONS. */
    rejectionReason: text('rejection_reason'),
    rejectionNote: text('rejection_note').notNull().default(''),
    decidedBy: text('decided_by'),
    decidedAt: time('decided_at'),
    /** The city does not want it: a code of DISMISSAL_REASONS. */
    dismissalReason: text('dismissal_reason'),
    dismissalNote: text('dismissal_note').notNull().default(''),
    dismissedAt: time('dismissed_at'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [
    // An entry stands once for a challenge, whatever was proposed before.
    uniqueIndex('matches_entry').on(table.challengeId, table.entryId).where(sql`status <> 'superseded'`),
    index('matches_challenge').on(table.challengeId, table.position),
  ],
);

/** Who approved a challenge's answer for publication, and at which version of it. */
export const approvals = citymatch.table(
  'approvals',
  {
    id: text('id').primaryKey(),
    challengeId: text('challenge_id')
      .notNull()
      .references(() => challenges.id, { onDelete: 'cascade' }),
    personId: text('person_id').notNull(),
    personName: text('person_name').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('approvals_person').on(table.challengeId, table.personId)],
);

/** What can be undone: what one action of one person changed, both ways. */
export const undoSteps = citymatch.table(
  'undo_steps',
  {
    id: text('id').primaryKey(),
    challengeId: text('challenge_id')
      .notNull()
      .references(() => challenges.id, { onDelete: 'cascade' }),
    personId: text('person_id').notNull(),
    /** The audit action it undoes. */
    action: text('action').notNull(),
    /** Rows as they were, and the versions they must still have. */
    steps: jsonb('steps').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    undoneAt: time('undone_at'),
  },
  (table) => [index('undo_steps_person').on(table.challengeId, table.personId, table.createdAt)],
);

/** Questions and answers about a challenge, and notes among staff. */
export const messages = citymatch.table(
  'messages',
  {
    id: text('id').primaryKey(),
    challengeId: text('challenge_id')
      .notNull()
      .references(() => challenges.id, { onDelete: 'cascade' }),
    /** The match it is about, if any. */
    matchId: text('match_id'),
    /** `internal` is seen by the secretariat only. */
    kind: text('kind', { enum: ['question', 'answer', 'internal'] }).notNull(),
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    text: text('text').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [index('messages_challenge').on(table.challengeId, table.createdAt)],
);

/** What the city sees, frozen at each publication. */
export const publications = citymatch.table(
  'publications',
  {
    id: text('id').primaryKey(),
    challengeId: text('challenge_id')
      .notNull()
      .references(() => challenges.id, { onDelete: 'cascade' }),
    /** 1 for the first one, and so on. */
    number: integer('number').notNull(),
    /** Publishing again with the same key does nothing. */
    key: text('key').notNull(),
    answer: jsonb('answer').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('publications_number').on(table.challengeId, table.number),
    uniqueIndex('publications_key').on(table.challengeId, table.key),
  ],
);
