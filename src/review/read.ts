import { and, asc, desc, eq, inArray, max, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Asker } from '../access.js';
import { promisedHours } from '../challenges/clock.js';
import { DISMISSAL_REASONS, END_REASONS } from '../challenges/contract.js';
import { codeOf, noChallenge } from '../challenges/read.js';
import type { ServiceLevel } from '../config.js';
import { approvals, audit, challenges, entries, matches, messages, people, proposals } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { matchResultSchema, reasonSchema } from '../matching/contract.js';
import { type ChallengeRow, holderOf, personOf } from './change.js';
import { type QueueItem, REJECTION_REASONS, type ReviewChallenge, type ReviewMatch } from './contract.js';
import { lastStep } from './undo.js';

const HOUR_MS = 3_600_000;

/** When the next promise falls due: the first answer, then the publication. */
function dueAt({ submittedAt, firstAnswerAt }: ChallengeRow, level: ServiceLevel): Date {
  const hours = promisedHours(firstAnswerAt === null ? 'answer' : 'publication', level);
  return new Date(submittedAt.getTime() + hours * HOUR_MS);
}

const isOpen = ({ status }: ChallengeRow) => status === 'received' || status === 'proposed';

/** Id of the last event: what is read after it shows everything up to it. */
export async function lastEventId(db: Database): Promise<number> {
  const [row] = await db.select({ id: max(audit.id) }).from(audit);
  return row?.id ?? 0;
}

/** Names of people by id. */
async function namesOf(db: Database, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const rows = await db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, known));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Lines of the queue for these challenges, in their order, with a fixed number of queries. */
export async function itemsOf(
  db: Database,
  rows: readonly ChallengeRow[],
  level: ServiceLevel,
  at: Date,
): Promise<QueueItem[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const count = sql<number>`count(*)::int`;
  const [counts, approved, asked, names] = await Promise.all([
    db
      .select({ id: matches.challengeId, status: matches.status, band: matches.band, count })
      .from(matches)
      .where(and(inArray(matches.challengeId, ids), ne(matches.status, 'superseded')))
      .groupBy(matches.challengeId, matches.status, matches.band),
    db
      .select({ id: approvals.challengeId, count })
      .from(approvals)
      .where(inArray(approvals.challengeId, ids))
      .groupBy(approvals.challengeId),
    db
      .select({ id: messages.challengeId, kind: messages.kind, last: max(messages.createdAt), count })
      .from(messages)
      .where(and(inArray(messages.challengeId, ids), ne(messages.kind, 'internal')))
      .groupBy(messages.challengeId, messages.kind),
    namesOf(db, [...rows.map((row) => row.claimedBy), ...rows.map((row) => row.assignedTo)]),
  ]);
  return rows.map((row) => {
    const of = (wanted: (one: (typeof counts)[number]) => boolean) =>
      counts.filter((one) => one.id === row.id && wanted(one)).reduce((sum, one) => sum + one.count, 0);
    const said = (kind: string) => asked.find((one) => one.id === row.id && one.kind === kind)?.count ?? 0;
    const due = dueAt(row, level);
    const holder = holderOf(row, at);
    return {
      id: row.id,
      version: row.version,
      status: row.status,
      title: row.title,
      city: row.cityName,
      country: row.country,
      sectors: row.sectors,
      submittedAt: row.submittedAt.toISOString(),
      dueAt: due.toISOString(),
      late: isOpen(row) && due < at,
      matches: {
        proposed: of(({ status }) => status === 'proposed'),
        approved: of(({ status }) => status === 'approved'),
        rejected: of(({ status }) => status === 'rejected'),
        high: of(({ status, band }) => status === 'proposed' && band === 'high'),
      },
      approvals: approved.find((one) => one.id === row.id)?.count ?? 0,
      approvalsNeeded: row.approvalsNeeded,
      questions: Math.max(0, said('question') - said('answer')),
      ...(holder !== undefined && {
        claimedBy: { id: holder, name: names.get(holder) ?? '' },
        claimedUntil: row.claimedUntil?.toISOString(),
      }),
      ...(row.assignedTo !== null && {
        assignedTo: { id: row.assignedTo, name: names.get(row.assignedTo) ?? '' },
      }),
    };
  });
}

