import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import type { Entry } from '../catalogue/entry.js';
import { contentHash } from '../catalogue/hash.js';
import { entries, entryDrafts, harvestedEntries, outbox } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { differences } from '../differences.js';
import { changeEntry, contentOf, draftOf, dropDraft, entryOf, type Outcome } from '../upkeep/change.js';
import { insertFree } from '../upkeep/edit.js';
import { HARVESTER, type HarvestDeps, type HarvestedRow, type SourceRow } from './deps.js';

type Source = Pick<SourceRow, 'id' | 'name' | 'address' | 'takesAs'>;
type Deps = Pick<HarvestDeps, 'places' | 'now'>;

/** What their entry is here: nobody here has verified it, and its providers are ours. */
async function asOurs(tx: Database, sourceId: string, theirs: Entry, id: string): Promise<Entry> {
  const body = { ...theirs.body, id, verified: false };
  if (theirs.kind === 'provider') return entryOf({ id, kind: theirs.kind }, body);
  const providers = await ourIdsOf(tx, sourceId, theirs.body.providers);
  return entryOf({ id, kind: theirs.kind }, { ...body, providers });
}

/** Our providers that are theirs; those that are not here yet are left out, until they come. */
async function ourIdsOf(tx: Database, sourceId: string, theirIds: readonly string[]): Promise<string[]> {
  if (theirIds.length === 0) return [];
  const rows = await tx
    .select({ theirId: harvestedEntries.theirId, entryId: harvestedEntries.entryId })
    .from(harvestedEntries)
    .where(
      and(
        eq(harvestedEntries.sourceId, sourceId),
        inArray(harvestedEntries.theirId, [...theirIds]),
        isNotNull(harvestedEntries.entryId),
      ),
    );
  const ours = new Map(rows.map(({ theirId, entryId }) => [theirId, entryId]));
  return [...new Set(theirIds.flatMap((id) => ours.get(id) ?? []))];
}

/** Makes an entry of ours of theirs, under an id of its own. @returns the id and the hash of what was made. */
export async function makeEntry(
  deps: Deps,
  tx: Database,
  source: Source,
  theirs: Entry,
  asker: Asker = HARVESTER,
): Promise<{ entryId: string; offeredHash: string }> {
  const status = source.takesAs;
  const made = await insertFree(deps, tx, await asOurs(tx, source.id, theirs, theirs.id), status);
  await recordAudit(tx, {
    actor: asker.actor,
    action: 'entry.harvested',
    subject: { kind: 'entry', id: made.id },
    after: { source: source.address, theirId: theirs.id, status, ...made.body },
    requestId: asker.requestId,
  });
  if (status === 'published') await tx.insert(outbox).values({ topic: 'entry-changed', key: made.id });
  return { entryId: made.id, offeredHash: contentHash(made.body) };
}

/** What became of ours. `edited`: somebody here changed it, so it was left alone. */
export type Followed = { became: 'changed' | 'unchanged' | 'edited'; offeredHash?: string };

/** Makes our entry say what theirs says by now, unless somebody here has edited it. */
export async function followEntry(
  deps: Deps,
  tx: Database,
  source: Source,
  row: Pick<HarvestedRow, 'entryId' | 'offeredHash' | 'withdrawnAt'>,
  theirs: Entry,
): Promise<Followed> {
  return onOurs(deps, tx, row, async (ours, draft) => {
    if (ours.status === 'archived' && row.withdrawnAt === null) return { became: 'unchanged' };
    const working = draft?.body ?? ours.body;
    if (contentHash(working) !== row.offeredHash) return { became: 'edited' };
    const next = await asOurs(tx, source.id, theirs, ours.id);
    const offeredHash = contentHash(next.body);
    const differ = differences(entryOf(ours, working).body, next.body);
    const at = deps.now();
    const content = { ...contentOf(next, deps.places), updatedAt: at };
    if (ours.status === 'archived') {
      const set = { ...content, status: source.takesAs };
      const seen = source.takesAs === 'published';
      return { became: 'changed', offeredHash, outcome: { set, action: 'entry.restored', ...differ, seen } };
    }
    if (differ === undefined) return { became: 'unchanged' };
    if (ours.status === 'published' && source.takesAs === 'draft') {
      // Staff published it, and staff publish what changes.
      const kept = { body: next.body, savedBy: source.name, savedAt: at };
      await tx
        .insert(entryDrafts)
        .values({ entryId: ours.id, baseHash: ours.contentHash, ...kept })
        .onConflictDoUpdate({ target: entryDrafts.entryId, set: kept });
      const outcome: Outcome = { set: {}, action: 'entry.draft-saved', ...differ, seen: false };
      return { became: 'changed', offeredHash, outcome };
    }
    await dropDraft(tx, ours.id);
    const seen = ours.status === 'published';
    return {
      became: 'changed',
      offeredHash,
      outcome: { set: content, action: 'entry.followed', ...differ, seen },
    };
  });
}

/** Archives our entry, as theirs is gone, unless somebody here has edited it. */
export function archiveOurs(
  deps: Deps,
  tx: Database,
  row: Pick<HarvestedRow, 'entryId' | 'offeredHash'>,
): Promise<Followed> {
  return onOurs(deps, tx, row, (ours, draft) => {
    // Archived here before: nothing that comes from there brings it back.
    if (ours.status === 'archived') return Promise.resolve({ became: 'unchanged', offeredHash: '' });
    if (contentHash(draft?.body ?? ours.body) !== row.offeredHash)
      return Promise.resolve({ became: 'edited' });
    const outcome: Outcome = {
      set: { status: 'archived' },
      action: 'entry.archived',
      before: { status: ours.status },
      after: { status: 'archived', why: 'withdrawn by its source' },
      seen: ours.status === 'published',
    };
    return Promise.resolve({ became: 'changed', outcome });
  });
}

type Ours = typeof entries.$inferSelect;

/** Works on our entry under its lock; of one that is not there any more nothing becomes. */
async function onOurs(
  deps: Deps,
  tx: Database,
  { entryId }: Pick<HarvestedRow, 'entryId'>,
  work: (
    ours: Ours,
    draft: typeof entryDrafts.$inferSelect | undefined,
  ) => Promise<Followed & { outcome?: Outcome }>,
): Promise<Followed> {
  const id = entryId ?? '';
  const [there] = await tx.select({ id: entries.id }).from(entries).where(eq(entries.id, id));
  if (there === undefined) return { became: 'unchanged' };
  let followed: Followed = { became: 'unchanged' };
  const inside = { ...deps, db: tx, nudge: () => {} };
  await changeEntry(inside, id, { version: undefined, asker: HARVESTER }, async (inner, ours) => {
    const { outcome, ...rest } = await work(ours, await draftOf(inner, id));
    followed = rest;
    return outcome;
  });
  return followed;
}
