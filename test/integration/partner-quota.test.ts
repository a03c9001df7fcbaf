import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { partnerUsage } from '../../src/db/schema.js';
import { createCounting } from '../../src/partners/counting.js';
import { createRedisQuotas } from '../../src/partners/redis-quotas.js';
import { sumsOf } from '../../src/partners/usage.js';
import { openSharedRedis } from '../../src/shared-redis.js';
import { openTestDatabase } from '../helpers/database.js';
import { type PartnerSite, startPartnerSite } from '../helpers/partners.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { startRedis, type TestRedis } from '../helpers/redis.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
const CHILD = fileURLToPath(new URL('../helpers/partner-child.ts', import.meta.url));
const today = () => new Date().toISOString().slice(0, 10);

describe('the quota of a partner in one process', () => {
  let site: PartnerSite;
  beforeAll(async () => {
    site = await startPartnerSite();
  });
  afterAll(() => site?.stop());

  it('is answered exactly, by whichever of its keys, while eight ask at the same time', async () => {
    const { pk, sk, id, keys } = await site.partner({ quotaPerDay: 40, ratePerMinute: 10_000 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        const codes: number[] = [];
        for (let turn = 0; turn < 8; turn += 1) {
          const asked = writer % 2 === 0 ? site.ask(`/v1/widget/search?q=flood ${turn}`, pk) : match(sk);
          codes.push((await asked).status);
        }
        return codes;
      }),
    );
    expect(answers.flat().filter((status) => status === 200)).toHaveLength(40);
    expect(answers.flat().filter((status) => status === 429)).toHaveLength(24);
    const refused = await site.ask('/v1/widget/search', pk);
    expect(refused.text).toContain('urn:citymatch:problem:quota-used-up');
    const midnight = (Date.parse(`${today()}T00:00:00Z`) + 86_400_000 - Date.now()) / 1000;
    expect(Math.abs(Number(refused.headers.get('retry-after')) - midnight)).toBeLessThan(5);
    // What is no search goes on.
    expect((await site.ask('/v1/widget/entries/cs-medellin-green-corridors', pk)).status).toBe(200);
    const usage = await site.features.partners.usage(id, 2);
    expect(usage.total.searches + usage.total.matches).toBe(40);
    expect(usage.total.refused).toBe(25);
    expect(usage.today).toEqual({ used: 40, quotaPerDay: 40 });
    expect(usage.days).toHaveLength(2);
    expect(usage.keys.map((key) => key.id)).toContain(keys[0]?.id);
  });

  it('is not touched by what is wrong or fails', async () => {
    const { pk, id } = await site.partner({ quotaPerDay: 1, scope: { country: ['PE'] } });
    const answers = [
      await site.ask('/v1/widget/search?limit=0', pk),
      await site.ask('/v1/widget/search?country=CO', pk),
      await site.ask('/v1/widget/search?cursor=none', pk),
      await site.ask('/v1/widget/match', pk, { method: 'POST', body: '{' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 403, 400, 400]);
    expect((await site.ask('/v1/widget/search', pk)).status).toBe(200);
    expect((await site.ask('/v1/widget/search', pk)).status).toBe(429);
    expect((await site.features.partners.usage(id, 1)).total).toMatchObject({ searches: 1, refused: 2 });
  });

  it('counts what found nothing, what was opened and what was handed over', async () => {
    const { pk, id } = await site.partner({ scope: { country: ['AQ'] } });
    await site.ask('/v1/widget/search?q=flood', pk);
    await match(pk);
    for (const event of ['select', 'select', 'hand-over']) {
      await site.ask('/v1/widget/events', pk, { method: 'POST', body: JSON.stringify({ event }) });
    }
    expect((await site.features.partners.usage(id, 1)).total).toEqual({
      searches: 1,
      matches: 1,
      empty: 2,
      selections: 2,
      handOvers: 1,
      refused: 0,
    });
  });

  const match = (key: string) =>
    site.ask('/v1/widget/match', key, {
      method: 'POST',
      body: JSON.stringify({ statement: 'Our old town floods', limit: 1 }),
    });
});

