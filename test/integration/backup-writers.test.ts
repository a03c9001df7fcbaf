import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAudit } from '../../src/audit/record.js';
import { answerBackupRequests, requestBackup } from '../../src/backup/requests.js';
import { restoreBackup } from '../../src/backup/restore.js';
import { takeBackup } from '../../src/backup/take.js';
import { migrationSteps } from '../../src/db/apply-migrations.js';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { embeddings, outbox, settings } from '../../src/db/schema.js';
import { copying, select } from '../helpers/backups.js';
import { DATABASES } from '../helpers/both-databases.js';
import { openTestDatabase } from '../helpers/database.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
const WRITERS = 8;

let postgres: TestPostgres;
let home: string;
beforeAll(async () => {
  postgres = await startPostgres();
  home = await mkdtemp(join(tmpdir(), 'citymatch-writers-'));
});
afterAll(async () => {
  await postgres?.stop();
  await rm(home, { recursive: true, force: true });
});

/** Writers that change four tables at once, each time; gives how often, and stops them. */
function write({ db }: DatabaseHandle) {
  let written = 0;
  let stopped = false;
  const writer = async (name: string) => {
    for (let n = 1; !stopped; n++) {
      const key = `${name}-${n}`;
      await db.transaction(async (tx) => {
        await tx.insert(settings).values({ key, value: n });
        await tx.insert(outbox).values({ topic: 'entry-changed', key });
        await tx
          .insert(settings)
          .values({ key: name, value: n })
          .onConflictDoUpdate({ target: settings.key, set: { value: n } });
        await recordAudit(tx, {
          actor: { kind: 'system', name: 'test' },
          action: 'thing.done',
          subject: { kind: 'thing', id: key },
        });
      });
      written += 1;
      // PGlite in memory answers without ever giving way to timers.
      await setImmediate();
    }
  };
  const writers = Array.from({ length: WRITERS }, (_, index) => writer(`writer-${index}`));
  return {
    written: () => written,
    async stop() {
      stopped = true;
      await Promise.all(writers);
    },
  };
}

describe('a backup', () => {
  it.each(DATABASES)(`of %s is of one moment, while ${WRITERS} write`, async (kind) => {
    const url = kind === 'PGlite' ? '' : await postgres.createDatabase();
    const source =
      kind === 'PGlite'
        ? await openTestDatabase()
        : await openDatabase({ dataDir: '', databaseUrl: url, log, poolSize: WRITERS });
    // Something that takes a while to be copied, before the tables that change.
    await source.db.insert(embeddings).values(
      Array.from({ length: 3_000 }, (_, n) => ({
        textHash: String(n),
        modelId: 'm',
        vector: new Uint8Array(1_536).fill(n),
      })),
    );
    const file = join(home, `${kind}.tar.gz`);
    const folder = join(home, `requests-${kind}`);
    const database = await copying(source, url);
    const writers = write(source);
    await until(() => writers.written() > 20);
    const before = writers.written();
    if (kind === 'PGlite') {
      const server = answerBackupRequests({ folder, database, version: '1', log, pollMs: 20 });
      expect(await requestBackup({ folder, target: file, acceptMs: 30_000 })).toBe('done');
      await server.close();
    } else await takeBackup({ database, file, version: '1' });
    const after = writers.written();
    await until(() => writers.written() > after);
    await writers.stop();
    await database.close();
    await source.close();

    const restored = await openTestDatabase();
    const target = await copying(restored, '');
    await restoreBackup({ file, database: target, migrations: migrationSteps(), replace: false });
    const keys = async (statement: string) =>
      (await select(restored, `${statement} order by 1`)).map(({ key }) => key);
    const done = await keys(`select key from citymatch.settings where key like 'writer-%-%'`);
    expect(await keys('select subject_id as key from citymatch.audit')).toEqual(done);
    expect(await keys('select key from citymatch.outbox')).toEqual(done);
    const [sum] = await select(
      restored,
      `select sum(value::int)::int as n from citymatch.settings where key not like 'writer-%-%'`,
    );
    expect(sum?.n).toBe(done.length);
    expect(done.length).toBeGreaterThanOrEqual(before);
    expect(done.length).toBeLessThanOrEqual(after + WRITERS);
    process.stdout.write(
      `${kind}: ${done.length} writes in the backup, ${before} before, ${after} after it\n`,
    );
    await restored.close();
  });
});
