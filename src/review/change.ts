import { and, desc, eq, notInArray } from 'drizzle-orm';
import type { Asker, Person } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { approvals, audit, challenges, matches, people, undoSteps } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import { difference, forRecord, readState } from './state.js';

export type ChallengeRow = typeof challenges.$inferSelect;
export type MatchRow = typeof matches.$inferSelect;

/** How long a challenge stays in hand after the last change. */
export const LEASE_MS = 5 * 60_000;

/** How a change is made. */
export interface ChangeOptions {
  action: `${string}.${string}`;
  /** Version of the challenge that it is based on, where it is based on one. */
  version?: number | undefined;
  /** Whether it changes what the city will get: then earlier approvals are void. */
  answer?: boolean;
  /** Whether its author can take it back. */
  undoable?: boolean;
  /** Whether the challenge is out of hand after it. */
  releases?: boolean;
  /** More for the record. */
  detail?: Record<string, unknown>;
}

export interface ChangeDeps {
  db: Database;
  nudge: () => void;
  now: () => Date;
}

/** @throws AppError `unauthenticated` for who is no person. */
export function personOf({ actor }: Asker): Person {
  if (actor.kind === 'person') return actor;
  throw new AppError('unauthenticated', 'Sign in to do this');
}

/**
 * Locks a challenge, checks lease and version, does the work, and writes what changed into the record: all or
 * nothing. A change that changes nothing leaves no trace.
 * @throws AppError `not-found`; `conflict` when somebody else has it in hand or was faster.
 */
export async function change(
  { db, nudge, now }: ChangeDeps,
  id: string,
  asker: Asker,
  options: ChangeOptions,
  work: (tx: Database, row: ChallengeRow) => Promise<void>,
): Promise<void> {
  const person = personOf(asker);
  await db.transaction(async (tx) => {
    const row = await lock(tx, id);
    const at = now();
    await refuseTaken(tx, row, person, at);
    if (options.version !== undefined && options.version !== row.version) throw await changedSince(tx, row);
    const before = await readState(tx, row);
    await work(tx, row);
    if (options.answer === true) await tx.delete(approvals).where(eq(approvals.challengeId, id));
    const [changed] = await tx
      .update(challenges)
      .set({
        version: row.version + 1,
        updatedAt: at,
        claimedBy: options.releases === true ? null : person.id,
        claimedUntil: options.releases === true ? null : new Date(at.getTime() + LEASE_MS),
      })
      .where(eq(challenges.id, id))
      .returning();
    const after = await readState(tx, changed ?? row);
    const was = difference(before, after);
    const is = difference(after, before);
    await recordAudit(tx, {
      actor: person,
      action: options.action,
      subject: { kind: 'challenge', id },
      before: was && forRecord(was),
      after: { ...(is && forRecord(is)), ...options.detail },
      requestId: asker.requestId,
    });
    if (options.undoable === true && was && is) {
      await tx.insert(undoSteps).values({
        id: newId('un'),
        challengeId: id,
        personId: person.id,
        action: options.action,
        steps: { was, is },
        createdAt: at,
      });
    }
  });
  nudge();
}

/** @throws AppError `not-found`. */
export async function lock(tx: Database, id: string): Promise<ChallengeRow> {
  const [row] = await tx.select().from(challenges).where(eq(challenges.id, id)).for('update');
  if (row === undefined) throw new AppError('not-found', 'There is no challenge of this id');
  return row;
}

/** Who has a challenge in hand now; an expired lease is nobody's. */
export function holderOf(row: ChallengeRow, at: Date): string | undefined {
  return row.claimedBy !== null && row.claimedUntil !== null && row.claimedUntil > at
    ? row.claimedBy
    : undefined;
}

export async function refuseTaken(tx: Database, row: ChallengeRow, person: Person, at: Date): Promise<void> {
  const holder = holderOf(row, at);
  if (holder === undefined || holder === person.id) return;
  const [who] = await tx.select({ name: people.name }).from(people).where(eq(people.id, holder));
  const until = row.claimedUntil?.toISOString().slice(11, 16) ?? '';
  throw new AppError('conflict', `${who?.name ?? 'Somebody else'} has this in hand until ${until} UTC`);
}

/** What stands in the record and changes nothing of the answer. */
const NO_CHANGE = ['challenge.claimed', 'challenge.released', 'challenge.exported'];
/** What somebody did, as a message tells it. */
const DONE: Record<string, string> = {
  'challenge.proposed': 'renewed the matches',
  'challenge.assigned': 'gave this as a task',
  'challenge.decided': 'decided matches',
  'challenge.ordered': 'put the matches in another order',
  'challenge.match-added': 'added a match',
  'challenge.match-edited': 'edited a match',
  'challenge.edited': 'edited the answer',
  'challenge.approved': 'approved the answer',
  'challenge.undone': 'took a change back',
  'challenge.published': 'published the answer',
  'challenge.reopened': 'reopened this',
  'challenge.declined': 'declined this',
  'challenge.closed': 'closed this',
  'challenge.answered': 'wrote to the city',
  'challenge.noted': 'wrote a note',
};

/** Somebody was faster: says who, with what. */
export async function changedSince(tx: Database, row: ChallengeRow): Promise<AppError> {
  const [last] = await tx
    .select()
    .from(audit)
    .where(and(eq(audit.challengeId, row.id), notInArray(audit.action, NO_CHANGE)))
    .orderBy(desc(audit.id))
    .limit(1);
  const who = last === undefined || last.actorName === '' ? 'Somebody' : last.actorName;
  const what = DONE[last?.action ?? ''] ?? 'changed this';
  return new AppError('conflict', `${who} ${what} meanwhile: look at it again; nothing of yours was saved`, {
    fields: [{ path: 'version', message: `is ${row.version} now` }],
  });
}

/**
 * A match of this challenge at this version.
 * @throws AppError `not-found`, `conflict`.
 */
export async function matchAt(
  tx: Database,
  row: ChallengeRow,
  matchId: string,
  version?: number,
): Promise<MatchRow> {
  const [match] = await tx
    .select()
    .from(matches)
    .where(and(eq(matches.id, matchId), eq(matches.challengeId, row.id)));
  if (match === undefined) throw new AppError('not-found', `This challenge has no match ${matchId}`);
  if (match.status === 'superseded') {
    throw new AppError('conflict', 'A newer proposal took the place of this match: look at it again');
  }
  if (version !== undefined && match.version !== version) throw await changedSince(tx, row);
  return match;
}
