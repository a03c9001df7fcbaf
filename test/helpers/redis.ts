import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createRedis } from '../../scripts/stack/redis.js';

/** A Redis server of this test alone. */
export interface TestRedis {
  url: string;
  /** Forgets every key. */
  flush(): Promise<void>;
  /** Ends the process at once, as a fault would; what was written in the last second may be gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  start(): Promise<void>;
  /** Holds the process still, as a machine that hangs would, or lets it go on. */
  freeze(): void;
  thaw(): void;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts the machine's own Redis, in a temporary folder and on a free port, writing every command to disk.
 * @param settings options of redis-server, as `{ maxmemory: '50mb' }`.
 */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'citymatch-redis-'));
  const part = await createRedis({ folder, settings });
  await part.start();
  const { url, kill, start, freeze, thaw } = part;
  return {
    url,
    kill,
    start,
    freeze,
    thaw,
    async flush() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
    async stop() {
      await part.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
