import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/catalogue/entry.js';
import type { CatalogueStore } from '../../src/catalogue/port.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { embeddings, entries, settings } from '../../src/db/schema.js';
import { createCachedEmbedder } from '../../src/embedding/cache.js';
import type { Embedder } from '../../src/embedding/port.js';
import { AppError } from '../../src/errors.js';
import { readActiveModel } from '../../src/indexing/active-model.js';
import { createIndexer } from '../../src/indexing/indexer.js';
import { createEmbeddingInUse, type EmbeddingInUse } from '../../src/indexing/model-change.js';
import { rebuildIndex } from '../../src/indexing/rebuild.js';
import { reconcile } from '../../src/indexing/reconcile.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { SearchEngine } from '../../src/search/port.js';
import { caseStudy } from '../helpers/candidates.js';
import { openTestDatabase } from '../helpers/database.js';
import { createWordEmbedder, type WordEmbedder } from '../helpers/word-embedder.js';

const log = pino({ level: 'silent' });
const many: Entry[] = Array.from({ length: 150 }, (_, i) => {
  const id = `cs-${String(i).padStart(3, '0')}`;
  return { id, kind: 'case-study', body: caseStudy({ id, title: `Basin number ${i}` }) };
});

let database: DatabaseHandle;
let store: CatalogueStore;
let engine: SearchEngine;
let old: WordEmbedder;
let next: WordEmbedder;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  for (const table of [entries, embeddings, settings]) await database.db.delete(table);
  store = createCatalogueStore(database.db);
  engine = await createEmbeddedEngine({ log });
  old = createWordEmbedder('words-a', 32);
  next = createWordEmbedder('words-b', 48);
  await store.save(many);
});

/** A start of the process with this model set. */
async function start(embedder: Embedder, openPrevious: (name: string) => Promise<Embedder> = never) {
  const { db } = database;
  const configured = {
    embedder: createCachedEmbedder({ db, embedder }),
    name: `name of ${embedder.modelId}`,
  };
  const inUse = await createEmbeddingInUse({ db, store, engine, configured, openPrevious, log });
  const indexer = createIndexer({ store, engine, embedder: inUse.current, log });
  const mend = () => reconcile({ store, engine, indexer, embedder: inUse.current });
  await mend();
  return { inUse, indexer, mend };
}
const never = () => Promise.reject(new AppError('misconfigured', 'it is gone'));

/** Searches as the product does: by words, and by meaning with the embedder in use. */
async function search(inUse: EmbeddingInUse, text: string) {
  const [vector] = (await inUse.current()?.embed([text], 'query')) ?? [];
  const { hits } = await engine.search({ text, words: 'any', limit: 10, ...(vector ? { vector } : {}) });
  return hits;
}
const everyModel = async () =>
  new Set((await engine.get(many.map(({ id }) => id))).map(({ modelId }) => modelId));

