import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../src/access.js';
import { canonicalJson } from '../../src/canonical-json.js';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { mails, publications } from '../../src/db/schema.js';
import { AppError } from '../../src/errors.js';
import { REJECTION_REASONS, type ReviewService } from '../../src/review/contract.js';
import { createReviewService } from '../../src/review/service.js';
import { frozenMatch, seedChallenges, seedEntries, seedPeople } from '../helpers/challenges.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { replay, statesOf } from '../helpers/replay.js';

const REVIEWERS = 8;
const CHALLENGES = 200;
/** Shortened; `REVIEW_ACTIONS=5000 npx vitest run test/integration/review-load.test.ts` takes a minute and a half. */
const ACTIONS = Number(process.env.REVIEW_ACTIONS ?? 2_000);

let postgres: TestPostgres;
let database: DatabaseHandle;
beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  database = await openDatabase({
    dataDir: '',
    databaseUrl,
    log: pino({ level: 'silent' }),
    poolSize: REVIEWERS,
  });
});
afterAll(async () => {
  await database?.close();
  await postgres?.stop();
});

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('eight reviewers at once', () => {
  it('lose no update and publish nothing twice, and the record replays to what there is', async () => {
    const { db } = database;
    const entryIds = await seedEntries(db, 12);
    const ids = await seedChallenges(db, { count: CHALLENGES, matches: 8, entryIds });
    const team = await seedPeople(db, REVIEWERS, 'staff');
    const begin = await statesOf(db);
    let ahead = 0;
    const service = createReviewService({
      db,
      config: { serviceLevel: { answerHours: 72, publishHours: 240, introduceHours: 120 } },
      nudge: () => {},
      now: () => new Date(Date.now() + ahead),
      proposer: { freezeEntry: (entryId) => Promise.resolve(frozenMatch(entryId)) },
    });
    const counts = { done: 0, refused: 0 };
    let left = ACTIONS;
    await Promise.all(
      team.map(async (person, index) => {
        const next = random(index + 1);
        while (left-- > 0) {
          // Now and then all leases end.
          if (next() < 0.01) ahead += 6 * 60_000;
          // Few challenges at a time, so that the reviewers meet.
          const id = ids[Math.floor(next() * next() * ids.length)] ?? '';
          try {
            await act(service, id, person, next, entryIds);
            counts.done += 1;
          } catch (error) {
            if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
            counts.refused += 1;
          }
        }
      }),
    );
    const { states, lost, events } = await replay(db, begin);
    const now = await statesOf(db);
    const wrong = [...now]
      .filter(([id, state]) => canonicalJson(state) !== canonicalJson(states.get(id)))
      .map(([id]) => id);
    const published = await db.select().from(publications);
    const sent = await db.select().from(mails).where(eq(mails.template, 'challenge-news'));
    process.stdout.write(
      `${ACTIONS} actions of ${REVIEWERS} reviewers on ${CHALLENGES} challenges: ${counts.done} done, ${counts.refused} refused, ${events} events, ${published.length} publications, ${lost.length} lost, ${wrong.length} wrong\n`,
    );
    expect(lost).toEqual([]);
    expect(wrong).toEqual([]);
    expect(counts.done + counts.refused).toBe(ACTIONS);
    expect(counts.done).toBeGreaterThan(ACTIONS / 4);
    expect(published.length).toBeGreaterThan(0);
    expect(
      sent
        .filter(({ key }) => key.startsWith('published:'))
        .map(({ key }) => key)
        .sort(),
    ).toEqual(published.map(({ challengeId, number }) => `published:${challengeId}:${number}`).sort());
    expect(published.every(({ number }) => number >= 1)).toBe(true);
  }, 400_000);
});

/** One action of a reviewer, by chance, based on what they see. */
async function act(
  service: ReviewService,
  id: string,
  person: Person,
  next: () => number,
  entryIds: readonly string[],
): Promise<void> {
  const asker = { actor: person };
  const seen = await service.get(id, asker);
  const { version, matchList } = seen;
  const one = matchList[Math.floor(next() * matchList.length)];
  const open = matchList.filter(({ status }) => status === 'proposed');
  const dice = next();
  if (dice < 0.08) await service.claim(id, asker);
  else if (dice < 0.12) await service.release(id, asker);
  else if (dice < 0.5 && one) {
    const decision = next() < 0.6 ? 'approve' : next() < 0.8 ? 'reject' : 'reset';
    const reason = REJECTION_REASONS[Math.floor(next() * REJECTION_REASONS.length)];
    const decisions = [{ matchId: one.id, version: one.version, decision, reason, note: '' }] as const;
    await service.decide(id, { decisions: [...decisions] }, asker);
  } else if (dice < 0.6 && open.length > 0) {
    const decisions = open.map((match) => ({
      matchId: match.id,
      version: match.version,
      decision: 'approve' as const,
      note: '',
    }));
    await service.decide(id, { decisions }, asker);
  } else if (dice < 0.66) {
    const matchIds = matchList.filter(({ status }) => status !== 'rejected').map((match) => match.id);
    if (matchIds.length > 0) await service.order(id, { version, matchIds: matchIds.reverse() }, asker);
  } else if (dice < 0.72 && one) {
    await service.editMatch(id, one.id, { version: one.version, note: `Seen by ${person.name}` }, asker);
  } else if (dice < 0.78) {
    await service.edit(id, { version, note: `Dear city, ${Math.floor(next() * 1000)}` }, asker);
  } else if (dice < 0.86) await service.undo(id, asker);
  else if (dice < 0.9)
    await service.add(id, { entryId: entryIds[8 + Math.floor(next() * 4)] ?? '', note: '' }, asker);
  else if (dice < 0.92) await service.approve(id, { version }, asker);
  else if (dice < 0.97) await service.publish(id, { version, key: `key-${id}-${version}` }, asker);
  else await service.reopen(id, { version }, asker);
}
