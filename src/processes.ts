import { type Config, WORKER_KINDS, type WorkerKind } from './config.js';
import { type HeldLock, type Locks, takeLock } from './db/locks.js';
import { AppError } from './errors.js';

/** What a process is for: the site (`npm start`), with the work that WORKERS names, or that work alone. */
export type Role = 'site' | 'worker';

/** What several processes must share. */
const SHARED = [
  ['DATABASE_URL', 'databaseUrl'],
  ['REDIS_URL', 'redisUrl'],
  ['MEILI_URL', 'meiliUrl'],
] as const;

type Mix = Pick<Config, 'workers' | 'databaseUrl' | 'redisUrl' | 'meiliUrl'>;

/**
 * Makes sure that a process which leaves work to others shares with them what the work is done on.
 * @throws AppError `misconfigured`, naming what is missing.
 */
export function refuseWrongMix(config: Mix, role: Role): void {
  const { workers } = config;
  if (role === 'worker' && workers.length === 0) {
    throw refusal('WORKERS', 'none leaves a worker process nothing to do; set all, or some kinds of work');
  }
  const all = workers.length === WORKER_KINDS.length;
  if (role === 'site' && all) return;
  const missing = SHARED.filter(([, key]) => config[key] === undefined).map(([name]) => name);
  if (missing.length === 0) return;
  const what = all ? 'A worker process' : `WORKERS=${workers.join(',') || 'none'}`;
  throw refusal(
    missing.join(', '),
    `missing: ${what} needs a PostgreSQL, a Redis and a Meilisearch that all processes share`,
    missing,
  );
}

function refusal(names: string, message: string, paths: readonly string[] = [names]): AppError {
  return new AppError('misconfigured', `${names}: ${message}`, {
    fields: paths.map((path) => ({ path, message })),
  });
}

/** Whether other processes may see, and keep, the same search index. */
export function sharesIndex({ databaseUrl, meiliUrl }: Pick<Config, 'databaseUrl' | 'meiliUrl'>): boolean {
  return databaseUrl !== undefined && meiliUrl !== undefined;
}

/** Whether it takes up this kind of work. */
export function takesUp({ workers }: Pick<Config, 'workers'>, kind: WorkerKind): boolean {
  return workers.includes(kind);
}

/** A process that was killed a moment ago may still seem to be there, in milliseconds. */
const PATIENCE_MS = 3_000;

/**
 * Holds the lock by which processes on one database know of each other: a process whose search index is its own must be
 * the only one, since no other would learn what its jobs bring into it.
 * @throws AppError `misconfigured`, naming MEILI_URL, where the other ones and this one do not go together.
 */
export async function holdOwnIndex(
  locks: Locks,
  { meiliUrl }: Pick<Config, 'meiliUrl'>,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<HeldLock> {
  const mode = meiliUrl === undefined ? 'alone' : 'together';
  const held = await takeLock(locks, 'own-index', { mode, waitMs: patienceMs, signal });
  if (held !== undefined) return held;
  throw refusal(
    'MEILI_URL',
    meiliUrl === undefined
      ? 'missing: another process runs on this database, and several need a Meilisearch that they share'
      : 'another process runs on this database without it, with a search index of its own: stop that one first',
  );
}
