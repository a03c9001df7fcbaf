import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { settings } from '../../src/db/schema.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { until } from '../helpers/until.js';

let postgres: TestPostgres;
let handle: DatabaseHandle;
beforeAll(async () => {
  postgres = await startPostgres();
  handle = await openDatabase({
    dataDir: '',
    databaseUrl: await postgres.createDatabase(),
    log: pino({ level: 'silent' }),
    poolSize: 2,
  });
});
afterAll(async () => {
  postgres?.thaw();
  await handle?.close();
  await postgres?.stop();
});

const put = (db: Pick<DatabaseHandle['db'], 'insert'>, key: string) =>
  db.insert(settings).values({ key, value: key });
const keys = async () => (await handle.db.select({ key: settings.key }).from(settings)).map(({ key }) => key);
/** Why something failed, as the code of ours or of the driver. */
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string; cause?: { code?: string } }) => error.code ?? error.cause?.code,
  );

describe('a PostgreSQL that hangs', () => {
  it('gives up what waits for it, more than there are connections, and works again once it goes on', async () => {
    await put(handle.db, 'before');
    let inWork = false;
    let goOn = (): void => {};
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const lost = handle.db.transaction(async (tx) => {
      await put(tx, 'half');
      inWork = true;
      await paused;
      await put(tx, 'other half');
    });
    const lostCode = codeOf(lost);
    await until(() => inWork);
    postgres.freeze();
    const codes = await Promise.all([
      ...Array.from({ length: 6 }, () => codeOf(handle.ping())),
      codeOf(handle.db.transaction((tx) => put(tx, 'never begun'))),
      codeOf(handle.db.transaction((tx) => put(tx, 'never begun either'))),
    ]);
    for (const code of codes) {
      expect(['unavailable', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT']).toContain(code);
    }
    postgres.thaw();
    await until(async () => (await codeOf(handle.ping())) === 'done');
    // The connection of the transaction was closed: what it still wants is not done on another one.
    expect(['unavailable', 'CONNECTION_CLOSED']).toContain(await lostCode);
    goOn();
    await expect(lost).rejects.toBeDefined();
    await Promise.all(Array.from({ length: 8 }, () => handle.ping()));
    const held = await keys();
    expect(held).toContain('before');
    for (const key of ['half', 'other half', 'never begun', 'never begun either']) {
      expect(held).not.toContain(key);
    }
  }, 400_000);

  it('is not taken for one that is only slow', async () => {
    const slow = handle.db.execute(sql`select pg_sleep(6)`);
    const transaction = handle.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_sleep(6)`);
      await put(tx, 'slow');
    });
    await Promise.all([slow, transaction]);
    expect(await keys()).toContain('slow');
  });
});
