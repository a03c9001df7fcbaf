import type { ServerResponse } from 'node:http';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createOutboxRelay, type OutboxRelay } from '../../src/queue/outbox.js';
import type { JobQueue } from '../../src/queue/port.js';
import { startWebhookWorker } from '../../workers/webhooks.js';
import { caseStudyEntry } from '../helpers/catalogue.js';
import { openTestDatabase } from '../helpers/database.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { answerWith, type Receiver, startReceiver } from '../helpers/receiver.js';
import { until } from '../helpers/until.js';
import { ADMIN, forEntries, testWebhooks } from '../helpers/webhooks.js';

const log = pino({ level: 'silent' });
const ENTRIES = 50;

let database: DatabaseHandle;
let queue: JobQueue;
let relay: OutboxRelay;
let receivers: Receiver[];
let service: ReturnType<typeof testWebhooks>;
const outcomes: string[] = [];
beforeEach(async () => {
  database = await openTestDatabase();
  const { db, pglite } = database;
  if (pglite === undefined) throw new Error('A test database is PGlite');
  queue = await createBullQueue({ connection: { pglite }, log });
  relay = createOutboxRelay({ db, queue, log, pollMs: 100 });
  receivers = [await startReceiver(), await startReceiver(), await startReceiver()];
  service = testWebhooks(db, {
    nudge: () => relay.nudge(),
    counted: (outcome) => outcomes.push(outcome),
    // One that hangs does so for as long as the test needs.
    leaseMs: 300_000,
    sending: { timeoutMs: 200_000 },
  });
  await startWebhookWorker({ queue, webhooks: service });
  relay.start();
});
afterEach(async () => {
  await Promise.all(receivers.map((one) => one.stop()));
  await relay.close();
  await queue.close();
  await database.close();
});

it('a receiver that hangs and one that is dead hold up no other, and are told when they are back', async () => {
  const [good, hanging, dead] = receivers as [Receiver, Receiver, Receiver];
  const held: ServerResponse[] = [];
  hanging.answers((_message, res) => void held.push(res));
  dead.answers((_message, res) => void res.destroy());
  for (const { url } of receivers) await service.create(forEntries(url), ADMIN);
  const store = createCatalogueStore(database.db);
  for (let number = 0; number < ENTRIES; number += 1) await store.save([caseStudyEntry(`cs-slow-${number}`)]);
  relay.nudge();
  await until(() => good.got.length === ENTRIES, 90_000);
  // It is told of everything while one attempt hangs and the dead one is left alone.
  expect(hanging.got).toHaveLength(1);
  expect(held[0]?.writableEnded).toBe(false);

  for (const one of [hanging, dead]) one.answers(answerWith(200));
  for (const res of held) res.end();
  const messages = (one: Receiver) => new Set(one.got.map(({ id }) => id)).size;
  await until(() => messages(dead) === ENTRIES && messages(hanging) === ENTRIES, 90_000);
  await until(async () => (await service.list()).every(({ waiting }) => waiting === 0));
  expect((await service.list()).map(({ waiting, failures }) => [waiting, failures])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(outcomes.filter((one) => one === 'delivered')).toHaveLength(3 * ENTRIES);
  const failed = outcomes.filter((one) => one === 'failed').length;
  // The dead one was asked once, and once more where its wait ended before it was back.
  expect(failed).toBeGreaterThanOrEqual(1);
  expect(failed).toBeLessThanOrEqual(3);
}, 240_000);

describe('two processes on one PostgreSQL', () => {
  let server: TestPostgres;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
    await server?.stop();
  });

  it('deliver each message once, one at a time to each receiver, though both are told to', async () => {
    const [first, second] = receivers as [Receiver, Receiver];
    const databaseUrl = await server.createDatabase();
    const processes = [];
    for (let number = 0; number < 2; number += 1) {
      const { db, close } = await openDatabase({ dataDir: '', databaseUrl, log });
      const own = await createBullQueue({ connection: { databaseUrl }, log });
      const ownRelay = createOutboxRelay({ db, queue: own, log, shared: true, pollMs: 50 });
      closers.push(
        close,
        () => own.close(),
        () => ownRelay.close(),
      );
      const webhooks = testWebhooks(db, { nudge: () => ownRelay.nudge() });
      await startWebhookWorker({ queue: own, webhooks });
      ownRelay.start();
      processes.push({ db, webhooks, store: createCatalogueStore(db) });
    }
    const [one, other] = processes;
    if (one === undefined || other === undefined) throw new Error('two were started');
    // The one asks for what the other has in hand.
    let atOnce = 0;
    let most = 0;
    for (const receiver of [first, second]) {
      receiver.answers((_message, res) => {
        if (receiver === first) most = Math.max(most, ++atOnce);
        setTimeout(() => {
          if (receiver === first) atOnce -= 1;
          res.end();
        }, 5);
      });
      await one.webhooks.create(forEntries(receiver.url), ADMIN);
    }
    const hooks = await one.webhooks.list();
    await Promise.all(
      Array.from({ length: ENTRIES }, async (_, number) => {
        const { store, webhooks } = number % 2 === 0 ? one : other;
        await store.save([caseStudyEntry(`cs-shared-${number}`)]);
        for (const { id } of hooks) await webhooks.deliver(id);
      }),
    );
    await until(async () => (await one.webhooks.list()).every(({ waiting }) => waiting === 0), 90_000);
    for (const receiver of [first, second]) {
      expect(receiver.got).toHaveLength(ENTRIES);
      expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(ENTRIES);
    }
    expect(most).toBe(1);
  }, 240_000);
});
