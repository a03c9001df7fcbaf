import { z } from 'zod';
import type { SharedRedis } from '../shared-redis.js';
import { createMemoryQuotas, type QuotaStore } from './quota.js';

const PREFIX = 'citymatch:quota:';
/** A day and the one after it: no clock is that wrong. */
const KEPT_SECONDS = 2 * 86_400;

/** One more where there is room (-1: any number): 1; no room: 0; nothing known: -1. In one step for all processes. */
const TAKE = `local used = redis.call('GET', KEYS[1])
if not used then return -1 end
local quota = tonumber(ARGV[1])
if quota >= 0 and tonumber(used) >= quota then return 0 end
redis.call('INCR', KEYS[1])
return 1`;
const GIVE_BACK = `local used = redis.call('GET', KEYS[1])
if used and tonumber(used) > 0 then redis.call('DECR', KEYS[1]) end
return 0`;
const RAISE = `local used = redis.call('GET', KEYS[1])
if not used or tonumber(used) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
end
return 0`;

/**
 * Quotas that all processes share, in Redis. While it is away each process counts for itself, from what the table has:
 * nobody is refused for that, and a partner may get more than its quota by what other processes answer meanwhile. What
 * Redis missed or forgot is mended by the next `raise`.
 */
export function createRedisQuotas({ client, shared }: SharedRedis): QuotaStore {
  const memory = createMemoryQuotas();
  let here = false;

  /** Asks Redis, or counts here for as long as it is away: each such time anew from the table. */
  const counted = <T>(ask: () => Promise<T>, local: () => Promise<T>): Promise<T> =>
    shared(
      async () => {
        const answer = await ask();
        if (here) memory.forget();
        here = false;
        return answer;
      },
      () => {
        here = true;
        return local();
      },
    );

  return {
    take: (name, quota) =>
      counted(
        async () => {
          const told = z.int().parse(await client.eval(TAKE, 1, PREFIX + name, quota ?? -1));
          return told < 0 ? undefined : told === 1;
        },
        () => memory.take(name, quota),
      ),
    giveBack: (name) =>
      counted(
        async () => void (await client.eval(GIVE_BACK, 1, PREFIX + name)),
        () => memory.giveBack(name),
      ),
    raise: (name, used) =>
      counted(
        async () => void (await client.eval(RAISE, 1, PREFIX + name, used, KEPT_SECONDS)),
        () => memory.raise(name, used),
      ),
    used: (name) =>
      counted(
        async () => {
          const used = await client.get(PREFIX + name);
          return used === null ? undefined : z.coerce.number().int().parse(used);
        },
        () => memory.used(name),
      ),
  };
}
