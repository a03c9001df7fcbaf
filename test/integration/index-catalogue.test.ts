import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/catalogue/entry.js';
import type { CatalogueStore } from '../../src/catalogue/port.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { entries } from '../../src/db/schema.js';
import type { Embedder } from '../../src/embedding/port.js';
import { createIndexer, type Indexer } from '../../src/indexing/indexer.js';
import { reconcile } from '../../src/indexing/reconcile.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { SearchEngine } from '../../src/search/port.js';
import { caseStudy, provider } from '../helpers/candidates.js';
import { openTestDatabase } from '../helpers/database.js';
import { createWordEmbedder, type WordEmbedder } from '../helpers/word-embedder.js';

const log = pino({ level: 'silent' });
const pumps: Entry = {
  id: 'cs-pumps',
  kind: 'case-study',
  body: caseStudy({ id: 'cs-pumps', title: 'Pumps below the square', challenge: 'The old town floods.' }),
};
const lamps: Entry = {
  id: 'cs-lamps',
  kind: 'case-study',
  body: caseStudy({ id: 'cs-lamps', title: 'Lamps that dim', challenge: 'Light is dear.' }),
};
const makers: Entry = {
  id: 'pr-makers',
  kind: 'provider',
  body: provider({ id: 'pr-makers', countriesServed: ['BE', 'global'], offerings: ['pumps', 'weirs'] }),
};

let database: DatabaseHandle;
let store: CatalogueStore;
let engine: SearchEngine;
let embedder: WordEmbedder;
let used: Embedder | undefined;
let indexer: Indexer;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  await database.db.delete(entries);
  store = createCatalogueStore(database.db);
  engine = await createEmbeddedEngine({ log });
  embedder = createWordEmbedder();
  used = embedder;
  indexer = createIndexer({ store, engine, embedder: () => used, log });
});

const found = async (text: string) =>
  (await engine.search({ text, words: 'all', limit: 10 })).hits.map(({ id }) => id);
const modelsHeld = async (...ids: string[]) => (await engine.get(ids)).map(({ modelId }) => modelId);
const all = () => reconcile({ store, engine, indexer, embedder: () => used });

