import { and, desc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { harvestRuns } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { type HarvestRun, harvestCountsSchema, refusedSchema } from './contract.js';
import type { SourceRow } from './deps.js';

/** Runs that are kept of each source, and that are shown. */
const KEPT = 60;
export const SHOWN_RUNS = 10;

const refusedListSchema = z.array(refusedSchema).catch([]);

/** The last runs of a source, newest first. */
export async function lastRuns(
  db: Database,
  source: Pick<SourceRow, 'id' | 'runId' | 'runUntil'>,
  now: Date,
  limit: number,
): Promise<HarvestRun[]> {
  const rows = await db
    .select()
    .from(harvestRuns)
    .where(eq(harvestRuns.sourceId, source.id))
    .orderBy(desc(harvestRuns.startedAt), desc(harvestRuns.id))
    .limit(limit);
  return rows.map((row) => {
    const alive = source.runId === row.id && source.runUntil !== null && source.runUntil >= now;
    return {
      id: row.id,
      state: row.state === 'running' && !alive ? 'interrupted' : row.state,
      startedAt: row.startedAt.toISOString(),
      ...(row.finishedAt !== null && { finishedAt: row.finishedAt.toISOString() }),
      ...(row.failure !== null && { failure: row.failure }),
      counts: harvestCountsSchema.parse(row.counts),
      refused: refusedListSchema.parse(row.refused),
    };
  });
}

export async function forgetOldRuns(tx: Database, sourceId: string): Promise<void> {
  const old = await tx
    .select({ id: harvestRuns.id })
    .from(harvestRuns)
    .where(eq(harvestRuns.sourceId, sourceId))
    .orderBy(desc(harvestRuns.startedAt), desc(harvestRuns.id))
    .offset(KEPT)
    .limit(KEPT);
  if (old.length === 0) return;
  const ids = old.map(({ id }) => id);
  await tx.delete(harvestRuns).where(and(eq(harvestRuns.sourceId, sourceId), inArray(harvestRuns.id, ids)));
}
