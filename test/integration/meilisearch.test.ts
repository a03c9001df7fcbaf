import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Meilisearch } from 'meilisearch';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { createIndexer } from '../../src/indexing/indexer.js';
import { reconcile } from '../../src/indexing/reconcile.js';
import { createMeilisearchEngine } from '../../src/search/meilisearch/engine.js';
import { differs } from '../../src/search/meilisearch/lifecycle.js';
import { indexName } from '../../src/search/meilisearch/settings.js';
import type { SearchDocument, SearchEngine } from '../../src/search/port.js';
import { caseStudyEntry } from '../helpers/catalogue.js';
import { openTestDatabase } from '../helpers/database.js';
import { hasOwnMeilisearch, type OwnMeilisearch, startOwnMeilisearch } from '../helpers/meilisearch.js';
import { angle, passage, searchDocument } from '../helpers/search-engine-documents.js';
import { idsOf } from '../helpers/search-engine-queries.js';
import { until } from '../helpers/until.js';
import { createWordEmbedder } from '../helpers/word-embedder.js';

const log = pino({ level: 'silent' });
const WITHIN_MS = 10_000;

describe.runIf(hasOwnMeilisearch('Meilisearch shared by processes, killed, frozen and robbed'))(
  'the search engine on a Meilisearch',
  () => {
    let server: OwnMeilisearch;
    let prefixes = 0;
    const engines: SearchEngine[] = [];
    beforeAll(async () => {
      server = await startOwnMeilisearch();
    });
    afterEach(async () => {
      for (const engine of engines.splice(0)) await engine.close();
    });
    afterAll(() => server?.dispose());

    /** Engines on one index that share nothing else, as those of several processes do. */
    async function open(
      count: 1 | 2,
    ): Promise<{ engine: SearchEngine; other: SearchEngine; prefix: string }> {
      prefixes += 1;
      const prefix = `citymatch_${prefixes}`;
      const make = () => createMeilisearchEngine({ url: server.url, key: server.key, prefix, log });
      const opened = await Promise.all(Array.from({ length: count }, make));
      engines.push(...opened);
      const [engine, other = engine] = opened;
      if (engine === undefined || other === undefined) throw new Error('None was opened');
      return { engine, other, prefix };
    }

    const meili = () => new Meilisearch({ host: server.url, apiKey: server.key });
    const nextOnes = async (prefix: string) =>
      (await meili().getRawIndexes({ limit: 1_000 })).results
        .map(({ uid }) => uid)
        .filter((uid) => uid.startsWith(`${prefix}_`) && uid.includes('_next_'));

    describe('shared by two processes', () => {
      it('finds at once by words, totals and counts what the other has written in a language it knows', async () => {
        const { engine, other } = await open(2);
        await knowEnglish(engine, other);
        const told = async () => {
          const { hits, total, facets } = await other.search({
            ...{ text: 'rain', words: 'any', limit: 9, facets: ['sector'] },
          });
          return [hits.map(({ id }) => id).sort(), total, facets];
        };
        await engine.upsert([rainy('a', 'water'), rainy('b', 'water')]);
        expect(await told()).toEqual([['a', 'b'], 2, { sector: { water: 2 } }]);
        await engine.upsert([rainy('b', 'mobility'), rainy('c', 'mobility')]);
        expect(await told()).toEqual([['a', 'b', 'c'], 3, { sector: { water: 1, mobility: 2 } }]);
        await engine.remove(['a']);
        expect(await told()).toEqual([['b', 'c'], 2, { sector: { mobility: 2 } }]);
        expect(await other.info()).toEqual(await engine.info());
      });

      it('sees a swap of the other whole, never a mix, while it searches', async () => {
        const { engine, other } = await open(2);
        const old = numbered('old', 40);
        const fresh = numbered('new', 60);
        await engine.upsert(old);
        await until(async () => (await idsOf(other, { text: 'rain' })).length === 40);
        const seen = new Set<string>();
        let done = false;
        const watch = async (text: string, vector?: Float32Array) => {
          while (!done) {
            const { hits, total } = await other.search({
              ...{ text, words: 'any', limit: 100, ...(vector && { vector, semanticRatio: 0 }) },
            });
            const kinds = new Set(hits.map(({ id }) => id.slice(0, 3)));
            seen.add(`${[...kinds].join('+')} ${hits.length} of ${total}`);
            await nextTurn();
          }
        };
        const watching = [watch(''), watch('rain')];
        await engine.replaceAll(inBatches(fresh, 20));
        await until(async () => (await idsOf(other, { text: 'rain' })).includes('new-1'));
        done = true;
        await Promise.all(watching);
        expect([...seen].sort()).toEqual(['new 60 of 60', 'old 40 of 40']);
      });

      it('knows the words of the other within seconds: typos and beginnings', async () => {
        const { engine, other } = await open(2);
        await engine.upsert([searchDocument('a', { text: { title: 'Bioswale along a boulevard' } })]);
        await until(async () => (await idsOf(other, { text: 'bioswael' })).length > 0);
        await until(async () => (await idsOf(other, { text: 'boul', words: 'all' })).length > 0);
        await engine.remove(['a']);
        await engine.upsert([searchDocument('b', { text: { title: 'Cloudburst' } })]);
        await until(async () => (await idsOf(other, { text: 'cloudbrust' })).length > 0);
        expect(await idsOf(other, { text: 'bioswael' })).toEqual([]);
      });

      it('is opened by two at once on a server that has no index yet, with its settings', async () => {
        const { engine, other, prefix } = await open(2);
        expect(differs(await meili().index(indexName(prefix)).getSettings())).toBe(false);
        await Promise.all([
          engine.upsert([searchDocument('a', { vectors: [passage(0)] })]),
          other.upsert([searchDocument('b', { vectors: [passage(20)] })]),
        ]);
        expect((await idsOf(other, { text: '' })).sort()).toEqual(['a', 'b']);
      });
    });

    describe('whose server is killed', () => {
      it('refuses writes that were under way as unavailable, and takes them again once it is back', async () => {
        const { engine } = await open(1);
        await engine.upsert(numbered('old', 50));
        const writes = Array.from({ length: 8 }, (_, i) => engine.upsert(numbered(`w${i}`, 50)));
        const outcomes = Promise.all(writes.map((one) => outcomeOf(one)));
        await server.kill();
        expect(new Set(await within(outcomes))).toContain('unavailable');
        expect([...new Set(await outcomes)].filter((one) => !['done', 'unavailable'].includes(one))).toEqual(
          [],
        );
        const asks = [engine.search({ text: 'rain', words: 'any', limit: 1 }), engine.inventory()];
        expect(await within(Promise.all(asks.map((one) => outcomeOf(one))))).toEqual([
          'unavailable',
          'unavailable',
        ]);
        await server.start();
        expect((await engine.inventory()).size).toBeGreaterThanOrEqual(50);
        for (let i = 0; i < 8; i++) await engine.upsert(numbered(`w${i}`, 50));
        expect((await engine.inventory()).size).toBe(50 + 8 * 50);
        const { total } = await engine.search({ text: 'rain', words: 'any', limit: 1 });
        expect(total).toBe(50 + 8 * 50);
      });

      it.each([
        ['while it is filled', 1],
        ['when it is all but full', 2],
      ])(
        'keeps the old index or has the new one, whole, after a rebuild that it died in %s',
        async (_when, after) => {
          const { engine, other, prefix } = await open(2);
          await engine.upsert(numbered('old', 30));
          const fresh = numbered('new', 2_200);
          let killed: Promise<void> | undefined;
          async function* dying(): AsyncIterable<SearchDocument[]> {
            let batch = 0;
            for await (const some of inBatches(fresh, 1_000)) {
              yield some;
              batch += 1;
              if (batch === after) killed = server.kill();
            }
          }
          const outcome = outcomeOf(engine.replaceAll(dying()));
          await until(() => killed !== undefined);
          expect(await within(outcome)).toBe('unavailable');
          await killed;
          await server.start();
          expect([...new Set(await inventoryOf(other))]).toEqual(['old 30']);
          await until(async () => (await idsOf(other, { text: 'rain', limit: 100 })).length === 30);
          await engine.replaceAll(inBatches(fresh, 1_000));
          expect(await inventoryOf(other)).toEqual(['new 2200']);
          // What was left is too young to be anybody's but a rebuild's under way.
          for (const uid of await nextOnes(prefix)) await meili().deleteIndex(uid).waitTask();
          expect(await inventoryOf(engine)).toEqual(['new 2200']);
        },
      );
    });

    it('refuses reads as unavailable while its server hangs, and goes on when that does', async () => {
      const { engine } = await open(1);
      await engine.upsert([rainy('a', 'water')]);
      server.freeze();
      try {
        const asks = [
          engine.search({ text: 'rain', words: 'any', limit: 1 }),
          engine.search({ text: '', words: 'all', limit: 1 }),
          engine.inventory(),
          engine.info(),
          engine.revisions(['a']),
          engine.upsert([rainy('b', 'water')]),
        ];
        const outcomes = await within(Promise.all(asks.map((one) => outcomeOf(one))));
        expect(outcomes).toEqual(asks.map(() => 'unavailable'));
      } finally {
        server.thaw();
      }
      await engine.upsert([rainy('c', 'water')]);
      const ids = await idsOf(engine, { text: 'rain' });
      expect(ids).toEqual(expect.arrayContaining(['a', 'c']));
    });

    it.each([
      ['a search', (engine: SearchEngine) => engine.search({ text: 'rain', words: 'any', limit: 1 })],
      ['a new record', (engine: SearchEngine) => engine.upsert([rainy('z', 'water')])],
      ['a deletion', (engine: SearchEngine) => engine.remove(['cs-1'])],
    ])(
      'makes its index anew where the server has lost it, told by %s, and reconciling fills it',
      async (_what, ask) => {
        const { engine, other, prefix } = await open(2);
        const database = await openTestDatabase();
        try {
          const store = createCatalogueStore(database.db);
          const embedder = createWordEmbedder();
          const deps = { store, engine, embedder: () => embedder };
          const indexer = createIndexer({ ...deps, log });
          const ids = Array.from({ length: 70 }, (_, i) => `cs-${i}`);
          await store.save(ids.map((id) => caseStudyEntry(id)));
          expect(await reconcile({ ...deps, indexer })).toEqual({ indexed: 70, removed: 0 });
          await server.loseData();
          expect(await Promise.all([outcomeOf(ask(engine)), outcomeOf(ask(other))])).toEqual([
            'unavailable',
            'unavailable',
          ]);
          await until(async () => (await outcomeOf(other.info())) === 'done');
          await until(async () => !differs(await meili().index(indexName(prefix)).getSettings()));
          expect(await reconcile({ ...deps, indexer })).toEqual({ indexed: 70, removed: 0 });
          expect(await other.info()).toEqual({ documents: 70, modelId: 'words-a', dimensions: 32 });
          await until(async () => (await idsOf(other, { text: 'rain', limit: 100 })).length === 70);
          expect((await engine.get(['cs-1']))[0]?.vectors.length).toBeGreaterThan(0);
        } finally {
          await database.close();
        }
      },
    );

    it('mends an index with other settings when it is opened', async () => {
      const { engine, prefix } = await open(1);
      await engine.upsert(numbered('old', 3));
      const index = meili().index(indexName(prefix));
      await index.updateSettings({ rankingRules: ['words'], filterableAttributes: ['kind'] }).waitTask();
      expect(differs(await index.getSettings())).toBe(true);
      const again = await createMeilisearchEngine({ url: server.url, key: server.key, prefix, log });
      engines.push(again);
      expect(differs(await index.getSettings())).toBe(false);
      const nearest = { text: '', vector: angle(0), semanticRatio: 1 };
      expect(await idsOf(again, nearest)).toEqual(['old-0', 'old-1', 'old-2']);
    });
  },
);

