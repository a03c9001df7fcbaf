import { and, eq, inArray } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { lockOpen } from '../challenges/lock.js';
import { readPublication } from '../challenges/publication.js';
import { challenges, introductions } from '../db/schema.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import { type IntroductionDeps, tellStaff } from './change.js';
import type { IntroductionRequest } from './contract.js';
import type { ChallengeRow } from './read.js';

/**
 * The city asks to be introduced: the request, its record and the mail to staff in one transaction. Where one is
 * under way for this match, nothing is done.
 * @returns the id of the introduction.
 */
export async function request(
  deps: IntroductionDeps,
  challengeId: string,
  body: IntroductionRequest,
  asker: Asker,
): Promise<string> {
  if (asker.actor.kind !== 'city') {
    throw new AppError('forbidden', 'Only the city itself can agree to be introduced');
  }
  const id = await deps.db.transaction(async (tx) => {
    const challenge = await lockOpen(tx, challengeId);
    const answer = await readPublication(tx, challengeId);
    const match = answer?.matches.find(({ matchId }) => matchId === body.matchId);
    if (match === undefined) throw new AppError('not-found', 'The published answer has no such match');
    const [underway] = await tx
      .select({ id: introductions.id })
      .from(introductions)
      .where(
        and(
          eq(introductions.matchId, match.matchId),
          inArray(introductions.status, ['requested', 'introduced']),
        ),
      );
    if (underway !== undefined) return underway.id;
    refuseWithoutWords(challenge, body);
    const at = deps.now();
    const [row] = await tx
      .insert(introductions)
      .values({
        id: newId('in'),
        challengeId,
        matchId: match.matchId,
        entryId: match.entryId,
        message: body.message,
        cityConsentAt: at,
        requestedAt: at,
        updatedAt: at,
      })
      .returning();
    if (row === undefined) throw new TypeError('An insert gave no row');
    await tx.update(challenges).set({ updatedAt: at }).where(eq(challenges.id, challengeId));
    await recordAudit(tx, {
      actor: asker.actor,
      action: 'introduction.requested',
      subject: { kind: 'introduction', id: row.id },
      challengeId,
      after: { status: row.status, matchId: row.matchId, entryId: row.entryId },
      requestId: asker.requestId,
    });
    await tellStaff(deps, { tx, row, challenge, entryTitle: match.shown.title, at }, 'requested');
    return row.id;
  });
  deps.nudge();
  return id;
}

/** Nobody can say yes to a request of which they may read nothing. */
function refuseWithoutWords(challenge: ChallengeRow, { message }: IntroductionRequest): void {
  if (challenge.disclosure !== 'secretariat' || /\p{L}{2}/u.test(message)) return;
  const what =
    'is needed: the challenge itself is for the secretariat only, so say what the other side may know';
  throw new AppError('bad-request', 'The body is not valid: message', {
    fields: [{ path: 'message', message: what }],
  });
}
