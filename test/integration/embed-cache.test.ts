import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { embeddings } from '../../src/db/schema.js';
import type { Database } from '../../src/db/types.js';
import { createBundledEmbedder } from '../../src/embedding/bundled.js';
import {
  createCachedEmbedder,
  decodeVector,
  embedWithCache,
  encodeVector,
} from '../../src/embedding/cache.js';
import type { Embedder } from '../../src/embedding/port.js';
import { quiet } from '../helpers/embed-model.js';
import { startPostgres } from '../helpers/postgres.js';

let database: DatabaseHandle;
let db: Database;
let real: Embedder;
/** Every call that reaches the model. */
let calls: { texts: readonly string[]; priority: string | undefined }[] = [];
let watched: Embedder;

beforeAll(async () => {
  database = await openDatabase({ dataDir: ':memory:', log: quiet });
  db = database.db;
  real = await createBundledEmbedder({ log: quiet });
  watched = {
    ...real,
    embed(texts, priority) {
      calls.push({ texts, priority });
      return real.embed(texts, priority);
    },
  };
});
afterAll(async () => {
  await real.close();
  await database.close();
});
beforeEach(async () => {
  calls = [];
  await db.delete(embeddings);
});
const embedded = () => calls.flatMap((call) => call.texts);

describe('embedWithCache', () => {
  it('embeds each distinct text once and answers the second time from the table, with equal numbers', async () => {
    const texts = ['flood', 'heat', 'flood', '', 'heat'];
    const first = await embedWithCache({ db, embedder: watched, texts });
    expect([...embedded()].sort()).toEqual(['', 'flood', 'heat']);
    const second = await embedWithCache({ db, embedder: watched, texts });
    expect(embedded()).toHaveLength(3);
    expect(second).toEqual(first);
    expect(first).toEqual(await real.embed(texts));
  });

  it('embeds only what is new, and tells how far it is', async () => {
    await embedWithCache({ db, embedder: watched, texts: ['one', 'two'] });
    const steps: [number, number][] = [];
    const texts = ['two', 'three', ...Array.from({ length: 150 }, (_, i) => `text ${i}`)];
    await embedWithCache({
      db,
      embedder: watched,
      texts,
      onProgress: (done, total) => steps.push([done, total]),
    });
    expect(embedded().filter((text) => text === 'two')).toHaveLength(1);
    expect(steps).toEqual([
      [1, 152],
      [101, 152],
      [152, 152],
    ]);
  });

  it('keeps the vectors of two models apart', async () => {
    await embedWithCache({ db, embedder: watched, texts: ['one'] });
    await embedWithCache({ db, embedder: { ...watched, modelId: 'other@2' }, texts: ['one'] });
    expect(embedded()).toEqual(['one', 'one']);
    expect(await db.$count(embeddings)).toBe(2);
  });

  it('embeds anew what is stored with another length, and mends it', async () => {
    await embedWithCache({ db, embedder: watched, texts: ['one'] });
    await db.update(embeddings).set({ vector: new Uint8Array(8) });
    const [vector] = await embedWithCache({ db, embedder: watched, texts: ['one'] });
    expect(vector).toHaveLength(512);
    const [row] = await db.select().from(embeddings).where(eq(embeddings.modelId, real.modelId));
    expect(row?.vector.byteLength).toBe(2048);
  });

  it('keeps what was embedded before a failure', async () => {
    let parts = 0;
    const failing: Embedder = {
      ...real,
      embed: (texts) => (++parts > 1 ? Promise.reject(new Error('the worker is gone')) : real.embed(texts)),
    };
    const texts = Array.from({ length: 150 }, (_, i) => `part ${i}`);
    await expect(embedWithCache({ db, embedder: failing, texts })).rejects.toThrow('the worker is gone');
    expect(await db.$count(embeddings)).toBe(100);
  });

  it('stores little-endian float32', async () => {
    await embedWithCache({ db, embedder: watched, texts: ['one'] });
    const [expected] = await real.embed(['one']);
    const [row] = await db.select({ hash: embeddings.textHash, vector: embeddings.vector }).from(embeddings);
    expect(row?.hash).toBe('7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed');
    expect(decodeVector(row?.vector ?? new Uint8Array(), 512)).toEqual(expected);
    const [little] = await db
      .select({ head: sql<string>`encode(substring(${embeddings.vector} from 1 for 4), 'hex')` })
      .from(embeddings);
    expect(little?.head).toBe(encodeVector(expected?.subarray(0, 1) ?? new Float32Array()).toString('hex'));
    expect(encodeVector(Float32Array.of(1)).toString('hex')).toBe('0000803f');
  });
});

describe('embedWithCache on PostgreSQL', () => {
  it('answers the second time from the table, with equal numbers', async () => {
    const server = await startPostgres();
    const other = await openDatabase({
      dataDir: '/nowhere',
      databaseUrl: await server.createDatabase(),
      log: quiet,
    });
    try {
      const texts = Array.from({ length: 120 }, (_, i) => `street ${i}`);
      const first = await embedWithCache({ db: other.db, embedder: watched, texts });
      const second = await embedWithCache({ db: other.db, embedder: watched, texts });
      expect(embedded()).toHaveLength(120);
      expect(second).toEqual(first);
    } finally {
      await other.close();
      await server.stop();
    }
  });
});

describe('createCachedEmbedder', () => {
  it('embeds equal queries that wait together once, and later ones not at all', async () => {
    const cached = createCachedEmbedder({ db, embedder: watched });
    const [first] = await Promise.all([cached.embed(['q'], 'query'), cached.embed(['q'], 'query')]);
    const again = await cached.embed(['q'], 'query');
    expect(calls).toEqual([{ texts: ['q'], priority: 'query' }]);
    expect(again).toEqual(first);
    expect(await db.$count(embeddings)).toBe(0);
  });

  it('is not changed by a caller that changes its vector', async () => {
    const cached = createCachedEmbedder({ db, embedder: watched });
    const [first] = await cached.embed(['q'], 'query');
    const kept = first?.slice();
    first?.fill(0);
    expect((await cached.embed(['q'], 'query'))[0]).toEqual(kept);
  });

  it('forgets the query that was not used for the longest time', async () => {
    const cached = createCachedEmbedder({ db, embedder: watched, remember: 2 });
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.embed([text], 'query');
    expect(embedded()).toEqual(['a', 'b', 'c', 'b']);
  });

  it('tries again after a query that failed', async () => {
    let down = true;
    const flaky: Embedder = {
      ...real,
      embed: (texts, priority) => (down ? Promise.reject(new Error('away')) : real.embed(texts, priority)),
    };
    const cached = createCachedEmbedder({ db, embedder: flaky });
    await expect(cached.embed(['q'], 'query')).rejects.toThrow('away');
    down = false;
    expect(await cached.embed(['q'], 'query')).toHaveLength(1);
  });

  it('sends batch work through the table', async () => {
    const cached = createCachedEmbedder({ db, embedder: watched });
    await cached.embed(['x', 'x']);
    await cached.embed(['x'], 'batch');
    expect(calls).toEqual([{ texts: ['x'], priority: 'batch' }]);
  });
});
