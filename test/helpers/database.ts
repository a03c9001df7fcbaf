import { createHash } from 'node:crypto';
import { existsSync, openAsBlob, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type DatabaseHandle, type DatabaseOptions, openDatabase } from '../../src/db/client.js';

const log = pino({ level: 'silent' });
const migrations = new URL('../../src/db/migrations/', import.meta.url);

/**
 * A migrated database in memory, empty, for this test alone. Making one from nothing takes seconds; the first
 * caller keeps a dump of it for all others, named by what it was made from.
 */
export async function openTestDatabase(
  options: Pick<DatabaseOptions, 'onStatement'> = {},
): Promise<DatabaseHandle> {
  const file = join(tmpdir(), `citymatch-test-${userInfo().uid}`, `${fingerprint()}.tar`);
  if (!existsSync(file)) await writeDump(file);
  return openDatabase({ dataDir: ':memory:', log, dump: await openAsBlob(file), ...options });
}

async function writeDump(file: string): Promise<void> {
  const { pglite, close } = await openDatabase({ dataDir: ':memory:', log });
  if (pglite === undefined) throw new Error('A database in memory is PGlite');
  const dump = await pglite.dumpDataDir('none');
  await close();
  await mkdir(join(file, '..'), { recursive: true });
  // Renamed into place, since other test files may be doing the same.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, Buffer.from(await dump.arrayBuffer()));
  await rename(draft, file);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  hash.update(readFileSync(join(main, '../../package.json')));
  for (const name of readdirSync(migrations)
    .filter((each) => each.endsWith('.sql'))
    .sort()) {
    hash.update(readFileSync(new URL(name, migrations)));
  }
  return hash.digest('hex').slice(0, 16);
}
