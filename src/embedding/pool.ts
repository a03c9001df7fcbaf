import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import type { Embedder } from './port.js';
import { createWorkQueue, type Priority, type Work } from './work-queue.js';
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-protocol.js';

export interface PoolOptions {
  modelId: string;
  languages: readonly string[];
  /** Script of the worker thread; it calls `serveModel`. */
  script: URL;
  /** Makes what each thread needs; the script finds it as `workerData.model`. Shared memory stays shared. */
  prepare: () => Promise<unknown>;
  /** Worker threads, each with its own copy of the model. Default: see `spread`. */
  threads?: number | undefined;
  /** Size of a slice of work, in characters with padding. */
  sliceCharacters: number;
  /** Where the model cuts a text, in characters, roughly. */
  textCharacters: number;
  /** Text of the error when the model cannot be loaded at the start; `reason` is the worker's own. */
  describeUnusable: (reason: string) => string;
  log: Logger;
}

const MOST_THREADS = 4;
const MOST_CORES_A_THREAD = 4;

/**
 * How work is spread over the machine: worker threads, and the cores that each one's model uses. Measured on
 * two cores: against two threads with a core each, one thread with both gives four fifths of the throughput
 * and answers a single query in three quarters of the time, without the 190 MB of a second copy of the model.
 * Past four cores a small model gains little, so larger machines get more threads.
 */
export function spread(
  threads: number | undefined,
  cores = availableParallelism(),
): { threads: number; cores: number } {
  const count = threads ?? Math.max(1, Math.min(MOST_THREADS, Math.floor(cores / MOST_CORES_A_THREAD)));
  return { threads: count, cores: Math.max(1, Math.min(MOST_CORES_A_THREAD, Math.floor(cores / count))) };
}

interface Thread {
  worker: Worker;
  ready: boolean;
  work: Work | undefined;
  /** Why the model could not be loaded; the thread ends after saying so. */
  unusable: string | undefined;
  exited: Promise<void>;
}

/** A worker thread does not get the TypeScript loader of its parent: where it needs one, its first lines register it. */
function entryOf(script: URL): string {
  if (!script.pathname.endsWith('.ts')) return `import(${JSON.stringify(script.href)});`;
  const loader = import.meta.resolve('tsx/esm/api');
  return `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(script.href)}); });`;
}

const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 30_000;
const CLOSE_WITHIN_MS = 3_000;

const away = (milliseconds: number, cause?: unknown) =>
  new AppError('unavailable', 'The embedding model is away for a moment; try again', {
    retryAfterSeconds: Math.ceil(milliseconds / 1_000),
    cause,
  });

/**
 * An embedder over worker threads. Calls are cut into short slices; slices of `query` calls go before
 * every waiting slice of `batch` calls. A thread that dies takes the calls that it worked for with it
 * (`unavailable`) and is started again, ever later while it keeps dying.
 * @throws AppError `misconfigured` when the model cannot be loaded.
 */
export async function createWorkerPool(options: PoolOptions): Promise<Embedder> {
  const pool = new WorkerPool(options);
  try {
    const dimensions = await pool.start();
    return Object.freeze({
      modelId: options.modelId,
      dimensions,
      languages: options.languages,
      embed: (texts: readonly string[], priority?: 'query' | 'batch') => pool.embed(texts, priority),
      close: () => pool.close(),
    });
  } catch (error) {
    await pool.close();
    throw error;
  }
}

class WorkerPool {
  private readonly options: PoolOptions;
  private readonly spread: ReturnType<typeof spread>;
  private readonly threads = new Set<Thread>();
  private readonly queue: ReturnType<typeof createWorkQueue>;
  private readonly timers = new Set<NodeJS.Timeout>();
  private started: { resolve(dimensions: number): void; reject(error: AppError): void } | undefined;
  private dimensions = 0;
  private failuresInARow = 0;
  private closed = false;

  constructor(options: PoolOptions) {
    this.options = options;
    this.spread = spread(options.threads);
    this.queue = createWorkQueue({
      characters: options.sliceCharacters,
      textCharacters: options.textCharacters,
    });
  }

