import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createRedisLimitStore } from '../../src/http/redis-limits.js';
import { openSharedRedis } from '../../src/shared-redis.js';
import { startHttpApp } from '../helpers/http-app.js';
import { startRedis } from '../helpers/redis.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
const LIMIT = 6;
const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

/** A process that answers, counting in this Redis. */
async function startSite(url: string) {
  const redis = openSharedRedis({ url, log });
  const limits = createRedisLimitStore(redis);
  toStop.push(() => limits.shutdown?.());
  toStop.push(() => redis.close());
  const site = await startHttpApp({
    limits,
    config: { rateLimit: LIMIT, trustProxy: 1, publicUrl: undefined },
  });
  toStop.push(() => site.stop());
  const client = new Redis(url);
  client.on('error', () => undefined);
  toStop.push(() => client.disconnect());
  const counted = async () => (await client.keys('citymatch:limit:*')).length;
  return {
    ask: async (address: string) =>
      (await site.get('/v1/taxonomy', { headers: { 'x-forwarded-for': address } })).status,
    /** Resolves once it counts in Redis. */
    connected: () =>
      until(async () => {
        const before = await counted();
        await limits.increment(randomUUID());
        return (await counted()) > before;
      }),
  };
}

describe('the limit of requests with Redis', () => {
  it('counts what all processes answered, for each address apart', async () => {
    const redis = await startRedis();
    toStop.push(redis.stop);
    const sites = [await startSite(redis.url), await startSite(redis.url)];
    for (const site of sites) await site.connected();
    const answers: number[] = [];
    for (let turn = 0; turn < LIMIT + 2; turn++) answers.push((await sites[turn % 2]?.ask('192.0.2.1')) ?? 0);
    expect(answers.filter((status) => status === 200)).toHaveLength(LIMIT);
    expect(answers.slice(LIMIT)).toEqual([429, 429]);
    expect(await sites[0]?.ask('192.0.2.2')).toBe(200);
  });

  it('is kept by each process for itself while Redis hangs or is gone, and refuses nobody for that', async () => {
    const redis = await startRedis();
    toStop.push(redis.stop);
    const site = await startSite(redis.url);
    await site.connected();
    redis.freeze();
    const frozen: number[] = [];
    for (let turn = 0; turn < LIMIT + 1; turn++) frozen.push(await site.ask('192.0.2.3'));
    expect(frozen).toEqual([...Array.from({ length: LIMIT }, () => 200), 429]);
    redis.thaw();
    await redis.kill();
    expect(await site.ask('192.0.2.4')).toBe(200);
  });
});
