import type { PGlite } from '@electric-sql/pglite';
import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Job,
  type JobProgress,
  type PostgresConnectionOptions,
  Queue,
  runMigrations,
  UnrecoverableError,
  Worker,
} from 'bullmq';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { throwWithoutParameters } from '../db/without-parameters.js';
import { AppError } from '../errors.js';
import { withLogFields } from '../log-context.js';
import { createJobBoard } from './board.js';
import { countJobs } from './counts.js';
import { jobNames, splitDeadId } from './job-names.js';
import { createPglitePool } from './pglite-pool.js';
import { startUpkeep } from './pglite-upkeep.js';
import {
  type DeadJob,
  JOB_SCHEMAS,
  type JobData,
  type JobName,
  type JobQueue,
  type QueueCounts,
  type WorkOptions,
} from './port.js';
import { connectRedis } from './redis.js';
import { orWait } from './wait.js';

/** Where the jobs are kept: an open PGlite (which stays its owner's to close), a PostgreSQL server, or Redis. */
export type QueueConnection = { pglite: PGlite } | { databaseUrl: string } | { redisUrl: string };

const SCHEMA = 'bullmq';
/** Keys in Redis begin so; the other backends do not ask. */
const PREFIX = 'citymatch';
/** Connections to a PostgreSQL server for each queue and each worker; a worker has one more, to be told of jobs. */
const CONNECTIONS = 4;
/** A job fails for good after this many attempts. */
const ATTEMPTS = 5;
/** Finished jobs that stay for a look with BullMQ's own tools. */
const KEEP_COMPLETED = 100;
/** BullMQ writes down every event, for listeners that we do not have. */
const KEEP_EVENTS = 100;
/** How often one job may take the process down with it before it counts as dead. */
const STALLED_LIMIT = 10;

/** How soon the jobs of a process that died are taken up by another: at most `lockMs` and twice `checkMs`. */
interface Recovery {
  lockMs: number;
  checkMs: number;
}
/** On PGlite nobody else can hold a job, so that one held at the start is soon known to be orphaned. */
const ALONE: Recovery = { lockMs: 5_000, checkMs: 2_500 };
const AMONG_MANY: Recovery = { lockMs: 30_000, checkMs: 10_000 };

/** One of BullMQ's backends, made ready. */
interface Backend<C> {
  factory: BackendFactory<IQueueBackend, C>;
  /** Of what adds and counts jobs: it fails soon where nobody answers. */
  connection: C;
  /** Of a worker: it waits for as long as it takes. */
  workerConnection: C;
  recovery: Recovery;
  close(): Promise<void>;
}

export interface BullQueueOptions {
  connection: QueueConnection;
  log: Logger;
  /** Wait before the second attempt; doubled for each one after, less up to half by chance. Default 2,000. */
  backoffMs?: number;
}

/**
 * The job queue on BullMQ, one BullMQ queue for each job name, in the database schema `bullmq` (made when it is
 * not there) or in Redis under keys that begin with `citymatch:`.
 * @throws AppError `unavailable` when they cannot be reached; `misconfigured` for a Redis that may forget jobs.
 */
export async function createBullQueue({ connection, ...options }: BullQueueOptions): Promise<JobQueue> {
  if ('pglite' in connection) {
    return opened({ backend: await pgliteBackend(connection.pglite, options.log), ...options });
  }
  if ('redisUrl' in connection) {
    return opened({ backend: await redisBackend(connection.redisUrl, options.log), ...options });
  }
  return opened({ backend: postgresBackend(connection.databaseUrl), ...options });
}

async function opened<C>(options: ConstructorParameters<typeof BullJobQueue<C>>[0]): Promise<JobQueue> {
  const queue = new BullJobQueue<C>(options);
  try {
    await queue.counts();
  } catch (cause) {
    await queue.close();
    throw new AppError('unavailable', 'The job queue cannot be opened', { cause });
  }
  return queue;
}

async function pgliteBackend(pglite: PGlite, log: Logger): Promise<Backend<PostgresConnectionOptions>> {
  const pool = await createPglitePool(pglite);
  await runMigrations(await pool.connect(), SCHEMA);
  const upkeep = startUpkeep(pglite, log);
  return {
    factory: createPostgresBackend,
    connection: pool,
    workerConnection: pool,
    recovery: ALONE,
    close: () => upkeep.close(),
  };
}

function postgresBackend(connectionString: string): Backend<PostgresConnectionOptions> {
  const connection = { connectionString, schema: SCHEMA, migrate: true, max: CONNECTIONS };
  return {
    factory: createPostgresBackend,
    connection,
    workerConnection: connection,
    recovery: AMONG_MANY,
    close: () => Promise.resolve(),
  };
}

async function redisBackend(url: string, log: Logger): Promise<Backend<ConnectionOptions>> {
  const { adding, working } = await connectRedis(url, log);
  return {
    factory: createRedisBackend,
    connection: adding,
    workerConnection: working,
    recovery: AMONG_MANY,
    async close() {
      adding.disconnect();
      working.disconnect();
    },
  };
}

