import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Asker } from '../access.js';
import { canonicalJson } from '../canonical-json.js';
import { challenges, MATCH_STATUSES, matches, undoSteps } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { reasonSchema } from '../matching/contract.js';
import { type ChangeDeps, change, personOf } from './change.js';
import { refuseUnlessProposed } from './decisions.js';
import { differenceSchema, readState } from './state.js';

const stepsSchema = z.object({ was: differenceSchema, is: differenceSchema });
const challengeFields = z
  .object({
    note: z.string(),
    assignedTo: z.string().nullable(),
    approvalsNeeded: z.int(),
    sectors: z.array(z.string()),
  })
  .partial();
const matchFields = z
  .object({
    status: z.enum(MATCH_STATUSES),
    position: z.int(),
    reasons: z.array(reasonSchema).nullable(),
    note: z.string(),
    rejectionReason: z.string().nullable(),
    rejectionNote: z.string(),
  })
  .partial();

/** The last change of this person that could be taken back, if any. */
export async function lastStep(db: Database, challengeId: string, personId: string) {
  const [step] = await db
    .select()
    .from(undoSteps)
    .where(
      and(
        eq(undoSteps.challengeId, challengeId),
        eq(undoSteps.personId, personId),
        isNull(undoSteps.undoneAt),
      ),
    )
    .orderBy(desc(undoSteps.createdAt), desc(undoSteps.id))
    .limit(1);
  return step;
}

/**
 * Takes back the asker's last change: every field gets the value it had before.
 * @throws AppError `conflict` when there is none, or one of these fields was changed since.
 */
export function undo(deps: ChangeDeps, id: string, asker: Asker): Promise<void> {
  const person = personOf(asker);
  const options = { action: 'challenge.undone', answer: true } as const;
  return change(deps, id, asker, options, async (tx, row) => {
    refuseUnlessProposed(row);
    const step = await lastStep(tx, id, person.id);
    if (step === undefined) throw new AppError('conflict', 'There is nothing of yours to take back here');
    const { was, is } = stepsSchema.parse(step.steps);
    const state = await readState(tx, row);
    const moved = Object.entries(is.challenge).some(
      ([key, value]) => key !== 'approvals' && !same(state.challenge[key], value),
    );
    const others = Object.entries(is.matches).some(
      ([matchId, fields]) =>
        fields !== null &&
        Object.entries(fields).some(([key, value]) => !same(state.matches[matchId]?.[key], value)),
    );
    if (moved || others) {
      throw new AppError('conflict', 'This was changed again since: it cannot be taken back any more');
    }
    const set = challengeFields.parse(was.challenge);
    if (Object.keys(set).length > 0) await tx.update(challenges).set(set).where(eq(challenges.id, id));
    for (const [matchId, fields] of Object.entries(was.matches)) {
      if (fields === null) {
        await tx.update(matches).set({ status: 'superseded' }).where(eq(matches.id, matchId));
        continue;
      }
      const back = matchFields.parse(fields);
      const [match] = await tx.select().from(matches).where(eq(matches.id, matchId));
      if (match === undefined)
        throw new AppError('conflict', 'A newer proposal took the place of this match');
      const undecided = back.status === 'proposed' ? { decidedBy: null, decidedAt: null } : {};
      await tx
        .update(matches)
        .set({ ...back, ...undecided, version: match.version + 1, updatedAt: deps.now() })
        .where(eq(matches.id, matchId));
    }
    await tx.update(undoSteps).set({ undoneAt: deps.now() }).where(eq(undoSteps.id, step.id));
  });
}

// jsonb keeps keys in an order of its own.
const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
