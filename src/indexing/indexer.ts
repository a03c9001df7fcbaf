import type { Logger } from 'pino';
import type { StoredEntry } from '../catalogue/entry.js';
import type { CatalogueStore } from '../catalogue/port.js';
import type { Embedder } from '../embedding/port.js';
import type { SearchDocument, SearchEngine } from '../search/port.js';
import { revisionOfEntry, toSearchDocument } from './document.js';
import { passagesOf } from './passages.js';

/** What became of a batch. */
export interface IndexedCounts {
  indexed: number;
  removed: number;
  /** Held by the engine already, as they are. */
  unchanged: number;
}

/** Brings entries of the catalogue into the search engine. */
export interface Indexer {
  /**
   * Makes the index say what the catalogue says of these ids; twice is harmless. While the embedder is away the
   * entries are indexed all the same, found by their words, and the error is thrown so that the job comes again.
   * @throws AppError `unavailable` from the embedder, the engine or the database.
   */
  index(entryIds: readonly string[]): Promise<IndexedCounts>;
}

export interface IndexerDeps {
  store: CatalogueStore;
  engine: SearchEngine;
  /** The embedder whose vectors the index holds; undefined: entries are found by their words only. */
  embedder: () => Embedder | undefined;
  log: Logger;
}

/** Creates the indexer. `embedder` should keep vectors (`createCachedEmbedder`), so that no text is embedded twice. */
export function createIndexer({ store, engine, embedder, log }: IndexerDeps): Indexer {
  /** Puts in place what is still as it was read: whatever changed meanwhile has a job of its own. */
  async function upsertCurrent(documents: readonly SearchDocument[], read: readonly StoredEntry[]) {
    const now = new Map((await store.getMany(read.map(({ id }) => id))).map((entry) => [entry.id, entry]));
    const same = new Set(read.filter((entry) => isSame(now.get(entry.id), entry)).map(({ id }) => id));
    await engine.upsert(documents.filter(({ id }) => same.has(id)));
  }

  async function bring(entries: readonly StoredEntry[]): Promise<number> {
    const model = embedder();
    const held = await engine.revisions(entries.map(({ id }) => id));
    const modelId = model?.modelId ?? null;
    const stale = entries.filter((entry) => held.get(entry.id) !== revisionOfEntry(entry, modelId));
    if (stale.length === 0) return 0;
    if (!model) {
      await upsertCurrent(wordsOnly(stale), stale);
      return stale.length;
    }
    let documents: SearchDocument[];
    try {
      documents = await embedEntries(stale, model);
    } catch (error) {
      log.warn(
        { entries: stale.length },
        'The embedder is away: new entries are found by their words for now',
      );
      const unknown = stale.filter((entry) => held.get(entry.id) !== revisionOfEntry(entry, null));
      await upsertCurrent(wordsOnly(unknown), unknown);
      throw error;
    }
    // The index may have changed to another model's vectors meanwhile.
    if (embedder() !== model) return bring(stale);
    await upsertCurrent(documents, stale);
    return stale.length;
  }

  return {
    async index(entryIds) {
      const ids = [...new Set(entryIds)];
      const entries = await store.getMany(ids);
      const published = new Set(entries.map(({ id }) => id));
      const gone = ids.filter((id) => !published.has(id));
      await engine.remove(gone);
      const indexed = await bring(entries);
      return { indexed, removed: gone.length, unchanged: entries.length - indexed };
    },
  };
}

/** Whether an entry is still as it was read. */
function isSame(now: StoredEntry | undefined, read: StoredEntry): boolean {
  return now !== undefined && revisionOfEntry(now, null) === revisionOfEntry(read, null);
}

function wordsOnly(entries: readonly StoredEntry[]): SearchDocument[] {
  return entries.map((entry) => toSearchDocument(entry, [], null));
}

/**
 * The documents of these entries with their vectors, all embedded in one call.
 * @throws AppError `unavailable` from the embedder.
 */
export async function embedEntries(
  entries: readonly StoredEntry[],
  embedder: Embedder,
): Promise<SearchDocument[]> {
  const passages = entries.map(passagesOf);
  const vectors = await embedder.embed(
    passages.flat().map(({ text }) => text),
    'batch',
  );
  let next = 0;
  return entries.map((entry, i) => {
    const own = (passages[i] ?? []).flatMap(({ field }) => {
      const vector = vectors[next++];
      return vector ? [{ field, vector }] : [];
    });
    return toSearchDocument(entry, own, embedder.modelId);
  });
}
