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

/** How often a model that could not be opened is tried again, in milliseconds. */
const TRY_EVERY_MS = 60_000;

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
   * Looks whether another process has changed the index to another model since, and uses the one that fits from then
   * on: the one that is set, else the one that opens by its name; while none can be opened, words alone decide.
   * @throws AppError `unavailable` where the index cannot be asked.
   */
  look(): Promise<void>;
  /**
   * Embeds every entry with the model that is set (kept in the cache, so that a stop in between loses little),
   * then swaps index and embedder at once. Does nothing when no change is due, or another process has done it. Entries
   * that changed meanwhile are mended by a `reconcile` afterwards.
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
  /** Whether this process makes the index what it should be; default true. Else it answers with what the index has. */
  keepsIndex?: boolean;
  log: Logger;
}

/**
 * Finds out which model the index was built with, and opens it when it is not the one that is set.
 * @throws AppError `misconfigured`, naming EMBEDDING_MODEL, where that cannot be done in a process that only answers.
 */
export async function createEmbeddingInUse(deps: EmbeddingInUseDeps): Promise<EmbeddingInUse> {
  const { db, store, engine, configured, keepsIndex = true, log } = deps;
  const wanted = configured.embedder.modelId;
  const stored = await readActiveModel(db);
  // What the index says of itself is true; for who keeps it, the setting speaks for an index that was lost.
  let held = (await engine.info()).modelId ?? (keepsIndex ? stored?.modelId : undefined) ?? wanted;
  let other = held === wanted ? undefined : await openOther(deps, held, stored?.name);
  let active = held === wanted ? configured.embedder : other;
  const current = () => active;
  const facades = new WeakMap<Embedder, Embedder>();
  if (keepsIndex && held === wanted && stored?.modelId !== wanted)
    await writeActiveModel(db, { modelId: wanted, name: configured.name });

  /** Uses another embedder from now on; the one before is closed, unless it is the one that is set. */
  async function use(modelId: string, embedder: Embedder | undefined): Promise<void> {
    const before = other;
    held = modelId;
    active = embedder;
    other = embedder === configured.embedder ? undefined : embedder;
    await before?.close();
  }

  /** When the model of the index was tried last; one that cannot be opened is not tried all the time. */
  let triedAt = 0;
  async function look(): Promise<void> {
    const { modelId } = await engine.info();
    if (modelId === null || modelId === active?.modelId) return;
    if (modelId === wanted) await use(modelId, configured.embedder);
    else {
      // Vectors of two models cannot be compared.
      if (modelId !== held) {
        triedAt = 0;
        await use(modelId, undefined);
      }
      // Its name is written a moment after the index has changed.
      const now = await readActiveModel(db);
      if (now?.modelId !== modelId || Date.now() - triedAt < TRY_EVERY_MS) return;
      triedAt = Date.now();
      const next = await openOther({ ...deps, keepsIndex: true }, modelId, now.name);
      if (next === undefined) return;
      await use(modelId, next);
    }
    log.info(
      { model: modelId },
      'The search index has the vectors of another model, which is used from now on',
    );
  }
  let looking: Promise<void> | undefined;
  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  return {
    current() {
      if (active === undefined) return undefined;
      const facade = facades.get(active) ?? follow(active, current);
      facades.set(active, facade);
      return facade;
    },
    changing: () => held !== wanted,
    look: lookOnce,
    async change(onProgress = () => {}) {
      await lookOnce();
      if (held === wanted) return;
      log.info({ from: held, to: wanted }, 'The embedding model has changed: every entry is embedded anew');
      await embedAll(store, configured.embedder, onProgress);
      await rebuildIndex({ store, engine }, configured.embedder);
      await use(wanted, configured.embedder);
      await engine.persist();
      await writeActiveModel(db, { modelId: wanted, name: configured.name });
      log.info({ model: wanted }, 'Search uses the new embedding model');
    },
    async close() {
      await Promise.all([other?.close(), configured.embedder.close()]);
    },
  };
}

/**
 * Opens the model of the index by its name.
 * @returns undefined, once that is in the log, where it cannot be opened.
 * @throws AppError `misconfigured` then, in a process that only answers.
 */
async function openOther(
  { openPrevious: open, keepsIndex = true, log }: EmbeddingInUseDeps,
  modelId: string,
  name: string | undefined,
): Promise<Embedder | undefined> {
  try {
    const embedder = name === undefined ? undefined : await open(name);
    if (embedder?.modelId === modelId) return embedder;
    await embedder?.close();
    throw new AppError('unavailable', `${name ?? 'its name'} no longer leads to it`);
  } catch (cause) {
    if (!keepsIndex) {
      const fetch = name === undefined || name === 'bundled' ? '' : `; "npm run model -- ${name}" fetches it`;
      throw new AppError(
        'misconfigured',
        `EMBEDDING_MODEL: the search index has vectors of ${modelId}, which this process cannot open${fetch}`,
        { cause },
      );
    }
    log.warn(
      { err: cause, model: modelId },
      'The embedding model of the search index cannot be opened: search goes by words until it can, or every entry is embedded anew',
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
