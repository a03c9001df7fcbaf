import type { DISMISSAL_REASONS } from '../challenges/contract.js';
import type { OUTCOMES } from '../db/schema.js';
import type { INTRODUCTION_END_REASONS } from '../introductions/contract.js';
import type { REJECTION_REASONS } from '../review/contract.js';

/** What was done that says how well an entry answers a challenge. */
export type Deed =
  | 'approved'
  | 'added'
  | 'moved-up'
  | `rejected:${(typeof REJECTION_REASONS)[number]}`
  | 'answer-approved'
  | 'answer-published'
  | `dismissed:${(typeof DISMISSAL_REASONS)[number]}`
  | 'introduction-asked'
  | `outcome:${(typeof OUTCOMES)[number]}`;

/** A decision weighs so much; approving or publishing what somebody else decided, half of it. */
export const DECISION = 1;
export const CONFIRMATION = 0.5;

export const GRADE = { approved: 2, added: 3, movedUp: 3, introductionAsked: 3 } as const;

/**
 * What a rejection by staff says; a reason that is about the entry or the offer and not about its subject says nothing.
 * The challenge's country and size are part of the judgment, so an entry of the wrong scale is not one to show.
 */
export const REJECTED: Readonly<Record<(typeof REJECTION_REASONS)[number], number | undefined>> = {
  'off-topic': 0,
  'wrong-scale': 0,
  'wrong-context': 0,
  'too-early': undefined,
  'weak-evidence': undefined,
  outdated: undefined,
  'near-copy': undefined,
  'conflict-of-interest': undefined,
  other: undefined,
};

/** What it says that the city does not want a match: money, time and law are no matter of relevance. */
export const DISMISSED: Readonly<Record<(typeof DISMISSAL_REASONS)[number], number | undefined>> = {
  'not-our-problem': 0,
  'wrong-scale': 0,
  'wrong-context': 0,
  'no-budget': undefined,
  timing: undefined,
  'already-have-one': undefined,
  'legal-procurement': undefined,
  'no-capacity': undefined,
  other: undefined,
};

/** What a step of an introduction says, as the city or staff report it. */
export const CAME_OF_IT: Readonly<Record<(typeof OUTCOMES)[number], number | undefined>> = {
  introduced: undefined,
  replied: undefined,
  met: undefined,
  pilot: 3,
  contract: 3,
  operating: 3,
  /** By its reason, below. */
  ended: undefined,
};

/** What it says that an introduction ended: only that the two did not fit. */
export const ENDED: Readonly<Record<(typeof INTRODUCTION_END_REASONS)[number], number | undefined>> = {
  'wrong-fit': 1,
  'no-reply': undefined,
  'not-available': undefined,
  'no-budget': undefined,
  'legal-procurement': undefined,
  timing: undefined,
  'went-elsewhere': undefined,
  finished: undefined,
  other: undefined,
};

/** The grade that a table has for a code as it stands in the database; nothing for a code it does not know. */
export function gradeOf(table: Readonly<Record<string, number | undefined>>, code: string | null) {
  return code === null || !Object.hasOwn(table, code) ? undefined : table[code];
}