describe('what is counted in a process', () => {
  it('goes on from the table after a start, and begins anew with the day (UTC)', async () => {
    const { db, close } = await openTestDatabase();
    let now = new Date('2026-11-28T23:59:59Z');
    const start = () => createCounting({ db, log, now: () => now });
    const partner = { partnerId: 'pa-1', quotaPerDay: 3 };
    const asked = async ({ usage, quotas }: ReturnType<typeof start>) => {
      const answered = await quotas.within(partner, () => Promise.resolve(true)).catch(() => false);
      if (answered) usage.add({ id: 'ke-1', partnerId: 'pa-1' }, { searches: 1 });
      return answered;
    };
    const first = start();
    expect([await asked(first), await asked(first)]).toEqual([true, true]);
    await first.usage.close();
    const second = start();
    expect([await asked(second), await asked(second)]).toEqual([true, false]);
    now = new Date('2026-11-29T00:00:00Z');
    expect(await asked(second)).toBe(true);
    await second.usage.close();
    expect(await sumsOf(db, ['pa-1'], '2026-11-28')).toEqual(new Map([['pa-1', 3]]));
    expect(await sumsOf(db, ['pa-1'], '2026-11-29')).toEqual(new Map([['pa-1', 1]]));
    await close();
  });
});

/** A process of its own that searches with a key. */
async function startChild(databaseUrl: string, redisUrl: string, partner: string, quota: number) {
  const args = [databaseUrl, redisUrl, partner, `ke-${partner}`, String(quota)];
  const child = spawn(process.execPath, ['scripts/run.mjs', CHILD, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  expect(await next()).toBe('ready');
  return {
    /** How many of so many searches at once are answered. */
    async search(count: number): Promise<number> {
      child.stdin.write(`${count}\n`);
      return Number(await next());
    },
    async flush(): Promise<void> {
      child.stdin.write('flush\n');
      await next();
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

describe('the quota of a partner with Redis', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let databaseUrl: string;
  let database: DatabaseHandle;
  const toStop: (() => unknown)[] = [];
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    databaseUrl = await postgres.createDatabase();
    database = await openDatabase({ dataDir: '', databaseUrl, log });
  });
  afterEach(async () => {
    for (const stop of toStop.splice(0)) await stop();
  });
  afterAll(async () => {
    await database?.close();
    await redis?.stop();
    await postgres?.stop();
  });
  const sum = async (partner: string) => (await sumsOf(database.db, [partner], today())).get(partner);

  it('is answered exactly by two processes that ask eight at a time', async () => {
    const children = await Promise.all([1, 2].map(() => startChild(databaseUrl, redis.url, 'pa-two', 100)));
    toStop.push(...children.map((child) => () => child.kill()));
    const answered = await Promise.all(
      children.map(async (child) => {
        let all = 0;
        for (let turn = 0; turn < 8; turn += 1) all += await child.search(8);
        return all;
      }),
    );
    expect(answered.reduce((a, b) => a + b, 0)).toBe(100);
    for (const child of children) await child.flush();
    expect(await sum('pa-two')).toBe(100);
  });

  it('loses in the statistics what a killed process had not yet added up, and nothing of the quota', async () => {
    const child = await startChild(databaseUrl, redis.url, 'pa-kill', 50);
    expect(await child.search(20)).toBe(20);
    await child.flush();
    expect(await child.search(10)).toBe(10);
    await child.kill();
    expect(await sum('pa-kill')).toBe(20);
    const next = await startChild(databaseUrl, redis.url, 'pa-kill', 50);
    toStop.push(() => next.kill());
    expect(await next.search(40)).toBe(20);
  });

  it('refuses nobody while Redis is away, and is right again once it is back with nothing in it', async () => {
    const partner = { partnerId: 'pa-away', quotaPerDay: 30 };
    const client = openSharedRedis({ url: redis.url, log });
    toStop.push(() => client.close());
    const { usage, quotas } = createCounting({ db: database.db, log, store: createRedisQuotas(client) });
    const asked = async (times: number) => {
      let answered = 0;
      for (let turn = 0; turn < times; turn += 1) {
        const done = await quotas.within(partner, () => Promise.resolve(1)).catch(() => 0);
        if (done) usage.add({ id: 'ke-away', partnerId: partner.partnerId }, { searches: 1 });
        answered += done;
      }
      return answered;
    };
    await until(async () => client.client.status === 'ready');
    expect(await asked(10)).toBe(10);
    await redis.kill();
    expect(await asked(10)).toBe(10);
    await redis.start();
    const inRedis = new Redis(redis.url);
    toStop.push(() => inRedis.disconnect());
    await inRedis.flushall();
    await until(async () => client.client.status === 'ready');
    // Longer than Redis is left alone after it failed.
    await until(async () => {
      await usage.flush();
      await quotas.raise(partner.partnerId, today(), 0);
      return (await inRedis.exists(`citymatch:quota:${today()} pa-away`)) === 1;
    });
    await quotas.raise(partner.partnerId, today(), (await sum('pa-away')) ?? 0);
    expect(await asked(20)).toBe(10);
    await usage.close();
    expect(await sum('pa-away')).toBe(30);
    expect(await database.db.$count(partnerUsage)).toBeGreaterThan(0);
  });
});
