import { setTimeout as sleep } from 'node:timers/promises';
import { asc } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseHandle } from '../../src/db/client.js';
import { outbox } from '../../src/db/schema.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createPglitePool } from '../../src/queue/pglite-pool.js';
import { startUpkeep } from '../../src/queue/pglite-upkeep.js';
import type { JobQueue } from '../../src/queue/port.js';
import { openTestDatabase } from '../helpers/database.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
let database: DatabaseHandle;
let queue: JobQueue;

function pglite() {
  if (!database.pglite) throw new Error('this test wants PGlite');
  return database.pglite;
}
const row = (key: string) => ({ topic: 'entry-changed' as const, key });

beforeAll(async () => {
  database = await openTestDatabase();
  queue = await createBullQueue({ connection: { pglite: pglite() }, log });
});
afterAll(async () => {
  await queue.close();
  await database.close();
});

describe('the queue and the catalogue in one PGlite', () => {
  it('keeps a job that was added while a transaction of ours was open and then rolled back', async () => {
    let added: Promise<void> | undefined;
    const ours = database.db.transaction(async (tx) => {
      await tx.insert(outbox).values(row('rolled-back'));
      added = queue.add('index-entries', { entryIds: ['kept'] });
      await sleep(50);
      throw new Error('no');
    });
    await expect(ours).rejects.toThrow('no');
    await added;
    expect((await queue.counts()).waiting).toBe(1);
    expect(await database.db.select().from(outbox)).toEqual([]);
  });

  it('keeps what we write while the queue sets up its tables and fails', async () => {
    const client = await (await createPglitePool(pglite())).connect();
    await client.query('BEGIN');
    const ours = database.db.insert(outbox).values(row('ours'));
    await client.query('create table bullmq.half_made (id int)');
    await client.query('ROLLBACK');
    await ours;
    client.release();
    expect((await database.db.select().from(outbox)).map(({ key }) => key)).toEqual(['ours']);
    const { rows } = await pglite().query("select to_regclass('bullmq.half_made') as made");
    expect(rows).toEqual([{ made: null }]);
  });

  it('does all jobs once while transactions of ours commit and roll back beside it', async () => {
    const runs = new Map<string, number>();
    await queue.work(
      'index-entries',
      async ({ entryIds: [id = ''] }) => {
        runs.set(id, (runs.get(id) ?? 0) + 1);
        await database.db.insert(outbox).values(row(`done-${id}`));
      },
      { concurrency: 4 },
    );
    const ids = Array.from({ length: 200 }, (_, i) => `job-${i}`);
    await Promise.all(
      ids.map(async (id, i) => {
        await queue.add('index-entries', { entryIds: [id] });
        const fails = i % 2 === 1;
        await database.db
          .transaction(async (tx) => {
            await tx.insert(outbox).values(row(`ours-${id}`));
            if (fails) throw new Error('no');
          })
          .catch(() => undefined);
      }),
    );
    await until(() => ids.every((id) => runs.has(id)));
    await until(async () => (await queue.counts()).active === 0);
    expect(ids.every((id) => runs.get(id) === 1)).toBe(true);
    const keys = (await database.db.select().from(outbox).orderBy(asc(outbox.id))).map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith('done-job-'))).toHaveLength(200);
    expect(keys.filter((key) => key.startsWith('ours-job-'))).toHaveLength(100);
  });

  it('leaves unqualified names of ours to the usual schemas', async () => {
    await pglite().exec('create table plain_name (id int)');
    const { rows } = await pglite().query("select schemaname from pg_tables where tablename = 'plain_name'");
    expect(rows).toEqual([{ schemaname: 'public' }]);
  });

  it('keeps the write-ahead log from growing for as long as the process lives', async () => {
    const upkeep = startUpkeep(pglite(), log, 20);
    const redo = async () => {
      const { rows } = await pglite().query<{ lsn: string }>(
        'select redo_lsn::text as lsn from pg_control_checkpoint()',
      );
      return rows[0]?.lsn;
    };
    const before = await redo();
    await database.db.insert(outbox).values(row('more'));
    await until(async () => (await redo()) !== before);
    await upkeep.close();
  });
});
