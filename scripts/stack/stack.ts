import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentWith } from '../../src/config.js';
import { freePort } from './free-port.js';
import { createMeilisearch, type MeilisearchPart } from './meilisearch.js';
import { createNodePart, type NodePart } from './node.js';
import type { Part } from './part.js';
import { createPostgres, type PostgresPart } from './postgres.js';
import { createRedis, type RedisPart } from './redis.js';

const DATABASE = 'citymatch';

/** Where the search engine comes from: a program to start, a server that runs, or `none`: it is in the one process. */
export type Engine = { binary: string } | { url: string; key: string | undefined } | 'none';

export interface StackOptions {
  /** Folder of all data and logs. What is there from an earlier run is gone on with. */
  dir: string;
  /** How many processes answer requests. With the engine in the process there is one, which does the work too. */
  api: number;
  workers: number;
  engine: Engine;
  /** Ports of the processes that answer requests, in their order; where none is given, a free one. */
  ports?: readonly number[];
  /** Settings of every process. */
  settings: Readonly<Record<string, string>>;
  /** Names of settings that are taken over from our own environment. */
  keep?: readonly string[];
  /** Is told of each part that answers. */
  say: (line: string) => void;
  /** Ends a start that is under way. */
  signal?: AbortSignal;
}

/** The topology of docker-compose.yml, as processes of this machine. */
export interface Stack {
  dir: string;
  postgres: PostgresPart;
  redis: RedisPart;
  /** Absent where it is not ours to start. */
  meilisearch: MeilisearchPart | undefined;
  api: NodePart[];
  workers: NodePart[];
  databaseUrl: string;
  /** The search engine that processes share, if they do. */
  meili: { url: string; key: string | undefined } | undefined;
  /** All parts that were started, in the order in which they were. */
  parts(): Part[];
  /** Stops all of them, the last one first. */
  stop(): Promise<void>;
}

/**
 * Starts everything, and resolves when it answers. What was started is stopped where a later part does not start.
 * @throws AppError `misconfigured` where PostgreSQL or Redis is missing on this machine.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dir, say, signal } = options;
  const started: Part[] = [];
  const stop = async () => {
    for (const part of started.splice(0).reverse()) await part.stop();
  };
  const start = async (part: Part, where: string) => {
    signal?.throwIfAborted();
    started.push(part);
    const giveUp = () => void part.stop();
    signal?.addEventListener('abort', giveUp);
    await part.start().finally(() => signal?.removeEventListener('abort', giveUp));
    say(`${part.name.padEnd(12)} ${where}`);
  };
  try {
    const log = await prepareFolder(dir);
    const postgres = await createPostgres({
      folder: join(dir, 'postgres'),
      fsync: true,
      logFile: log('postgres'),
    });
    await start(postgres, postgres.url(DATABASE));
    const databaseUrl = await postgres.createDatabase(DATABASE);
    const redis = await createRedis({ folder: join(dir, 'redis'), logFile: log('redis') });
    await start(redis, redis.url);
    const meilisearch = await meilisearchOf(options, log('meilisearch'));
    if (meilisearch) await start(meilisearch, meilisearch.url);
    const meili = meilisearch ?? serverOf(options.engine);
    const { api, workers } = await processesOf(options, { databaseUrl, redisUrl: redis.url, meili, log });
    for (const one of [...api, ...workers]) await start(one, one.url);
    const parts = () => [...started];
    return { dir, postgres, redis, meilisearch, api, workers, databaseUrl, meili, parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes the folder. @returns where the output of each part goes. */
async function prepareFolder(dir: string): Promise<(name: string) => string> {
  await mkdir(join(dir, 'logs'), { recursive: true });
  // PostgreSQL runs as another user where we are root: its folder within must be reached.
  if (process.getuid?.() === 0) await chmod(dir, 0o711);
  return (name) => join(dir, 'logs', `${name}.log`);
}

async function meilisearchOf({ engine, dir }: StackOptions, logFile: string) {
  if (engine === 'none' || !('binary' in engine)) return undefined;
  const key = randomBytes(16).toString('hex');
  return createMeilisearch({ binary: engine.binary, folder: join(dir, 'meilisearch'), key, logFile });
}

function serverOf(engine: Engine): Stack['meili'] {
  return engine === 'none' || 'binary' in engine ? undefined : engine;
}

async function processesOf(
  { dir, api, workers, engine, ports = [], settings, keep }: StackOptions,
  found: { databaseUrl: string; redisUrl: string; meili: Stack['meili']; log: (name: string) => string },
): Promise<{ api: NodePart[]; workers: NodePart[] }> {
  const { databaseUrl, redisUrl, meili, log } = found;
  const alone = engine === 'none';
  const env = environmentWith(
    {
      ...settings,
      DATA_DIR: join(dir, 'data'),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      // Empty counts as absent.
      MEILI_URL: meili?.url ?? '',
      MEILI_KEY: meili?.key ?? '',
      WORKERS: alone ? 'all' : 'none',
    },
    keep,
  );
  const node = (name: string, port: number, script: 'src/server.ts' | 'workers/index.ts') =>
    createNodePart({
      name,
      script,
      port,
      env: script === 'src/server.ts' ? env : { ...env, WORKERS: 'all' },
      logFile: log(name),
    });
  const made: { api: NodePart[]; workers: NodePart[] } = { api: [], workers: [] };
  for (let number = 1; number <= (alone ? 1 : api); number++) {
    made.api.push(node(`api-${number}`, ports[number - 1] ?? (await freePort()), 'src/server.ts'));
  }
  for (let number = 1; number <= (alone ? 0 : workers); number++) {
    made.workers.push(node(`worker-${number}`, await freePort(), 'workers/index.ts'));
  }
  return made;
}
