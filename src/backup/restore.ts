import { z } from 'zod';
import {
  type CopiedTable,
  type CopyingDatabase,
  type CopySession,
  type MigrationSteps,
  quoted,
} from '../db/copying.js';
import { AppError } from '../errors.js';
import type { BackupHeader } from './manifest.js';
import { giveWorkAgain, renewFeed } from './pending-work.js';
import { type CheckedBackup, readBackup } from './read.js';

/** Tables that have rows before anybody has done anything. */
const NO_DATA = new Set(['migrations', 'settings', 'embeddings', 'attempts']);
/** Named first where a database is not empty. */
const NAMED = ['entries', 'people', 'challenges'];
/** The job queue's own tables: its jobs belong to the rows that go. */
const QUEUE_SCHEMA = 'bullmq';

const namesSchema = z.array(z.object({ name: z.string() }));
const columnsSchema = z.array(z.object({ table: z.string(), column: z.string() }));
const countSchema = z.tuple([z.object({ rows: z.coerce.number() })]);
const keysSchema = z.array(z.object({ table: z.string(), name: z.string(), definition: z.string() }));

/** A backup that is in the database now. */
export interface RestoredBackup extends CheckedBackup {
  /** Tables of the backup that are not CityMatch's own: they were not restored. */
  leftOut: string[];
}

export interface RestoreOptions {
  file: string;
  database: CopyingDatabase;
  migrations: MigrationSteps;
  /** Whether the backup may take the place of what the database holds. */
  replace: boolean;
  /** Called with the rows loaded so far. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

/**
 * Checks a backup whole, then puts it into the database in one transaction: whatever ends it before its end leaves
 * the database as it was. Older backups are migrated.
 * @throws AppError `bad-request` for a file that cannot be used, or of a newer version; `conflict` when the database
 * holds data and `replace` is not set, or a server runs on it.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoredBackup> {
  const { file, database, migrations } = options;
  const backup = await readBackup(file);
  refuseUnknownMigration(backup.header, migrations.known);
  const leftOut = await database.replacing((session) => replaceAll(session, options, backup));
  return { ...backup, leftOut };
}

/** @throws AppError `bad-request` when this program does not know the tables of the backup. */
function refuseUnknownMigration({ migration, version }: BackupHeader, known: MigrationSteps['known']): void {
  if (known.includes(migration)) return;
  throw new AppError(
    'bad-request',
    migration > (known.at(-1) ?? 0)
      ? `The backup was made by a newer version of CityMatch (${version}): restore it with that one`
      : `The backup was made by a version of CityMatch (${version}) whose tables this one does not know`,
  );
}

async function replaceAll(
  session: CopySession,
  { file, migrations, replace, onProgress }: RestoreOptions,
  { header, manifest }: CheckedBackup,
): Promise<string[]> {
  if (!replace) await refuseData(session);
  await session.run(`drop schema if exists ${quoted(QUEUE_SCHEMA)} cascade`);
  await migrations.begin(session, header.migration);
  const tables = await ownTables(session, header.tables);
  const own = new Set(tables.map(({ name }) => name));
  const keys = keysSchema.parse(await session.rows(FOREIGN_KEYS));
  // Rows come table by table: what they refer to may come later.
  for (const { table, name } of keys)
    await session.run(`alter table citymatch.${quoted(table)} drop constraint ${quoted(name)}`);
  // Rows come as they were: what a trigger would write beside them is in the backup.
  for (const { name } of tables) await triggers(session, name, 'disable');
  const total = Object.values(manifest.rows).reduce((sum, rows) => sum + rows, 0);
  let done = 0;
  await session.run(`set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'`);
  // Read, and checked, once more: the file may have changed since.
  const again = await readBackup(file, {
    async rows(table, bytes, count) {
      if (own.has(table.name)) await session.copyIn(table, bytes);
      done += count;
      onProgress?.({ done, total });
    },
  });
  if (again.header.takenAt !== header.takenAt)
    throw new AppError('conflict', 'The file was changed meanwhile');
  for (const name of own) await checkCount(session, name, manifest.rows[name]);
  for (const { name } of tables) await triggers(session, name, 'enable');
  for (const { table, name, definition } of keys)
    await session.run(`alter table citymatch.${quoted(table)} add constraint ${quoted(name)} ${definition}`);
  for (const { name, last } of manifest.sequences)
    await session.rows(`select setval('citymatch.${quoted(name).replaceAll("'", "''")}', ${last})`);
  await migrations.finish(session, header.migration);
  await giveWorkAgain(session);
  await renewFeed(session);
  for (const name of own) await session.run(`analyze citymatch.${quoted(name)}`);
  return header.tables.map(({ name }) => name).filter((name) => !own.has(name));
}

async function triggers(session: CopySession, table: string, what: 'enable' | 'disable'): Promise<void> {
  await session.run(`alter table citymatch.${quoted(table)} ${what} trigger user`);
}

/** @throws AppError `conflict` when there is anything that somebody would miss. */
async function refuseData(session: CopySession): Promise<void> {
  const tables = namesSchema
    .parse(await session.rows(`select tablename as name from pg_tables where schemaname = 'citymatch'`))
    .filter(({ name }) => !NO_DATA.has(name));
  const held: { name: string; rows: number }[] = [];
  for (const { name } of tables) {
    const rows = await countRows(session, name);
    if (rows > 0) held.push({ name, rows });
  }
  if (held.length === 0) return;
  const named = held.filter(({ name }) => NAMED.includes(name));
  const list = (named.length > 0 ? named : held).map(
    ({ name, rows }) => `${rows} ${name.replaceAll('_', ' ')}`,
  );
  throw new AppError(
    'conflict',
    `The database is not empty (${list.join(', ')}): nothing was changed. With --replace the backup takes the place of all that is in it`,
  );
}

/**
 * Those of the tables that the migrations make: operators may have made others beside them.
 * @throws AppError `bad-request` when one of ours has columns that its migration does not make.
 */
async function ownTables(session: CopySession, tables: readonly CopiedTable[]): Promise<CopiedTable[]> {
  const made = columnsSchema.parse(
    await session.rows(
      `select table_name as table, column_name as column from information_schema.columns where table_schema = 'citymatch'`,
    ),
  );
  const own = tables.filter(({ name }) => made.some(({ table }) => table === name));
  const strange = own.flatMap(({ name, columns }) =>
    columns
      .filter((column) => !made.some((one) => one.table === name && one.column === column))
      .map((column) => `${name}.${column}`),
  );
  if (strange.length === 0) return own;
  throw new AppError('bad-request', `The backup has columns that are not CityMatch's: ${strange.join(', ')}`);
}

async function checkCount(session: CopySession, name: string, wanted: number | undefined): Promise<void> {
  const rows = await countRows(session, name);
  if (rows !== wanted)
    throw new AppError('conflict', `The database took ${rows} of ${wanted} rows of ${name}`);
}

async function countRows(session: CopySession, table: string): Promise<number> {
  return countSchema.parse(
    await session.rows(`select count(*)::text as rows from citymatch.${quoted(table)}`),
  )[0].rows;
}

const FOREIGN_KEYS = `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  where k.contype = 'f' and k.connamespace = 'citymatch'::regnamespace
  order by c.relname, k.conname`;
