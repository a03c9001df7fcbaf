import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { entries } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { differences } from '../differences.js';
import type { Entry } from './entry.js';
import { contentHash } from './hash.js';
import type { Planned } from './port.js';

const bodySchema = z.record(z.string(), z.unknown());

/** What saving entries would do with each now, in the same order. */
export async function plan(db: Database, batch: readonly Entry[]): Promise<Planned[]> {
  if (batch.length === 0) return [];
  const rows = await db
    .select({ id: entries.id, status: entries.status, hash: entries.contentHash, body: entries.body })
    .from(entries)
    .where(
      inArray(
        entries.id,
        batch.map(({ id }) => id),
      ),
    );
  const held = new Map(rows.map((row) => [row.id, row]));
  return batch.map(({ id, body }) => {
    const row = held.get(id);
    if (row === undefined) return { id, what: 'create', changed: [] };
    const same = row.hash === contentHash(body);
    if (row.status === 'published' && same) return { id, what: 'unchanged', changed: [] };
    const changed = same ? [] : Object.keys(differences(bodySchema.parse(row.body), body)?.after ?? {});
    return { id, what: 'update', changed, ...(row.status !== 'published' && { was: row.status }) };
  });
}
