/**
 * A process that answers for a partner: counts searches against the quota in Redis, or in itself. Says `ready`; then
 * for each line `N` on its input it does N searches at once and says how many were answered.
 */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { openDatabase } from '../../src/db/client.js';
import { AppError } from '../../src/errors.js';
import { createCounting } from '../../src/partners/counting.js';
import { createRedisQuotas } from '../../src/partners/redis-quotas.js';
import { openSharedRedis } from '../../src/shared-redis.js';

const [databaseUrl = '', redisUrl = '', partnerId = '', keyId = '', quota = '0'] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const { db } = await openDatabase({ dataDir: '.', databaseUrl, log });
const redis = redisUrl === '' ? undefined : openSharedRedis({ url: redisUrl, log });
const { usage, quotas } = createCounting({ db, log, ...(redis && { store: createRedisQuotas(redis) }) });

async function search(): Promise<boolean> {
  try {
    await quotas.within({ partnerId, quotaPerDay: Number(quota) }, () => Promise.resolve());
    usage.add({ id: keyId, partnerId }, { searches: 1 });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'quota-used-up') return false;
    throw error;
  }
}

while (redis !== undefined && redis.client.status !== 'ready') await sleep(20);
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'flush') await usage.flush();
  const count = line === 'flush' ? 0 : Number(line);
  const answered = await Promise.all(Array.from({ length: count }, search));
  process.stdout.write(`${answered.filter(Boolean).length}\n`);
}
