import { performance } from 'node:perf_hooks';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { reconcileSoon } from '../workers/maintenance.js';
import { startWorkers } from '../workers/start.js';
import type { Config } from './config.js';
import { prepareDataFolder } from './data-folder.js';
import { AppError } from './errors.js';
import { createFeatures, type Features, lateFeatures } from './features.js';
import { createHttpApp } from './http/http-app.js';
import { createIdentify } from './http/identify.js';
import { listen } from './http/listen.js';
import { createProbesApp } from './http/probes-app.js';
import { repairDrift } from './indexing/drift.js';
import { bringUpToDate, warmUp, workInBackground } from './keep-index.js';
import { createMetrics } from './metrics/metrics.js';
import { publicationOf } from './open-data/publication.js';
import { openCounting, openParts, openSender } from './open-parts.js';
import type { QuotaStore } from './partners/quota.js';
import { CLOSING, type Context, close, type Parts, stepsOf } from './parts.js';
import { type Role, refuseWrongMix } from './processes.js';
import type { Running } from './run-process.js';
import { createStatusBoard } from './status.js';
import * as taxonomy from './taxonomy/index.js';
import { createTracing } from './tracing/tracing.js';
import { readVersion } from './version.js';
import { sayReady, watchParts } from './watch-parts.js';
import { JOB_BOARD } from './web/jobs/board.js';
import { createWebRouter } from './web/router.js';

/** The whole product, running; `ready` resolves when requests are answered. */
export interface App extends Running {
  /** Where it answers. */
  readonly url: string;
}

const PARTS = ['database', 'queue', 'search', 'embedder'] as const;

/**
 * Opens the port, then starts everything behind it: until `ready`, requests are answered with 503 and what is
 * being done. The only place that knows every adapter, together with `openParts`.
 * @throws AppError `misconfigured` when the settings do not go together, or the port or the data folder cannot be used.
 */
export async function createApp(config: Config, log: Logger): Promise<App> {
  const context = await begin(config, log, 'site');
  const { board, metrics, tracing } = context;
  let features: Features | undefined;
  let jobBoard: RequestHandler | undefined;
  const late = lateFeatures(() => features);
  const status = () => board.report();
  const { limits, quotas } = openCounting(context);
  const http = createHttpApp({
    ...late,
    log,
    config,
    metrics,
    tracing,
    limits,
    version: readVersion(),
    status,
    identify: createIdentify(late),
    web: (limit, identify) =>
      createWebRouter({
        ...late,
        ...{ entries: late.catalogue.pages, taxonomy, status, limit, identify, log },
        publication: publicationOf(config),
        jobBoard: () => jobBoard,
      }),
  });
  const listening = await listen(http, config);
  context.closers.set('http', listening.close);
  log.info(`Listening on ${listening.url}: getting ready`);
  const url = config.publicUrl ?? listening.url;
  const running = run(context, `Ready at ${url}`, {
    quotas,
    made(all, { queue }) {
      features = all;
      jobBoard = queue.board?.(JOB_BOARD);
    },
    async ready({ accounts, matcher }) {
      const setup = await accounts.newSetupLink(url);
      if (setup !== undefined)
        log.info(`Nobody can sign in yet. Set the first administrator, once: ${setup}`);
      warmUp(matcher, log);
    },
  });
  return { url: listening.url, ...running };
}

/**
 * The work in the background without the site: jobs of the kinds that WORKERS names. Where WORKER_PORT is set it
 * answers there how it is; nowhere else.
 * @throws AppError `misconfigured` when the settings do not go together, or the port or the data folder cannot be used.
 */
export async function createWorker(config: Config, log: Logger): Promise<Running> {
  const context = await begin(config, log, 'worker');
  const { board, metrics } = context;
  if (config.workerPort !== undefined) {
    const probes = createProbesApp({ log, config, metrics, status: () => board.report() });
    const at = { host: config.host, port: config.workerPort };
    const listening = await listen(probes, at, 'WORKER_PORT');
    context.closers.set('http', listening.close);
    log.info(`Answering /healthz, /readyz and /metrics on ${listening.url}`);
  }
  return run(context, `At work on ${config.workers.join(', ')}`);
}

/** What a start goes by, once it is known that the settings go together. */
async function begin(config: Config, log: Logger, role: Role): Promise<Context & { stop: AbortController }> {
  refuseWrongMix(config, role);
  await prepareDataFolder(config.dataDir);
  const stop = new AbortController();
  return {
    config,
    role,
    log,
    board: createStatusBoard({ parts: PARTS, steps: stepsOf(config), log }),
    closers: new Map(),
    signal: stop.signal,
    stop,
    opening: [],
    metrics: createMetrics({ version: readVersion() }),
    tracing: createTracing({ endpoint: config.otlpEndpoint, version: readVersion(), log }),
  };
}

/**
 * Starts everything behind the port, and the work that this process takes up.
 * @param site What uses the features: told of them once they are there, and once requests are answered.
 */
function run(
  context: Context & { stop: AbortController },
  readyLine: string,
  site?: {
    quotas: QuotaStore | undefined;
    made(features: Features, parts: Parts): void;
    ready(features: Features): Promise<void>;
  },
): Running {
  const { config, log, board, metrics, tracing, stop } = context;
  const started = performance.now();
  const start = async () => {
    const parts = await openParts(context);
    watchParts(parts, board, () => {
      reconcileSoon(parts.queue).catch((error: unknown) => {
        log.warn({ err: error }, 'The search index is compared with the catalogue within the hour');
      });
    });
    metrics.watch(parts);
    await bringUpToDate(parts, context);
    const features = await createFeatures({
      ...parts,
      engine: metrics.searched(parts.reading),
      db: parts.database.db,
      config,
      log,
      nudge: () => parts.relay.nudge(),
      sender: openSender(context),
      quotas: site?.quotas,
      embedder: parts.inUse.current,
      stopping: stop.signal,
      webhookSent: metrics.webhookSent,
    });
    context.closers.set('exposure', () => features.exposure.close());
    context.closers.set('partner usage', () => features.partnerUsage.close());
    site?.made(features, parts);
    const stopClock = await startWorkers({
      ...parts,
      features,
      log,
      kinds: config.workers,
      repairDrift: () => repairDrift({ ...parts, db: parts.database.db }),
    });
    stop.signal.addEventListener('abort', stopClock);
    parts.relay.start();
    await board.refresh();
    stop.signal.throwIfAborted();
    board.progress.finish();
    await sayReady(parts, { line: readyLine, started, log });
    await site?.ready(features);
    workInBackground(parts, context);
  };
  const ready = start().catch((error: unknown) => {
    // What is still being opened goes no further.
    stop.abort(error);
    throw error;
  });
  // Who closes the app without waiting for it must not be ended by a start that fails.
  ready.catch(() => undefined);
  return {
    ready,
    async close() {
      stop.abort(new AppError('unavailable', 'The server was stopped while it started'));
      board.close();
      // Without it a start that is indexing comes to its end at once.
      if (!board.progress.ready) await close(context, 'embedder');
      await Promise.allSettled([close(context, 'http'), ready, ...context.opening]);
      for (const name of CLOSING) await close(context, name);
      await Promise.all([metrics.close(), tracing.close()]);
    },
  };
}
