import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, type SQL } from 'drizzle-orm';
import type { Actor } from '../access.js';
import { disclosedTextOf } from '../challenges/disclosure.js';
import { codeOf, waitsFor } from '../challenges/read.js';
import { challenges, introductions, matches, outcomeReports } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { readKeyset, writeKeyset } from '../keyset.js';
import { matchResultSchema } from '../matching/contract.js';
import {
  INTRODUCTION_END_REASONS,
  type Introduction,
  type IntroductionList,
  type IntroductionQuery,
  type Side,
} from './contract.js';

export type IntroductionRow = typeof introductions.$inferSelect;
export type ChallengeRow = typeof challenges.$inferSelect;
type ReportRow = typeof outcomeReports.$inferSelect;

/** Whose eyes see it: each side sees what it may, staff everything. */
export type Viewer = Side | 'staff';

export function viewerOf(actor: Actor): Viewer {
  if (actor.kind === 'provider') return 'provider';
  return actor.kind === 'city' ? 'city' : 'staff';
}

/** @throws AppError `not-found`. */
export function noIntroduction(): AppError {
  return new AppError('not-found', 'There is no introduction of this id');
}

/** Title of the entry as it was shown to the city. */
export async function entryTitles(db: Database, matchIds: readonly string[]): Promise<Map<string, string>> {
  if (matchIds.length === 0) return new Map();
  const rows = await db
    .select({ id: matches.id, frozen: matches.frozen })
    .from(matches)
    .where(inArray(matches.id, [...matchIds]));
  return new Map(rows.map(({ id, frozen }) => [id, matchResultSchema.parse(frozen).title]));
}

/** @throws AppError `not-found`. */
export async function readIntroduction(db: Database, id: string, viewer: Viewer): Promise<Introduction> {
  const [found] = await db
    .select({ row: introductions, challenge: challenges })
    .from(introductions)
    .innerJoin(challenges, eq(challenges.id, introductions.challengeId))
    .where(eq(introductions.id, id));
  if (found === undefined) throw noIntroduction();
  const [made] = await withReports(db, [found], viewer);
  if (made === undefined) throw noIntroduction();
  return made;
}

async function withReports(
  db: Database,
  found: readonly { row: IntroductionRow; challenge: ChallengeRow }[],
  viewer: Viewer,
): Promise<Introduction[]> {
  const ids = found.map(({ row }) => row.id);
  if (ids.length === 0) return [];
  const [reports, titles] = await Promise.all([
    db
      .select()
      .from(outcomeReports)
      .where(inArray(outcomeReports.introductionId, ids))
      .orderBy(asc(outcomeReports.createdAt), asc(outcomeReports.id)),
    entryTitles(
      db,
      found.map(({ row }) => row.matchId),
    ),
  ]);
  return found.map(({ row, challenge }) =>
    shownTo(viewer, {
      row,
      challenge,
      entryTitle: titles.get(row.matchId) ?? row.entryId,
      reports: reports.filter(({ introductionId }) => introductionId === row.id),
    }),
  );
}

/** Which side wrote a report. */
function sideOf(reportedBy: string): 'city' | 'provider' | 'secretariat' {
  const kind = reportedBy.split(':', 1)[0];
  return kind === 'city' || kind === 'provider' ? kind : 'secretariat';
}

