import { createHash } from 'node:crypto';
import { and, asc, eq, inArray, max, ne } from 'drizzle-orm';
import { recordAudit } from '../audit/record.js';
import { canonicalJson } from '../canonical-json.js';
import { placeOf, summaryOf, titleOf } from '../catalogue/entry.js';
import type { CatalogueStore } from '../catalogue/port.js';
import { approvals, challenges, matches, proposals } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { type Exposure, placesOf } from '../fairness/contract.js';
import { newId } from '../ids.js';
import { asLanguage } from '../languages.js';
import {
  type Matcher,
  type MatchRequest,
  type MatchResponse,
  type MatchResult,
  matchRequestSchema,
  type Telling,
} from '../matching/contract.js';
import { type MatchWeights, WEIGHTS } from '../matching/weights.js';
import { type ChallengeRow, noChallenge } from './read.js';
import { OPEN } from './states.js';

/** Matches that are proposed for a challenge. */
const PROPOSED = 10;
/** Results looked through for one that staff chose. */
const MOST_RESULTS = 50;

export interface Proposer {
  /**
   * Proposes matches for an open challenge, or anew; decisions are never touched. Doing it twice is harmless.
   * @throws AppError `unavailable` while a part of the search is away, so that nothing lesser is proposed.
   */
  propose(challengeId: string): Promise<'proposed' | 'unchanged' | 'closed'>;
  /** Proposes anew for every open challenge. @returns how many answers changed. */
  refresh(): Promise<number>;
  /** Whether any challenge is open. */
  anyOpen(): Promise<boolean>;
  /**
   * An entry as a match of a challenge, with its reasons where the matcher finds any.
   * @throws AppError `not-found` for an entry or a challenge that is not there.
   */
  freezeEntry(entryId: string, challengeId: string): Promise<MatchResult>;
}

/** Proposes matches for challenges, by the matcher. */
export function createProposer(deps: {
  db: Database;
  matcher: Matcher;
  store: CatalogueStore;
  /** Counts what is proposed; absent: nobody does. */
  exposure?: Exposure | undefined;
  /** Those that the matcher goes by now. */
  weights?: () => MatchWeights;
}): Proposer {
  const { db, matcher, store, exposure, weights = () => WEIGHTS } = deps;
  const read = async (id: string) => (await db.select().from(challenges).where(eq(challenges.id, id)))[0];

  async function propose(challengeId: string) {
    const row = await read(challengeId);
    if (row === undefined || !OPEN.includes(row.status)) return 'closed';
    const used = weights();
    // Outside of the transaction: it takes a while, and a decision must not wait for it.
    const response = await matcher.match(requestOf(row, PROPOSED), tellingOf(row));
    if (response.degraded) {
      // A lesser proposal would stay: the job waits for the part instead.
      throw new AppError(
        'unavailable',
        'A part of the search is away: challenges are matched once it is back',
      );
    }
    const catalogueVersion = versionOf(await store.contentHashes());
    const { became, news } = await db.transaction((tx) =>
      keepProposal(tx, challengeId, response, { catalogueVersion, weights: used }),
    );
    // What stood there before was counted then.
    exposure?.shown(placesOf(response.results).filter(({ id }) => news.has(id)));
    return became;
  }

  return {
    propose,
    async refresh() {
      const open = await db
        .select({ id: challenges.id })
        .from(challenges)
        .where(inArray(challenges.status, [...OPEN]))
        .orderBy(asc(challenges.submittedAt));
      let changed = 0;
      for (const { id } of open) if ((await propose(id)) === 'proposed') changed += 1;
      return changed;
    },
    async anyOpen() {
      const [row] = await db
        .select({ id: challenges.id })
        .from(challenges)
        .where(inArray(challenges.status, [...OPEN]))
        .limit(1);
      return row !== undefined;
    },
    async freezeEntry(entryId, challengeId) {
      const row = await read(challengeId);
      if (row === undefined) throw noChallenge();
      const entry = await store.get(entryId);
      if (entry === undefined) {
        throw new AppError('not-found', 'No published entry has this id', {
          fields: [{ path: 'entryId', message: 'is the id of no published entry' }],
        });
      }
      const { results } = await matcher.match(requestOf(row, MOST_RESULTS), tellingOf(row));
      const found = results.find(({ id }) => id === entryId);
      if (found) return found;
      const { city, country } = placeOf(entry);
      return {
        id: entry.id,
        kind: entry.kind,
        title: titleOf(entry),
        summary: summaryOf(entry),
        score: 0,
        band: 'low',
        reasons: [],
        highlights: [],
        components: { keyword: 0, semantic: 0, context: 0 },
        sectors: entry.body.sectors,
        ...(city !== '' && { city }),
        country,
        ...(entry.kind === 'case-study' && entry.body.year !== null && { year: entry.body.year }),
        verified: entry.body.verified,
        ...(entry.body.sourceUrl !== null && { sourceUrl: entry.body.sourceUrl }),
        evidence: [],
      };
    },
  };
}

