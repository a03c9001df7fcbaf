import { eq } from 'drizzle-orm';
import { challenges } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { type ChallengeRow, noChallenge } from './read.js';

/**
 * Locks a challenge with which its city can still do something.
 * @throws AppError `not-found`; `conflict` where it was withdrawn or erased.
 */
export async function lockOpen(tx: Database, id: string): Promise<ChallengeRow> {
  const [row] = await tx.select().from(challenges).where(eq(challenges.id, id)).for('update');
  if (row === undefined) throw noChallenge();
  if (row.status === 'withdrawn' || row.erasedAt !== null) {
    throw new AppError(
      'conflict',
      'This challenge was withdrawn or erased: nothing more can be done with it',
    );
  }
  return row;
}
