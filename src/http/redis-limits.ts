import { createHash } from 'node:crypto';
import { type ClientRateLimitInfo, MemoryStore, type Options, type Store } from 'express-rate-limit';
import { z } from 'zod';
import type { SharedRedis } from '../shared-redis.js';

const PREFIX = 'citymatch:limit:';

/** Counts one more, and begins the window with the first: in one step, so that no count can be left without an end. */
const INCREMENT = `local hits = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {hits, left}`;
const answerSchema = z.tuple([z.int(), z.int()]);

/**
 * Counts of requests that all processes share, in Redis, for as long as a window lasts; addresses are kept as hashes.
 * While Redis is away each process counts for itself: nobody is refused for that.
 */
export function createRedisLimitStore({ client, shared }: SharedRedis): Store {
  const memory = new MemoryStore();
  let windowMs = 60_000;
  return {
    prefix: PREFIX,
    localKeys: false,
    init(options: Options) {
      windowMs = options.windowMs;
      memory.init(options);
    },
    increment: (key) =>
      shared(
        async (): Promise<Required<ClientRateLimitInfo>> => {
          const [totalHits, left] = answerSchema.parse(await client.eval(INCREMENT, 1, keyOf(key), windowMs));
          return { totalHits, resetTime: new Date(Date.now() + left) };
        },
        async () => {
          const { totalHits, resetTime } = await memory.increment(key);
          return { totalHits, resetTime: resetTime ?? new Date(Date.now() + windowMs) };
        },
      ),
    decrement: (key) =>
      shared(
        // One whose window has ended must not begin another without an end.
        async () => void ((await client.exists(keyOf(key))) === 1 && (await client.decr(keyOf(key)))),
        () => memory.decrement(key),
      ),
    resetKey: (key) =>
      shared(
        async () => void (await client.del(keyOf(key))),
        () => memory.resetKey(key),
      ),
    shutdown: () => memory.shutdown(),
  };
}

const keyOf = (key: string) => PREFIX + createHash('sha256').update(key).digest('base64url');
