import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { searchResponseSchema, similarResponseSchema } from '../../src/catalogue/contract.js';
import { challenges, matches, searchWords } from '../../src/db/schema.js';
import { createIndexer } from '../../src/indexing/indexer.js';
import { createReserve, documentsOf, type Reserve, withReserve } from '../../src/indexing/reserve.js';
import { matchResponseSchema } from '../../src/matching/contract.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createOutboxRelay } from '../../src/queue/outbox.js';
import { createDatabaseEngine } from '../../src/search/database/engine.js';
import { createDegradingEngine } from '../../src/search/degrading.js';
import { startIndexingWorker } from '../../workers/indexing.js';
import { startMatchingWorker } from '../../workers/matching.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';
import { openTestDatabase } from '../helpers/database.js';
import { type SwitchedEngine, switchedEngine } from '../helpers/switched-engine.js';
import { until } from '../helpers/until.js';
import { startWholeSite } from '../helpers/whole-site.js';
import { createWordEmbedder } from '../helpers/word-embedder.js';

const log = pino({ level: 'silent' });
const embedder = createWordEmbedder();
const STATEMENT = 'Our sewers overflow in heavy showers and the rain floods the streets.';
let site: Awaited<ReturnType<typeof startWholeSite>>;
let engine: SwitchedEngine;
let reserve: Reserve;
let indexer: ReturnType<typeof createIndexer>;
const toClose: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const database = await openTestDatabase();
  site = await startWholeSite({}, database, {
    embedder,
    before({ db, store, engine: embedded }) {
      engine = switchedEngine(embedded);
      const words = createDatabaseEngine({ db, read: documentsOf(store) });
      reserve = createReserve({ store, index: words });
      return createDegradingEngine(engine, words, { log, deadlineMs: 500, probeEveryMs: 100 });
    },
  });
  indexer = withReserve(createIndexer({ store: site.store, engine, embedder: () => embedder, log }), reserve);
  const entries = [
    ...Array.from({ length: 12 }, (_, i) =>
      caseStudyEntry(`cs-${i}`, { title: `Square ${i} that stores rain`, providers: ['pr-rain'] }),
    ),
    caseStudyEntry('cs-bus', {
      title: 'Bus lanes',
      summary: 'Buses got lanes.',
      challenge: 'Slow buses.',
      solution: 'Lanes.',
      measures: [],
      sectors: ['public-transport'],
    }),
    providerEntry('pr-rain', { description: 'Designers of squares for heavy rain.' }),
  ];
  await site.store.save(entries);
  await indexer.index(entries.map(({ id }) => id));
  const { pglite } = database;
  if (pglite === undefined) throw new Error('A database in memory is PGlite');
  const queue = await createBullQueue({ connection: { pglite }, log, backoffMs: 20 });
  const relay = createOutboxRelay({ db: site.db, queue, log, pollMs: 50 });
  await startIndexingWorker({ queue, indexer });
  await startMatchingWorker({ queue, proposer: site.features.proposer });
  relay.start();
  toClose.push(
    () => relay.close(),
    () => queue.close(),
  );
});
afterEach(async () => {
  engine.state = 'ok';
  embedder.away = false;
  await until(async () => !('degraded' in (await search('rain'))));
});
afterAll(async () => {
  for (const close of toClose) await close();
  await site?.stop();
});

const get = async (path: string) => {
  const response = await fetch(site.address + path);
  expect(response.status).toBe(200);
  return response;
};
const search = async (q: string, more = '') =>
  searchResponseSchema.parse(await (await get(`/v1/search?q=${q}${more}`)).json());
const match = async () => {
  const response = await fetch(`${site.address}/v1/match`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ statement: STATEMENT, city: { country: 'NL' } }),
  });
  expect(response.status).toBe(200);
  return matchResponseSchema.parse(await response.json());
};
const page = async (path: string) => (await get(path)).text();

