import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import { titleOf } from '../catalogue/entry.js';
import { entries, harvestedEntries, harvestSources } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { entryOf } from '../upkeep/change.js';
import { candidateSchema, type Harvested, type Provenance } from './contract.js';
import { theirEntry } from './page.js';

const candidatesSchema = z.array(candidateSchema).catch([]);

/** What staff are to decide, or to know; oldest first. */
export async function readUndecided(
  db: Database,
  limit: number,
): Promise<{ entries: Harvested[]; total: number }> {
  const waits = or(
    and(eq(harvestedEntries.state, 'asked'), isNull(harvestedEntries.withdrawnAt)),
    isNotNull(harvestedEntries.notice),
  );
  const [total, rows] = await Promise.all([
    db.$count(harvestedEntries, waits),
    db
      .select({ row: harvestedEntries, sourceName: harvestSources.name })
      .from(harvestedEntries)
      .innerJoin(harvestSources, eq(harvestSources.id, harvestedEntries.sourceId))
      .where(waits)
      .orderBy(asc(harvestedEntries.fetchedAt), asc(harvestedEntries.id))
      .limit(limit),
  ]);
  const candidates = rows.map(({ row }) =>
    row.notice === null ? candidatesSchema.parse(row.lookAlikes) : [{ id: row.entryId ?? '', why: [] }],
  );
  const ids = [...new Set(candidates.flat().map(({ id }) => id))];
  const held = ids.length === 0 ? [] : await db.select().from(entries).where(inArray(entries.id, ids));
  const ours = new Map(held.map((row) => [row.id, { status: row.status, entry: entryOf(row, row.body) }]));
  return {
    total,
    entries: rows.map(({ row, sourceName }, index) => {
      const theirs = theirEntry(row);
      return {
        id: row.id,
        source: { id: row.sourceId, name: sourceName },
        theirId: row.theirId,
        theirAddress: row.theirAddress,
        fetchedAt: row.fetchedAt.toISOString(),
        kind: theirs.kind,
        theirs: { ...theirs.body },
        ...(row.notice !== null && { notice: row.notice }),
        ours: (candidates[index] ?? []).flatMap(({ id, why }) => {
          const one = ours.get(id);
          if (one === undefined) return [];
          return [{ id, why, title: titleOf(one.entry), status: one.status, entry: { ...one.entry.body } }];
        }),
      };
    }),
  };
}

/** Where an entry of ours came from, and what it is the same as elsewhere. */
export async function readProvenance(db: Database, entryId: string): Promise<Provenance[]> {
  const rows = await db
    .select({ row: harvestedEntries, sourceName: harvestSources.name })
    .from(harvestedEntries)
    .innerJoin(harvestSources, eq(harvestSources.id, harvestedEntries.sourceId))
    .where(eq(harvestedEntries.entryId, entryId))
    .orderBy(asc(harvestedEntries.fetchedAt));
  return rows.flatMap(({ row, sourceName }) => {
    const { theirId, theirAddress, fetchedAt, state, withdrawnAt } = row;
    if (state === 'asked') return [];
    return [{ sourceName, theirId, theirAddress, fetchedAt, state, withdrawnAt: withdrawnAt ?? undefined }];
  });
}
