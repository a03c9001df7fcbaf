import { sql } from 'drizzle-orm';
import { index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';

/** What may become of a set of weights; at most one is proposed, and one in use. */
export const WEIGHT_SET_STATES = ['proposed', 'refused', 'in-use', 'retired', 'declined'] as const;

/**
 * Sets of weights that were learnt, and goings back to those that the product comes with (`shipped`). Without a row that
 * is in use, the shipped ones are.
 */
export const weightSets = citymatch.table(
  'weight_sets',
  {
    id: text('id').primaryKey(),
    madeAt: time('made_at').notNull().defaultNow(),
    /** The MatchWeights, whole. */
    weights: jsonb('weights').notNull(),
    origin: text('origin', { enum: ['shipped', 'learnt'] }).notNull(),
    state: text('state', { enum: WEIGHT_SET_STATES }).notNull(),
    /** The WeightsReport that it was proposed with; null for shipped ones. */
    report: jsonb('report'),
    /** Id of the person who took it up, or declined it. */
    decidedBy: text('decided_by'),
    decidedAt: time('decided_at'),
    version: integer('version').notNull().default(1),
  },
  (table) => [
    uniqueIndex('weight_sets_in_use').on(table.state).where(sql`state = 'in-use'`),
    uniqueIndex('weight_sets_proposed').on(table.state).where(sql`state = 'proposed'`),
    index('weight_sets_made').on(table.madeAt),
  ],
);
