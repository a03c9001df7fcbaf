import { setTimeout as sleep } from 'node:timers/promises';
import { asc, isNotNull } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { entries, outbox } from '../../src/db/schema.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createOutboxRelay, type OutboxRelay } from '../../src/queue/outbox.js';
import type { JobQueue } from '../../src/queue/port.js';
import { caseStudy } from '../helpers/candidates.js';
import { openTestDatabase } from '../helpers/database.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
const NEVER_MS = 3_600_000;

let database: DatabaseHandle;
let queue: JobQueue;
let relay: OutboxRelay | undefined;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  if (!database.pglite) throw new Error('this test wants PGlite');
  await database.pglite.exec(
    'drop schema if exists bullmq cascade; truncate citymatch.outbox restart identity',
  );
  await database.db.delete(entries);
  queue = await createBullQueue({ connection: { pglite: database.pglite }, log });
});
afterEach(async () => {
  await relay?.close();
  relay = undefined;
  await queue.close();
});

function start(options: { pollMs?: number; keepMs?: number; queue?: JobQueue } = {}): OutboxRelay {
  relay = createOutboxRelay({ db: database.db, queue, log, pollMs: NEVER_MS, ...options });
  relay.start();
  return relay;
}
const write = (...keys: string[]) =>
  database.db.insert(outbox).values(keys.map((key) => ({ topic: 'entry-changed' as const, key })));
const rows = () => database.db.select().from(outbox).orderBy(asc(outbox.id));
const relayed = () => database.db.select().from(outbox).where(isNotNull(outbox.relayedAt));

/** The queue, with `add` as a test wants it. */
function queueThat(add: (asked: Parameters<JobQueue['add']>) => Promise<void>): JobQueue {
  return {
    add: (...asked) => add(asked as Parameters<JobQueue['add']>),
    work: (...given) => queue.work(...given),
    counts: () => queue.counts(),
    dead: (limit) => queue.dead(limit),
    retryDead: (id) => queue.retryDead(id),
    close: () => queue.close(),
  };
}

/** The entries of every job that runs, in the order of the jobs. */
async function collect(): Promise<string[][]> {
  const jobs: string[][] = [];
  await queue.work('index-entries', async ({ entryIds }) => {
    jobs.push(entryIds);
  });
  return jobs;
}

describe('the outbox relay', () => {
  it('puts what the catalogue saved on the queue, and marks it', async () => {
    const store = createCatalogueStore(database.db);
    await store.save(
      ['cs-a', 'cs-b'].map((id) => ({ id, kind: 'case-study' as const, body: caseStudy({ id }) })),
    );
    start();
    const jobs = await collect();
    await until(() => jobs.length === 1);
    expect(jobs[0]?.sort()).toEqual(['cs-a', 'cs-b']);
    await until(async () => (await relayed()).length === 2);
    expect(await relay?.pending()).toEqual({ rows: 0, oldestSeconds: 0 });
  });

  it('packs up to 64 distinct entries into a job, in order, and repeats within one once', async () => {
    const keys = Array.from({ length: 130 }, (_, i) => `cs-${i}`);
    await write(...keys, 'cs-129');
    start();
    const jobs = await collect();
    await until(() => jobs.length === 3);
    expect(jobs.map((job) => job.length)).toEqual([64, 64, 2]);
    expect(jobs.flat()).toEqual(keys);
    await until(async () => (await relayed()).length === 131);
  });

  it('relays everything when there are thousands of rows', async () => {
    for (let i = 0; i < 5; i++) await write(...Array.from({ length: 500 }, (_, k) => `cs-${i * 500 + k}`));
    const jobs = await collect();
    start();
    await until(() => jobs.flat().length === 2_500);
    expect(new Set(jobs.flat()).size).toBe(2_500);
  });

  it('relays a change at once when nudged, long before the next look', async () => {
    const nudging = start();
    const jobs = await collect();
    await until(async () => (await nudging.pending()).rows === 0);
    await write('cs-new');
    nudging.nudge();
    await until(() => jobs.length === 1);
  });

  it('finds changes of other processes by looking now and then', async () => {
    start({ pollMs: 20 });
    const jobs = await collect();
    await sleep(60);
    await write('cs-other');
    await until(() => jobs.length === 1);
  });

  it('relays rows again when it stopped between the job and the mark, as one job while it waits', async () => {
    await write('cs-a', 'cs-b');
    // A relay whose process is killed right after the job is stored: it never comes to the mark.
    let stored = false;
    const killed = queueThat(async ([name, data, options]) => {
      await queue.add(name, data, options);
      stored = true;
      throw new Error('killed');
    });
    const first = start({ queue: killed });
    await until(() => stored);
    await first.close();
    expect(await relayed()).toEqual([]);

    start();
    await until(async () => (await relayed()).length === 2);
    expect((await queue.counts()).waiting).toBe(1);
  });

  it('keeps the rows and goes on when the queue was away', async () => {
    let away = true;
    let attempts = 0;
    const flaky = queueThat(async ([name, data, options]) => {
      attempts++;
      if (away) throw new Error('away');
      await queue.add(name, data, options);
    });
    await write('cs-a');
    const waiting = start({ queue: flaky, pollMs: 10 });
    await until(() => attempts >= 3);
    expect((await waiting.pending()).rows).toBe(1);
    away = false;
    const jobs = await collect();
    await until(() => jobs.length === 1);
    await until(async () => (await waiting.pending()).rows === 0);
  });

  it('tells how many changes wait and how old the oldest is', async () => {
    await database.db
      .insert(outbox)
      .values({ topic: 'entry-changed', key: 'cs-a', createdAt: new Date(Date.now() - 90_000) });
    await write('cs-b');
    relay = createOutboxRelay({ db: database.db, queue, log });
    const pending = await relay.pending();
    expect(pending.rows).toBe(2);
    expect(pending.oldestSeconds).toBeGreaterThanOrEqual(90);
    expect(pending.oldestSeconds).toBeLessThan(150);
  });

  it('forgets relayed rows after a while, and never those that wait', async () => {
    const old = new Date(Date.now() - 10_000);
    await database.db.insert(outbox).values([
      { topic: 'entry-changed', key: 'cs-old', createdAt: old, relayedAt: old },
      { topic: 'entry-changed', key: 'cs-waits', createdAt: old },
    ]);
    start({ keepMs: 5_000 });
    await until(async () => (await rows()).length === 1);
    expect((await rows())[0]?.key).toBe('cs-waits');
  });
});
