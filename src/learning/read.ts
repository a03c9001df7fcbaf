import { and, asc, gt, inArray, isNull, ne, notInArray, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { END_REASONS } from '../challenges/contract.js';
import { audit, challenges, introductions, matches, outcomeReports } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { matchRequestSchema } from '../matching/contract.js';
import { differenceSchema } from '../review/state.js';
import type {
  ChallengeRecord,
  IntroductionRecord,
  MatchFields,
  MatchRecord,
  RecordedEvent,
} from './record.js';

/** Challenges read at a time. */
const BATCH = 200;
/** What people do with an answer, in the record. */
const ACTIONS = [
  'challenge.decided',
  'challenge.ordered',
  'challenge.match-added',
  'challenge.match-edited',
  'challenge.edited',
  'challenge.undone',
  'challenge.reopened',
  'challenge.approved',
  'challenge.published',
];

/** What was closed for one of these was no challenge of its own. */
const NO_CHALLENGE: (typeof END_REASONS)[number][] = ['not-a-city', 'out-of-scope', 'duplicate', 'spam'];

type ChallengeRow = typeof challenges.$inferSelect;

/**
 * What is on record of every challenge that may be learnt from: its answer is published, its city agreed that it may
 * help to improve matching, and nothing of it was withdrawn or erased. Nothing is kept of it.
 */
export async function* readRecords(db: Database): AsyncGenerator<ChallengeRecord[]> {
  for (let last = ''; ; ) {
    const rows = await db
      .select()
      .from(challenges)
      .where(
        and(
          inArray(challenges.status, ['published', 'closed']),
          or(isNull(challenges.endReason), notInArray(challenges.endReason, NO_CHALLENGE)),
          isNull(challenges.erasedAt),
          sql`${challenges.consents} ->> 'reuse' = 'true'`,
          gt(challenges.id, last),
        ),
      )
      .orderBy(asc(challenges.id))
      .limit(BATCH);
    if (rows.length > 0) yield await recordsOf(db, rows);
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.id ?? '';
  }
}

async function recordsOf(db: Database, rows: readonly ChallengeRow[]): Promise<ChallengeRecord[]> {
  const ids = rows.map(({ id }) => id);
  const [held, events, introduced] = await Promise.all([
    db
      .select()
      .from(matches)
      .where(and(inArray(matches.challengeId, ids), ne(matches.status, 'superseded')))
      .orderBy(asc(matches.id)),
    db
      .select()
      .from(audit)
      .where(and(inArray(audit.challengeId, ids), inArray(audit.action, ACTIONS)))
      .orderBy(asc(audit.id)),
    introductionsOf(db, ids),
  ]);
  const byChallenge = <T extends { challengeId: string | null }>(all: readonly T[], id: string) =>
    all.filter(({ challengeId }) => challengeId === id);
  return rows.flatMap((row) => {
    const request = requestOf(row);
    if (request === undefined) return [];
    return {
      id: row.id,
      request,
      country: row.country,
      population: row.population,
      language: row.language.split('-', 1)[0] ?? row.language,
      matches: byChallenge(held, row.id).map(matchOf),
      events: byChallenge(events, row.id).flatMap(eventOf),
      introductions: byChallenge(introduced, row.id),
    };
  });
}

/** Without the city's name; nothing where the matcher would not take it. */
function requestOf(row: ChallengeRow): ChallengeRecord['request'] | undefined {
  return matchRequestSchema.safeParse({
    title: row.title,
    statement: row.statement,
    city: {
      country: row.country,
      ...(row.population !== null && { population: row.population }),
      ...(row.climate !== null && { climate: row.climate }),
    },
    ...(row.sectors.length > 0 && { sectors: row.sectors }),
    language: row.language,
    kinds: ['case-study', 'provider'],
  }).data;
}

function matchOf(row: typeof matches.$inferSelect): MatchRecord {
  const { id, entryId, status, position, dismissalReason: reason, dismissedAt: at } = row;
  const dismissal = reason !== null && at !== null ? { reason, at } : undefined;
  return { id, entryId, status, position, dismissal };
}

const fieldsSchema = z.object({
  status: z.string().optional(),
  position: z.number().optional(),
  rejectionReason: z.string().nullish(),
});

/** Nothing for what no person did. */
function eventOf({ actor, action, at, before, after }: typeof audit.$inferSelect): RecordedEvent[] {
  if (!actor.startsWith('person:')) return [];
  return [
    {
      person: actor.slice('person:'.length),
      action,
      at,
      before: fieldsOf(before),
      after: fieldsOf(after),
      changed: before !== null,
    },
  ];
}

function fieldsOf(difference: unknown): Record<string, MatchFields | null> {
  const { data } = differenceSchema.partial().safeParse(difference ?? {});
  return Object.fromEntries(
    Object.entries(data?.matches ?? {}).map(([id, fields]) => [
      id,
      fields === null ? null : (fieldsSchema.safeParse(fields).data ?? {}),
    ]),
  );
}

async function introductionsOf(
  db: Database,
  challengeIds: readonly string[],
): Promise<(IntroductionRecord & { challengeId: string })[]> {
  const rows = await db
    .select()
    .from(introductions)
    .where(inArray(introductions.challengeId, [...challengeIds]));
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const reports = await db
    .select()
    .from(outcomeReports)
    .where(inArray(outcomeReports.introductionId, ids))
    .orderBy(asc(outcomeReports.createdAt));
  return rows.map(({ id, challengeId, entryId, requestedAt }) => ({
    challengeId,
    entryId,
    requestedAt,
    reports: reports
      .filter(({ introductionId }) => introductionId === id)
      .map(({ outcome, reason, reportedBy: by, createdAt: at }) => ({ outcome, reason, by, at })),
  }));
}
