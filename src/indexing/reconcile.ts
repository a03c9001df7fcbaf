import type { CatalogueStore } from '../catalogue/port.js';
import type { Embedder } from '../embedding/port.js';
import type { SearchEngine } from '../search/port.js';
import { revisionOf } from './document.js';
import type { Indexer } from './indexer.js';

/** Entries indexed at a time, and batches under way: the embedder works on one while another is read or written. */
const BATCH = 64;
const LANES = 2;

/** How far a longer piece of work is, in entries. */
export type OnProgress = (progress: { done: number; total: number }) => void;

/** What had to be done to make the index say what the catalogue says. */
export interface Reconciled {
  /** Missing, changed, or held with vectors of another model. */
  indexed: number;
  /** Held, but no longer in the catalogue. */
  removed: number;
}

/**
 * Compares the index with the catalogue and mends what differs. Run at every start, it makes a process that was
 * killed at any moment harmless, whatever became of its jobs.
 * @param onProgress Called at the beginning and after each batch; never when nothing differs.
 * @throws AppError `unavailable` from the embedder, once all entries are indexed by their words at least.
 */
export async function reconcile(
  deps: {
    store: CatalogueStore;
    engine: SearchEngine;
    indexer: Indexer;
    embedder: () => Embedder | undefined;
  },
  onProgress: OnProgress = () => {},
): Promise<Reconciled> {
  const [wanted, held] = await Promise.all([deps.store.revisions(), deps.engine.inventory()]);
  const modelId = deps.embedder()?.modelId ?? null;
  const stale = [...wanted].filter(([id, one]) => held.get(id) !== revisionOf(one, modelId));
  const gone = [...held.keys()].filter((id) => !wanted.has(id));
  const ids = [...gone, ...stale.map(([id]) => id)];
  const counts = { indexed: 0, removed: 0 };
  if (ids.length === 0) return counts;
  let failure: unknown;
  let next = 0;
  let done = 0;
  onProgress({ done, total: ids.length });
  const lane = async () => {
    while (next < ids.length) {
      const batch = ids.slice(next, next + BATCH);
      next += BATCH;
      try {
        const { indexed, removed } = await deps.indexer.index(batch);
        counts.indexed += indexed;
        counts.removed += removed;
      } catch (error) {
        failure ??= error;
      }
      done += batch.length;
      onProgress({ done, total: ids.length });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (failure !== undefined) throw failure;
  return counts;
}
