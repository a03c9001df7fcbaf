import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLocalLocks, type HeldLock, type Locks, takeLock, withLock } from '../../src/db/locks.js';
import { createPostgresLocks } from '../../src/db/postgres-locks.js';
import { holdOwnIndex } from '../../src/processes.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
let server: TestPostgres;
let url: string;
beforeAll(async () => {
  server = await startPostgres();
  url = await server.createDatabase();
});
afterAll(() => server.stop());

const held: HeldLock[] = [];
afterEach(async () => {
  for (const one of held.splice(0)) await one.release();
});
const keep = (lock: HeldLock | undefined) => {
  if (lock) held.push(lock);
  return lock !== undefined;
};

describe.each([
  [
    'PostgreSQL',
    // Each process has locks of its own.
    (): [Locks, Locks] => [createPostgresLocks({ url, log }), createPostgresLocks({ url, log })],
  ],
  [
    'one process',
    (): [Locks, Locks] => {
      const locks = createLocalLocks();
      return [locks, locks];
    },
  ],
])('a lock of %s', (_kind, both) => {
  it('is held by one alone until it is given free, whatever others are held', async () => {
    const [mine, theirs] = both();
    const first = await mine.take('index');
    keep(first);
    expect(await theirs.take('index')).toBeUndefined();
    expect(await theirs.take('index', 'together')).toBeUndefined();
    expect(keep(await theirs.take('seed'))).toBe(true);
    await first?.release();
    await first?.release();
    expect(keep(await theirs.take('index'))).toBe(true);
  });

  it('is held by many together, and by nobody alone meanwhile', async () => {
    const [mine, theirs] = both();
    expect(keep(await mine.take('own-index', 'together'))).toBe(true);
    expect(keep(await theirs.take('own-index', 'together'))).toBe(true);
    expect(await theirs.take('own-index')).toBeUndefined();
  });

  it('lets work that waits for it go on one after the other, and stops waiting when told to', async () => {
    const [mine, theirs] = both();
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running--;
    };
    await Promise.all([mine, theirs, mine].map((locks) => withLock(locks, 'index', work)));
    expect(most).toBe(1);
    keep(await mine.take('index'));
    expect(await takeLock(theirs, 'index', { waitMs: 0 })).toBeUndefined();
    const stop = new AbortController();
    const waiting = withLock(theirs, 'index', work, {
      signal: stop.signal,
      onWait: () => stop.abort(new Error('told to stop')),
    });
    await expect(waiting).rejects.toThrow('told to stop');
  });

  it('keeps a process with an index of its own and any other one from running on one database', async () => {
    const [mine, theirs] = both();
    const hold = (locks: Locks, meiliUrl?: string) =>
      holdOwnIndex(locks, { meiliUrl }, new AbortController().signal, 100);
    const shared = 'http://127.0.0.1:7700';
    keep(await hold(mine, shared));
    keep(await hold(theirs, shared));
    await expect(hold(theirs)).rejects.toThrow(/^MEILI_URL: missing/);
    for (const one of held.splice(0)) await one.release();
    keep(await hold(mine));
    await expect(hold(theirs)).rejects.toMatchObject({
      code: 'misconfigured',
      fields: [{ path: 'MEILI_URL' }],
    });
    await expect(hold(theirs, shared)).rejects.toThrow(/^MEILI_URL: .*stop that one/);
  });
});

it('a lock in PostgreSQL is taken again after PostgreSQL was killed', async () => {
  const [mine, theirs] = [createPostgresLocks({ url, log }), createPostgresLocks({ url, log })];
  const first = await mine.take('index');
  keep(first);
  await server.kill();
  await expect(theirs.take('index')).rejects.toThrow();
  await server.start();
  await until(async () => {
    const got = await theirs.take('index');
    await got?.release();
    return got === undefined;
  });
  await first?.release();
  expect(keep(await theirs.take('index'))).toBe(true);
});
