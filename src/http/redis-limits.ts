import { createHash } from 'node:crypto';
import { type ClientRateLimitInfo, MemoryStore, type Options, type Store } from 'express-rate-limit';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';

const PREFIX = 'citymatch:limit:';
/** A request must not wait for the one who counts it, in milliseconds. */
const COMMAND_MS = 500;
/** How long it is counted here once Redis was away, before it is asked again, in milliseconds. */
const AWAY_MS = 5_000;
const RECONNECT_MS = 2_000;

/** Counts one more, and begins the window with the first: in one step, so that no count can be left without an end. */
const INCREMENT = `local hits = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {hits, left}`;
const answerSchema = z.tuple([z.int(), z.int()]);

/** A store of `express-rate-limit` that has a connection to give up. */
export type LimitStore = Store & { shutdown(): void };

/**
 * Counts of requests that all processes share, in Redis, for as long as a window lasts; addresses are kept as hashes.
 * While Redis is away each process counts for itself: nobody is refused for that.
 */
export function createRedisLimitStore({ url, log }: { url: string; log: Logger }): LimitStore {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: COMMAND_MS,
    connectTimeout: RECONNECT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => RECONNECT_MS,
  });
  // The job queue says in the log that Redis is away; without a listener the driver would write to the console.
  redis.on('error', () => undefined);
  const memory = new MemoryStore();
  let windowMs = 60_000;
  let awayUntil = 0;

  /** Asks Redis; while it is away, `here` does it. */
  async function shared<T>(ask: () => Promise<T>, here: () => T | Promise<T>): Promise<T> {
    if (Date.now() < awayUntil || redis.status !== 'ready') return here();
    try {
      return await ask();
    } catch (error) {
      log.debug({ err: error }, 'Requests are counted in this process for now');
      awayUntil = Date.now() + AWAY_MS;
      return here();
    }
  }

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
          const [totalHits, left] = answerSchema.parse(await redis.eval(INCREMENT, 1, keyOf(key), windowMs));
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
        async () => void ((await redis.exists(keyOf(key))) === 1 && (await redis.decr(keyOf(key)))),
        () => memory.decrement(key),
      ),
    resetKey: (key) =>
      shared(
        async () => void (await redis.del(keyOf(key))),
        () => memory.resetKey(key),
      ),
    shutdown() {
      redis.disconnect();
      memory.shutdown();
    },
  };
}

const keyOf = (key: string) => PREFIX + createHash('sha256').update(key).digest('base64url');