/** A challenge under review, whole. Contact data are for staff. @throws AppError `not-found`. */
export async function readReview(
  db: Database,
  id: string,
  level: ServiceLevel,
  at: Date,
  asker: Asker,
): Promise<ReviewChallenge> {
  const person = personOf(asker);
  const event = await lastEventId(db);
  const [row] = await db.select().from(challenges).where(eq(challenges.id, id));
  if (row === undefined) throw noChallenge();
  const [items, held, proposal, given, said, step] = await Promise.all([
    itemsOf(db, [row], level, at),
    db
      .select()
      .from(matches)
      .where(and(eq(matches.challengeId, id), ne(matches.status, 'superseded')))
      .orderBy(asc(sql`(${matches.status} = 'rejected')`), asc(matches.position), asc(matches.id)),
    db.select().from(proposals).where(eq(proposals.challengeId, id)).orderBy(desc(proposals.number)).limit(1),
    db.select().from(approvals).where(eq(approvals.challengeId, id)).orderBy(asc(approvals.createdAt)),
    db
      .select()
      .from(messages)
      .where(eq(messages.challengeId, id))
      .orderBy(asc(messages.createdAt), asc(messages.id)),
    lastStep(db, id, person.id),
  ]);
  const [item] = items;
  if (item === undefined) throw noChallenge();
  const last = proposal[0];
  return {
    ...item,
    statement: row.statement,
    outcome: row.outcome,
    tried: row.tried,
    ...(row.population !== null && { population: row.population }),
    ...(row.climate !== null && { climate: row.climate }),
    budget: row.budget,
    timeframe: row.timeframe,
    language: row.language,
    disclosure: row.disclosure,
    ...(person.role !== 'reviewer' &&
      row.contactEmail !== null && { contact: { name: row.contactName ?? '', email: row.contactEmail } }),
    note: row.note,
    endReason: codeOf(END_REASONS, row.endReason),
    ...(last && {
      proposal: {
        number: last.number,
        model: last.model,
        catalogueVersion: last.catalogueVersion,
        confident: last.confident,
        concepts: z.array(z.object({ id: z.string(), label: z.string() })).parse(last.concepts),
        at: last.createdAt.toISOString(),
      },
    }),
    matchList: await reviewMatches(db, held),
    approvedBy: given.map(({ personId, personName }) => ({ id: personId, name: personName })),
    messageList: said.map((one) => ({
      id: one.id,
      kind: one.kind,
      ...(one.matchId !== null && { matchId: one.matchId }),
      from: one.actorName,
      text: one.text,
      at: one.createdAt.toISOString(),
    })),
    ...(step && row.status === 'proposed' && { undo: { action: step.action } }),
    ...(row.publishedAt !== null && { publishedAt: row.publishedAt.toISOString() }),
    ...(row.firstAnswerAt !== null && { firstAnswerAt: row.firstAnswerAt.toISOString() }),
    lastEventId: event,
  };
}

async function reviewMatches(db: Database, held: (typeof matches.$inferSelect)[]): Promise<ReviewMatch[]> {
  if (held.length === 0) return [];
  const entryIds = held.map(({ entryId }) => entryId);
  const [there, names] = await Promise.all([
    db
      .select({ id: entries.id })
      .from(entries)
      .where(and(inArray(entries.id, entryIds), eq(entries.status, 'published'))),
    namesOf(
      db,
      held.map(({ decidedBy }) => decidedBy),
    ),
  ]);
  return held.map((match) => {
    const shown = matchResultSchema.parse(match.frozen);
    return {
      id: match.id,
      entryId: match.entryId,
      version: match.version,
      status: match.status,
      origin: match.origin,
      position: match.position,
      band: match.band,
      shown,
      reasons: match.reasons === null ? shown.reasons : z.array(reasonSchema).parse(match.reasons),
      edited: match.reasons !== null,
      note: match.note,
      rejectionReason: codeOf(REJECTION_REASONS, match.rejectionReason),
      rejectionNote: match.rejectionNote,
      ...(match.decidedBy !== null && {
        decidedBy: { id: match.decidedBy, name: names.get(match.decidedBy) ?? '' },
      }),
      decidedAt: match.decidedAt?.toISOString(),
      dismissal: codeOf(DISMISSAL_REASONS, match.dismissalReason),
      entryGone: !there.some(({ id }) => id === match.entryId),
    };
  });
}
