import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { environmentWith } from '../../src/config.js';
import { AppError } from '../../src/errors.js';
import { freePort } from './free-port.js';
import { createPart, type Part } from './part.js';

/** A Redis server. */
export interface RedisPart extends Part {
  url: string;
}

/**
 * The machine's own Redis with its files in `folder`, writing every command to disk; not started yet. It listens on
 * this machine alone.
 * @param options.settings options of redis-server, as `{ maxmemory: '50mb' }`.
 * @throws AppError `misconfigured` where there is no Redis.
 */
export async function createRedis(options: {
  folder: string;
  port?: number | undefined;
  settings?: Readonly<Record<string, string>>;
  logFile?: string | undefined;
}): Promise<RedisPart> {
  const { folder, settings = {}, logFile } = options;
  const port = options.port ?? (await freePort());
  const url = `redis://127.0.0.1:${port}`;
  await mkdir(folder, { recursive: true });
  const all = {
    ...{ port: String(port), bind: '127.0.0.1', dir: folder, save: '' },
    ...{ appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' },
    ...settings,
  };
  const part = createPart({
    name: 'redis',
    command: findBinary(),
    args: Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
    cwd: folder,
    logFile,
    answers: () => answersPing(url),
  });
  return { ...part, url };
}

async function answersPing(url: string): Promise<boolean> {
  const once = { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 };
  const client = new Redis(url, { ...once, connectTimeout: 2_000, commandTimeout: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } finally {
    client.disconnect();
  }
}

function findBinary(): string {
  const folders = (environmentWith({}).PATH ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, 'redis-server')).find((file) => existsSync(file));
  if (found === undefined)
    throw new AppError('misconfigured', 'Redis is missing: apt-get install redis-server');
  return found;
}
