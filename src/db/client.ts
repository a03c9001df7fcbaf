import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { createLocalLocks, type Locks } from './locks.js';
import type { MigrateMode } from './migrate.js';
import type { ObserveStatement } from './observed.js';
import { openPglite } from './pglite.js';
import { openPostgres } from './postgres.js';
import { createPostgresLocks } from './postgres-locks.js';
import type { Database } from './types.js';

/** An open database. */
export interface DatabaseHandle {
  db: Database;
  kind: 'pglite' | 'postgres';
  /** The database in the process itself; absent on PostgreSQL. */
  pglite?: PGlite;
  /** Names of the migrations that were applied as it was opened. */
  migrated: readonly string[];
  /** Locks against other processes on this database. */
  locks: Locks;
  /** Resolves when the database answers; rejects with the driver's error. */
  ping(): Promise<void>;
  /** Closes every connection, and gives the data folder free. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Folder of the default profile; PGlite's files are in `db` below it. `:memory:` keeps all in memory. */
  dataDir: string;
  /** PostgreSQL 15+; absent: PGlite. */
  databaseUrl?: string | undefined;
  log: Logger;
  /** A dump of an in-memory database to begin with, from `PGlite.dumpDataDir`. */
  dump?: Blob | undefined;
  /** Connections to PostgreSQL; default 10. */
  poolSize?: number | undefined;
  /** PostgreSQL ends a statement that takes longer, in milliseconds; default 30,000. */
  statementTimeoutMs?: number | undefined;
  /** Told of each statement, once the database is open. */
  onStatement?: ObserveStatement | undefined;
  /** `check`: a database that lacks migrations is refused; default `auto`: they are applied. */
  migrate?: MigrateMode | undefined;
}

/**
 * Opens the database and applies the migrations that it lacks, one process at a time.
 * @throws AppError `misconfigured` when the data folder is in use, nothing can be reached at the address, the server is
 * too old, the database too new, or, with `migrate: 'check'`, lacks migrations; `unavailable` when PostgreSQL is there
 * but takes nobody in, or another process has been migrating for a minute.
 */
export async function openDatabase(options: DatabaseOptions): Promise<DatabaseHandle> {
  const { databaseUrl, ...rest } = options;
  const opened =
    databaseUrl === undefined ? await openPglite(rest) : await openPostgres({ ...rest, url: databaseUrl });
  const { db, migrated } = opened;
  if (migrated.length > 0) options.log.info({ migrations: migrated }, 'The database was migrated');
  return {
    ...opened,
    locks:
      databaseUrl === undefined
        ? createLocalLocks()
        : createPostgresLocks({ url: databaseUrl, log: options.log }),
    async ping() {
      await db.execute(sql`select 1`);
    },
  };
}
