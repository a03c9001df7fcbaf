import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { startRedis, type TestRedis } from '../helpers/redis.js';
import { until } from '../helpers/until.js';

const CHILD = fileURLToPath(new URL('../helpers/work-child.ts', import.meta.url));
const JOBS = 120;
const log = pino({ level: 'silent' });

describe('worker processes on Redis', () => {
  let server: TestPostgres;
  let redis: TestRedis;
  let databaseUrl: string;
  let sql: postgres.Sql;
  beforeAll(async () => {
    server = await startPostgres();
    redis = await startRedis();
    databaseUrl = await server.createDatabase();
    sql = postgres(databaseUrl, { max: 1 });
    await sql`create table held (job text primary key, by text not null)`;
    await sql`create table done (job text not null, by text not null)`;
    await sql`create table twice (job text not null, by text not null)`;
  });
  afterAll(async () => {
    await sql.end();
    await redis.stop();
    await server.stop();
  });

  it('take up jobs together, 1, 2 and 4 of them, and no job twice at the same time', async () => {
    const queue = await createBullQueue({ connection: { redisUrl: redis.url }, log });
    const rates: string[] = [];
    const children: ChildProcess[] = [];
    try {
      for (const count of [1, 2, 4]) {
        while (children.length < count) children.push(await start(`worker-${children.length + 1}`));
        await sql`truncate held, done, twice`;
        const begun = performance.now();
        for (let job = 0; job < JOBS; job++) {
          await queue.add('match-challenge', { challengeId: `${count}-${job}` });
          // Those that are there from before have begun; the new ones begin with them.
          if (job === 0) for (const child of children) child.send('work');
        }
        await until(async () => (await sql`select 1 from done`).length >= JOBS, 60_000);
        rates.push(`${count}: ${((JOBS / (performance.now() - begun)) * 1000).toFixed(0)} jobs/s`);
        const done = await sql<{ job: string; by: string }[]>`select job, by from done`;
        expect(new Set(done.map(({ job }) => job)).size).toBe(JOBS);
        expect(done).toHaveLength(JOBS);
        expect(new Set(done.map(({ by }) => by)).size).toBe(count);
        expect(await sql`select job, by from twice`).toEqual([]);
      }
    } finally {
      await Promise.all(children.map(stop));
      await queue.close();
    }
    process.stdout.write(`Jobs that wait for 20 ms, by worker processes: ${rates.join(', ')}\n`);
  }, 400_000);

  /** A worker process that is connected, and begins with `work`. */
  async function start(name: string): Promise<ChildProcess> {
    const child = fork('scripts/run.mjs', [CHILD, redis.url, databaseUrl, name], { execArgv: [] });
    await once(child, 'message');
    return child;
  }

  async function stop(child: ChildProcess): Promise<void> {
    const ended = once(child, 'exit');
    child.send('stop');
    await ended;
  }
});
