import { AppError } from '../errors.js';

/** Counts what is taken of quotas, each under a name. What a process may lose, and who shares it, is the adapter's. */
export interface QuotaStore {
  /** Takes one more where fewer than `quota` are taken (null: any number); undefined where it knows nothing of the name. */
  take(name: string, quota: number | null): Promise<boolean | undefined>;
  /** One that was taken was not used. */
  giveBack(name: string): Promise<void>;
  /** At least so many are taken. From then on it knows of the name. */
  raise(name: string, used: number): Promise<void>;
  /** How many are taken; undefined where it knows nothing of the name. */
  used(name: string): Promise<number | undefined>;
}

/** Days that a name is kept. */
const KEPT = 2;

/** The quotas of one process. */
export function createMemoryQuotas(): QuotaStore & { forget(): void } {
  const taken = new Map<string, number>();
  return {
    take(name, quota) {
      const used = taken.get(name);
      if (used === undefined) return Promise.resolve(undefined);
      if (quota !== null && used >= quota) return Promise.resolve(false);
      taken.set(name, used + 1);
      return Promise.resolve(true);
    },
    giveBack(name) {
      const used = taken.get(name);
      if (used !== undefined) taken.set(name, Math.max(0, used - 1));
      return Promise.resolve();
    },
    raise(name, used) {
      // Names begin with their day: those of days that are over are dropped.
      if (!taken.has(name)) {
        const days = [...new Set([...taken.keys(), name].map(dayOf))].sort().slice(-KEPT);
        for (const one of taken.keys()) if (!days.includes(dayOf(one))) taken.delete(one);
      }
      taken.set(name, Math.max(taken.get(name) ?? 0, used));
      return Promise.resolve();
    },
    used: (name) => Promise.resolve(taken.get(name)),
    forget: () => taken.clear(),
  };
}

const dayOf = (name: string) => name.slice(0, 10);

/** The day (UTC), ISO 8601. */
function dayAt(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** Searches and matches of partners in a day (UTC). */
export interface Quotas {
  /**
   * Does what counts, where the quota leaves room for it; what fails does not count.
   * @throws AppError `quota-used-up`, with the seconds until the next day.
   */
  within<T>(partner: { partnerId: string; quotaPerDay: number | null }, work: () => Promise<T>): Promise<T>;
  /** At least so many were taken today: what the table has, for a counter that forgot. */
  raise(partnerId: string, day: string, used: number): Promise<void>;
  /** How many were taken today, as far as the counter knows. */
  usedToday(partnerId: string): Promise<number>;
}

/**
 * Quotas over a counter.
 * @param sumOf What the table has of a partner and day, all that this process counted included: a counter that knows
 * nothing of a day begins with it.
 */
export function createQuotas(deps: {
  store: QuotaStore;
  sumOf: (partnerId: string, day: string) => Promise<number>;
  now?: (() => Date) | undefined;
}): Quotas {
  const { store, sumOf, now = () => new Date() } = deps;
  const nameOf = (partnerId: string, day: string) => `${day} ${partnerId}`;

  async function take(partnerId: string, quota: number | null, day: string): Promise<boolean> {
    const name = nameOf(partnerId, day);
    const known = await store.take(name, quota);
    if (known !== undefined) return known;
    await store.raise(name, await sumOf(partnerId, day));
    return (await store.take(name, quota)) ?? true;
  }

  return {
    async within({ partnerId, quotaPerDay }, work) {
      const at = now();
      const day = dayAt(at);
      if (!(await take(partnerId, quotaPerDay, day))) {
        throw new AppError(
          'quota-used-up',
          `The ${quotaPerDay} searches and matches of this day are used up`,
          {
            retryAfterSeconds: secondsLeft(at),
          },
        );
      }
      try {
        return await work();
      } catch (error) {
        await store.giveBack(nameOf(partnerId, day));
        throw error;
      }
    },
    raise: (partnerId, day, used) => store.raise(nameOf(partnerId, day), used),
    usedToday: async (partnerId) => (await store.used(nameOf(partnerId, dayAt(now())))) ?? 0,
  };
}

/** Seconds until the next day (UTC) begins. */
function secondsLeft(now: Date): number {
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  return Math.max(1, Math.ceil((next - now.getTime()) / 1000));
}
