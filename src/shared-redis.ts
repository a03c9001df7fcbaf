import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** A request must not wait for the one who counts it, in milliseconds. */
const COMMAND_MS = 500;
/** How long it is counted here once Redis was away, before it is asked again, in milliseconds. */
const AWAY_MS = 5_000;
const RECONNECT_MS = 2_000;

/** A Redis that counts for all processes, and may be away. */
export interface SharedRedis {
  client: Redis;
  /** Asks Redis; while it is away, `here` does it. */
  shared<T>(ask: () => Promise<T>, here: () => T | Promise<T>): Promise<T>;
  close(): void;
}

/** Opens a connection that nobody waits for. */
export function openSharedRedis({ url, log }: { url: string; log: Logger }): SharedRedis {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: COMMAND_MS,
    connectTimeout: RECONNECT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => RECONNECT_MS,
  });
  // The job queue says in the log that Redis is away; without a listener the driver would write to the console.
  client.on('error', () => undefined);
  let awayUntil = 0;
  return {
    client,
    async shared(ask, here) {
      if (Date.now() < awayUntil || client.status !== 'ready') return here();
      try {
        return await ask();
      } catch (error) {
        log.debug({ err: error }, 'Requests are counted in this process for now');
        awayUntil = Date.now() + AWAY_MS;
        return here();
      }
    },
    close: () => client.disconnect(),
  };
}
