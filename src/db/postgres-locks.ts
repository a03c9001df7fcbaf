import type { Logger } from 'pino';
import type postgres from 'postgres';
import { type HeldLock, LOCKS, type LockName, type Locks } from './locks.js';
import { connectAlone, MIGRATION_LOCK } from './postgres.js';

/** How often a lock that was lost with its connection is asked for again, in milliseconds. */
const RETAKE_MS = 1_000;

/** A process on a machine that is gone holds nothing for longer than half a minute: PostgreSQL asks it (manual, 20.3). */
const CONNECTION = {
  application_name: 'citymatch-lock',
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
};

/**
 * Advisory locks of PostgreSQL, each on a connection of its own, so that a process that dies gives them free at once.
 * A lock whose connection is lost, as when PostgreSQL starts again, is taken again as soon as that is possible; what is
 * done under it goes on meanwhile, and must be harmless when another does the same.
 */
export function createPostgresLocks({ url, log }: { url: string; log: Logger }): Locks {
  return {
    async take(name, mode = 'alone') {
      const lock = new PostgresLock(url, log, name, mode);
      try {
        if (await lock.ask()) return lock;
      } catch (error) {
        await lock.release();
        throw error;
      }
      await lock.release();
      return undefined;
    },
  };
}

class PostgresLock implements HeldLock {
  readonly #client: postgres.Sql;
  readonly #log: Logger;
  readonly #name: LockName;
  readonly #mode: 'alone' | 'together';
  #held = false;
  #released = false;
  #retaking: NodeJS.Timeout | undefined;

  constructor(url: string, log: Logger, name: LockName, mode: 'alone' | 'together') {
    this.#log = log;
    this.#name = name;
    this.#mode = mode;
    this.#client = connectAlone(url, log, CONNECTION, () => this.#lost());
  }

  async ask(): Promise<boolean> {
    const key = [MIGRATION_LOCK, LOCKS[this.#name]];
    const take = this.#mode === 'alone' ? 'pg_try_advisory_lock' : 'pg_try_advisory_lock_shared';
    const [row] = await this.#client.unsafe<{ got: boolean }[]>(
      `select ${take}($1::int, $2::int) as got`,
      key,
    );
    this.#held = row?.got === true;
    return this.#held;
  }

  #lost(): void {
    if (!this.#held || this.#released) return;
    this.#held = false;
    this.#log.warn(
      { lock: this.#name },
      'A lock was lost with its connection to PostgreSQL: taking it again',
    );
    this.#retake();
  }

  #retake(told = false): void {
    this.#retaking = setTimeout(() => void this.#askAgain(told), RETAKE_MS);
    this.#retaking.unref();
  }

  async #askAgain(told: boolean): Promise<void> {
    // While PostgreSQL is away there is nobody to ask.
    const got = await this.ask().catch(() => undefined);
    if (this.#released || got === true) return;
    if (got === false && !told)
      this.#log.error({ lock: this.#name }, 'Another process has taken the lock meanwhile: waiting for it');
    this.#retake(told || got === false);
  }

  async release(): Promise<void> {
    this.#released = true;
    clearTimeout(this.#retaking);
    await this.#client.end({ timeout: 1 });
  }
}