/** Both know then in which languages there are texts. */
async function knowEnglish(engine: SearchEngine, other: SearchEngine): Promise<void> {
  await engine.upsert([searchDocument('known', { text: { title: 'Known' } })]);
  await until(async () => (await idsOf(other, { text: 'known' })).length > 0);
}

function rainy(id: string, sector: string): SearchDocument {
  return searchDocument(id, { text: { title: `Rain ${id}` }, sectors: [sector] });
}

function numbered(name: string, count: number): SearchDocument[] {
  return Array.from({ length: count }, (_, i) =>
    searchDocument(`${name}-${i}`, { text: { title: `Rain number ${i}` }, vectors: [passage(i % 90)] }),
  );
}

async function* inBatches(documents: readonly SearchDocument[], size: number) {
  for (let at = 0; at < documents.length; at += size) {
    yield documents.slice(at, at + size);
    await nextTurn();
  }
}

/** How many there are of each name. */
async function inventoryOf(engine: SearchEngine): Promise<string[]> {
  const counts = new Map<string, number>();
  for (const id of (await engine.inventory()).keys()) {
    const name = id.split('-')[0] ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`);
}

/** The code of its error; `done` without one. */
function outcomeOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
}

/** What comes of it; rejects where nothing does in time. */
async function within<T>(act: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = pause(WITHIN_MS, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`No end within ${WITHIN_MS} ms`);
  });
  late.catch(() => undefined);
  return Promise.race([act, late]).finally(() => stop.abort());
}
