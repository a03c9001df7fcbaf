import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import { type FolderLock, lockFolder } from './lock.js';
import {
  MIGRATIONS,
  type MigrateMode,
  pendingMigrations,
  refuseNewerDatabase,
  refusePending,
} from './migrate.js';
import { type ObserveStatement, observed } from './observed.js';
import type { Database } from './types.js';

/** PostgreSQL in this process, in `dataDir/db` or in memory, locked and migrated. */
export async function openPglite(options: {
  dataDir: string;
  log: Logger;
  dump?: Blob | undefined;
  onStatement?: ObserveStatement | undefined;
  migrate?: MigrateMode | undefined;
}) {
  const { dataDir, log, dump, onStatement, migrate: mode = 'auto' } = options;
  const { pglite, close } = await openPgliteFolder(dataDir, dump);
  try {
    const own = drizzle(pglite);
    const db: Database = onStatement ? drizzle(observed(pglite, onStatement)) : own;
    if (mode === 'check') await refusePending(own);
    const migrated = await pendingMigrations(own);
    await migrate(own, MIGRATIONS);
    await refuseNewerDatabase(own);
    if (dataDir !== ':memory:') log.debug({ folder: join(dataDir, 'db') }, 'PGlite is open');
    return { db, kind: 'pglite' as const, pglite, migrated, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * PostgreSQL in this process, in `dataDir/db` or in memory, locked and as it is: nothing is migrated.
 * @throws AppError `misconfigured` when the folder is in use, or the database cannot be opened.
 */
export async function openPgliteFolder(dataDir: string, dump?: Blob) {
  const inMemory = dataDir === ':memory:';
  const lock: FolderLock | undefined = inMemory ? undefined : await lockFolder(dataDir);
  const folder = join(dataDir, 'db');
  try {
    const pglite = await PGlite.create({
      dataDir: inMemory ? 'memory://' : folder,
      ...(dump && { loadDataDir: dump }),
    });
    return {
      pglite,
      async close() {
        await pglite.close();
        await lock?.release();
      },
    };
  } catch (cause) {
    await lock?.release();
    throw new AppError('misconfigured', `The database in ${folder} cannot be opened`, { cause });
  }
}
