import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.js';
import { until } from './until.js';

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
  const binary = findBinary();
  const folder = await mkdtemp(join(tmpdir(), 'citymatch-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ReturnType<typeof spawn> | undefined;
  const start = async () => {
    const options = {
      ...{ port: String(port), bind: '127.0.0.1', dir: folder, save: '' },
      ...{ appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' },
      ...settings,
    };
    const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    server = spawn(binary, given, { stdio: 'ignore' });
    const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    await until(async () => (await client.ping()) === 'PONG');
    client.disconnect();
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGCONT');
    server.kill(signal);
    await ended;
  };
  await start();
  return {
    url,
    async flush() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
    kill: () => end('SIGKILL'),
    start,
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    async stop() {
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findBinary(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, 'redis-server')).find((file) => existsSync(file));
  if (found === undefined) throw new Error('No redis-server: "apt-get install redis-server"');
  return found;
}
