import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { openTestDatabase } from './database.js';
import { startPostgres, type TestPostgres } from './postgres.js';

/** The databases on which whatever locks, counts or orders must be right. */
export const DATABASES = ['PGlite', 'PostgreSQL'] as const;

/** Starts a PostgreSQL for this file's tests; gives what opens an empty, migrated database of either kind. */
export function bothDatabases(): (kind: (typeof DATABASES)[number]) => Promise<DatabaseHandle> {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());
  return async (kind) => {
    if (kind === 'PGlite') return openTestDatabase();
    const databaseUrl = await postgres.createDatabase();
    return openDatabase({ dataDir: '', databaseUrl, log: pino({ level: 'silent' }) });
  };
}
