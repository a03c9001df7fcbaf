import { eq } from 'drizzle-orm';
import type { Person, Role } from '../../src/access.js';
import {
  challenges,
  entries,
  introductionLinks,
  introductions,
  matches,
  people,
} from '../../src/db/schema.js';
import type { Database } from '../../src/db/types.js';
import { hashSecret } from '../../src/ids.js';
import type { MatchResult } from '../../src/matching/contract.js';

/** A match as the matcher gives one. */
export function frozenMatch(entryId: string, changes: Partial<MatchResult> = {}): MatchResult {
  return {
    id: entryId,
    kind: 'case-study',
    title: `Case ${entryId}`,
    summary: 'What a city did about it.',
    score: 0.6,
    band: 'high',
    reasons: [
      {
        stance: 'for',
        kind: 'passage',
        text: 'It began from a problem like yours.',
        passage: 'Sewers overflow.',
      },
    ],
    highlights: [],
    components: { keyword: 0.5, semantic: 0.5, context: 0.5 },
    sectors: ['flooding-stormwater'],
    city: 'Rotterdam',
    country: 'NL',
    year: 2013,
    verified: true,
    evidence: [],
    ...changes,
  };
}

/** Puts published entries there, by id, so that matches of them can be published. */
export async function seedEntries(db: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `cs-case-${index + 1}`);
  await db.insert(entries).values(
    ids.map((id) => ({
      id,
      kind: 'case-study' as const,
      title: `Case ${id}`,
      country: 'NL',
      language: 'en',
      body: {},
      contentHash: id,
    })),
  );
  return ids;
}

/** Challenges under review, each with matches; the tracking token of each is `token-` and its id. */
export async function seedChallenges(
  db: Database,
  about: { count: number; matches: number; entryIds: readonly string[]; from?: Date },
): Promise<string[]> {
  const start = about.from ?? new Date();
  const ids = Array.from({ length: about.count }, (_, index) => `ch-${String(index + 1).padStart(16, '0')}`);
  for (let first = 0; first < ids.length; first += 200) {
    const part = ids.slice(first, first + 200);
    await db.insert(challenges).values(
      part.map((id, index) => ({
        id,
        status: 'proposed' as const,
        title: `Streets flood after heavy rain, ${first + index + 1}`,
        statement: 'Our old town floods after every heavy rain and the sewers cannot take more water.',
        cityName: `City ${first + index + 1}`,
        country: 'PE',
        population: 40_000,
        sectors: ['flooding-stormwater'],
        language: 'en',
        contactName: 'Ana Torres',
        contactEmail: `ana${first + index + 1}@city.test`,
        consents: { processing: true, reuse: false, followUp: true },
        tokenHash: hashSecret(`token-${id}`),
        tokenExpiresAt: new Date(start.getTime() + 365 * 86_400_000),
        submittedAt: new Date(start.getTime() - (about.count - first - index) * 60_000),
      })),
    );
    const rows = part.flatMap((id) =>
      about.entryIds.slice(0, about.matches).map((entryId, index) => {
        const band = index < 3 ? ('high' as const) : ('medium' as const);
        return {
          id: `ma-${id.slice(3)}-${index + 1}`,
          challengeId: id,
          entryId,
          origin: 'engine' as const,
          position: index + 1,
          score: 0.6,
          band,
          frozen: frozenMatch(entryId, { band }),
        };
      }),
    );
    if (rows.length > 0) await db.insert(matches).values(rows);
  }
  return ids;
}

/** People of the secretariat, without a way to sign in: for tests below HTTP. */
export async function seedPeople(db: Database, count: number, role: Role): Promise<Person[]> {
  const all = Array.from({ length: count }, (_, index) => ({
    id: `pe-${role}-${index + 1}`,
    name: `${role} ${index + 1}`,
    email: `${role}${index + 1}@secretariat.test`,
    role,
  }));
  await db.insert(people).values(all);
  return all.map((one) => ({ kind: 'person', ...one }));
}

/** The row of a challenge. */
export async function challengeRow(db: Database, id: string) {
  const [row] = await db.select().from(challenges).where(eq(challenges.id, id));
  if (row === undefined) throw new Error(`no challenge ${id}`);
  return row;
}

/** A challenge with an introduction, each opened by its links' secrets: for tests of who may do what. */
export async function addLinkedChallenge(
  db: Database,
  challenge: { id: string; token: string },
  introduction: { id: string; city: string; provider: string },
): Promise<void> {
  const tokenExpiresAt = new Date(Date.now() + 86_400_000);
  await db.insert(challenges).values({
    id: challenge.id,
    title: 'Floods',
    statement: 'The old town floods after heavy rain',
    cityName: 'Lima',
    country: 'PE',
    language: 'en',
    consents: {},
    tokenHash: hashSecret(challenge.token),
    tokenExpiresAt,
  });
  await db.insert(introductions).values({
    id: introduction.id,
    challengeId: challenge.id,
    matchId: `ma-${introduction.id}`,
    entryId: 'pr-x',
  });
  await db.insert(introductionLinks).values(
    (['city', 'provider'] as const).map((side) => ({
      tokenHash: hashSecret(introduction[side]),
      introductionId: introduction.id,
      side,
      expiresAt: tokenExpiresAt,
    })),
  );
}
