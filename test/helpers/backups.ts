import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { z } from 'zod';
import type { DatabaseHandle } from '../../src/db/client.js';
import { type CopyingDatabase, quoted } from '../../src/db/copying.js';
import { copyingFromPglite } from '../../src/db/copying-pglite.js';
import { openCopyingPostgres } from '../../src/db/copying-postgres.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** Whatever the driver gives back of rows. */
const rowsSchema = z.union([
  z.array(z.record(z.string(), z.unknown())),
  z.object({ rows: z.array(z.record(z.string(), z.unknown())) }).transform(({ rows }) => rows),
]);

export async function select(
  { db }: Pick<DatabaseHandle, 'db'>,
  statement: string,
): Promise<Record<string, unknown>[]> {
  return rowsSchema.parse(await db.execute(sql.raw(statement)));
}

const columnSchema = z.object({
  table: z.string(),
  column: z.string(),
  type: z.string(),
  nullable: z.string(),
});

/** The tables of the schema, and their columns. */
async function columnsOf(database: Pick<DatabaseHandle, 'db'>) {
  const rows = await select(
    database,
    `select table_name as table, column_name as column, data_type as type, is_nullable as nullable
     from information_schema.columns where table_schema = 'citymatch' and table_name not in ('migrations', 'search_words')
     order by table_name, ordinal_position`,
  );
  const tables = new Map<string, z.infer<typeof columnSchema>[]>();
  for (const column of z.array(columnSchema).parse(rows))
    tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  return tables;
}

/** A value of each type that is easily spoilt on its way. Row 2 is null where it may be. */
const VALUES: Record<string, (row: number) => string> = {
  text: (row) => `E'row ${row}\\t\\n\\r\\\\ \\\\N ''"; ä 水 🏙'`,
  integer: (row) => `${row - 2147483640}`,
  bigint: (row) => `${row + 9007199254740000}`,
  boolean: (row) => `${row % 2 === 1}`,
  'double precision': (row) => `${row} * 0.1 / 3`,
  jsonb: (row) => `'{"row": ${row}, "text": "a\\\\n\\\\\\\\b ü", "number": 1e-7, "none": null}'`,
  bytea: (row) => `decode('000a5c09ff${String(row).padStart(2, '0')}', 'hex')`,
  date: (row) => `date '2024-02-2${row}'`,
  'timestamp with time zone': (row) => `timestamptz '2026-10-25 02:30:00.12345${row}+02'`,
  ARRAY: (row) => `array['a,b', '{"', null, 'row ${row}']`,
};

/** Puts five rows into each table, whatever tables there are; rows of one number refer to each other. */
export async function fillTables(database: Pick<DatabaseHandle, 'db'>): Promise<void> {
  const tables = await columnsOf(database);
  await database.db.transaction(async (tx) => {
    // References are right once all tables are filled.
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const [table, columns] of tables) {
      for (let row = 1; row <= 5; row++) {
        const values = columns.map(({ type, nullable }) => {
          if (nullable === 'YES' && row === 2) return 'null';
          const value = VALUES[type];
          if (value === undefined) throw new Error(`there is no value of type ${type}`);
          return value(row);
        });
        const names = columns.map(({ column }) => quoted(column)).join(', ');
        await tx.execute(
          sql.raw(`insert into citymatch.${quoted(table)} (${names}) values (${values.join(', ')})`),
        );
      }
    }
  });
  await select(database, `select setval('citymatch.outbox_id_seq', 9007199254740500)`);
}

/** Each row of each table as PostgreSQL writes it, in one order; of the outbox without what a restore gives anew. */
export async function contentOf(database: Pick<DatabaseHandle, 'db'>): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const [table, columns] of await columnsOf(database)) {
    const names = columns
      .map(({ column }) => column)
      .filter((column) => table !== 'outbox' || column !== 'relayed_at')
      .map((column) => `${quoted(column)}::text as ${quoted(column)}`);
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`set local timezone = 'UTC'`);
      const found = await tx.execute(
        sql.raw(`select ${names.join(', ')} from citymatch.${quoted(table)} order by 1, 2`),
      );
      content[table] = rowsSchema.parse(found);
    });
  }
  return content;
}

/** The database as backups take it; closing it leaves the handle open. */
export async function copying(database: DatabaseHandle, url: string): Promise<CopyingDatabase> {
  if (database.pglite) return copyingFromPglite(database.pglite);
  return openCopyingPostgres({ url, name: 'citymatch-backup', log: pino({ level: 'silent' }) });
}

/** Does something with it, then closes it. */
export async function closing<T>(
  database: CopyingDatabase,
  work: (database: CopyingDatabase) => Promise<T>,
): Promise<T> {
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Runs a command of the product with these settings and no others; gives what it prints, and its exit code. */
export async function command(
  script: 'backup' | 'restore',
  args: readonly string[],
  settings: Record<string, string>,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...settings };
  return run(process.execPath, ['scripts/run.mjs', `scripts/${script}.ts`, ...args], { cwd: ROOT, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }).parse(error),
  );
}
