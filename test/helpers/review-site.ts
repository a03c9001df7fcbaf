import { readFile } from 'node:fs/promises';
import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { readEntries, seedIfEmpty } from '../../src/catalogue/seed.js';
import { submissionSchema } from '../../src/challenges/contract.js';
import { challenges, matches } from '../../src/db/schema.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { peopleOf } from './accounts.js';
import { frozenMatch } from './challenges.js';
import { startWholeSite } from './whole-site.js';

const DEMO = new URL('../../seeds/challenges.jsonl', import.meta.url);
const HOUR_MS = 3_600_000;

/**
 * The whole site over the seed catalogue, with challenges as cities submitted them and matches as the matcher proposes
 * them, so many of each: found by words alone, which is enough to review.
 */
export async function startReviewSite(
  about: { challenges: number; matches: number },
  settings: Record<string, string> = {},
) {
  const site = await startWholeSite(settings);
  const { db, store, engine, features } = site;
  await seedIfEmpty({ db, store });
  const entries = await store.getMany((await readEntries()).map(({ id }) => id));
  await engine.upsert(entries.map((entry) => toSearchDocument(entry, [], null)));
  const entryIds = entries.map(({ id }) => id);

  const ids: string[] = [];
  for (const [index, submission] of (await demoChallenges(about.challenges)).entries()) {
    const { id } = await features.challenges.submit(submission, {});
    await features.proposer.propose(id);
    await haveMatches(id, about.matches);
    // The first has waited longest; a few are late.
    const submittedAt = new Date(Date.now() - (about.challenges - index) * 8 * HOUR_MS);
    await db.update(challenges).set({ status: 'proposed', submittedAt }).where(eq(challenges.id, id));
    ids.push(id);
  }

  /** Exactly so many matches: those too many are taken away, those that lack are made of other entries. */
  async function haveMatches(id: string, count: number): Promise<void> {
    const mine = eq(matches.challengeId, id);
    await db.delete(matches).where(and(mine, gt(matches.position, count)));
    const held = await db.select().from(matches).where(mine).orderBy(asc(matches.position));
    const others = entryIds.filter((entryId) => !held.some((match) => match.entryId === entryId));
    const lacking = others.slice(0, count - held.length).map((entryId, index) => ({
      id: `ma-${id.slice(3, 12)}${String(index).padStart(7, '0')}`,
      challengeId: id,
      entryId,
      origin: 'engine' as const,
      position: held.length + index + 1,
      score: 0.1,
      band: 'low' as const,
      frozen: frozenMatch(entryId, { band: 'low', score: 0.1 }),
    }));
    if (lacking.length > 0) await db.insert(matches).values(lacking);
  }

  return { ...site, ids, people: peopleOf(features.accounts) };
}

export type ReviewSite = Awaited<ReturnType<typeof startReviewSite>>;

/** The example challenges, over and over until there are enough; each has a title of its own. */
async function demoChallenges(count: number) {
  const lines = (await readFile(DEMO, 'utf8')).trim().split('\n');
  const all = lines.map((line) => submissionSchema.parse(z.json().parse(JSON.parse(line))));
  return Array.from({ length: count }, (_, index) => {
    const one = all[index % all.length];
    if (one === undefined) throw new Error('there are no example challenges');
    const round = Math.floor(index / all.length);
    return round === 0 ? one : { ...one, title: `${one.title}, part ${round + 1}` };
  });
}
