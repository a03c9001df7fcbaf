import { fileURLToPath } from 'node:url';
import { max } from 'drizzle-orm';
import { type MigrationConfig, readMigrationFiles } from 'drizzle-orm/migrator';
import { bigint } from 'drizzle-orm/pg-core';
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
