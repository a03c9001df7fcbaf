import type { CatalogueStore } from '../catalogue/port.js';
import type { Embedder } from '../embedding/port.js';
import type { SearchDocument, SearchEngine } from '../search/port.js';
import { toSearchDocument } from './document.js';
import { embedEntries } from './indexer.js';
import type { OnProgress } from './reconcile.js';

/** Entries embedded and handed over at a time. */
const BATCH = 64;

/**
 * Builds the whole index anew beside the old one, which answers until the new one takes its place at once.
 * Whatever is written meanwhile is in the new one too.
 * @param embedder Makes the vectors; undefined: entries are found by their words only.
 * @throws AppError `unavailable` from the embedder or the database, `conflict` while another rebuild is under
 *   way; the old index stays.
 */
export async function rebuildIndex(
  { store, engine }: { store: CatalogueStore; engine: SearchEngine },
  embedder: Embedder | undefined,
  onProgress: OnProgress = () => {},
): Promise<{ entries: number }> {
  const { total } = await store.count();
  let done = 0;
  async function* documents(): AsyncIterable<SearchDocument[]> {
    onProgress({ done, total });
    for await (const entries of store.all(BATCH)) {
      yield embedder
        ? await embedEntries(entries, embedder)
        : entries.map((entry) => toSearchDocument(entry, [], null));
      done += entries.length;
      onProgress({ done: Math.min(done, total), total });
    }
  }
  await engine.replaceAll(documents());
  return { entries: done };
}
