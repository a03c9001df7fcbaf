import type { CHALLENGE_STATUSES } from '../db/schema.js';

export type ChallengeStatus = (typeof CHALLENGE_STATUSES)[number];

/**
 * The ways of a challenge. `received`: no matches yet; `proposed`: staff have matches to review; `published`: the
 * city sees its answer (also "nothing fits"); `closed`: nothing more is to come; `declined`: staff do not take it
 * on, with a reason; `withdrawn`: the city took it back.
 */
const NEXT: Record<ChallengeStatus, readonly ChallengeStatus[]> = {
  received: ['proposed', 'declined', 'withdrawn'],
  proposed: ['published', 'declined', 'withdrawn'],
  published: ['proposed', 'closed', 'withdrawn'],
  closed: ['proposed'],
  declined: ['proposed'],
  withdrawn: [],
};

/** Whether a challenge may go from one state to another. */
export function mayBecome(from: ChallengeStatus, to: ChallengeStatus): boolean {
  return NEXT[from].includes(to);
}

/** The states in which staff have something to do. */
export const OPEN: readonly ChallengeStatus[] = ['received', 'proposed'];
