import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import { type FolderLock, lockFolder } from './lock.js';
import { MIGRATIONS, refuseNewerDatabase } from './migrate.js';
import type { Database } from './types.js';

/** PostgreSQL in this process, in `dataDir/db` or in memory, locked and migrated. */
export async function openPglite(options: { dataDir: string; log: Logger; dump?: Blob | undefined }) {
  const { dataDir, log, dump } = options;
  const inMemory = dataDir === ':memory:';
  const lock: FolderLock | undefined = inMemory ? undefined : await lockFolder(dataDir);
  const folder = join(dataDir, 'db');
  let pglite: PGlite | undefined;
  try {
    pglite = await PGlite.create({
      dataDir: inMemory ? 'memory://' : folder,
      ...(dump && { loadDataDir: dump }),
    }).catch((cause: unknown) => {
      throw new AppError('misconfigured', `The database in ${folder} cannot be opened`, { cause });
    });
    const client = pglite;
    const own = drizzle(client);
    const db: Database = own;
    await migrate(own, MIGRATIONS);
    await refuseNewerDatabase(db);
    if (!inMemory) log.debug({ folder }, 'PGlite is open');
    return {
      db,
      kind: 'pglite' as const,
      pglite: client,
      async close() {
        await client.close();
        await lock?.release();
      },
    };
  } catch (error) {
    await pglite?.close();
    await lock?.release();
    throw error;
  }
}
