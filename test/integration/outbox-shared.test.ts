import { setTimeout as sleep } from 'node:timers/promises';
import { isNull } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { outbox } from '../../src/db/schema.js';
import { createOutboxRelay, type OutboxRelay } from '../../src/queue/outbox.js';
import type { JobQueue } from '../../src/queue/port.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
const NEVER_MS = 3_600_000;
let server: TestPostgres;
/** One for each process. */
let databases: DatabaseHandle[];
beforeAll(async () => {
  server = await startPostgres();
  const databaseUrl = await server.createDatabase();
  databases = [];
  for (let i = 0; i < 3; i++) databases.push(await openDatabase({ dataDir: '', databaseUrl, log }));
});
afterAll(async () => {
  for (const { close } of databases) await close();
  await server.stop();
});

const relays: OutboxRelay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.close();
});

/** A queue that keeps which process added what, and takes a while as Redis does. */
function takeDown(added: { by: number; keys: string[] }[], by: number): JobQueue {
  const nothing = () => Promise.reject(new Error('nobody asks for it here'));
  return {
    async add(_name, data) {
      await sleep(2);
      if ('entryIds' in data) added.push({ by, keys: data.entryIds });
    },
    ...{ work: nothing, counts: nothing, dead: nothing, retryDead: nothing },
    close: () => Promise.resolve(),
  };
}

function start(by: number, queue: JobQueue, pollMs = NEVER_MS): OutboxRelay {
  const { db } = databases[by] as DatabaseHandle;
  const relay = createOutboxRelay({ db, queue, log, shared: true, pollMs });
  relays.push(relay);
  relay.start();
  return relay;
}

const write = (keys: string[]) =>
  (databases[0] as DatabaseHandle).db
    .insert(outbox)
    .values(keys.map((key) => ({ topic: 'entry-changed' as const, key })));
const waiting = async () =>
  (await (databases[0] as DatabaseHandle).db.select().from(outbox).where(isNull(outbox.relayedAt))).length;

describe('outbox relays of several processes', () => {
  it('put each change on the queue once, while all of them look at once', async () => {
    const added: { by: number; keys: string[] }[] = [];
    const all = databases.map((_, by) => start(by, takeDown(added, by), 5));
    const keys = Array.from({ length: 4_000 }, (_, i) => `cs-${i}`);
    for (let at = 0; at < keys.length; at += 500) {
      await write(keys.slice(at, at + 500));
      for (const relay of all) relay.nudge();
    }
    await until(async () => (await waiting()) === 0);
    expect(added.flatMap((job) => job.keys).sort()).toEqual(keys.sort());
  });

  it('relay what a process had in hand that was lost', async () => {
    const added: { by: number; keys: string[] }[] = [];
    const lost = takeDown(added, 0);
    let inHand = (): void => {};
    const taken = new Promise<void>((resolve) => {
      inHand = resolve;
    });
    lost.add = () => {
      inHand();
      return new Promise((_resolve, reject) => {
        setTimeout(() => reject(new Error('lost')), 300);
      });
    };
    await write(['cs-a', 'cs-b']);
    start(0, lost);
    await taken;
    start(1, takeDown(added, 1), 5);
    await until(async () => (await waiting()) === 0);
    expect(added).toEqual([{ by: 1, keys: ['cs-a', 'cs-b'] }]);
  });

  it('relay at once what the process itself wrote, long before it looks again', async () => {
    const added: { by: number; keys: string[] }[] = [];
    const relay = start(2, takeDown(added, 2));
    await sleep(50);
    await write(['cs-new']);
    relay.nudge();
    await until(() => added.length === 1);
    expect(added[0]?.by).toBe(2);
  });
});
