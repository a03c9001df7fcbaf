import type { Logger } from 'pino';
import type { StoredEntry } from '../catalogue/entry.js';
import type { CatalogueStore } from '../catalogue/port.js';
import type { FollowingIndex } from '../search/port.js';
import { revisionOf, revisionOfEntry, toSearchDocument } from './document.js';
import type { Indexer } from './indexer.js';

/** Entries brought at a time. */
const BATCH = 200;
/** Between two comparisons that a missing engine brings about: what changes meanwhile is brought by its own jobs. */
const CATCH_UP_EVERY_MS = 10 * 60_000;
/** How often an entry that keeps changing is looked at again; the comparison mends what is left. */
const MOST_ROUNDS = 3;

/** Keeps the words that answer searches while the engine is away. */
export interface Reserve {
  /** Makes it say what the catalogue says of these ids; twice is harmless. */
  bring(ids: readonly string[]): Promise<void>;
  /**
   * Compares it with the catalogue and mends what differs.
   * @returns how many entries had to be brought or removed.
   */
  catchUp(): Promise<number>;
}

/**
 * Keeps an index of words beside the engine. It needs no embedder and no engine, so that what is published while
 * those are away is found all the same.
 */
export function createReserve({ store, index }: { store: CatalogueStore; index: FollowingIndex }): Reserve {
  async function bring(ids: readonly string[], rounds = MOST_ROUNDS): Promise<void> {
    const entries = await store.getMany(ids);
    const found = new Set(entries.map(({ id }) => id));
    await index.upsert(entries.map((entry) => toSearchDocument(entry, [], null)));
    await index.remove(ids.filter((id) => !found.has(id)));
    // Another process may have brought a later state in between: whoever writes last looks once more.
    const changed = await changedSince(ids, entries);
    if (changed.length > 0 && rounds > 1) await bring(changed, rounds - 1);
  }

  async function changedSince(ids: readonly string[], read: readonly StoredEntry[]): Promise<string[]> {
    const [before, now] = [revisionsOf(read), revisionsOf(await store.getMany(ids))];
    return ids.filter((id) => before.get(id) !== now.get(id));
  }

  return {
    bring: (ids) => bring([...new Set(ids)]),
    async catchUp() {
      const [wanted, held] = await Promise.all([store.revisions(), index.inventory()]);
      const stale = [...wanted].filter(([id, one]) => held.get(id) !== revisionOf(one, null));
      const ids = [...stale.map(([id]) => id), ...[...held.keys()].filter((id) => !wanted.has(id))];
      for (let at = 0; at < ids.length; at += BATCH) await bring(ids.slice(at, at + BATCH));
      return ids.length;
    },
  };
}

/** The same indexer, which brings the reserve first: it then has what the engine is away for. */
export function withReserve(indexer: Indexer, reserve: Reserve): Indexer {
  return {
    async index(ids) {
      await reserve.bring(ids);
      return indexer.index(ids);
    },
  };
}

function revisionsOf(entries: readonly StoredEntry[]): Map<string, string> {
  return new Map(entries.map((entry) => [entry.id, revisionOfEntry(entry, null)]));
}

/** Compares it with the catalogue, now; a failure is told in the log, and the next comparison mends it. */
export async function catchUp(reserve: Reserve, log: Logger, signal: AbortSignal): Promise<void> {
  try {
    const brought = await reserve.catchUp();
    if (brought > 0)
      log.info({ entries: brought }, 'The words for a time without the search engine are kept');
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error }, 'The words for a time without the search engine lack some');
  }
}

/** The same whenever it is called, but not again within some minutes: it reads the whole catalogue. */
export function catchingUp(reserve: Reserve, log: Logger, signal: AbortSignal): () => void {
  let next = 0;
  return () => {
    if (Date.now() < next) return;
    next = Date.now() + CATCH_UP_EVERY_MS;
    void catchUp(reserve, log, signal);
  };
}

/** Documents as the catalogue has them now, for an index that keeps words alone. */
export function documentsOf(store: Pick<CatalogueStore, 'getMany'>) {
  return async (ids: readonly string[]) =>
    (await store.getMany(ids)).map((entry) => toSearchDocument(entry, [], null));
}
