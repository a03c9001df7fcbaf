import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { max, sql } from 'drizzle-orm';
import { type MigrationConfig, readMigrationFiles } from 'drizzle-orm/migrator';
import { bigint } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { citymatch } from './schema.js';
import type { Database } from './types.js';

/** Where the migrations are, and where a database keeps which ones it has had. */
export const MIGRATIONS = {
  migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
  migrationsSchema: 'citymatch',
  migrationsTable: 'migrations',
} satisfies MigrationConfig;

/** What drizzle's migrator writes; no part of schema.ts, since the migrator makes the table by itself. */
const applied = citymatch.table(MIGRATIONS.migrationsTable, {
  createdAt: bigint('created_at', { mode: 'number' }),
});

/** Whether a start applies the migrations that the database lacks, or ends where it lacks any. */

export type MigrateMode = 'auto' | 'check';

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });
const foundSchema = z.tuple([z.object({ table: z.string().nullable() })]);

/**
 * Names of the migrations that the database lacks, in their order. Changes nothing, also where there are no tables.
 * Applied is what is not later than the last one noted, as drizzle's migrator has it.
 */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const { migrationsFolder, migrationsSchema, migrationsTable } = MIGRATIONS;
  const journal = await readFile(join(migrationsFolder, 'meta/_journal.json'), 'utf8');
  const { entries } = journalSchema.parse(JSON.parse(journal));
  const name = `${migrationsSchema}.${migrationsTable}`;
  const result = await db.execute(sql`select to_regclass(${name})::text as "table"`);
  const [{ table }] = foundSchema.parse(rowsOf(result));
  const [row] = table === null ? [] : await db.select({ last: max(applied.createdAt) }).from(applied);
  return entries.filter(({ when }) => when > (row?.last ?? 0)).map(({ tag }) => tag);
}

/** postgres.js gives rows as they are, PGlite with more about them. */
function rowsOf(result: unknown): unknown {
  return Array.isArray(result)
    ? Array.from<unknown>(result)
    : z.object({ rows: z.array(z.unknown()) }).parse(result).rows;
}

/** @throws AppError `misconfigured`, naming the migrations that the database lacks. */
export async function refusePending(db: Database): Promise<void> {
  const pending = await pendingMigrations(db);
  if (pending.length === 0) return;
  throw new AppError(
    'misconfigured',
    `The database lacks ${pending.length} migrations (${pending.join(', ')}), and MIGRATE is check: run npm run migrate`,
    { fields: [{ path: 'MIGRATE', message: `${pending.length} migrations are pending` }] },
  );
}

/**
 * Makes sure that this program knows all of the database's tables, after migrating.
 * @throws AppError `misconfigured` when a newer version of the program has migrated it further.
 */
export async function refuseNewerDatabase(db: Database): Promise<void> {
  const [row] = await db.select({ last: max(applied.createdAt) }).from(applied);
  const known = Math.max(...readMigrationFiles(MIGRATIONS).map(({ folderMillis }) => folderMillis));
  if ((row?.last ?? 0) > known) {
    throw new AppError(
      'misconfigured',
      'The database was migrated by a newer version of CityMatch; start that version, or restore a backup',
    );
  }
}
