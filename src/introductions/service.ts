import { and, eq, gt, isNull } from 'drizzle-orm';
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
  return {
    async request(challengeId, body, asker) {
      return get(await request(deps, challengeId, body, asker), asker);
    },
    list: (query) => listIntroductions(db, query),
    get,
    lastContact: (entryId) => lastContactOf(db, entryId),
    async invite(id, body, asker) {
      await invite(deps, id, body, asker);
      return get(id, asker);
    },
    async decline(id, body, asker) {
      await decline(deps, id, body, asker);
      return get(id, asker);
    },
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
    async answer(id, body, asker) {
      await answer(deps, id, body, asker);
      return get(id, asker);
    },
    async report(id, body, asker) {
      await report(deps, id, body, asker);
      return get(id, asker);
    },
    async reportOf(challengeId, id, body, asker) {
      await report(deps, id, body, asker, challengeId);
      return get(id, asker);
    },
    followUp: (at) => followUp(deps, at),
  };
}
