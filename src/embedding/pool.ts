import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import type { Embedder } from './port.js';
import { sliceByLength } from './slices.js';
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

interface Call {
  texts: readonly string[];
  vectors: Float32Array[];
  open: number;
  done: boolean;
  resolve(vectors: Float32Array[]): void;
  reject(error: AppError): void;
}
interface Task {
  call: Call;
  positions: number[];
}
interface Thread {
  worker: Worker;
  ready: boolean;
  task: Task | undefined;
  /** Why the model could not be loaded; the thread ends after saying so. */
  unusable: string | undefined;
  exited: Promise<void>;
}

/** A worker thread does not get the TypeScript loader of its parent: its first lines register one. */
function entryOf(script: URL): string {
  const loader = import.meta.resolve('tsx/esm/api');
  return `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(script.href)}); });`;
}

const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 30_000;
const CLOSE_WITHIN_MS = 3_000;

const away = (retryAfterSeconds: number, cause?: unknown) =>
  new AppError('unavailable', 'The embedding model is away for a moment; try again', {
    retryAfterSeconds,
    cause,
  });

/**
 * An embedder over worker threads. Calls are cut into short slices; slices of `query` calls go before
 * every waiting slice of `batch` calls. A thread that dies takes the call that it worked for with it
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
  private readonly waiting: Record<'query' | 'batch', Task[]> = { query: [], batch: [] };
  private readonly timers = new Set<NodeJS.Timeout>();
  private started: { resolve(dimensions: number): void; reject(error: AppError): void } | undefined;
  private dimensions = 0;
  private failuresInARow = 0;
  private closed = false;

  constructor(options: PoolOptions) {
    this.options = options;
    this.spread = spread(options.threads);
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

  embed(texts: readonly string[], priority: 'query' | 'batch' = 'batch'): Promise<Float32Array[]> {
    if (this.closed) return Promise.reject(new AppError('unavailable', 'The embedder is closed'));
    if (this.threads.size === 0) return Promise.reject(away(this.restartDelay() / 1_000));
    if (texts.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const slices = sliceByLength(texts, {
        characters: this.options.sliceCharacters,
        textCharacters: this.options.textCharacters,
      });
      const call: Call = {
        texts,
        vectors: new Array<Float32Array>(texts.length),
        open: slices.length,
        done: false,
        resolve,
        reject,
      };
      for (const positions of slices) this.waiting[priority].push({ call, positions });
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.rejectWaiting(new AppError('unavailable', 'The embedder is closed'));
    await Promise.all(
      [...this.threads].map(async (thread) => {
        if (thread.task) this.fail(thread.task.call, new AppError('unavailable', 'The embedder is closed'));
        thread.worker.postMessage({ type: 'close' } satisfies WorkerRequest);
        const kill = setTimeout(() => void thread.worker.terminate(), CLOSE_WITHIN_MS);
        await thread.exited;
        clearTimeout(kill);
      }),
    );
  }

  private launch(model: unknown): void {
    const workerData: WorkerStart<unknown> = { model, cores: this.spread.cores };
    // No inherited arguments: `--import tsx` does nothing in a worker but lengthen its start.
    const worker = new Worker(entryOf(this.options.script), { eval: true, workerData, execArgv: [] });
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const thread: Thread = { worker, ready: false, task: undefined, unusable: undefined, exited };
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
        this.accept(thread, reply.vectors);
        break;
      case 'failed': {
        const task = thread.task;
        thread.task = undefined;
        if (task) this.fail(task.call, away(1, new Error(reply.message)));
        break;
      }
    }
    this.dispatch();
  }

  private accept(thread: Thread, vectors: Float32Array): void {
    const task = thread.task;
    thread.task = undefined;
    if (task === undefined || task.call.done) return;
    const { call } = task;
    task.positions.forEach((position, i) => {
      call.vectors[position] = vectors.slice(i * this.dimensions, (i + 1) * this.dimensions);
    });
    call.open -= 1;
    if (call.open > 0) return;
    call.done = true;
    call.resolve(call.vectors);
  }

  private dispatch(): void {
    for (const thread of this.threads) {
      if (!thread.ready || thread.task) continue;
      const task = this.next();
      if (task === undefined) return;
      thread.task = task;
      const texts = task.positions.map((position) => task.call.texts[position] ?? '');
      thread.worker.postMessage({ type: 'embed', texts } satisfies WorkerRequest);
    }
  }

  private next(): Task | undefined {
    for (const queue of [this.waiting.query, this.waiting.batch]) {
      for (let task = queue.shift(); task !== undefined; task = queue.shift())
        if (!task.call.done) return task;
    }
    return undefined;
  }

  private lost(thread: Thread, cause: unknown): void {
    this.threads.delete(thread);
    const error = this.unstartable(1, thread.unusable ?? cause);
    if (thread.task && error) this.fail(thread.task.call, error);
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
    const error = away(Math.ceil(delay / 1_000), cause);
    if (this.threads.size === 0) this.rejectWaiting(error);
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

  private rejectWaiting(error: AppError): void {
    for (const queue of [this.waiting.query, this.waiting.batch])
      for (const task of queue.splice(0)) this.fail(task.call, error);
  }

  private fail(call: Call, error: AppError): void {
    if (call.done) return;
    call.done = true;
    call.reject(error);
  }
}
