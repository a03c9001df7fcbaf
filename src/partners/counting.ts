import type { Logger } from 'pino';
import type { Database } from '../db/types.js';
import { createMemoryQuotas, createQuotas, type QuotaStore, type Quotas } from './quota.js';
import { createUsageCounter, sumsOf, type UsageCounter } from './usage.js';

/**
 * What partners use and what their quotas leave, counted together: a counter that begins a day, or forgot it, goes by
 * what the table has, and is mended by it each time that counts are added up.
 * @param store Where quotas are counted; absent: in this process.
 */
export function createCounting(deps: {
  db: Database;
  log: Logger;
  store?: QuotaStore | undefined;
  now?: (() => Date) | undefined;
  everyMs?: number | undefined;
}): { usage: UsageCounter; quotas: Quotas } {
  const { db, log, store = createMemoryQuotas(), now, everyMs } = deps;
  const usage = createUsageCounter({
    ...{ db, log, now, everyMs },
    saved: (partnerId, day, used) => quotas.raise(partnerId, day, used),
  });
  const quotas = createQuotas({
    ...{ store, now },
    async sumOf(partnerId, day) {
      await usage.flush();
      return (await sumsOf(db, [partnerId], day)).get(partnerId) ?? 0;
    },
  });
  return { usage, quotas };
}
