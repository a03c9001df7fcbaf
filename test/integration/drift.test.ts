import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { embeddings, entries, settings } from '../../src/db/schema.js';
import { createCachedEmbedder } from '../../src/embedding/cache.js';
import { writeActiveModel } from '../../src/indexing/active-model.js';
import { repairDrift } from '../../src/indexing/drift.js';
import { createIndexer, type Indexer } from '../../src/indexing/indexer.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { SearchEngine } from '../../src/search/port.js';
import { createStatusBoard } from '../../src/status.js';
import { caseStudy } from '../helpers/candidates.js';
import { openTestDatabase } from '../helpers/database.js';
import { createWordEmbedder } from '../helpers/word-embedder.js';

const log = pino({ level: 'silent' });
const ids = Array.from({ length: 150 }, (_, i) => `cs-${String(i).padStart(3, '0')}`);

let database: DatabaseHandle;
let engine: SearchEngine;
let indexer: Indexer;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const { db } = database;
  for (const table of [entries, embeddings, settings]) await db.delete(table);
  const store = createCatalogueStore(db);
  await store.save(ids.map((id) => ({ id, kind: 'case-study', body: caseStudy({ id }) })));
  engine = await createEmbeddedEngine({ log });
  const embedder = createCachedEmbedder({ db, embedder: createWordEmbedder() });
  indexer = createIndexer({ store, engine, embedder: () => embedder, log });
  await writeActiveModel(db, { modelId: 'words-a', name: 'words' });
  await indexer.index(ids);
});

/** Compares and repairs, as the clock's task and the worker do; `meanwhile` is what happens between the looks. */
async function repair(meanwhile: () => Promise<unknown> = () => Promise.resolve()) {
  const { db } = database;
  const store = createCatalogueStore(db);
  const jobs: string[][] = [];
  let looks = 0;
  const found = await repairDrift({
    db,
    store,
    queue: {
      add(_name, data) {
        if ('entryIds' in data) jobs.push(data.entryIds);
        return Promise.resolve();
      },
    },
    engine: {
      ...engine,
      info: () => engine.info(),
      async inventory() {
        looks += 1;
        if (looks === 2) await meanwhile();
        return engine.inventory();
      },
    },
    settleMs: 1,
  });
  for (const job of jobs) await indexer.index(job);
  return { found, jobs };
}

describe('the comparison of index and catalogue', () => {
  it('finds nothing to do, and adds no job, where they agree', async () => {
    expect(await repair()).toEqual({ found: 0, jobs: [] });
  });

  it('has what is missing, changed or left over indexed anew, and tells how much that was', async () => {
    const store = createCatalogueStore(database.db);
    await engine.remove(ids.slice(0, 70));
    await store.save([
      { id: 'cs-149', kind: 'case-study', body: caseStudy({ id: 'cs-149', title: 'Another title' }) },
    ]);
    await store.archive('cs-148');
    const { found, jobs } = await repair();
    expect(found).toBe(72);
    expect(jobs.map((job) => job.length)).toEqual([64, 8]);
    expect(await repair()).toEqual({ found: 0, jobs: [] });
    expect((await engine.info()).documents).toBe(149);
    expect((await engine.get(['cs-149']))[0]?.text.title).toBe('Another title');
  });

  it('fills an index that has lost everything, with vectors', async () => {
    await engine.remove(ids);
    const { found } = await repair();
    expect(found).toBe(150);
    expect(await engine.info()).toEqual({ documents: 150, modelId: 'words-a', dimensions: 32 });
  });

  it('leaves alone what arrives by itself meanwhile', async () => {
    await engine.remove(['cs-001', 'cs-002']);
    expect(await repair(() => indexer.index(['cs-001']))).toEqual({ found: 1, jobs: [['cs-002']] });
  });
});

it('a part that answers after it was away is told of, once each time', async () => {
  const board = createStatusBoard({ parts: ['search'], steps: [], log, askEveryMs: 3_600_000 });
  let away = false;
  let back = 0;
  board.watch('search', () => (away ? Promise.reject(new Error('away')) : Promise.resolve('there')), {
    onBack: () => {
      back += 1;
    },
  });
  for (const state of [false, true, true, false, false, true, false]) {
    away = state;
    await board.refresh();
  }
  board.close();
  expect(back).toBe(2);
});
