import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, gt, isNotNull } from 'drizzle-orm';
import { audit } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { ReviewEvent } from './contract.js';

/** How often the record is read while somebody watches. */
const POLL_MS = 1_000;
/** A lower id may be committed after a higher one: so many ids back are read again. */
const OVERLAP = 50;
const MOST_EVENTS = 500;

/** Tells each event after an id, in order, until the signal aborts: over several processes, since it reads the record. */
export async function watchEvents(
  db: Database,
  sinceId: number,
  onEvent: (event: ReviewEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let last = sinceId;
  const told = new Set<number>();
  while (!signal.aborted) {
    const rows = await db
      .select()
      .from(audit)
      .where(and(gt(audit.id, Math.max(sinceId, last - OVERLAP)), isNotNull(audit.challengeId)))
      .orderBy(asc(audit.id))
      .limit(MOST_EVENTS);
    for (const { id, challengeId, action, actor, actorName } of rows) {
      if (signal.aborted || told.has(id) || challengeId === null) continue;
      told.add(id);
      last = Math.max(last, id);
      onEvent({ id, challengeId, action, by: actorName, byId: personIn(actor) });
    }
    for (const id of told) if (id < last - 2 * OVERLAP) told.delete(id);
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** The person's id of an actor; empty for all others. */
const personIn = (actor: string) => (actor.startsWith('person:') ? actor.slice('person:'.length) : '');
