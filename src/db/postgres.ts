import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import type { Logger } from 'pino';
import postgres from 'postgres';
import { AppError } from '../errors.js';
import { whyUnreachable } from '../unreachable.js';
import { deepestCode } from './away.js';
import { createHangWatch } from './hang-watch.js';
import {
  MIGRATIONS,
  type MigrateMode,
  pendingMigrations,
  refuseNewerDatabase,
  refusePending,
} from './migrate.js';
import { type ObserveStatement, observed } from './observed.js';
import type { Database } from './types.js';

const CONNECT_SECONDS = 10;
/** A server that runs takes a new connection sooner than this, however busy it is. */
const POOL_CONNECT_SECONDS = 5;
const PROBE_SECONDS = 4;
const MIGRATION_LOCK_MS = 60_000;
/** Held while the tables are made or replaced. Any number, the same in every process: "city" in ASCII. */
export const MIGRATION_LOCK = 0x63697479;
const OLDEST = 150_000;

interface PostgresOptions {
  url: string;
  log: Logger;
  poolSize?: number | undefined;
  statementTimeoutMs?: number | undefined;
  onStatement?: ObserveStatement | undefined;
  migrate?: MigrateMode | undefined;
}

/** A pool of connections to a PostgreSQL server, whose database is migrated. */
export async function openPostgres(options: PostgresOptions) {
  const {
    url,
    log,
    poolSize = 10,
    statementTimeoutMs = 30_000,
    onStatement,
    migrate: mode = 'auto',
  } = options;
  const migrated = await prepare(url, log, mode);
  const watch = createHangWatch({ probe: () => probe(url, log), log });
  const client = postgres(url, {
    ...shared(log),
    connect_timeout: POOL_CONNECT_SECONDS,
    max: poolSize,
    // An option that the driver's types leave out.
    ...{ socket: watch.socket },
    connection: { application_name: 'citymatch', statement_timeout: statementTimeoutMs },
  });
  const watched = watch.watched(client);
  const db: Database = drizzle(onStatement ? observed(watched, onStatement) : watched);
  return {
    db,
    kind: 'postgres' as const,
    migrated,
    async close() {
      watch.close();
      await client.end({ timeout: 5 });
    },
  };
}

/** @throws the driver's error, or one of ours, when the server does not answer on a new connection. */
async function probe(url: string, log: Logger): Promise<void> {
  const client = postgres(url, {
    ...shared(log),
    max: 1,
    connect_timeout: PROBE_SECONDS,
    fetch_types: false,
    connection: { application_name: 'citymatch-probe' },
  });
  const late = sleep(PROBE_SECONDS * 1000, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${PROBE_SECONDS} seconds`);
  });
  try {
    await Promise.race([client`select 1`, late]);
  } finally {
    late.catch(() => undefined);
    await client.end({ timeout: 0 });
  }
}

function shared(log: Logger) {
  return {
    connect_timeout: CONNECT_SECONDS,
    onnotice: ({ message }: postgres.Notice) => log.debug({ notice: message }, 'PostgreSQL says'),
  };
}

/**
 * Checks and migrates on a connection of its own, one process at a time; closing it gives the lock free.
 * @returns the migrations that were applied.
 */
async function prepare(url: string, log: Logger, mode: MigrateMode): Promise<string[]> {
  const client = connectAlone(url, log, {
    application_name: 'citymatch-migrate',
    lock_timeout: MIGRATION_LOCK_MS,
  });
  try {
    await refuseOldServer(client);
    const own = drizzle(client);
    if (mode === 'check') await refusePending(own);
    else await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    // Under the lock: what another process has applied by now is not pending.
    const pending = await pendingMigrations(own);
    if (mode === 'auto') await migrate(own, MIGRATIONS);
    await refuseNewerDatabase(own);
    return pending;
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
  // A start with a wrong address and one while the server is away cannot be told apart: a supervisor tries again.
  const away = UNREACHABLE.has(code ?? '');
  return new AppError(
    away ? 'misconfigured' : 'unavailable',
    `DATABASE_URL: PostgreSQL at ${where}: ${whyUnreachable(cause)}`,
    { cause },
  );
}

/** No server there at all; one that is starting or stopping, or takes nobody in, answers. */
const UNREACHABLE = new Set([
  ...[
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ETIMEDOUT',
    'CONNECT_TIMEOUT',
  ],
]);
