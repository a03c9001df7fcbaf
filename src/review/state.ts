import { createHash } from 'node:crypto';
import { and, asc, eq, ne } from 'drizzle-orm';
import { z } from 'zod';
import { approvals, type challenges, matches } from '../db/schema.js';
import type { Database } from '../db/types.js';

type ChallengeRow = typeof challenges.$inferSelect;

/** What reviewers can change of a challenge; equal states are equal answers. */
export interface AnswerState {
  challenge: Record<string, unknown>;
  /** By id; superseded ones are left out. */
  matches: Record<string, Record<string, unknown>>;
}

/** Fields that differ, with their values in one of two states; a match that is not there is null. */
export interface StateDifference {
  challenge: Record<string, unknown>;
  matches: Record<string, Record<string, unknown> | null>;
}

/** The state as it stands in the transaction. */
export async function readState(tx: Database, row: ChallengeRow): Promise<AnswerState> {
  const held = await tx
    .select()
    .from(matches)
    .where(and(eq(matches.challengeId, row.id), ne(matches.status, 'superseded')))
    .orderBy(asc(matches.id));
  const approved = await tx
    .select({ personId: approvals.personId })
    .from(approvals)
    .where(eq(approvals.challengeId, row.id))
    .orderBy(asc(approvals.personId));
  const { status, note, assignedTo, approvalsNeeded, sectors, endReason } = row;
  return {
    challenge: {
      status,
      note,
      assignedTo,
      approvalsNeeded,
      sectors,
      endReason,
      approvals: approved.map(({ personId }) => personId),
    },
    matches: Object.fromEntries(
      held.map((match) => [
        match.id,
        {
          entryId: match.entryId,
          status: match.status,
          position: match.position,
          reasons: match.reasons,
          note: match.note,
          rejectionReason: match.rejectionReason,
          rejectionNote: match.rejectionNote,
        },
      ]),
    ),
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function fieldsThatDiffer(
  of: Record<string, unknown>,
  other: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(of).filter(([key, value]) => !same(value, other[key])));
}

/** What differs, as it is in `of`; undefined where nothing does. */
export function difference(of: AnswerState, other: AnswerState): StateDifference | undefined {
  const changed: StateDifference['matches'] = {};
  for (const id of new Set([...Object.keys(of.matches), ...Object.keys(other.matches)])) {
    const here = of.matches[id];
    const there = other.matches[id];
    if (here === undefined) changed[id] = null;
    else if (there === undefined) changed[id] = here;
    else if (!same(here, there)) changed[id] = fieldsThatDiffer(here, there);
  }
  const challenge = fieldsThatDiffer(of.challenge, other.challenge);
  if (Object.keys(challenge).length === 0 && Object.keys(changed).length === 0) return undefined;
  return { challenge, matches: changed };
}

/** Texts of people, which may name somebody: the record keeps that they changed, not what they say. */
const TEXTS = new Set(['note', 'rejectionNote', 'reasons']);

/** A difference as the record keeps it: texts as a digest and their length. */
export function forRecord(changed: StateDifference): StateDifference {
  return {
    challenge: withoutTexts(changed.challenge),
    matches: Object.fromEntries(
      Object.entries(changed.matches).map(([id, fields]) => [id, fields && withoutTexts(fields)]),
    ),
  };
}

/** The same for a whole state: what replaying the record must come to. */
export function stateForRecord({ challenge, matches: held }: AnswerState): AnswerState {
  return {
    challenge: withoutTexts(challenge),
    matches: Object.fromEntries(Object.entries(held).map(([id, fields]) => [id, withoutTexts(fields)])),
  };
}

function withoutTexts(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, TEXTS.has(key) ? digest(value) : value]),
  );
}

function digest(value: unknown): unknown {
  if (value === null || value === '') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `${createHash('sha256').update(text).digest('hex').slice(0, 12)} (${text.length} characters)`;
}

const fields = z.record(z.string(), z.unknown());
export const differenceSchema = z.object({
  challenge: fields,
  matches: z.record(z.string(), fields.nullable()),
});
