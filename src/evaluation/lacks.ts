import { and, count, desc, eq, gt, inArray, isNull, ne, notInArray, or, sql } from 'drizzle-orm';
import { challenges, matches, proposals } from '../db/schema.js';
import type { Database } from '../db/types.js';

/** Why it is said that nothing in the catalogue answers it. */
export type LackReason = 'judged' | 'nothing-fits' | 'rejected' | 'dismissed' | 'ended';

/** A statement without a good answer. */
export interface Lack {
  /** Of the challenge, or of the judgment. */
  id: string;
  reason: LackReason;
  /** Title of a challenge, empty once it is erased; text of a judged statement. */
  title: string;
  city: string;
  country: string | null;
  sectors: string[];
  /** When the challenge was submitted; absent for a judged statement. */
  at?: Date;
}

/** Challenges looked at, newest first. */
const MOST = 500;
/** Ends that say nothing of the catalogue. */
const NOT_ABOUT_IT = ['not-a-city', 'duplicate', 'spam', 'answered', 'no-reply'];
/** Ends without an answer that say something of it. */
const WITHOUT_ANSWER = ['out-of-scope', 'solved-otherwise', 'other'];

/**
 * Challenges since then that got no good answer: told that nothing fits, every match rejected by staff or set aside by
 * the city, or ended without a match. One that has a match which was approved and is wanted is not among them.
 */
export async function challengesWithout(db: Database, since: Date): Promise<Lack[]> {
  const held = db
    .select({
      challengeId: matches.challengeId,
      total: count().as('total'),
      approved: sql<number>`count(*) filter (where ${matches.status} = 'approved')`.as('approved'),
      wanted:
        sql<number>`count(*) filter (where ${matches.status} = 'approved' and ${matches.dismissedAt} is null)`.as(
          'wanted',
        ),
      rejected: sql<number>`count(*) filter (where ${matches.status} = 'rejected')`.as('rejected'),
    })
    .from(matches)
    .where(ne(matches.status, 'superseded'))
    .groupBy(matches.challengeId)
    .as('held');
  const last = db
    .selectDistinctOn([proposals.challengeId], {
      challengeId: proposals.challengeId,
      confident: proposals.confident,
    })
    .from(proposals)
    .orderBy(proposals.challengeId, desc(proposals.number))
    .as('last');
  const rejected = and(gt(held.total, 0), eq(held.rejected, held.total));
  const ended = and(
    inArray(challenges.status, ['declined', 'closed']),
    inArray(challenges.endReason, WITHOUT_ANSWER),
  );
  const rows = await db
    .select({
      id: challenges.id,
      title: challenges.title,
      city: challenges.cityName,
      country: challenges.country,
      sectors: challenges.sectors,
      at: challenges.submittedAt,
      reason: sql<LackReason>`case when ${held.approved} > 0 then 'dismissed'
        when ${rejected} then 'rejected'
        when ${last.confident} = false then 'nothing-fits'
        else 'ended' end`,
    })
    .from(challenges)
    .leftJoin(held, eq(held.challengeId, challenges.id))
    .leftJoin(last, eq(last.challengeId, challenges.id))
    .where(
      and(
        gt(challenges.submittedAt, since),
        notInArray(challenges.status, ['received', 'withdrawn']),
        or(isNull(challenges.endReason), notInArray(challenges.endReason, NOT_ABOUT_IT)),
        or(isNull(held.wanted), eq(held.wanted, 0)),
        or(gt(held.approved, 0), rejected, eq(last.confident, false), ended),
      ),
    )
    .orderBy(desc(challenges.submittedAt), desc(challenges.id))
    .limit(MOST);
  return rows;
}

/** What is lacking in one sector. */
export interface LackGroup {
  /** Id of the sector; `none` where it is not told. */
  sector: string;
  lacks: Lack[];
}

/** By sector, most lacking first; what is about several stands in each. Pure. */
export function groupBySector(lacks: readonly Lack[]): LackGroup[] {
  const groups = new Map<string, Lack[]>();
  for (const lack of lacks) {
    for (const sector of lack.sectors.length > 0 ? lack.sectors : ['none'])
      groups.set(sector, [...(groups.get(sector) ?? []), lack]);
  }
  return [...groups]
    .map(([sector, own]) => ({ sector, lacks: own }))
    .sort(
      (a, b) =>
        Number(a.sector === 'none') - Number(b.sector === 'none') ||
        b.lacks.length - a.lacks.length ||
        a.sector.localeCompare(b.sector),
    );
}
