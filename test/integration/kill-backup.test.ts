import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBackup } from '../../src/backup/read.js';
import { openDatabase } from '../../src/db/client.js';
import { select } from '../helpers/backups.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const log = pino({ level: 'silent' });
const ROWS = 6_000;

let postgres: TestPostgres;
let home: string;
let sourceUrl: string;
/** A backup of it. */
let file: string;
beforeAll(async () => {
  postgres = await startPostgres();
  home = await mkdtemp(join(tmpdir(), 'citymatch-kill-backup-'));
  sourceUrl = await postgres.createDatabase();
  await fill({ DATABASE_URL: sourceUrl }, 'new', ROWS);
  file = join(home, 'backup.tar.gz');
  expect(await run('backup', [file], { DATABASE_URL: sourceUrl }, () => false)).toBe(0);
});
afterAll(async () => {
  await postgres?.stop();
  await rm(home, { recursive: true, force: true });
});

type Place = { DATABASE_URL: string } | { DATA_DIR: string };
const open = (place: Place) =>
  'DATA_DIR' in place
    ? openDatabase({ dataDir: place.DATA_DIR, log })
    : openDatabase({ dataDir: '', databaseUrl: place.DATABASE_URL, log });

/** Rows of two tables, all with one mark. */
async function fill(place: Place, mark: string, rows: number): Promise<void> {
  const database = await open(place);
  await database.db.execute(
    sql.raw(`insert into citymatch.people (id, name, email)
      select g::text, '${mark}', '${mark}' || g from generate_series(1, ${rows}) g`),
  );
  await database.db.execute(
    sql.raw(`insert into citymatch.embeddings (text_hash, model_id, vector)
      select g::text, '${mark}', decode(repeat(md5(g::text), 96), 'hex') from generate_series(1, ${rows}) g`),
  );
  await database.close();
}

/** What is there, as a start would find it: how many rows of each mark. */
async function found(place: Place): Promise<Record<string, unknown>> {
  const database = await open(place);
  const rows = await select(
    database,
    `select model_id as mark, count(*)::int as n from citymatch.embeddings group by 1
     union all select 'people ' || name, count(*)::int from citymatch.people group by name`,
  );
  await database.close();
  return Object.fromEntries(rows.map(({ mark, n }) => [String(mark), n]));
}

/** Runs a command until its end, or kills it when `isTime` comes true and a little later. */
async function run(
  script: 'backup' | 'restore',
  args: readonly string[],
  place: Place,
  isTime: (stderr: string) => boolean | Promise<boolean>,
  laterMs = 0,
): Promise<number | null> {
  const child = spawn(process.execPath, ['scripts/run.mjs', `scripts/${script}.ts`, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', DATA_DIR: home, ...place },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = once(child, 'close');
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += String(text);
  });
  while (child.exitCode === null) {
    if (await isTime(stderr)) {
      await sleep(laterMs);
      child.kill('SIGKILL');
      break;
    }
    await sleep(3);
  }
  await closed;
  return child.exitCode;
}

describe('npm run backup', () => {
  it('leaves no file of its name, or a whole one, wherever it is killed', async () => {
    const place = { DATABASE_URL: sourceUrl };
    const sizes: number[] = [];
    let whole = 0;
    for (const [kill, least] of [1, 60_000, 230_000].entries()) {
      const folder = await mkdtemp(join(home, 'killed-'));
      const target = join(folder, 'backup.tar.gz');
      const drafted = async () => {
        const [name] = await readdir(folder);
        return name === undefined ? 0 : ((await stat(join(folder, name)).catch(() => undefined))?.size ?? 0);
      };
      await run('backup', [target], place, async () => (await drafted()) >= least, kill);
      sizes.push(await drafted());
      if ((await stat(target).catch(() => undefined)) === undefined) continue;
      expect((await readBackup(target)).manifest.rows).toMatchObject({ people: ROWS, embeddings: ROWS });
      whole += 1;
    }
    process.stdout.write(
      `${sizes.length} kills of a backup, ${sizes.join(', ')} bytes written: ${whole} whole files\n`,
    );
    expect(whole).toBeLessThan(sizes.length);
  });
});

describe('npm run restore --replace', () => {
  it.each(['PostgreSQL', 'PGlite'])(
    'leaves all of the old or all of the new in %s, wherever it is killed',
    async (kind) => {
      const place =
        kind === 'PGlite'
          ? { DATA_DIR: join(home, 'data') }
          : { DATABASE_URL: await postgres.createDatabase() };
      const old = { old: 100, 'people old': 100 };
      const fresh = { new: ROWS, 'people new': ROWS };
      await fill(place, 'old', 100);
      const left: string[] = [];
      for (const lines of kind === 'PGlite' ? [2, 10] : [1, 5, 10]) {
        const at = (stderr: string) => stderr.split('\n').length > lines;
        await run('restore', [file, '--replace'], place, at, 5 * lines);
        const there = await found(place);
        expect([old, fresh]).toContainEqual(there);
        left.push(there.old === undefined ? 'new' : 'old');
      }
      process.stdout.write(`${left.length} kills of a restore into ${kind} left: ${left.join(', ')}\n`);
      expect(left).toContain('old');
      expect(await run('restore', [file, '--replace'], place, () => false)).toBe(0);
      expect(await found(place)).toEqual(fresh);
    },
  );
});
