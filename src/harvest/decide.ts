import { eq } from 'drizzle-orm';
import { type Asker, actorKey } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { entries, harvestedEntries, harvestSources } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import type { HarvestDeps, HarvestedRow } from './deps.js';
import { makeEntry } from './ours.js';
import { theirEntry } from './page.js';
import { followProviders } from './sweep.js';

type Deps = Pick<HarvestDeps, 'db' | 'now' | 'nudge' | 'places'>;

const noSuch = () => new AppError('not-found', 'Nothing harvested has this id');

async function locked(tx: Database, id: string): Promise<HarvestedRow> {
  const [row] = await tx.select().from(harvestedEntries).where(eq(harvestedEntries.id, id)).for('update');
  if (row === undefined) throw noSuch();
  return row;
}

/** @throws AppError `conflict` for what is decided, or gone there. */
function refuseUnasked({ state, withdrawnAt }: HarvestedRow): void {
  if (state !== 'asked') throw new AppError('conflict', 'Somebody else has decided this already');
  if (withdrawnAt !== null) throw new AppError('conflict', 'This entry has been withdrawn by its source');
}

/** Theirs is this one of ours, which stays as it is. It is never asked again. */
export async function decideSame(deps: Deps, id: string, entryId: string, asker: Asker): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const row = await locked(tx, id);
    refuseUnasked(row);
    const [ours] = await tx.select().from(entries).where(eq(entries.id, entryId));
    if (ours === undefined || ours.kind !== theirEntry(row).kind) {
      throw new AppError('bad-request', 'The decision is not valid: entryId', {
        fields: [{ path: 'entryId', message: 'must be the id of an entry of the same kind' }],
      });
    }
    await decided(deps, tx, row, { state: 'same', entryId }, asker);
  });
  deps.nudge();
}

/** Theirs is none of ours: an entry is made of it. @returns its id. */
export async function decideDifferent(deps: Deps, id: string, asker: Asker): Promise<string> {
  const made = await deps.db.transaction(async (tx) => {
    const row = await locked(tx, id);
    refuseUnasked(row);
    const [source] = await tx.select().from(harvestSources).where(eq(harvestSources.id, row.sourceId));
    if (source === undefined) throw noSuch();
    const ours = await makeEntry(deps, tx, source, theirEntry(row), asker);
    await decided(deps, tx, row, { state: 'taken', ...ours }, asker);
    return ours.entryId;
  });
  deps.nudge();
  return made;
}

async function decided(
  deps: Deps,
  tx: Database,
  row: HarvestedRow,
  set: Pick<HarvestedRow, 'state' | 'entryId'> & { offeredHash?: string },
  { actor, requestId }: Asker,
): Promise<void> {
  const decision = { decidedBy: actorKey(actor), decidedAt: deps.now() };
  await tx
    .update(harvestedEntries)
    .set({ ...set, ...decision })
    .where(eq(harvestedEntries.id, row.id));
  const { theirId, theirAddress, lookAlikes } = row;
  await recordAudit(tx, {
    actor,
    action: set.state === 'same' ? 'harvest.same' : 'harvest.different',
    subject: { kind: 'harvested-entry', id: row.id },
    after: { theirId, theirAddress, entryId: set.entryId, lookAlikes },
    requestId,
  });
  if (!theirId.startsWith('pr-')) return;
  const [source] = await tx.select().from(harvestSources).where(eq(harvestSources.id, row.sourceId));
  if (source !== undefined) await followProviders(deps, tx, source);
}

/** Staff have seen that it changed there, or is gone. @throws AppError `not-found`. */
export async function noteSeen({ db }: Deps, id: string, { actor, requestId }: Asker): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await locked(tx, id);
    if (row.notice === null) return;
    await tx.update(harvestedEntries).set({ notice: null }).where(eq(harvestedEntries.id, id));
    await recordAudit(tx, {
      actor,
      action: 'harvest.noted',
      subject: { kind: 'harvested-entry', id },
      before: { notice: row.notice, entryId: row.entryId },
      requestId,
    });
  });
}
