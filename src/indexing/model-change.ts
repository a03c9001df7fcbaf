import type { Logger } from 'pino';
import type { CatalogueStore } from '../catalogue/port.js';
import type { Database } from '../db/types.js';
import type { Embedder } from '../embedding/port.js';
import { AppError } from '../errors.js';
import type { SearchEngine } from '../search/port.js';
import { readActiveModel, writeActiveModel } from './active-model.js';
import { passagesOf } from './passages.js';
import { rebuildIndex } from './rebuild.js';
import type { OnProgress } from './reconcile.js';

/** Entries embedded at a time while the index still has the old vectors. */
const BATCH = 64;

/** An embedder, and the value of EMBEDDING_MODEL that opens it. */
export interface NamedEmbedder {
  embedder: Embedder;
  name: string;
}

/** Which embedder belongs to the vectors in the index. */
export interface EmbeddingInUse {
  /**
   * The embedder whose vectors the index holds: for queries, and for entries that change. Undefined while the
   * index still has vectors of a model that cannot be opened any more: words alone decide then.
   */
  current(): Embedder | undefined;
  /** Whether the index has vectors of another model than the one that is set. */
  changing(): boolean;
  /**
   * Embeds every entry with the model that is set (kept in the cache, so that a stop in between loses little),
   * then swaps index and embedder at once. Does nothing when no change is due. Entries that changed meanwhile
   * are mended by a `reconcile` afterwards.
   * @throws AppError `unavailable` when the model's workers are gone; the old index stays in use.
   */
  change(onProgress?: OnProgress): Promise<void>;
  /** Closes the embedders. */
  close(): Promise<void>;
}

export interface EmbeddingInUseDeps {
  db: Database;
  store: CatalogueStore;
  engine: SearchEngine;
  /** The model that is set, with a cache (`createCachedEmbedder`). */
  configured: NamedEmbedder;
  /** Opens the model of an earlier start by its name; may throw. */
  openPrevious: (name: string) => Promise<Embedder>;
  log: Logger;
}

/** Finds out which model the index was built with, and opens it when it is not the one that is set. */
export async function createEmbeddingInUse(deps: EmbeddingInUseDeps): Promise<EmbeddingInUse> {
  const { db, store, engine, configured, log } = deps;
  const wanted = configured.embedder.modelId;
  const stored = await readActiveModel(db);
  // What the index says of itself is true; the setting speaks for an index that was lost.
  const held = (await engine.info()).modelId ?? stored?.modelId ?? wanted;
  let changing = held !== wanted;
  let previous = changing ? await openPrevious(deps, held, stored?.name) : undefined;
  let active = changing ? previous : configured.embedder;
  const current = () => active;
  const facades = new Map(
    [previous, configured.embedder].flatMap((one) => (one ? [[one, follow(one, current)]] : [])),
  );
  if (!changing && stored?.modelId !== wanted)
    await writeActiveModel(db, { modelId: wanted, name: configured.name });

  return {
    current: () => active && facades.get(active),
    changing: () => changing,
    async change(onProgress = () => {}) {
      if (!changing) return;
      log.info({ from: held, to: wanted }, 'The embedding model has changed: every entry is embedded anew');
      await embedAll(store, configured.embedder, onProgress);
      await rebuildIndex({ store, engine }, configured.embedder);
      active = configured.embedder;
      changing = false;
      await engine.persist();
      await writeActiveModel(db, { modelId: wanted, name: configured.name });
      log.info({ model: wanted }, 'Search uses the new embedding model');
      const old = previous;
      previous = undefined;
      await old?.close();
    },
    async close() {
      await Promise.all([previous?.close(), configured.embedder.close()]);
    },
  };
}

async function openPrevious(
  { openPrevious: open, log }: EmbeddingInUseDeps,
  modelId: string,
  name: string | undefined,
): Promise<Embedder | undefined> {
  try {
    const embedder = name === undefined ? undefined : await open(name);
    if (embedder?.modelId === modelId) return embedder;
    await embedder?.close();
    throw new AppError('unavailable', `${name ?? 'its name'} no longer leads to it`);
  } catch (error) {
    log.warn(
      { err: error, model: modelId },
      'The embedding model of the search index cannot be opened: search goes by words until every entry is embedded anew',
    );
    return undefined;
  }
}

/** Fills the cache: nothing is indexed yet. */
async function embedAll(store: CatalogueStore, embedder: Embedder, onProgress: OnProgress): Promise<void> {
  const { total } = await store.count();
  let done = 0;
  onProgress({ done, total });
  for await (const entries of store.all(BATCH)) {
    const texts = entries.flatMap(passagesOf).map(({ text }) => text);
    await embedder.embed(texts, 'batch');
    done += entries.length;
    onProgress({ done: Math.min(done, total), total });
  }
}

/**
 * The embedder as others see it. A query that was being embedded while the index changed to another model is
 * embedded again with that one: vectors of two models cannot be compared.
 */
function follow(embedder: Embedder, current: () => Embedder | undefined): Embedder {
  return {
    modelId: embedder.modelId,
    dimensions: embedder.dimensions,
    languages: embedder.languages,
    async embed(texts, priority) {
      const changed = () => (priority === 'query' && current() !== embedder ? current() : undefined);
      try {
        const vectors = await embedder.embed(texts, priority);
        return (await changed()?.embed(texts, priority)) ?? vectors;
      } catch (error) {
        // Closed, most likely, since the index has left it.
        const now = changed();
        if (now === undefined) throw error;
        return now.embed(texts, priority);
      }
    },
    close: () => embedder.close(),
  };
}
