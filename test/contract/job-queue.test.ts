import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pino } from 'pino';
import postgres from 'postgres';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { startPostgres } from '../helpers/postgres.js';
import { startRedis } from '../helpers/redis.js';
import { describeJobQueue } from './job-queue.js';

const log = pino({ level: 'silent' });

describeJobQueue('PGlite on disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'citymatch-queue-'));
  const pglite = await PGlite.create(join(folder, 'db'));
  return {
    connect: ({ backoffMs }) => createBullQueue({ connection: { pglite }, log, backoffMs }),
    reset: async () => {
      await pglite.exec('drop schema if exists bullmq cascade');
    },
    async close() {
      await pglite.close();
      await rm(folder, { recursive: true });
    },
  };
});

describeJobQueue('PostgreSQL', async () => {
  const server = await startPostgres();
  const databaseUrl = await server.createDatabase();
  return {
    connect: ({ backoffMs }) => createBullQueue({ connection: { databaseUrl }, log, backoffMs }),
    async reset() {
      const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
      await sql`drop schema if exists bullmq cascade`;
      await sql.end();
    },
    close: () => server.stop(),
  };
});

describeJobQueue('Redis', async () => {
  const { url: redisUrl, flush, stop } = await startRedis();
  return {
    connect: ({ backoffMs }) => createBullQueue({ connection: { redisUrl }, log, backoffMs }),
    reset: flush,
    close: stop,
  };
});
