import { createHash } from 'node:crypto';
import { eq, lt, sql } from 'drizzle-orm';
import { attempts } from '../db/schema.js';
import type { Database } from '../db/types.js';

/** Attempts are counted from the first one, for so long. */
const WINDOW_MS = 15 * 60_000;

/** How many of a kind are allowed within 15 minutes. */
const LIMITS = {
  /** Wrong passwords for one mail address, from wherever. */
  address: 5,
  /** Wrong passwords, links and secrets from one network address. */
  network: 30,
  /** Links mailed to one mail address. */
  mail: 3,
} as const;
type Kind = keyof typeof LIMITS;

export interface Limiter {
  /**
   * Counts an attempt before it is made, so that many at once cannot pass together.
   * @returns `undefined` while it is allowed, else how many seconds to wait, and whether it is the first too many.
   */
  take(kind: Kind, who: string): Promise<{ seconds: number; first: boolean } | undefined>;
  /** The attempt was a good one: a mail address begins anew; a network address gets this one back. */
  giveBack(kind: Kind, who: string): Promise<void>;
  /** Forgets what is over. */
  clean(): Promise<void>;
}

/** Counts attempts in the database, so that every process knows them. Addresses are kept as hashes. */
export function createLimiter({ db, now }: { db: Database; now: () => Date }): Limiter {
  return {
    async take(kind, who) {
      const at = now();
      const over = lt(attempts.since, new Date(at.getTime() - WINDOW_MS));
      const [row] = await db
        .insert(attempts)
        .values({ key: keyOf(kind, who), count: 1, since: at })
        .onConflictDoUpdate({
          target: attempts.key,
          set: {
            count: sql`case when ${over} then 1 else least(${attempts.count} + 1, 1000000) end`,
            since: sql`case when ${over} then ${sql.param(at, attempts.since)} else ${attempts.since} end`,
          },
        })
        .returning();
      if (row === undefined || row.count <= LIMITS[kind]) return undefined;
      const seconds = Math.max(1, Math.ceil((row.since.getTime() + WINDOW_MS - at.getTime()) / 1000));
      return { seconds, first: row.count === LIMITS[kind] + 1 };
    },

    async giveBack(kind, who) {
      const key = eq(attempts.key, keyOf(kind, who));
      if (kind === 'address') await db.delete(attempts).where(key);
      else
        await db
          .update(attempts)
          .set({ count: sql`greatest(${attempts.count} - 1, 0)` })
          .where(key);
    },

    async clean() {
      await db.delete(attempts).where(lt(attempts.since, new Date(now().getTime() - WINDOW_MS)));
    },
  };
}

function keyOf(kind: Kind, who: string): string {
  return `${kind}:${createHash('sha256').update(who.trim().toLowerCase()).digest('hex')}`;
}
