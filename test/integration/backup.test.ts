import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createArchive } from '../../src/backup/archive.js';
import { readBackup } from '../../src/backup/read.js';
import { restoreBackup } from '../../src/backup/restore.js';
import { takeBackup } from '../../src/backup/take.js';
import { migrationSteps } from '../../src/db/apply-migrations.js';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { closing, contentOf, copying, fillTables, select } from '../helpers/backups.js';
import { DATABASES } from '../helpers/both-databases.js';
import { openTestDatabase } from '../helpers/database.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';

const log = pino({ level: 'silent' });
const migrations = migrationSteps();
const LAST = migrations.known.at(-1) ?? 0;
const FIRST = migrations.known[0] ?? 0;

let postgres: TestPostgres;
let home: string;
const open: DatabaseHandle[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
  home = await mkdtemp(join(tmpdir(), 'citymatch-backup-'));
});
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});
afterAll(async () => {
  await postgres?.stop();
  await rm(home, { recursive: true, force: true });
});

type Kind = (typeof DATABASES)[number];

/** A migrated, empty database, and its address where it has one. */
async function database(kind: Kind): Promise<{ handle: DatabaseHandle; url: string }> {
  const url = kind === 'PGlite' ? '' : await postgres.createDatabase();
  const handle =
    kind === 'PGlite' ? await openTestDatabase() : await openDatabase({ dataDir: '', databaseUrl: url, log });
  open.push(handle);
  return { handle, url };
}

let files = 0;
const newFile = () => join(home, `${files++}.tar.gz`);

async function backUp({ handle, url }: { handle: DatabaseHandle; url: string }): Promise<string> {
  const file = newFile();
  await closing(await copying(handle, url), (source) =>
    takeBackup({ database: source, file, version: '1.2.3' }),
  );
  return file;
}

/** Restores into it, with nobody else connected; gives it back opened anew, as a start would. */
async function restore(
  file: string,
  { handle, url }: { handle: DatabaseHandle; url: string },
  replace = false,
): Promise<DatabaseHandle> {
  if (url !== '') {
    await handle.close();
    open.splice(open.indexOf(handle), 1);
  }
  await closing(await copying(handle, url), (target) =>
    restoreBackup({ file, database: target, migrations, replace }),
  );
  if (url === '') return handle;
  const again = await openDatabase({ dataDir: '', databaseUrl: url, log });
  open.push(again);
  return again;
}

async function filled(kind: Kind) {
  const one = await database(kind);
  await fillTables(one.handle);
  return one;
}