function requestOf(row: ChallengeRow, limit: number): MatchRequest {
  return matchRequestSchema.parse({
    statement: row.statement,
    title: row.title,
    city: {
      name: row.cityName,
      country: row.country,
      ...(row.population !== null && { population: row.population }),
      ...(row.climate !== null && { climate: row.climate }),
    },
    ...(row.sectors.length > 0 && { sectors: row.sectors }),
    language: row.language,
    limit,
  });
}

/** Reviewers read English; the city is told in its own language. Whose turn it was among equals stays so. */
function tellingOf(row: ChallengeRow): Telling {
  return { also: asLanguage(row.language), on: row.submittedAt };
}

/** SHA-256 (hex) over the published entries and their content. */
function versionOf(hashes: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [id, content] of [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${id}:${content}\n`);
  return hash.digest('hex');
}

type MatchRow = typeof matches.$inferSelect;

/** Whether a person has done something with a match: then it stays as it is. */
function isTouched({ status, origin, reasons, note }: MatchRow): boolean {
  return status !== 'proposed' || origin === 'staff' || reasons !== null || note !== '';
}

/** What an entry's match rests on: the same again needs no new row. */
function sameMatch({ frozen }: MatchRow, result: MatchResult): boolean {
  // Rows of before do not say what language their entry is in.
  const { language: _, ...before } = result;
  // jsonb keeps keys in an order of its own.
  const held = canonicalJson(frozen);
  return held === canonicalJson(result) || held === canonicalJson(before);
}

async function keepProposal(
  tx: Database,
  challengeId: string,
  response: MatchResponse,
  madeFrom: { catalogueVersion: string; weights: MatchWeights },
): Promise<{ became: 'proposed' | 'unchanged' | 'closed'; news: ReadonlySet<string> }> {
  const [row] = await tx.select().from(challenges).where(eq(challenges.id, challengeId)).for('update');
  if (row === undefined || !OPEN.includes(row.status)) return { became: 'closed', news: new Set() };
  const held = await tx
    .select()
    .from(matches)
    .where(and(eq(matches.challengeId, challengeId), ne(matches.status, 'superseded')));
  const touched = held.filter(isTouched);
  const free = held.filter((match) => !isTouched(match));
  const results = response.results.filter(({ id }) => !touched.some(({ entryId }) => entryId === id));
  const keeps = (match: MatchRow) =>
    results.some((result) => result.id === match.entryId && sameMatch(match, result));
  const gone = free.filter((match) => !keeps(match));
  const news = results.filter((result) => !free.some((match) => match.entryId === result.id && keeps(match)));
  const [last] = await tx
    .select({ number: max(proposals.number) })
    .from(proposals)
    .where(eq(proposals.challengeId, challengeId));
  const number = (last?.number ?? 0) + 1;
  if (number > 1 && gone.length === 0 && news.length === 0) return { became: 'unchanged', news: new Set() };
  const proposalId = newId('pp');
  await tx.insert(proposals).values({
    id: proposalId,
    challengeId,
    number,
    model: response.model,
    ...madeFrom,
    language: response.language,
    confident: response.confident,
    concepts: response.concepts,
  });
  if (gone.length > 0) {
    const ids = gone.map(({ id }) => id);
    await tx
      .update(matches)
      .set({ status: 'superseded', updatedAt: new Date() })
      .where(inArray(matches.id, ids));
  }
  const after = Math.max(0, ...touched.map(({ position }) => position));
  for (const [index, result] of results.entries()) {
    const position = after + index + 1;
    const old = free.find((match) => match.entryId === result.id && keeps(match));
    if (old) await tx.update(matches).set({ position }).where(eq(matches.id, old.id));
    else {
      await tx.insert(matches).values({
        id: newId('ma'),
        challengeId,
        proposalId,
        entryId: result.id,
        origin: 'engine',
        position,
        score: result.score,
        band: result.band,
        frozen: result,
      });
    }
  }
  await tx.delete(approvals).where(eq(approvals.challengeId, challengeId));
  const now = new Date();
  await tx
    .update(challenges)
    .set({ status: 'proposed', proposedAt: row.proposedAt ?? now, version: row.version + 1, updatedAt: now })
    .where(eq(challenges.id, challengeId));
  await recordAudit(tx, {
    actor: { kind: 'system', name: 'matching' },
    action: 'challenge.proposed',
    subject: { kind: 'challenge', id: challengeId },
    before: { status: row.status },
    after: {
      status: 'proposed',
      proposal: number,
      confident: response.confident,
      added: news.length,
      taken: gone.length,
    },
  });
  return {
    became: 'proposed',
    news: new Set(news.map(({ id }) => id).filter((id) => !free.some(({ entryId }) => entryId === id))),
  };
}
