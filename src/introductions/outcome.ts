import type { Asker } from '../access.js';
import { AppError } from '../errors.js';
import { addReport, askedBy, change, type IntroductionDeps } from './change.js';
import type { OutcomeReport } from './contract.js';
import { noIntroduction } from './read.js';

/**
 * What came of it. The last word counts, whoever says it; every report stays. A city may also end what it only asked
 * for; staff may take up again what has ended.
 * @param challengeId where the asker showed the secret of a challenge: it must be this introduction's.
 */
export async function report(
  deps: IntroductionDeps,
  id: string,
  body: OutcomeReport,
  asker: Asker,
  challengeId?: string,
): Promise<void> {
  const { outcome, reason = null } = body;
  await change(deps, id, askedBy(asker), async (held) => {
    const { row } = held;
    if (challengeId !== undefined && row.challengeId !== challengeId) throw noIntroduction();
    const takesBack = row.status === 'requested' && outcome === 'ended' && asker.actor.kind !== 'provider';
    const again = row.status === 'ended' && row.introducedAt !== null && asker.actor.kind === 'person';
    if (row.status !== 'introduced' && !takesBack && !again) {
      const why = row.status === 'requested' ? 'You are not introduced yet' : `It is ${row.status} already`;
      throw new AppError('conflict', `${why}: nothing was saved`);
    }
    await addReport(held, body, asker.actor);
    if (outcome === 'ended') {
      return { action: 'introduction.ended', set: { status: 'ended', outcome, endReason: reason } };
    }
    return { action: 'introduction.reported', set: { status: 'introduced', outcome, endReason: null } };
  });
}
