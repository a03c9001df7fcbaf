import { setTimeout as pause } from 'node:timers/promises';
import { Meilisearch, MeilisearchApiError } from 'meilisearch';
import { AppError } from '../../errors.js';

/** Milliseconds that a question, and the handing over of documents, may take. */
const READ_MS = 5_000;
const WRITE_MS = 60_000;
/** Milliseconds between two looks at a task: it is short at first, since most tasks are. */
const LOOK_MS = { first: 5, most: 250 };
/** Milliseconds after which a task counts as lost; the server may be busy with a whole catalogue. */
const TASK_MS = 30 * 60_000;

/** Asks the server. @throws AppError `unavailable`. */
export type Read = <T>(ask: (client: Meilisearch) => Promise<T>) => Promise<T>;

/** A Meilisearch server, with deadlines, and with errors in the product's words. */
export interface MeiliClient {
  /** @throws AppError `unavailable` where the server does not answer in time, or has lost the index. */
  read: Read;
  /** The same for what nobody waits for: a server that reads a large index from the disk first takes its time. */
  readPatiently: Read;
  /**
   * Hands over a task and waits until it is done.
   * @throws AppError `unavailable`; `misconfigured` with the server's own words where it refuses the task.
   */
  write(enqueue: (client: Meilisearch) => Promise<{ taskUid: number }>): Promise<void>;
  /** Hands over a task; `done` waits until it is done. */
  enqueue(
    enqueue: (client: Meilisearch) => Promise<{ taskUid: number }>,
  ): Promise<{ done: () => Promise<void> }>;
  /** Ends every wait. */
  close(): void;
}

export function createMeiliClient({ url, key }: { url: string; key: string | undefined }): MeiliClient {
  const config = {
    host: url,
    ...(key !== undefined && { apiKey: key }),
    // A compressed answer comes in several small writes, which TCP holds back for 40 ms each (RFC 896 and RFC 1122).
    requestInit: { headers: { 'Accept-Encoding': 'identity' } },
  };
  const [reading, writing] = [READ_MS, WRITE_MS].map(
    (timeout) => new Meilisearch({ ...config, timeout }),
  ) as [Meilisearch, Meilisearch];
  const stop = new AbortController();

  async function done(taskUid: number): Promise<void> {
    const until = Date.now() + TASK_MS;
    for (let wait = LOOK_MS.first; Date.now() < until; wait = Math.min(LOOK_MS.most, wait * 1.5)) {
      const { status, error } = await told(reading.tasks.getTask(taskUid));
      if (status === 'succeeded') return;
      if (error !== null) throw refused(error);
      if (status === 'canceled')
        throw new AppError('unavailable', 'A task of the search engine was cancelled');
      await pause(wait, undefined, { signal: stop.signal }).catch(() => {
        throw new AppError('unavailable', 'The search engine was closed');
      });
    }
    throw new AppError('unavailable', 'The search engine takes too long');
  }

  const enqueue: MeiliClient['enqueue'] = async (start) => {
    const { taskUid } = await told(start(writing));
    return { done: () => done(taskUid) };
  };
  return {
    read: (ask) => told(ask(reading)),
    readPatiently: (ask) => told(ask(writing)),
    enqueue,
    write: async (start) => (await enqueue(start)).done(),
    close: () => stop.abort(),
  };
}

/** The code of Meilisearch's own error: https://www.meilisearch.com/docs/reference/errors/error_codes */
export function codeOf(error: unknown): string | undefined {
  const cause = error instanceof AppError ? error.cause : error;
  if (cause instanceof RefusedTask) return cause.code;
  return cause instanceof MeilisearchApiError ? cause.cause?.code : undefined;
}

async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const message =
      cause instanceof MeilisearchApiError
        ? `The search engine refused a request: ${cause.message}`
        : 'The search engine cannot be reached just now';
    throw new AppError('unavailable', message, { cause });
  }
}

/** A task that came too late for its index may come again; anything else is of our own making. */
function refused({ code, message }: { code: string; message: string }): AppError {
  return new AppError(
    ['index_not_found', 'internal', 'no_space_left_on_device', 'io_error'].includes(code)
      ? 'unavailable'
      : 'misconfigured',
    `The search engine refused a task: ${message}`,
    { cause: new RefusedTask(code) },
  );
}

/** Why the server did not do a task that it had taken. */
class RefusedTask extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
