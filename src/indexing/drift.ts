import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CatalogueStore } from '../catalogue/port.js';
import type { Database } from '../db/types.js';
import type { JobQueue } from '../queue/port.js';
import type { SearchEngine } from '../search/port.js';
import { readActiveModel } from './active-model.js';
import { revisionOf } from './document.js';

/** Entries of one job. */
const BATCH = 64;
/** A change that is on its way is no drift: so long, in milliseconds, it may take to arrive. */
const SETTLE_MS = 5_000;

export interface DriftDeps {
  db: Database;
  store: CatalogueStore;
  engine: SearchEngine;
  queue: Pick<JobQueue, 'add'>;
  settleMs?: number;
}

/**
 * Compares the index with the catalogue, and has whatever differs indexed anew, by jobs for those that index. Needs no
 * model. What differs at two looks in the same way is drift; changes that wait for long, as in a large import, count too,
 * which does no harm.
 * @returns how many entries differ.
 * @throws AppError `unavailable` from the engine, the database or the job queue.
 */
export async function repairDrift(deps: DriftDeps): Promise<number> {
  const { queue, settleMs = SETTLE_MS } = deps;
  const first = await differences(deps);
  if (first.size === 0) return 0;
  await sleep(settleMs);
  const second = await differences(deps);
  const ids = [...second].filter(([id, wanted]) => first.get(id) === wanted).map(([id]) => id);
  for (let at = 0; at < ids.length; at += BATCH) {
    const entryIds = ids.slice(at, at + BATCH);
    // The same drift found twice is one job while it waits.
    const jobId = `drift-${createHash('sha256').update(entryIds.join(' ')).digest('hex').slice(0, 16)}`;
    await queue.add('index-entries', { entryIds }, { jobId });
  }
  return ids.length;
}

/** The entries that differ, each with the revision that it should have; undefined where it should not be there. */
async function differences({ db, store, engine }: DriftDeps): Promise<Map<string, string | undefined>> {
  const [wanted, held, { modelId }] = await Promise.all([
    store.revisions(),
    engine.inventory(),
    engine.info(),
  ]);
  // An index that lost everything says nothing of its model.
  const model = modelId ?? (await readActiveModel(db))?.modelId ?? null;
  const found = new Map<string, string | undefined>();
  for (const [id, one] of wanted) {
    const revision = revisionOf(one, model);
    if (held.get(id) !== revision) found.set(id, revision);
  }
  for (const id of held.keys()) if (!wanted.has(id)) found.set(id, undefined);
  return found;
}
