import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { outbox } from '../../src/db/schema.js';
import { createMaintenanceRuns, type Maintenance } from '../../src/maintenance/runs.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createOutboxRelay } from '../../src/queue/outbox.js';
import type { JobQueue } from '../../src/queue/port.js';
import { startMaintenanceWorker } from '../../workers/maintenance.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });

describe('maintenance across processes', () => {
  let server: TestPostgres;
  let database: DatabaseHandle;
  let queues: JobQueue[];
  let stops: (() => void)[];
  /** The clock of all of them. */
  let now: Date;
  beforeEach(async () => {
    server = await startPostgres();
    const databaseUrl = await server.createDatabase();
    database = await openDatabase({ dataDir: '', databaseUrl, log });
    const open = () => createBullQueue({ connection: { databaseUrl }, log, backoffMs: 10 });
    queues = [await open(), await open()];
    stops = [];
    now = new Date('2026-03-01T00:05:00Z');
  });
  afterEach(async () => {
    for (const stop of stops) stop();
    await Promise.all(queues.map((queue) => queue.close()));
    await database.close();
    await server.stop();
  });

  const runs = () => createMaintenanceRuns({ db: database.db });
  const start = async (maintenance: Maintenance) => {
    for (const queue of queues) {
      stops.push(
        await startMaintenanceWorker({ queue, maintenance, runs: runs(), log, now: () => now, tickMs: 20 }),
      );
    }
  };
  const idle = () =>
    until(async () => {
      const { waiting, active, delayed } = await (queues[0] as JobQueue).counts();
      return waiting + active + delayed === 0;
    });

  it('runs a task once in each slot of its time, and keeps what it did', async () => {
    let count = 0;
    await start({ escalate: () => Promise.resolve(++count) });
    for (const slot of [1, 2, 3]) {
      await until(() => count === slot);
      await idle();
      // Added again within its slot, as by a process that starts now: it is done already.
      const at = Math.floor(now.getTime() / 600_000);
      await queues[1]?.add('maintain', { task: 'escalate', slot: at });
      await idle();
      expect(count).toBe(slot);
      now = new Date(now.getTime() + 600_000);
    }
    await until(() => count === 4);
    await idle();
    expect(await runs().last()).toMatchObject([{ task: 'escalate', done: 4, error: undefined }]);
  });

  it('tries a run that fails again within its slot, and tells why it failed', async () => {
    let count = 0;
    const seen: (string | undefined)[] = [];
    await start({
      async retain() {
        seen.push((await runs().last())[0]?.error);
        count += 1;
        if (count < 3) throw new Error('The disk is full');
        return 7;
      },
    });
    await until(async () => (await runs().last())[0]?.done === 7);
    expect(seen).toEqual([undefined, 'The disk is full', 'The disk is full']);
    expect((await runs().last())[0]?.error).toBeUndefined();
  });

  it('measures quality once in a day and not at the start; and at once where a row of the outbox asks for it', async () => {
    let count = 0;
    await start({ evaluate: () => Promise.resolve(++count), retain: () => Promise.resolve(0) });
    await until(async () => (await runs().last()).length === 1);
    await idle();
    expect(count).toBe(0);
    const [queue] = queues as [JobQueue];
    await database.db.insert(outbox).values({ topic: 'evaluation-asked', key: 'evaluation' });
    const relay = createOutboxRelay({ db: database.db, queue, log });
    relay.start();
    await until(() => count === 1);
    await relay.close();
    now = new Date(now.getTime() + 15 * 60_000);
    await until(() => count === 2);
    now = new Date(now.getTime() + 60 * 60_000);
    await idle();
    expect(count).toBe(2);
  });

  it('leaves out what is not there', async () => {
    let count = 0;
    await start({ retain: () => Promise.resolve(++count) });
    await until(() => count === 1);
    await idle();
    expect((await runs().last()).map(({ task }) => task)).toEqual(['retain']);
    // A job of another version, for a task that this one does not have.
    await queues[0]?.add('maintain', { task: 'check-links', slot: 1 });
    await idle();
    expect(await queues[0]?.dead(10)).toEqual([]);
  });
});
