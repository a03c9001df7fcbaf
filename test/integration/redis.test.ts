import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { challengeResponseSchema } from '../../src/challenges/contract.js';
import { readinessSchema } from '../../src/http/health.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { startRedis, type TestRedis } from '../helpers/redis.js';
import { type ServerProcess, startServer } from '../helpers/server-process.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

const openQueue = (redisUrl: string) => createBullQueue({ connection: { redisUrl }, log, backoffMs: 20 });

describe('a Redis for the job queue', () => {
  it.each([
    ['that is not there', undefined, /REDIS_URL: Redis cannot be reached/],
    ['that may forget jobs', { maxmemory: '50mb', 'maxmemory-policy': 'allkeys-lru' }, /set noeviction/],
  ])('%s is refused with a line that names the setting', async (_what, settings, message) => {
    const redis: TestRedis | undefined = settings && (await startRedis(settings));
    if (redis) toStop.push(redis.stop);
    const opening = openQueue(redis?.url ?? 'redis://127.0.0.1:1');
    await expect(opening).rejects.toMatchObject({ code: 'misconfigured', fields: [{ path: 'REDIS_URL' }] });
    await expect(opening).rejects.toThrow(message);
  });

  it('that hangs or is killed lets adding fail soon, and no job that was taken is lost', async () => {
    const redis = await startRedis();
    toStop.push(redis.stop);
    const queue = await openQueue(redis.url);
    toStop.push(() => queue.close());
    const done = new Set<string>();
    const add = (id: number) => queue.add('index-entries', { entryIds: [`cs-${id}`] });
    for (let id = 0; id < 20; id++) await add(id);
    await redis.kill();
    await expect(add(99)).rejects.toMatchObject({ code: 'unavailable' });
    await redis.start();
    await until(() =>
      add(20).then(
        () => true,
        () => false,
      ),
    );
    redis.freeze();
    await expect(add(99)).rejects.toMatchObject({ code: 'unavailable' });
    redis.thaw();
    await queue.work('index-entries', async ({ entryIds }) => {
      for (const id of entryIds) done.add(id);
    });
    await until(async () => {
      const { waiting, active, delayed } = await queue.counts();
      return waiting + active + delayed === 0;
    });
    expect([...done].filter((id) => id !== 'cs-99').length).toBe(21);
  });

  it('that is away holds no city up: challenges are taken in, and matched once it is back', async () => {
    const redis = await startRedis();
    toStop.push(redis.stop);
    const dataDir = await mkdtemp(join(tmpdir(), 'citymatch-redis-site-'));
    toStop.push(() => rm(dataDir, { recursive: true, force: true }));
    const server = await startServer({ DATA_DIR: dataDir, EMBEDDING_MODEL: 'bundled', REDIS_URL: redis.url });
    toStop.push(() => server.kill());
    await server.ready();
    const before = await submit(server);
    await until(async () => (await statusOf(before)) === 'proposed');
    await redis.kill();
    const links = [await submit(server), await submit(server), await submit(server)];
    const match = await fetch(`${server.url}/v1/match`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ statement: 'Streets flood after heavy rain' }),
    });
    expect(match.status).toBe(200);
    await until(async () => (await partsOf(server)).queue?.state === 'away');
    expect(await Promise.all(links.map(statusOf))).toEqual(['received', 'received', 'received']);
    await redis.start();
    await until(async () =>
      (await Promise.all(links.map(statusOf))).every((status) => status === 'proposed'),
    );
    await until(async () => (await partsOf(server)).queue?.state === 'ok');
  }, 400_000);
});

async function partsOf(server: ServerProcess) {
  const report = readinessSchema.parse(await (await fetch(`${server.url}/readyz`)).json());
  return report.parts;
}

/** Submits a challenge; gives the address of its answer. */
async function submit(server: ServerProcess): Promise<string> {
  const response = await fetch(`${server.url}/v1/challenges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      title: 'Streets flood',
      statement: 'Streets flood after heavy rain and the sewers cannot take more.',
      city: { name: 'Cusco', country: 'PE' },
      contact: { name: 'Ana Torres', email: 'ana@cusco.test' },
      consents: { processing: true },
    }),
  });
  expect(response.status).toBe(201);
  const { trackingUrl } = z.object({ trackingUrl: z.string() }).parse(await response.json());
  const { pathname, search } = new URL(trackingUrl);
  return `${server.url}/v1${pathname}${search}`;
}

async function statusOf(link: string): Promise<string> {
  return challengeResponseSchema.parse(await (await fetch(link)).json()).status;
}
