import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What processes on one database hold against each other, and the number that PostgreSQL knows it by: `own-index` by
 * every process that answers, alone where its search index is its own; `index` by who makes the index anew or compares
 * it with the catalogue; `seed` by who fills an empty catalogue.
 */
export const LOCKS = { 'own-index': 1, index: 2, seed: 3 } as const;
export type LockName = keyof typeof LOCKS;

/** How often a lock is asked for that another holds, in milliseconds. */
const ASK_EVERY_MS = 250;

export interface HeldLock {
  /** Gives it free; a second call does nothing. */
  release(): Promise<void>;
}

/** Locks between the processes on one database. A process that dies gives its own free. */
export interface Locks {
  /**
   * Takes the lock, unless another holds it.
   * @param mode `alone`, or `together` with others that take it so.
   * @throws the driver's error where the database is away.
   */
  take(name: LockName, mode?: 'alone' | 'together'): Promise<HeldLock | undefined>;
}

/**
 * Takes the lock, waiting for others.
 * @param options `waitMs`: how long at most; default for ever. `onWait` is called once, before the waiting.
 * @returns undefined where another still holds it.
 * @throws the reason of `signal` once it aborts.
 */
export async function takeLock(
  locks: Locks,
  name: LockName,
  options: {
    mode?: 'alone' | 'together';
    waitMs?: number;
    signal?: AbortSignal | undefined;
    onWait?: () => void;
  } = {},
): Promise<HeldLock | undefined> {
  const { mode, waitMs = Number.POSITIVE_INFINITY, signal, onWait } = options;
  const end = Date.now() + waitMs;
  for (let turn = 0; ; turn += 1) {
    signal?.throwIfAborted();
    const held = await locks.take(name, mode);
    if (held !== undefined) return held;
    if (Date.now() >= end) return undefined;
    if (turn === 0) onWait?.();
    await sleep(ASK_EVERY_MS, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
  }
}

/** Works while holding the lock, after waiting for it as long as it takes. */
export async function withLock<T>(
  locks: Locks,
  name: LockName,
  work: () => Promise<T>,
  options: { signal?: AbortSignal | undefined; onWait?: () => void } = {},
): Promise<T> {
  const held = await takeLock(locks, name, options);
  try {
    return await work();
  } finally {
    await held?.release();
  }
}

/** Locks within one process, for a database that no other process can open. */
export function createLocalLocks(): Locks {
  const holders = new Map<LockName, { mode: 'alone' | 'together'; count: number }>();
  return {
    take(name, mode = 'alone') {
      const held = holders.get(name);
      if (held !== undefined && (mode === 'alone' || held.mode === 'alone'))
        return Promise.resolve(undefined);
      const holder = held ?? { mode, count: 0 };
      holder.count += 1;
      holders.set(name, holder);
      let released = false;
      return Promise.resolve({
        release() {
          if (!released && --holder.count === 0) holders.delete(name);
          released = true;
          return Promise.resolve();
        },
      });
    },
  };
}