class BullJobQueue<C> implements JobQueue {
  readonly #backend: Backend<C>;
  readonly #log: Logger;
  readonly #backoffMs: number;
  readonly #queues: ReadonlyMap<JobName, ReturnType<typeof openQueue<C>>>;
  readonly #workers = new Map<JobName, { close(): Promise<void> }>();
  #closing: Promise<void> | undefined;

  constructor({ backend, log, backoffMs = 2_000 }: { backend: Backend<C>; log: Logger; backoffMs?: number }) {
    this.#backend = backend;
    this.#log = log;
    this.#backoffMs = backoffMs;
    this.#queues = new Map(jobNames().map((name) => [name, openQueue(name, backend, backoffMs, log)]));
  }

  async add<N extends JobName>(
    name: N,
    data: JobData[N],
    { jobId, delayMs }: { jobId?: string; delayMs?: number } = {},
  ): Promise<void> {
    try {
      await this.#queue(name).add(name, data, {
        // Not BullMQ's own job id: that would be taken for as long as a finished or dead job is kept.
        ...(jobId === undefined ? {} : { deduplication: { id: jobId, keepLastIfActive: true } }),
        ...(delayMs === undefined ? {} : { delay: delayMs }),
      });
    } catch (error) {
      throw new AppError('unavailable', 'The job queue cannot be reached', { cause: error });
    }
  }

  async work<N extends JobName>(
    name: N,
    handler: (data: JobData[N]) => Promise<void>,
    { concurrency = 1, limit }: WorkOptions = {},
  ): Promise<void> {
    if (this.#workers.has(name)) throw new AppError('conflict', `The job ${name} has a handler already`);
    const { factory, workerConnection: connection, recovery } = this.#backend;
    const process = async (job: Job<unknown, void>, token?: string) => {
      const data = JOB_SCHEMAS[name].safeParse(job.data);
      if (!data.success) throw new UnrecoverableError(`The job's data are not valid: ${data.error.message}`);
      const waiting = { job, token, firstMs: this.#backoffMs, log: this.#log };
      const fields = { job: name, jobId: job.id ?? '' };
      // What it throws is kept with the job, and shown.
      await withLogFields(fields, () => orWait(() => handler(data.data), waiting)).catch(
        throwWithoutParameters,
      );
    };
    const worker = new Worker<unknown, void, string, IQueueBackend, JobProgress, C>(
      name,
      process,
      {
        connection,
        prefix: PREFIX,
        concurrency,
        ...(limit && { limiter: { max: limit.jobs, duration: limit.perMs } }),
        lockDuration: recovery.lockMs,
        stalledInterval: recovery.checkMs,
        maxStalledCount: STALLED_LIMIT,
      },
      factory,
    );
    this.#workers.set(name, worker);
    worker.on('error', (error) => this.#log.error({ err: error, job: name }, 'The job queue has an error'));
    worker.on('stalled', (id) => this.#log.warn({ job: name, id }, 'A job that was left behind runs again'));
    worker.on('failed', (job, error) => this.#report(name, job, error));
    await worker.waitUntilReady();
  }

  #report(name: JobName, job: Job<unknown, void> | undefined, error: Error): void {
    const details = { err: error, job: name, id: job?.id, attempt: job?.attemptsMade };
    // `finishedOn` is set when there are no more attempts.
    if (job?.finishedOn !== undefined) this.#log.error(details, 'A job failed for good and is kept as dead');
    else this.#log.warn(details, 'A job failed and will be tried again');
  }

  counts(): Promise<QueueCounts> {
    return countJobs(this.#queues);
  }

  async dead(limit: number): Promise<DeadJob[]> {
    const found = await Promise.all(
      [...this.#queues].map(async ([name, queue]) =>
        (await queue.getFailed(0, limit - 1)).map((job) => ({
          id: `${name}:${job.id}`,
          name,
          data: job.data,
          attempts: job.attemptsMade,
          cause: job.failedReason ?? '',
          failedAt: new Date(job.finishedOn ?? job.timestamp),
        })),
      ),
    );
    return found
      .flat()
      .sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime())
      .slice(0, limit);
  }

  async retryDead(id: string): Promise<void> {
    const [name, jobId] = splitDeadId(id);
    const job = name && jobId ? await this.#queue(name).getJob(jobId) : undefined;
    if (!job || !(await job.isFailed())) throw new AppError('not-found', `There is no dead job ${id}`);
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
  }

  board(path: string): RequestHandler {
    return createJobBoard(this.#queues.values(), path);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#workers.values()].map((worker) => worker.close()));
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await this.#backend.close();
  }

  #queue(name: JobName) {
    const queue = this.#queues.get(name);
    if (!queue) throw new AppError('not-found', `There is no job ${name}`);
    return queue;
  }
}

function openQueue<C>(name: JobName, { factory, connection }: Backend<C>, backoffMs: number, log: Logger) {
  const queue = new Queue<unknown, void, string, unknown, void, string, IQueueBackend, C>(
    name,
    {
      connection,
      prefix: PREFIX,
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
        removeOnComplete: { count: KEEP_COMPLETED },
        removeOnFail: false,
        stackTraceLimit: 3,
      },
      streams: { events: { maxLen: KEEP_EVENTS } },
    },
    factory,
  );
  queue.on('error', (error) => log.error({ err: error, job: name }, 'The job queue has an error'));
  return queue;
}
