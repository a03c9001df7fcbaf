import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Asker } from '../access.js';
import type { Config } from '../config.js';
import { challenges, introductionLinks, introductions } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { hashSecret } from '../ids.js';
import { answer, decline, invite } from './bring-together.js';
import type { IntroductionService } from './contract.js';
import { followUp } from './follow-up.js';
import { report } from './outcome.js';
import { lastContactOf, listIntroductions, readIntroduction, viewerOf } from './read.js';
import { request } from './request.js';

/** Introductions over the database. */
export function createIntroductionService(given: {
  db: Database;
  config: Pick<Config, 'publicUrl' | 'host' | 'port'>;
  nudge: () => void;
  now?: () => Date;
}): IntroductionService {
  const deps = { ...given, now: given.now ?? (() => new Date()) };
  const { db, now } = deps;
  const get: IntroductionService['get'] = (id, asker) => readIntroduction(db, id, viewerOf(asker.actor));
  const then = async (done: Promise<void>, id: string, asker: Asker) => {
    await done;
    return get(id, asker);
  };
  return {
    async request(challengeId, body, asker) {
      return get(await request(deps, challengeId, body, asker), asker);
    },
    list: (query) => listIntroductions(db, query),
    get,
    lastContact: (entryId) => lastContactOf(db, entryId),
    invite: (id, body, asker) => then(invite(deps, id, body, asker), id, asker),
    decline: (id, body, asker) => then(decline(deps, id, body, asker), id, asker),
    async byToken(token) {
      const [row] = await db
        .select({
          introductionId: introductionLinks.introductionId,
          challengeId: introductions.challengeId,
          side: introductionLinks.side,
        })
        .from(introductionLinks)
        .innerJoin(introductions, eq(introductions.id, introductionLinks.introductionId))
        .innerJoin(challenges, eq(challenges.id, introductions.challengeId))
        .where(
          and(
            eq(introductionLinks.tokenHash, hashSecret(token)),
            gt(introductionLinks.expiresAt, now()),
            isNull(challenges.erasedAt),
          ),
        );
      return row;
    },
    answer: (id, body, asker) => then(answer(deps, id, body, asker), id, asker),
    report: (id, body, asker) => then(report(deps, id, body, asker), id, asker),
    reportOf: (challengeId, id, body, asker) => then(report(deps, id, body, asker, challengeId), id, asker),
    followUp: (at) => followUp(deps, at),
  };
}