async function submit(): Promise<string> {
  const response = await fetch(`${site.address}/v1/challenges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      title: `Streets flood ${randomUUID()}`,
      statement: STATEMENT,
      city: { name: 'Cusco', country: 'PE' },
      contact: { name: 'Ana Torres', email: 'ana@cusco.test' },
      consents: { processing: true },
    }),
  });
  expect(response.status).toBe(201);
  return z.object({ id: z.string() }).parse(await response.json()).id;
}

describe('while the search engine is away', () => {
  it('search, pages, neighbours and matches are answered by words from the database, and say so', async () => {
    const before = await search('rain', '&facets=kind,sector');
    expect(before).not.toHaveProperty('degraded');
    expect(await match()).toMatchObject({ model: 'words-a' });
    engine.state = 'away';
    const found = await search('rain', '&facets=kind,sector&limit=5');
    expect(found).toMatchObject({
      degraded: true,
      total: 13,
      facets: { kind: { 'case-study': 12, provider: 1 }, sector: { 'flooding-stormwater': 13 } },
    });
    expect(found.hits[0]?.highlights.length).toBeGreaterThan(0);
    const next = await search('rain', `&limit=50&cursor=${encodeURIComponent(found.nextCursor ?? '')}`);
    expect(new Set([...found.hits, ...next.hits].map(({ id }) => id)).size).toBe(13);
    const matched = await match();
    expect(matched).toMatchObject({ degraded: true, model: 'none' });
    expect(matched.results.length).toBeGreaterThan(0);
    expect(matched.results.find(({ kind }) => kind === 'case-study')?.evidence).toMatchObject([
      { id: 'pr-rain' },
    ]);
    const similar = similarResponseSchema.parse(await (await get('/v1/entries/cs-1/similar')).json());
    expect(similar.degraded).toBe(true);
    expect(similar.results.map(({ id }) => id)).not.toContain('cs-1');
    for (const path of ['/search?q=rain', `/?statement=${encodeURIComponent(STATEMENT)}`]) {
      expect(await page(path)).toContain('Answers are by words only for now');
    }
    expect(await page('/search')).not.toContain('by words only');
  });

  it('an engine that hangs holds up the first reader only', async () => {
    engine.state = 'hanging';
    expect(await search('rain')).toMatchObject({ degraded: true, total: 13 });
    const asked = engine.asked;
    for (let i = 0; i < 5; i++) expect(await search('rain')).toMatchObject({ degraded: true });
    // Those that wait for nothing are not answered by it.
    expect(engine.asked - asked).toBeLessThanOrEqual(2);
  });

  it('what is published or withdrawn meanwhile is found, or not, and is in the engine once it is back', async () => {
    engine.state = 'away';
    await site.store.save([caseStudyEntry('cs-new', { title: 'Bioswales along the avenue' })]);
    await until(async () => (await search('bioswales')).total === 1);
    await site.store.archive('cs-new');
    await until(async () => (await search('bioswales')).total === 0);
    await site.store.save([caseStudyEntry('cs-late', { title: 'Permeable pavements' })]);
    await until(async () => (await search('permeable')).total === 1);
    engine.state = 'ok';
    await until(async () => (await engine.inventory()).has('cs-late'));
    expect((await engine.inventory()).has('cs-new')).toBe(false);
  });

  it('a challenge waits, and is matched by meaning once the engine is back', async () => {
    engine.state = 'away';
    const id = await submit();
    const of = async () => (await site.db.select().from(challenges)).find((row) => row.id === id);
    const asked = engine.asked;
    await until(() => engine.asked > asked + 3);
    expect((await of())?.status).toBe('received');
    engine.state = 'ok';
    await until(async () => (await of())?.status === 'proposed');
    const rows = (await site.db.select().from(matches)).filter(({ challengeId }) => challengeId === id);
    expect(rows.length).toBeGreaterThan(0);
    const { semantic } = z
      .object({ semantic: z.number() })
      .parse(z.looseObject({ components: z.unknown() }).parse(rows[0]?.frozen).components);
    expect(semantic).toBeGreaterThan(0);
  });
});

describe('while the embedder is away', () => {
  it('searches and matches go by words and say so; a listing lacks nothing and says nothing', async () => {
    embedder.away = true;
    expect(await search('rain')).toMatchObject({ degraded: true });
    expect(await match()).toMatchObject({ degraded: true, model: 'none' });
    expect(await search('')).not.toHaveProperty('degraded');
    embedder.away = false;
    expect(await search('rain')).not.toHaveProperty('degraded');
    expect(await match()).not.toHaveProperty('degraded');
  });

  it('a challenge waits for it', async () => {
    embedder.away = true;
    const id = await submit();
    const of = async () => (await site.db.select().from(challenges)).find((row) => row.id === id);
    await expect(site.features.proposer.propose(id)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await of())?.status).toBe('received');
    embedder.away = false;
    await until(async () => (await of())?.status === 'proposed');
  });
});

describe('the words in reserve', () => {
  it('are compared with the catalogue, and mended', async () => {
    expect(await reserve.catchUp()).toBe(0);
    const held = await site.db
      .select({ id: searchWords.id, revision: searchWords.revision })
      .from(searchWords);
    await site.db.delete(searchWords);
    await site.store.save([caseStudyEntry('cs-gone')]);
    await reserve.bring(['cs-gone']);
    await site.store.archive('cs-gone');
    expect(await reserve.catchUp()).toBe(held.length + 1);
    expect(await reserve.catchUp()).toBe(0);
  });
});