describe('a backup', () => {
  for (const from of DATABASES) {
    it(`of ${from} comes back with every row of every table, on PGlite and on PostgreSQL`, async () => {
      const source = await filled(from);
      const wanted = await contentOf(source.handle);
      expect(Object.keys(wanted).length).toBeGreaterThan(20);
      expect(Object.values(wanted).filter((rows) => rows.length !== 5)).toEqual([]);
      const file = await backUp(source);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      for (const to of DATABASES) {
        const target = await restore(file, await database(to));
        const { outbox: outboxThere = [], ...there } = await contentOf(target);
        const { outbox: outboxWanted = [], ...others } = wanted;
        expect(there).toEqual(others);
        expect(outboxThere).toEqual(expect.arrayContaining(outboxWanted));
        // New rows come after all that ever were.
        const [next] = await select(
          target,
          `insert into citymatch.outbox (topic, key)
          values ('entry-changed', 'x') returning id::text`,
        );
        expect(Number(next?.id)).toBeGreaterThan(9007199254740500);
        // References hold again.
        await expect(
          select(target, `insert into citymatch.entry_drafts values ('none', '{}', '', '', now())`),
        ).rejects.toThrow();
      }
    });

    it(`of ${from} gives the jobs again that were lost with the queue`, async () => {
      const source = await database(from);
      for (const statement of [
        `insert into citymatch.outbox (topic, key, relayed_at) values ('entry-changed', 'cs-1', now())`,
        `insert into citymatch.challenges (id, title, statement, city_name, country, language, consents, token_hash,
           token_expires_at, status)
         select 'ch-' || status, '', '', '', '', '', '{}', status, now(), status
         from unnest(array['received', 'proposed', 'withdrawn']) status`,
        `insert into citymatch.mails (id, key, template, to_name, to_address, subject, text, html, status)
         select 'ml-' || status, status, '', '', '', '', '', '', status from unnest(array['queued', 'sent']) status`,
      ])
        await select(source.handle, statement);
      const target = await restore(await backUp(source), await database(from));
      const rows = await select(
        target,
        'select topic, key from citymatch.outbox where relayed_at is null order by id',
      );
      expect(rows).toEqual([
        { topic: 'entry-changed', key: 'cs-1' },
        { topic: 'challenge-changed', key: 'ch-received' },
        { topic: 'mail-queued', key: 'ml-queued' },
      ]);
    });
  }

  it('of an older version is migrated to this one', async () => {
    const source = await database('PGlite');
    const old = await copying(source.handle, '');
    await old.replacing((session) => migrations.begin(session, FIRST));
    await select(source.handle, `insert into citymatch.settings (key, value) values ('kept', '1')`);
    const file = await backUp(source);
    expect((await readBackup(file)).header.migration).toBe(FIRST);
    const target = await restore(file, await database('PostgreSQL'));
    expect(await select(target, 'select max(created_at)::text as last from citymatch.migrations')).toEqual([
      { last: String(LAST) },
    ]);
    expect(Object.keys(await contentOf(target)).length).toBeGreaterThan(20);
    expect(await select(target, 'select key from citymatch.settings')).toEqual([{ key: 'kept' }]);
  });

  it('is refused in a line that says why when it is damaged, cut off, foreign or newer', async () => {
    const file = await backUp(await filled('PGlite'));
    const whole = await readFile(file);
    const content = gunzipSync(whole);
    const flipped = Buffer.from(content);
    const at = flipped.indexOf('row 3');
    flipped[at + 4] = '4'.charCodeAt(0);
    const header = content.subarray(512, 512 + Number.parseInt(content.toString('ascii', 124, 135), 8));
    const newer = { ...JSON.parse(header.toString()), formatVersion: 2 };
    // Behind the header, which names every table.
    const inRows = Math.floor(whole.length / 2);
    const cases: [string, Buffer, RegExp][] = [
      ['cut in the middle', whole.subarray(0, whole.length / 2), /cannot be used: It is cut off/],
      ['cut by a byte', whole.subarray(0, -1), /cut off/],
      ['a changed letter', gzipSync(flipped), /damaged: the checksum of tables\/\S+ is wrong/],
      [
        'a flipped byte',
        Buffer.from(whole).fill(whole[inRows] === 0 ? 1 : 0, inRows, inRows + 1),
        /damaged|cut off/,
      ],
      ['without its end', gzipSync(await archiveOf({ 'header.json': header })), /cut off/],
      [
        'a newer format',
        gzipSync(await archiveOf({ 'header.json': JSON.stringify(newer) })),
        /newer version/,
      ],
      ['another archive', gzipSync(await archiveOf({ 'notes.txt': 'hello' })), /no backup of CityMatch/],
      ['a gzipped text', gzipSync('hello'), /no backup of CityMatch|damaged|cut off/],
      ['a text', Buffer.from('hello, here is no backup'), /no backup of CityMatch/],
      ['nothing', Buffer.alloc(0), /no backup of CityMatch|cut off/],
    ];
    const target = await database('PGlite');
    await select(target.handle, `insert into citymatch.settings (key, value) values ('mine', '1')`);
    for (const [name, bytes, why] of cases) {
      const bad = newFile();
      await writeFile(bad, bytes);
      await expect(restore(bad, target, true), name).rejects.toThrow(why);
    }
    await expect(restore(join(home, 'none'), target)).rejects.toThrow(/no such file/);
    await expect(restore(home, target)).rejects.toThrow(/It is a folder/);
    expect(await select(target.handle, 'select key from citymatch.settings')).toEqual([{ key: 'mine' }]);
  });

  it('of a newer database is refused', async () => {
    const source = await database('PGlite');
    await select(
      source.handle,
      `insert into citymatch.migrations (hash, created_at) values ('later', ${LAST + 1})`,
    );
    const file = await backUp(source);
    await expect(restore(file, await database('PGlite'))).rejects.toThrow(
      /made by a newer version of CityMatch \(1\.2\.3\)/,
    );
  });

  it('is not taken of a database without CityMatch, and leaves no file', async () => {
    const url = await postgres.createDatabase();
    const { handle } = await database('PostgreSQL');
    const file = newFile();
    const source = await copying(handle, url);
    await expect(takeBackup({ database: source, file, version: '1' })).rejects.toThrow(/nothing to back up/);
    await source.close();
    await expect(stat(file)).rejects.toThrow(/ENOENT/);
  });
});

describe('a restore', () => {
  for (const kind of DATABASES) {
    it(`leaves a ${kind} that is not empty alone, unless it is to be replaced`, async () => {
      const file = await backUp(await filled('PGlite'));
      const target = await database(kind);
      await select(
        target.handle,
        `insert into citymatch.people (id, name, email) values ('pe-1', 'Ada', 'ada@example.org')`,
      );
      await expect(restore(file, target)).rejects.toThrow(/not empty \(1 people\): nothing was changed/);
      const handle = target.url === '' ? target.handle : await reopened(target.url);
      expect(await select(handle, 'select name from citymatch.people')).toEqual([{ name: 'Ada' }]);
      const again = await restore(file, { handle, url: target.url }, true);
      expect(
        await select(again, `select count(*)::int as n from citymatch.people where name = 'Ada'`),
      ).toEqual([{ n: 0 }]);
    });
  }

  it('refuses a PostgreSQL that a server is connected to, and names the session', async () => {
    const file = await backUp(await filled('PGlite'));
    const { handle, url } = await database('PostgreSQL');
    await select(handle, 'select 1');
    const target = await copying(handle, url);
    await expect(restoreBackup({ file, database: target, migrations, replace: true })).rejects.toThrow(
      /stop it first. Its sessions: citymatch from 127\.0\.0\.1 \(process \d+\)/,
    );
    await target.close();
  });

  it('leaves out tables that are not ours, and says so', async () => {
    const source = await database('PostgreSQL');
    await select(source.handle, 'create table citymatch.notes_of_mine as select 1 as n');
    const file = await backUp(source);
    const { handle } = await database('PGlite');
    const target = await copying(handle, '');
    const { leftOut } = await restoreBackup({ file, database: target, migrations, replace: false });
    expect(leftOut).toEqual(['notes_of_mine']);
  });
});

async function reopened(databaseUrl: string): Promise<DatabaseHandle> {
  const handle = await openDatabase({ dataDir: '', databaseUrl, log });
  open.push(handle);
  return handle;
}

/** The bytes of a tar archive of these files. */
async function archiveOf(content: Record<string, string | Buffer>): Promise<Buffer> {
  const file = newFile();
  const archive = createArchive(file, { gzipped: false });
  for (const [name, text] of Object.entries(content)) await archive.add({ name, bytes: Buffer.from(text) });
  await archive.close();
  return readFile(file);
}