describe('the indexer', () => {
  it('indexes entries with one vector a passage, and finds them', async () => {
    await store.save([pumps, makers]);
    expect(await indexer.index(['cs-pumps', 'pr-makers'])).toEqual({ indexed: 2, removed: 0, unchanged: 0 });
    expect(await found('square')).toEqual(['cs-pumps']);
    const [study, maker] = await engine.get(['cs-pumps', 'pr-makers']);
    expect(study?.vectors.map(({ field }) => field)).toEqual(['whole', 'summary', 'challenge', 'solution']);
    expect(maker?.vectors.map(({ field }) => field)).toEqual(['whole', 'summary', 'keywords']);
    expect(maker?.countries).toEqual(['NL', 'BE']);
    expect(maker?.regions).toEqual(['155', '150']);
    expect(study?.payload).toEqual({ ...pumps, checkedOn: new Date().toISOString().slice(0, 10) });
  });

  it('follows when an entry was last checked, at once and at the next start', async () => {
    await store.save([pumps]);
    const checkedOn = async () => (await engine.get(['cs-pumps']))[0]?.payload;
    const year = (updatedAt: string, lastVerifiedAt: string | null) =>
      database.db.update(entries).set({
        updatedAt: new Date(updatedAt),
        lastVerifiedAt: lastVerifiedAt === null ? null : new Date(lastVerifiedAt),
      });
    await year('2020-03-05T23:00:00Z', null);
    await indexer.index(['cs-pumps']);
    expect(await checkedOn()).toMatchObject({ checkedOn: '2020-03-05' });
    await year('2020-03-05T23:00:00Z', '2024-01-02T01:00:00Z');
    expect(await indexer.index(['cs-pumps'])).toMatchObject({ indexed: 1 });
    expect(await checkedOn()).toMatchObject({ checkedOn: '2024-01-02' });
    await year('2025-06-07T08:00:00Z', '2024-01-02T01:00:00Z');
    expect(await all()).toEqual({ indexed: 1, removed: 0 });
    expect(await checkedOn()).toMatchObject({ checkedOn: '2025-06-07' });
  });

  it('embeds nothing again for entries that the index holds already', async () => {
    await store.save([pumps]);
    await indexer.index(['cs-pumps']);
    embedder.texts.length = 0;
    expect(await indexer.index(['cs-pumps', 'cs-pumps'])).toEqual({ indexed: 0, removed: 0, unchanged: 1 });
    expect(embedder.texts).toEqual([]);
  });

  it('takes archived and unknown entries out of the index', async () => {
    await store.save([pumps, lamps]);
    await indexer.index(['cs-pumps', 'cs-lamps']);
    await store.archive('cs-pumps');
    expect(await indexer.index(['cs-pumps', 'cs-nobody'])).toEqual({ indexed: 0, removed: 2, unchanged: 0 });
    expect(await found('')).toEqual(['cs-lamps']);
  });

  it('makes a new entry found by its words while the embedder is away, and fails so that the job comes again', async () => {
    await store.save([pumps]);
    embedder.away = true;
    await expect(indexer.index(['cs-pumps'])).rejects.toMatchObject({ code: 'unavailable' });
    expect(await found('square')).toEqual(['cs-pumps']);
    expect(await modelsHeld('cs-pumps')).toEqual([null]);
    embedder.away = false;
    await indexer.index(['cs-pumps']);
    expect(await modelsHeld('cs-pumps')).toEqual(['words-a']);
  });

  it('indexes by words, without an error, when the index has no embedder', async () => {
    used = undefined;
    await store.save([pumps]);
    expect(await indexer.index(['cs-pumps'])).toMatchObject({ indexed: 1 });
    expect(await indexer.index(['cs-pumps'])).toMatchObject({ unchanged: 1 });
    expect(await found('square')).toEqual(['cs-pumps']);
  });

  it('never puts an older state over a newer one when an entry changes while it is embedded', async () => {
    await store.save([pumps]);
    const renamed: Entry = { ...pumps, body: { ...pumps.body, title: 'Basins below the square' } };
    embedder.before = async () => {
      embedder.before = () => {};
      await store.save([renamed]);
      await indexer.index(['cs-pumps']);
    };
    await indexer.index(['cs-pumps']);
    expect((await engine.get(['cs-pumps']))[0]?.text.title).toBe('Basins below the square');
  });

  it('does not bring back an entry that is archived while it is embedded', async () => {
    await store.save([pumps]);
    embedder.before = async () => {
      embedder.before = () => {};
      await store.archive('cs-pumps');
      await indexer.index(['cs-pumps']);
    };
    await indexer.index(['cs-pumps']);
    expect(await found('')).toEqual([]);
  });
});

describe('reconcile', () => {
  it('mends what is missing, changed, or no longer in the catalogue, and tells how far it is', async () => {
    await store.save([pumps, lamps, makers]);
    await indexer.index(['cs-pumps', 'cs-lamps']);
    await store.archive('cs-lamps');
    await store.save([{ ...pumps, body: { ...pumps.body, title: 'Basins' } }]);
    const progress: { done: number; total: number }[] = [];
    const counts = await reconcile({ store, engine, indexer, embedder: () => used }, (at) =>
      progress.push(at),
    );
    expect(counts).toEqual({ indexed: 2, removed: 1 });
    expect(progress).toEqual([
      { done: 0, total: 3 },
      { done: 3, total: 3 },
    ]);
    expect((await found('')).sort()).toEqual(['cs-pumps', 'pr-makers']);
  });

  it('does nothing and tells nothing when the index is right', async () => {
    await store.save([pumps]);
    await all();
    const progress: unknown[] = [];
    expect(
      await reconcile({ store, engine, indexer, embedder: () => used }, (at) => progress.push(at)),
    ).toEqual({
      indexed: 0,
      removed: 0,
    });
    expect(progress).toEqual([]);
  });

  it('finds every entry by its words before it fails when the embedder is away', async () => {
    const many = Array.from({ length: 100 }, (_, i) => {
      const id = `cs-${i}`;
      return { id, kind: 'case-study' as const, body: caseStudy({ id }) };
    });
    await store.save(many);
    embedder.away = true;
    await expect(all()).rejects.toMatchObject({ code: 'unavailable' });
    expect((await engine.info()).documents).toBe(100);
    embedder.away = false;
    expect(await all()).toEqual({ indexed: 100, removed: 0 });
  });
});