/** What this viewer may see: addresses once they are introduced, notes only their own. */
function shownTo(
  viewer: Viewer,
  about: { row: IntroductionRow; challenge: ChallengeRow; entryTitle: string; reports: readonly ReportRow[] },
): Introduction {
  const { row, challenge, entryTitle, reports } = about;
  const met = row.introducedAt !== null;
  const { contactName, contactEmail } = challenge;
  const { providerName, providerEmail } = row;
  const cityContact = contactEmail !== null && (met || viewer === 'staff');
  const providerContact = providerEmail !== null && (met || viewer === 'staff');
  const disclosed = disclosedTextOf(challenge);
  const text = viewer === 'provider' ? disclosed : { title: challenge.title, statement: challenge.statement };
  const endReason = codeOf(INTRODUCTION_END_REASONS, row.endReason);
  return {
    id: row.id,
    ...(viewer !== 'provider' && { challengeId: row.challengeId }),
    matchId: row.matchId,
    entryId: row.entryId,
    entryTitle,
    status: row.status,
    waitsFor: waitsFor(row),
    version: row.version,
    ...(row.outcome !== null && { outcome: row.outcome }),
    // The city is not told why the other side did not want it.
    ...(endReason && (viewer !== 'city' || row.status !== 'declined') && { endReason }),
    ...(viewer === 'staff' && row.endNote !== '' && { endNote: row.endNote }),
    message: row.message,
    city: {
      name: challenge.cityName,
      country: challenge.country,
      ...(viewer !== 'provider' && { language: challenge.language }),
      ...(cityContact && { contact: { name: contactName ?? challenge.cityName, email: contactEmail } }),
    },
    ...(text && { challenge: text }),
    ...(viewer === 'staff' && { disclosure: challenge.disclosure }),
    ...(viewer === 'staff' && disclosed && { disclosed }),
    ...(providerContact && { provider: { name: providerName ?? entryTitle, email: providerEmail } }),
    requestedAt: row.requestedAt.toISOString(),
    ...(row.invitedAt !== null && { invitedAt: row.invitedAt.toISOString() }),
    ...(row.introducedAt !== null && { introducedAt: row.introducedAt.toISOString() }),
    ...(row.nextDueAt !== null && { nextDueAt: row.nextDueAt.toISOString() }),
    reports: reports.map(({ outcome, reason, note, reportedBy, createdAt }) => {
      const by = sideOf(reportedBy);
      const why = codeOf(INTRODUCTION_END_REASONS, reason);
      return {
        outcome,
        ...(why && { reason: why }),
        note: viewer === 'staff' || viewer === by ? note : '',
        by,
        at: createdAt.toISOString(),
      };
    }),
  };
}

const FILTERS: Record<IntroductionQuery['show'], SQL | undefined> = {
  waiting: and(eq(introductions.status, 'requested'), isNull(introductions.invitedAt)),
  invited: and(eq(introductions.status, 'requested'), isNotNull(introductions.invitedAt)),
  introduced: eq(introductions.status, 'introduced'),
  over: inArray(introductions.status, ['declined', 'expired', 'ended']),
  all: undefined,
};

/** A page of staff's list: what has waited longest first. */
export async function listIntroductions(db: Database, query: IntroductionQuery): Promise<IntroductionList> {
  const { challengeId, cursor, limit } = query;
  const filter = and(
    FILTERS[query.show],
    challengeId === undefined ? undefined : eq(introductions.challengeId, challengeId),
  );
  const found = await db
    .select({ row: introductions, challenge: challenges })
    .from(introductions)
    .innerJoin(challenges, eq(challenges.id, introductions.challengeId))
    .where(and(filter, cursor === undefined ? undefined : afterCursor(cursor)))
    .orderBy(asc(introductions.requestedAt), asc(introductions.id))
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1)?.row;
  return {
    introductions: await withReports(db, page, 'staff'),
    total: await db.$count(introductions, filter),
    ...(found.length > limit &&
      last && {
        nextCursor: writeKeyset({ at: last.requestedAt, id: last.id }),
      }),
  };
}

function afterCursor(cursor: string): SQL | undefined {
  const { at, id } = readKeyset(cursor);
  return or(
    gt(introductions.requestedAt, at),
    and(eq(introductions.requestedAt, at), gt(introductions.id, id)),
  );
}

/** Whom staff wrote to about this entry last. */
export async function lastContactOf(
  db: Database,
  entryId: string,
): Promise<{ name: string; email: string } | undefined> {
  const [row] = await db
    .select({ name: introductions.providerName, email: introductions.providerEmail })
    .from(introductions)
    .where(and(eq(introductions.entryId, entryId), isNotNull(introductions.providerEmail)))
    .orderBy(desc(introductions.requestedAt))
    .limit(1);
  return row?.email == null ? undefined : { name: row.name ?? '', email: row.email };
}
