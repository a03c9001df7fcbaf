import { and, asc, eq } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import type { Proposer } from '../challenges/propose.js';
import type { ServiceLevel } from '../config.js';
import { challenges, people } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { type ChangeDeps, change, holderOf, LEASE_MS, lock, personOf, refuseTaken } from './change.js';
import type { ReviewService } from './contract.js';
import { add, approve, decide, editChallenge, editMatch, order } from './decisions.js';
import { watchEvents } from './events.js';
import { end, publish, reopen, say } from './publish.js';
import { readQueue } from './queue.js';
import { readReview } from './read.js';
import { undo } from './undo.js';

export interface ReviewDeps {
  db: Database;
  proposer: Pick<Proposer, 'freezeEntry'>;
  config: { serviceLevel: ServiceLevel };
  nudge: () => void;
  now?: () => Date;
}

/** The review of challenges over the database. */
export function createReviewService(given: ReviewDeps): ReviewService {
  const deps = { ...given, now: given.now ?? (() => new Date()) };
  const { db, config, now } = deps;
  const get = (id: string, asker: Asker) => readReview(db, id, config.serviceLevel, now(), asker);
  const then = async (done: Promise<void>, id: string, asker: Asker) => {
    await done;
    return get(id, asker);
  };
  const service: ReviewService = {
    queue: (query, asker) => readQueue(db, query, config.serviceLevel, now(), asker),
    get,
    claim: (id, asker) => then(claim(deps, id, asker), id, asker),
    release: (id, asker) => then(release(deps, id, asker), id, asker),
    assign: (id, { personId }, asker) => then(assign(deps, id, personId, asker), id, asker),
    decide: (id, body, asker) => then(decide(deps, id, body, asker), id, asker),
    order: (id, body, asker) => then(order(deps, id, body, asker), id, asker),
    add: (id, body, asker) => then(add(deps, id, body, asker), id, asker),
    editMatch: (id, matchId, body, asker) => then(editMatch(deps, id, matchId, body, asker), id, asker),
    edit: (id, body, asker) => then(editChallenge(deps, id, body, asker), id, asker),
    undo: (id, asker) => then(undo(deps, id, asker), id, asker),
    approve: (id, body, asker) => then(approve(deps, id, body, asker), id, asker),
    publish: (id, body, asker) => then(publish(deps, id, body, asker), id, asker),
    reopen: (id, body, asker) => then(reopen(deps, id, body, asker), id, asker),
    end: (id, body, asker) => then(end(deps, id, body, asker), id, asker),
    say: (id, body, asker) => then(say(deps, id, body, asker), id, asker),
    async bulk({ challengeIds, action }, asker) {
      const done: string[] = [];
      const refused: { id: string; why: string }[] = [];
      for (const id of new Set(challengeIds)) {
        try {
          if (action.do === 'assign') await assign(deps, id, action.personId, asker);
          else if (action.do === 'approve-high') await approveHigh(service, id, asker);
          else {
            const { version } = await get(id, asker);
            const { reason, note } = action;
            await end(deps, id, { version, as: 'declined', reason, note }, asker);
          }
          done.push(id);
        } catch (error) {
          if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
          refused.push({ id, why: error.message });
        }
      }
      return { done, refused };
    },
    reviewers: () =>
      db
        .select({ id: people.id, name: people.name })
        .from(people)
        .where(eq(people.disabled, false))
        .orderBy(asc(people.name)),
    watch: (sinceId, onEvent, signal) => watchEvents(db, sinceId, onEvent, signal),
  };
  return service;
}

/** Takes a challenge in hand; for who has it already, longer. Only the first time stands in the record. */
async function claim({ db, now }: ChangeDeps, id: string, asker: Asker): Promise<void> {
  const person = personOf(asker);
  await db.transaction(async (tx) => {
    const row = await lock(tx, id);
    const at = now();
    await refuseTaken(tx, row, person, at);
    const claimedUntil = new Date(at.getTime() + LEASE_MS);
    await tx.update(challenges).set({ claimedBy: person.id, claimedUntil }).where(eq(challenges.id, id));
    if (holderOf(row, at) !== undefined) return;
    await recordAudit(tx, {
      actor: person,
      action: 'challenge.claimed',
      subject: { kind: 'challenge', id },
      requestId: asker.requestId,
    });
  });
}

/** Lets a challenge go; for who does not have it, nothing happens. */
async function release({ db, now }: ChangeDeps, id: string, asker: Asker): Promise<void> {
  const person = personOf(asker);
  await db.transaction(async (tx) => {
    const row = await lock(tx, id);
    if (holderOf(row, now()) !== person.id) return;
    await tx.update(challenges).set({ claimedBy: null, claimedUntil: null }).where(eq(challenges.id, id));
    await recordAudit(tx, {
      actor: person,
      action: 'challenge.released',
      subject: { kind: 'challenge', id },
      requestId: asker.requestId,
    });
  });
}

/** Makes a challenge somebody's task. Reviewers may take one for themselves only. */
async function assign(deps: ChangeDeps, id: string, personId: string | null, asker: Asker): Promise<void> {
  const person = personOf(asker);
  if (person.role === 'reviewer' && personId !== null && personId !== person.id) {
    throw new AppError('forbidden', 'Giving a task to others is for the role staff; yours is reviewer');
  }
  await change(deps, id, asker, { action: 'challenge.assigned' }, async (tx) => {
    if (personId !== null) {
      const [found] = await tx
        .select({ id: people.id })
        .from(people)
        .where(and(eq(people.id, personId), eq(people.disabled, false)));
      if (found === undefined) {
        throw new AppError('bad-request', 'There is nobody of this id to give it to', {
          fields: [{ path: 'personId', message: 'is the id of nobody who may review' }],
        });
      }
    }
    await tx.update(challenges).set({ assignedTo: personId }).where(eq(challenges.id, id));
  });
}

/** Approves every undecided match of band high. */
async function approveHigh(service: ReviewService, id: string, asker: Asker): Promise<void> {
  const { matchList } = await service.get(id, asker);
  const strong = matchList.filter(({ status, band }) => status === 'proposed' && band === 'high');
  if (strong.length === 0) throw new AppError('conflict', 'No undecided match of it is strong');
  const decisions = strong.map((match) => ({
    matchId: match.id,
    version: match.version,
    decision: 'approve' as const,
    note: '',
  }));
  await service.decide(id, { decisions }, asker);
}
