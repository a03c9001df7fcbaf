import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import { whyUnreachable } from '../unreachable.js';

/** Milliseconds after which a command that nobody answers counts as failed. */
const COMMAND_MS = 5_000;
/** Longest wait between two attempts to connect, in milliseconds. */
const RETRY_MS = 2_000;
/** Oldest Redis that the job queue knows (BullMQ's own floor). */
const OLDEST = 6;

const shared: RedisOptions = {
  retryStrategy: (attempt) => Math.min(RETRY_MS, 50 * 2 ** Math.min(attempt, 6)),
};

/** Two connections to Redis: one whose commands fail soon where it is away, one whose commands wait for it. */
export interface RedisConnections {
  adding: Redis;
  working: Redis;
}

/**
 * Connects to Redis, and checks that it is fit to keep jobs.
 * @throws AppError `misconfigured`, naming REDIS_URL, where it cannot be reached, is too old, or may forget jobs.
 */
export async function connectRedis(url: string, log: Logger): Promise<RedisConnections> {
  const adding = new Redis(url, {
    ...shared,
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_MS,
    connectTimeout: COMMAND_MS,
  });
  let silent = true;
  // Without a listener each attempt to connect again would be written to the console.
  let last: unknown;
  const watch = (client: Redis) =>
    client.on('error', (error: unknown) => {
      last = error;
      if (!silent) log.warn({ err: error }, 'Redis cannot be reached');
    });
  watch(adding);
  try {
    await adding.connect();
    refuseUnfit(await adding.info());
  } catch (cause) {
    adding.disconnect();
    if (cause instanceof AppError) throw cause;
    // The call that failed says that the connection is closed, and not why.
    throw misconfigured(`Redis cannot be reached: ${whyUnreachable(last ?? cause)}`, cause);
  }
  silent = false;
  const working = adding.duplicate({
    lazyConnect: false,
    maxRetriesPerRequest: null,
    commandTimeout: undefined,
  });
  watch(working);
  return { adding, working };
}

function misconfigured(message: string, cause?: unknown): AppError {
  return new AppError('misconfigured', `REDIS_URL: ${message}`, {
    fields: [{ path: 'REDIS_URL', message }],
    ...(cause !== undefined && { cause }),
  });
}

/** @throws AppError `misconfigured`. */
function refuseUnfit(info: string): void {
  const read = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
  const version = read('redis_version');
  if (Number.parseInt(version, 10) < OLDEST) {
    throw misconfigured(`this is Redis ${version}; ${OLDEST}.2 or later is needed`);
  }
  const policy = read('maxmemory_policy');
  if (policy !== '' && policy !== 'noeviction' && read('maxmemory') !== '0') {
    throw misconfigured(
      `this Redis forgets keys, and with them jobs, when its memory is full (maxmemory-policy ${policy}): set noeviction`,
    );
  }
}