describe('a change of the embedding model', () => {
  it('is none when the model is the one that the index was built with', async () => {
    const first = await start(old);
    expect(first.inUse.changing()).toBe(false);
    const second = await start(old);
    expect(second.inUse.changing()).toBe(false);
    expect(await readActiveModel(database.db)).toEqual({ modelId: 'words-a', name: 'name of words-a' });
  });

  it('answers queries by meaning with the old model until all is embedded, then with the new one', async () => {
    await start(old);
    const asked: string[] = [];
    const { inUse, mend } = await start(next, async (name) => {
      asked.push(name);
      return old;
    });
    expect(asked).toEqual(['name of words-a']);
    expect(inUse.changing()).toBe(true);
    let during = 0;
    next.before = async () => {
      during++;
      expect((await search(inUse, 'Basin number 7'))[0]).toMatchObject({
        id: 'cs-007',
        semantic: expect.any(Number),
      });
      expect((await engine.info()).modelId).toBe('words-a');
    };
    const progress: { done: number; total: number }[] = [];
    await inUse.change((at) => progress.push(at));
    expect(during).toBeGreaterThan(1);
    expect(progress.at(0)).toEqual({ done: 0, total: 150 });
    expect(progress.at(-1)).toEqual({ done: 150, total: 150 });

    expect(inUse.changing()).toBe(false);
    expect(inUse.current()?.modelId).toBe('words-b');
    expect(await engine.info()).toEqual({ documents: 150, modelId: 'words-b', dimensions: 48 });
    expect((await search(inUse, 'Basin number 7'))[0]).toMatchObject({
      id: 'cs-007',
      semantic: expect.any(Number),
    });
    expect(await mend()).toEqual({ indexed: 0, removed: 0 });
    expect(await readActiveModel(database.db)).toMatchObject({ modelId: 'words-b' });
  });

  it('embeds a query again that was under way while the index was swapped', async () => {
    await start(old);
    const { inUse } = await start(next, async () => old);
    let answer = (): void => {};
    const slow: Embedder['embed'] = old.embed.bind(old);
    old.embed = async (texts, priority) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return slow(texts, priority);
    };
    const underWay = search(inUse, 'Basin number 7');
    await inUse.change();
    answer();
    expect((await underWay)[0]).toMatchObject({ id: 'cs-007', semantic: expect.any(Number) });
  });

  it('searches by words until it is done when the old model cannot be opened', async () => {
    await start(old);
    const { inUse } = await start(next, never);
    expect(inUse.current()).toBeUndefined();
    expect((await search(inUse, 'Basin number 7'))[0]).toMatchObject({ id: 'cs-007', semantic: null });
    await inUse.change();
    expect(inUse.current()?.modelId).toBe('words-b');
    expect(await everyModel()).toEqual(new Set(['words-b']));
  });

  it('takes in what was saved, changed and archived while it went on', async () => {
    await start(old);
    const { inUse, indexer, mend } = await start(next, async () => old);
    const changed: Entry[] = [
      { id: 'cs-new', kind: 'case-study', body: caseStudy({ id: 'cs-new', title: 'A new weir' }) },
      { id: 'cs-001', kind: 'case-study', body: caseStudy({ id: 'cs-001', title: 'An old weir' }) },
    ];
    next.before = async () => {
      next.before = () => {};
      await store.save(changed);
      await store.archive('cs-002');
      await indexer.index(['cs-new', 'cs-001', 'cs-002']);
    };
    await inUse.change();
    await mend();
    expect((await search(inUse, 'weir')).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['cs-new', 'cs-001']),
    );
    expect(await engine.get(['cs-002'])).toEqual([]);
    expect((await engine.get(['cs-new', 'cs-001'])).map(({ modelId }) => modelId)).toEqual([
      'words-b',
      'words-b',
    ]);
    expect(await engine.info()).toMatchObject({ documents: 150, modelId: 'words-b' });
  });

  it('leaves the old index in use when the new model fails, and goes on where it was at the next try', async () => {
    await start(old);
    const { inUse } = await start(next, async () => old);
    next.before = () => {
      next.away = next.texts.length > 300;
    };
    await expect(inUse.change()).rejects.toMatchObject({ code: 'unavailable' });
    expect(inUse.changing()).toBe(true);
    expect(inUse.current()?.modelId).toBe('words-a');
    expect(await everyModel()).toEqual(new Set(['words-a']));

    const before = next.texts.length;
    next.away = false;
    next.before = () => {};
    await inUse.change();
    expect(new Set(next.texts.slice(before)).size).toBeLessThan(before);
    expect(await everyModel()).toEqual(new Set(['words-b']));
  });

  it('is begun again after a start that finds it half done', async () => {
    await start(old);
    await start(next, async () => old);
    const again = await start(next, async () => old);
    expect(again.inUse.changing()).toBe(true);
    await again.inUse.change();
    expect(await everyModel()).toEqual(new Set(['words-b']));
  });
});

describe('a rebuild of the index', () => {
  it('answers from the old index until the new one is whole, and needs no text embedded again', async () => {
    const { inUse } = await start(old);
    old.texts.length = 0;
    const counts: number[] = [];
    let looking = Promise.resolve();
    const look = async () => {
      counts.push((await engine.search({ text: '', words: 'all', limit: 1 })).total);
    };
    const { entries: rebuilt } = await rebuildIndex({ store, engine }, inUse.current(), () => {
      looking = looking.then(look);
    });
    await looking;
    expect(counts.length).toBeGreaterThan(2);
    expect(rebuilt).toBe(150);
    expect(new Set(counts)).toEqual(new Set([150]));
    expect(old.texts).toEqual([]);
    expect((await engine.info()).documents).toBe(150);
  });

  it('leaves the old index when it fails halfway', async () => {
    await start(old);
    await expect(
      rebuildIndex({ store, engine }, old, ({ done }) => {
        if (done > 64) throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    expect(await engine.info()).toMatchObject({ documents: 150, modelId: 'words-a' });
  });
});