  /** Resolves with the vectors' length as soon as one thread is ready; the others follow. */
  start(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.started = { resolve, reject };
      this.prepareAndLaunch(this.spread.threads);
    });
  }

  private prepareAndLaunch(count: number): void {
    this.options.prepare().then(
      (model) => {
        for (let i = 0; i < count && !this.closed; i++) this.launch(model);
      },
      (cause: unknown) => this.unstartable(count, cause),
    );
  }

  embed(texts: readonly string[], priority: Priority = 'batch'): Promise<Float32Array[]> {
    if (this.closed) return Promise.reject(new AppError('unavailable', 'The embedder is closed'));
    if (this.threads.size === 0) return Promise.reject(away(this.restartDelay()));
    const vectors = this.queue.add(texts, priority);
    this.dispatch();
    return vectors;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    const error = new AppError('unavailable', 'The embedder is closed');
    this.queue.failAll(error);
    await Promise.all(
      [...this.threads].map(async (thread) => {
        thread.work?.fail(error);
        thread.worker.postMessage({ type: 'close' } satisfies WorkerRequest);
        const kill = setTimeout(() => void thread.worker.terminate(), CLOSE_WITHIN_MS);
        await thread.exited;
        clearTimeout(kill);
      }),
    );
  }

  private launch(model: unknown): void {
    const workerData: WorkerStart<unknown> = { model, cores: this.spread.cores };
    // No inherited arguments: a loader does nothing in a worker but lengthen its start.
    const worker = new Worker(entryOf(this.options.script), { eval: true, workerData, execArgv: [] });
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const thread: Thread = { worker, ready: false, work: undefined, unusable: undefined, exited };
    this.threads.add(thread);
    let cause: unknown;
    worker.on('message', (reply: WorkerReply) => this.receive(thread, reply));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.once('exit', (code) =>
      this.lost(thread, cause ?? new Error(`worker thread ended with code ${code}`)),
    );
  }

  private receive(thread: Thread, reply: WorkerReply): void {
    switch (reply.type) {
      case 'ready':
        thread.ready = true;
        this.failuresInARow = 0;
        this.dimensions = reply.dimensions;
        this.started?.resolve(reply.dimensions);
        this.started = undefined;
        break;
      case 'unusable':
        thread.unusable = reply.message;
        break;
      case 'embedded':
        thread.work?.accept(reply.vectors, this.dimensions);
        thread.work = undefined;
        break;
      case 'failed':
        thread.work?.refuse(away(FIRST_RESTART_MS, new Error(reply.message)));
        thread.work = undefined;
        break;
    }
    this.dispatch();
  }

  private dispatch(): void {
    for (const thread of this.threads) {
      if (!thread.ready || thread.work) continue;
      thread.work = this.queue.next();
      if (thread.work === undefined) return;
      thread.worker.postMessage({ type: 'embed', texts: thread.work.texts } satisfies WorkerRequest);
    }
  }

  private lost(thread: Thread, cause: unknown): void {
    this.threads.delete(thread);
    const error = this.unstartable(1, thread.unusable ?? cause);
    if (error) thread.work?.fail(error);
  }

  /** Ends the start where there was none yet; later, plans the next try and gives the error for callers. */
  private unstartable(count: number, cause: unknown): AppError | undefined {
    if (this.closed) return undefined;
    if (this.started) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      this.started.reject(new AppError('misconfigured', this.options.describeUnusable(reason), { cause }));
      this.started = undefined;
      this.closed = true;
      return undefined;
    }
    const delay = this.restartDelay();
    this.failuresInARow += 1;
    this.options.log.error(
      { err: cause, modelId: this.options.modelId, restartInMs: delay },
      'an embedding worker was lost',
    );
    const error = away(delay, cause);
    if (this.threads.size === 0) this.queue.failAll(error);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.prepareAndLaunch(count);
    }, delay);
    this.timers.add(timer);
    return error;
  }

  private restartDelay(): number {
    return Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** this.failuresInARow);
  }
}
