import { and, asc, eq, max, ne } from 'drizzle-orm';
import type { z } from 'zod';
import type { Asker } from '../access.js';
import type { Proposer } from '../challenges/propose.js';
import { approvals, challenges, matches } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import { type ChallengeRow, type ChangeDeps, change, matchAt, personOf } from './change.js';
import type {
  addMatchSchema,
  decisionsSchema,
  editChallengeSchema,
  editMatchSchema,
  orderSchema,
} from './contract.js';

/** @throws AppError `conflict` where there is nothing to decide. */
export function refuseUnlessProposed(row: ChallengeRow): void {
  if (row.status === 'proposed') return;
  throw new AppError(
    'conflict',
    `This challenge is ${row.status}: it can be changed only while it is under review`,
  );
}

/** Approves, rejects or resets matches: all of them, or none. */
export function decide(
  deps: ChangeDeps,
  id: string,
  body: z.infer<typeof decisionsSchema>,
  asker: Asker,
): Promise<void> {
  for (const [index, { decision, reason }] of body.decisions.entries()) {
    if (decision === 'reject' && reason === undefined) {
      const path = `decisions.${index}.reason`;
      throw new AppError('bad-request', 'A rejection needs a reason', {
        fields: [{ path, message: 'is required with reject' }],
      });
    }
  }
  const person = personOf(asker);
  const options = { action: 'challenge.decided', answer: true, undoable: true } as const;
  return change(deps, id, asker, options, async (tx, row) => {
    refuseUnlessProposed(row);
    for (const { matchId, version, decision, reason, note } of body.decisions) {
      const match = await matchAt(tx, row, matchId, version);
      const rejected = decision === 'reject';
      await tx
        .update(matches)
        .set({
          status: decision === 'approve' ? 'approved' : rejected ? 'rejected' : 'proposed',
          rejectionReason: rejected ? (reason ?? null) : null,
          rejectionNote: rejected ? note : '',
          decidedBy: decision === 'reset' ? null : person.id,
          decidedAt: decision === 'reset' ? null : deps.now(),
          version: match.version + 1,
          updatedAt: deps.now(),
        })
        .where(eq(matches.id, matchId));
    }
  });
}

/** Puts the matches that are not rejected into another order; rejected ones come after. */
export function order(
  deps: ChangeDeps,
  id: string,
  body: z.infer<typeof orderSchema>,
  asker: Asker,
): Promise<void> {
  const options = {
    action: 'challenge.ordered',
    version: body.version,
    answer: true,
    undoable: true,
  } as const;
  return change(deps, id, asker, options, async (tx, row) => {
    refuseUnlessProposed(row);
    const held = await heldMatches(tx, id);
    const shown = held.filter(({ status }) => status !== 'rejected').map((match) => match.id);
    const given = new Set(body.matchIds);
    if (
      given.size !== body.matchIds.length ||
      shown.length !== given.size ||
      !shown.every((one) => given.has(one))
    ) {
      throw new AppError('bad-request', 'The order must name every match that is not rejected, once', {
        fields: [{ path: 'matchIds', message: `must name these ${shown.length}: ${shown.join(', ')}` }],
      });
    }
    const rejected = held.filter(({ status }) => status === 'rejected').map((match) => match.id);
    for (const [index, matchId] of [...body.matchIds, ...rejected].entries()) {
      await tx
        .update(matches)
        .set({ position: index + 1 })
        .where(eq(matches.id, matchId));
    }
  });
}

/** Adds an entry that staff found, approved by whoever adds it. */
export async function add(
  deps: ChangeDeps & { proposer: Pick<Proposer, 'freezeEntry'> },
  id: string,
  { entryId, note }: z.infer<typeof addMatchSchema>,
  asker: Asker,
): Promise<void> {
  const person = personOf(asker);
  const frozen = await deps.proposer.freezeEntry(entryId, id);
  const options = { action: 'challenge.match-added', answer: true, undoable: true } as const;
  await change(deps, id, asker, options, async (tx, row) => {
    refuseUnlessProposed(row);
    const held = await heldMatches(tx, id);
    if (held.some((match) => match.entryId === entryId)) {
      throw new AppError('conflict', 'This entry is among the matches already', {
        fields: [{ path: 'entryId', message: 'is among the matches already' }],
      });
    }
    const [last] = await tx
      .select({ position: max(matches.position) })
      .from(matches)
      .where(and(eq(matches.challengeId, id), ne(matches.status, 'superseded')));
    await tx.insert(matches).values({
      id: newId('ma'),
      challengeId: id,
      entryId,
      origin: 'staff',
      status: 'approved',
      position: (last?.position ?? 0) + 1,
      score: frozen.score,
      band: frozen.band,
      frozen,
      note,
      decidedBy: person.id,
      decidedAt: deps.now(),
    });
  });
}

/** Changes the words of a match's reasons, or what staff say of it. */
export function editMatch(
  deps: ChangeDeps,
  id: string,
  matchId: string,
  { version, reasons, note }: z.infer<typeof editMatchSchema>,
  asker: Asker,
): Promise<void> {
  const options = { action: 'challenge.match-edited', answer: true, undoable: true } as const;
  return change(deps, id, asker, options, async (tx, row) => {
    refuseUnlessProposed(row);
    const match = await matchAt(tx, row, matchId, version);
    await tx
      .update(matches)
      .set({
        ...(reasons !== undefined && { reasons }),
        ...(note !== undefined && { note }),
        version: match.version + 1,
        updatedAt: deps.now(),
      })
      .where(eq(matches.id, matchId));
  });
}

/** Changes the note to the city, the sectors, or how many must approve. */
export function editChallenge(
  deps: ChangeDeps,
  id: string,
  { version, ...fields }: z.infer<typeof editChallengeSchema>,
  asker: Asker,
): Promise<void> {
  const options = { action: 'challenge.edited', version, answer: true, undoable: true } as const;
  const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return change(deps, id, asker, options, async (tx, row) => {
    refuseUnlessProposed(row);
    if (Object.keys(set).length > 0) await tx.update(challenges).set(set).where(eq(challenges.id, id));
  });
}

/** One of the approvals that an answer needs. */
export function approve(
  deps: ChangeDeps,
  id: string,
  { version }: { version: number },
  asker: Asker,
): Promise<void> {
  const person = personOf(asker);
  return change(deps, id, asker, { action: 'challenge.approved', version }, async (tx, row) => {
    refuseUnlessProposed(row);
    await refuseUndecided(tx, id);
    await tx
      .insert(approvals)
      .values({ id: newId('ap'), challengeId: id, personId: person.id, personName: person.name })
      .onConflictDoNothing();
  });
}

/** Matches that still count, in order. */
export function heldMatches(tx: Database, id: string) {
  return tx
    .select()
    .from(matches)
    .where(and(eq(matches.challengeId, id), ne(matches.status, 'superseded')))
    .orderBy(asc(matches.position), asc(matches.id));
}

/** @throws AppError `conflict` as long as a match is undecided. */
export async function refuseUndecided(tx: Database, id: string): Promise<void> {
  const open = (await heldMatches(tx, id)).filter(({ status }) => status === 'proposed').length;
  if (open > 0)
    throw new AppError('conflict', `${open} ${open === 1 ? 'match is' : 'matches are'} still undecided`);
}
