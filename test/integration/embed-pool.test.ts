import { afterEach, describe, expect, it } from 'vitest';
import { createWorkerPool } from '../../src/embedding/pool.js';
import type { Embedder } from '../../src/embedding/port.js';
import { quiet } from '../helpers/embed-model.js';

const open: Embedder[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((embedder) => embedder.close()));
});

async function createPool(options: { threads?: number; prepare?: () => Promise<unknown> } = {}) {
  const pool = await createWorkerPool({
    modelId: 'odd@1',
    languages: ['en'],
    script: new URL('../helpers/embed-odd-worker.ts', import.meta.url),
    prepare: options.prepare ?? (async () => ({})),
    threads: options.threads ?? 1,
    sliceCharacters: 10,
    textCharacters: 100,
    describeUnusable: (reason) => `It cannot be loaded: ${reason}`,
    log: quiet,
  });
  open.push(pool);
  return pool;
}

/** Calls until it succeeds, as a caller who was told to come back does. */
async function retry<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe('pool of embedding workers', () => {
  it('does not start when a worker cannot load the model, and says why', async () => {
    const start = createPool({ prepare: async () => ({ unusable: true }) });
    await expect(start).rejects.toMatchObject({
      code: 'misconfigured',
      message: 'It cannot be loaded: the network is torn',
    });
  });

  it('does not start when what the workers need cannot be made', async () => {
    const start = createPool({ prepare: () => Promise.reject(new Error('no weights')) });
    await expect(start).rejects.toMatchObject({
      code: 'misconfigured',
      message: 'It cannot be loaded: no weights',
    });
  });

  it('rejects the call of a worker that dies with "unavailable" and a time to come back, and starts another', async () => {
    const pool = await createPool();
    await expect(pool.embed(['crash'])).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 });
    const [vector] = await retry(() => pool.embed(['four']));
    expect(vector).toEqual(Float32Array.of(4, 1));
  });

  it('comes back after several deaths in a row', async () => {
    const pool = await createPool();
    for (let i = 0; i < 3; i++) {
      await retry(() => pool.embed(['ok']));
      await expect(pool.embed(['crash'])).rejects.toMatchObject({ code: 'unavailable' });
    }
    expect(await retry(() => pool.embed(['four']))).toEqual([Float32Array.of(4, 1)]);
  });

  it('keeps answering on one worker while the other one is away', async () => {
    const pool = await createPool({ threads: 2 });
    const crash = expect(pool.embed(['crash'])).rejects.toMatchObject({ code: 'unavailable' });
    const answers = await Promise.all(['a', 'bb', 'ccc'].map((text) => pool.embed([text], 'query')));
    expect(answers.flat().map((vector) => vector[0])).toEqual([1, 2, 3]);
    await crash;
  });

  it('rejects only the call whose text the model chokes on', async () => {
    const pool = await createPool();
    const [bad, good] = await Promise.allSettled([pool.embed(['throw']), pool.embed(['good'])]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    expect(good).toMatchObject({ status: 'fulfilled', value: [Float32Array.of(4, 1)] });
  });

  it('rejects only the query that the model chokes on among those that waited together', async () => {
    const pool = await createPool();
    const first = pool.embed(['slow'], 'query');
    const answers = await Promise.allSettled(['a', 'throw', 'bb'].map((text) => pool.embed([text], 'query')));
    await first;
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(answers[2]).toMatchObject({ value: [Float32Array.of(2, 1)] });
  });

  it('puts a query before every waiting slice of a batch', async () => {
    const pool = await createPool();
    const done: string[] = [];
    const batches = ['slow', 'batch one', 'batch two'].map((text) =>
      pool.embed([text]).then(() => done.push(text)),
    );
    const query = pool.embed(['query'], 'query').then(() => done.push('query'));
    await Promise.all([...batches, query]);
    expect(done).toEqual(['slow', 'query', 'batch one', 'batch two']);
  });
});
