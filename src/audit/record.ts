import { type Actor, actorKey } from '../access.js';
import { audit } from '../db/schema.js';
import type { Database } from '../db/types.js';

/** Something that was done. `before` and `after` must hold no personal data of a city. */
export interface AuditEvent {
  actor: Actor;
  /** What was done, as `challenge.published`: kind of subject, then a verb in the past. */
  action: `${string}.${string}`;
  subject: { kind: string; id: string };
  challengeId?: string | undefined;
  before?: unknown;
  after?: unknown;
  requestId?: string | undefined;
}

/** Writes what was done into the record, in the transaction that does it. */
export async function recordAudit(tx: Database, ...events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.insert(audit).values(
    events.map(({ actor, action, subject, challengeId, before, after, requestId }) => ({
      actor: actorKey(actor),
      actorName: actor.kind === 'person' ? actor.name : '',
      action,
      subjectKind: subject.kind,
      subjectId: subject.id,
      challengeId: challengeId ?? (subject.kind === 'challenge' ? subject.id : undefined),
      before,
      after,
      requestId,
    })),
  );
}
