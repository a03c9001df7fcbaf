import { and, desc, eq } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { type Entry, entrySchema } from '../catalogue/entry.js';
import type { Places } from '../catalogue/places.js';
import { contentRowOf } from '../catalogue/stored-row.js';
import { audit, entries, entryDrafts, outbox } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { tellOfEntries } from '../webhooks/tell.js';

export type EntryTableRow = typeof entries.$inferSelect;

export interface ChangeDeps {
  db: Database;
  nudge: () => void;
  now: () => Date;
  places: Places;
}

/** What a change does to the row, and what is told of it. */
export interface Outcome {
  set: Partial<typeof entries.$inferInsert>;
  action: `entry.${string}`;
  before?: unknown;
  after?: unknown;
  /** Whether what everybody finds and reads is another: the index follows. */
  seen: boolean;
}

/**
 * Locks an entry, does the work, and writes the new row version, what the index must follow and what stands in the
 * record: all or nothing. Work that gives nothing changes nothing.
 * @throws AppError `not-found`; `conflict` where `version` is given and not the row's own any more.
 */
export async function changeEntry(
  { db, nudge, now }: ChangeDeps,
  id: string,
  about: { version: number | undefined; asker: Asker },
  work: (tx: Database, row: EntryTableRow, at: Date) => Promise<Outcome | undefined>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(entries).where(eq(entries.id, id)).for('update');
    if (row === undefined) throw noEntry();
    if (about.version !== undefined && about.version !== row.version) throw await changedSince(tx, row);
    const outcome = await work(tx, row, now());
    if (outcome === undefined) return;
    const [after = row] = await tx
      .update(entries)
      .set({ ...outcome.set, version: row.version + 1 })
      .where(eq(entries.id, id))
      .returning();
    await recordAudit(tx, {
      actor: about.asker.actor,
      action: outcome.action,
      subject: { kind: 'entry', id },
      before: outcome.before,
      after: outcome.after,
      requestId: about.asker.requestId,
    });
    if (outcome.seen) {
      await tx.insert(outbox).values({ topic: 'entry-changed', key: id });
      await tellOfEntries(tx, [{ id, before: row, after }]);
    }
  });
  nudge();
}

export function noEntry(): AppError {
  return new AppError('not-found', 'The catalogue has no entry of this id', {
    fields: [{ path: 'id', message: 'is the id of no entry' }],
  });
}

async function changedSince(tx: Database, row: EntryTableRow): Promise<AppError> {
  const [last] = await tx
    .select({ name: audit.actorName })
    .from(audit)
    .where(and(eq(audit.subjectKind, 'entry'), eq(audit.subjectId, row.id)))
    .orderBy(desc(audit.id))
    .limit(1);
  const who = last === undefined || last.name === '' ? 'Somebody else' : last.name;
  return new AppError('conflict', `${who} changed this entry after you had opened it`, {
    fields: [{ path: 'version', message: `is ${row.version} by now` }],
  });
}

export async function draftOf(
  tx: Database,
  id: string,
): Promise<typeof entryDrafts.$inferSelect | undefined> {
  const [draft] = await tx.select().from(entryDrafts).where(eq(entryDrafts.entryId, id));
  return draft;
}

export async function dropDraft(tx: Database, id: string): Promise<void> {
  await tx.delete(entryDrafts).where(eq(entryDrafts.entryId, id));
}

/** An entry that comes back from the database. */
export function entryOf(row: Pick<EntryTableRow, 'id' | 'kind'>, body: unknown): Entry {
  return entrySchema.parse({ id: row.id, kind: row.kind, body });
}

/** The columns that follow from what an entry says. */
export function contentOf(entry: Entry, places: Places): Partial<typeof entries.$inferInsert> {
  const { id: _, ...content } = contentRowOf(entry, places);
  return content;
}
