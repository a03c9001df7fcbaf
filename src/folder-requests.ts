import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { AppError } from './errors.js';

/*
 * In the default profile the database and the index belong to one process, so that a command in another one can
 * only ask it to do something. The two leave each other files in a folder of the data folder: `request-ID` to ask,
 * `status-ID` to answer; whatever else the answer makes is named after the ID too.
 */

const POLL_MS = 500;
/** Least time between two status files of one request, while it is worked on. */
const STATUS_MS = 200;
/** Nobody waits any more for a file that is this old. */
const STALE_MS = 60_000;

/** How far a longer piece of work is, in its own units. */
type OnProgress = (progress: { done: number; total: number }) => void;

const statusSchema = z.object({
  state: z.enum(['running', 'done', 'failed']),
  done: z.number(),
  total: z.number(),
  message: z.string().optional(),
  /** Milliseconds since 1970. */
  at: z.number(),
});
type Status = z.infer<typeof statusSchema>;

export interface AnswerOptions {
  /** Of the data folder, for this kind of request alone. */
  folder: string;
  /** Does what is asked for; `id` names the request, `signal` aborts when the server is to end. */
  answer: (id: string, onProgress: OnProgress, signal: AbortSignal) => Promise<void>;
  /** Lines of the log: a request came; it failed; requests cannot be looked for. */
  says: { asked: string; failed: string; deaf: string };
  log: Logger;
  pollMs?: number | undefined;
}

/**
 * Does what `askServer` of another process asks for, one request after the other, until closed. Files that nobody
 * waits for any more are removed.
 */
export function answerRequests(options: AnswerOptions): { close(): Promise<void> } {
  const { folder, says, log, pollMs = POLL_MS } = options;
  const stop = new AbortController();

  async function answer(id: string): Promise<void> {
    let told = 0;
    const tell = async (status: Omit<Status, 'at'>) => {
      told = Date.now();
      await writeWhole(
        join(folder, `status-${id}`),
        JSON.stringify({ ...status, at: told } satisfies Status),
      );
    };
    let at = { done: 0, total: 0 };
    let telling = tell({ state: 'running', ...at });
    // The asker must see that work goes on even where a step takes long.
    const beat = setInterval(() => {
      if (Date.now() - told > STATUS_MS) telling = telling.then(() => tell({ state: 'running', ...at }));
    }, STATUS_MS);
    let end: Omit<Status, 'at'>;
    try {
      const onProgress: OnProgress = (progress) => {
        at = progress;
      };
      await options.answer(id, onProgress, stop.signal);
      end = { state: 'done', ...at };
    } catch (error) {
      log.error({ err: error }, says.failed);
      const message =
        error instanceof AppError ? error.message : 'an unexpected error; the log of the server has it';
      end = { state: 'failed', ...at, message };
    } finally {
      clearInterval(beat);
      await telling;
    }
    await tell(end);
  }

  async function run(): Promise<void> {
    let swept = 0;
    while (!stop.signal.aborted) {
      if (Date.now() - swept > STALE_MS) {
        await forgetOld(folder);
        swept = Date.now();
      }
      for (const id of await requests(folder)) {
        log.info(says.asked);
        await rm(join(folder, `request-${id}`), { force: true });
        await answer(id);
      }
      await sleep(pollMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }

  const running = run().catch((error: unknown) => {
    log.error({ err: error, folder }, says.deaf);
  });
  return {
    async close() {
      stop.abort(new AppError('unavailable', 'the server is being stopped'));
      await running;
    },
  };
}

/**
 * Asks the server that runs on this data folder for something, and waits until it is done.
 * @param options `failure` begins the message of the error, as `The server did not ...`.
 * @returns the request's id when it is done; undefined when no server took it within `acceptMs`.
 * @throws AppError `unavailable` when the server could not do it, or ended meanwhile.
 */
export async function askServer(options: {
  folder: string;
  failure: string;
  onProgress?: OnProgress | undefined;
  acceptMs?: number | undefined;
}): Promise<string | undefined> {
  const { folder, failure, onProgress = () => {}, acceptMs = 3_000 } = options;
  const failed = (reason: string) => new AppError('unavailable', `${failure}: ${reason}`);
  const id = randomUUID();
  const request = join(folder, `request-${id}`);
  const answer = join(folder, `status-${id}`);
  await mkdir(folder, { recursive: true });
  await writeWhole(request, '');
  const giveUpAt = Date.now() + acceptMs;
  try {
    for (;;) {
      await sleep(100);
      const status = await readStatus(answer);
      if (status) {
        onProgress({ done: status.done, total: status.total });
        if (status.state === 'done') return id;
        if (status.state === 'failed') throw failed(status.message ?? 'no reason was given');
        if (Date.now() - status.at > STALE_MS) throw failed('it was ended before it was done');
      } else if (Date.now() > giveUpAt) {
        // Nobody has taken it if it is still there: then nobody can any more.
        if (await removed(request)) return undefined;
        if (Date.now() > giveUpAt + STALE_MS) throw failed('it was ended before it was done');
      }
    }
  } finally {
    await rm(request, { force: true });
    await rm(answer, { force: true });
  }
}

/** Removes what a process left that was ended. */
async function forgetOld(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(file, { force: true });
  }
}

async function requests(folder: string): Promise<string[]> {
  return (await namesIn(folder)).flatMap((name) => /^request-([0-9a-f-]{36})$/.exec(name)?.[1] ?? []);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

async function readStatus(file: string): Promise<Status | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : statusSchema.parse(JSON.parse(text));
}

async function removed(file: string): Promise<boolean> {
  return rm(file).then(
    () => true,
    () => false,
  );
}

/** Appears whole or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  await writeFile(draft, text);
  await rename(draft, file);
}
