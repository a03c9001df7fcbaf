import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import type { Logger } from 'pino';
import postgres from 'postgres';
import { AppError } from '../errors.js';
import { deepestCode } from './away.js';
import { MIGRATIONS, refuseNewerDatabase } from './migrate.js';
import type { Database } from './types.js';

const CONNECT_SECONDS = 10;
const MIGRATION_LOCK_MS = 60_000;
/** Held while the tables are made or replaced. Any number, the same in every process: "city" in ASCII. */
export const MIGRATION_LOCK = 0x63697479;
const OLDEST = 150_000;

interface PostgresOptions {
  url: string;
  log: Logger;
  poolSize?: number | undefined;
  statementTimeoutMs?: number | undefined;
}

/** A pool of connections to a PostgreSQL server, whose database is migrated. */
export async function openPostgres(options: PostgresOptions) {
  const { url, log, poolSize = 10, statementTimeoutMs = 30_000 } = options;
  await prepare(url, log);
  const client = postgres(url, {
    ...shared(log),
    max: poolSize,
    connection: { application_name: 'citymatch', statement_timeout: statementTimeoutMs },
  });
  const db: Database = drizzle(client);
  return {
    db,
    kind: 'postgres' as const,
    async close() {
      await client.end({ timeout: 5 });
    },
  };
}

function shared(log: Logger) {
  return {
    connect_timeout: CONNECT_SECONDS,
    onnotice: ({ message }: postgres.Notice) => log.debug({ notice: message }, 'PostgreSQL says'),
  };
}

/** Checks and migrates on a connection of its own, one process at a time; closing it gives the lock free. */
async function prepare(url: string, log: Logger): Promise<void> {
  const client = connectAlone(url, log, {
    application_name: 'citymatch-migrate',
    lock_timeout: MIGRATION_LOCK_MS,
  });
  try {
    await refuseOldServer(client);
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    const own = drizzle(client);
    await migrate(own, MIGRATIONS);
    await refuseNewerDatabase(own);
  } catch (error) {
    throw error instanceof AppError ? error : explain(error, url);
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** @throws AppError `misconfigured` when the server is older than this program can use. */
export async function refuseOldServer(client: postgres.Sql): Promise<void> {
  const [row] = await client<{ version: string }[]>`select current_setting('server_version_num') as version`;
  if (Number(row?.version) < OLDEST) {
    throw new AppError('misconfigured', 'DATABASE_URL: PostgreSQL 15 or later is needed');
  }
}

/**
 * One connection, made with the first statement. After it is lost another one would be made: `onLost` is called before.
 * @throws AppError `misconfigured` when the address is none.
 */
export function connectAlone(
  url: string,
  log: Logger,
  connection: Record<string, string | number>,
  onLost: () => void = () => {},
): postgres.Sql {
  try {
    return postgres(url, { ...shared(log), max: 1, max_lifetime: null, onclose: onLost, connection });
  } catch (cause) {
    throw new AppError('misconfigured', 'DATABASE_URL is no address of a PostgreSQL server', { cause });
  }
}

/** SQLSTATE classes (PostgreSQL manual, appendix A) that the operator can mend in the address or the server. */
const SETTINGS: Record<string, string> = {
  '28000': 'the user may not log in',
  '28P01': 'the password is wrong',
  '3D000': 'there is no such database',
  '42501': 'the user may not create tables in this database',
};

/** One line that names the server, and never the password. */
export function explain(cause: unknown, url: string): AppError {
  const { host, pathname } = new URL(url);
  const where = `${host}${pathname}`;
  const code = deepestCode(cause);
  const known = code === undefined ? undefined : SETTINGS[code];
  if (known) return new AppError('misconfigured', `DATABASE_URL: ${known} (${where})`, { cause });
  if (code === '55P03') {
    return new AppError('unavailable', `Another process is migrating the database at ${where}`, { cause });
  }
  const reasons: Record<string, string> = {
    ECONNREFUSED: 'nothing answers there',
    ENOTFOUND: 'there is no such host',
    EAI_AGAIN: 'there is no such host',
    CONNECT_TIMEOUT: `no answer within ${CONNECT_SECONDS} seconds`,
  };
  const message = cause instanceof Error ? cause.message : 'unknown error';
  return new AppError(
    'unavailable',
    `DATABASE_URL: PostgreSQL at ${where}: ${reasons[code ?? ''] ?? message}`,
    {
      cause,
    },
  );
}
