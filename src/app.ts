import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { startWorkers } from '../workers/start.js';
import { seedIfEmpty } from './catalogue/seed.js';
import { createCatalogueStore } from './catalogue/store.js';
import type { Config } from './config.js';
import { prepareDataFolder } from './data-folder.js';
import { openDatabase } from './db/client.js';
import { createCachedEmbedder } from './embedding/cache.js';
import { createEmbedder } from './embedding/create.js';
import { ensureModel } from './embedding/ensure.js';
import type { Embedder } from './embedding/port.js';
import { AppError } from './errors.js';
import { createFeatures, type Features, lateFeatures } from './features.js';
import { createHttpApp } from './http/http-app.js';
import { createIdentify } from './http/identify.js';
import { listen } from './http/listen.js';
import { modelNameOf } from './indexing/active-model.js';
import { indexFolder } from './indexing/folders.js';
import { createIndexer } from './indexing/indexer.js';
import { createEmbeddingInUse } from './indexing/model-change.js';
import { createIndexSaver } from './indexing/saver.js';
import { bringUpToDate, warmUp, workInBackground } from './keep-index.js';
import { createFolderSender } from './mail/folder.js';
import type { MailSender } from './mail/port.js';
import { createSmtpSender } from './mail/smtp.js';
import { createMetrics } from './metrics/metrics.js';
import { CLOSING, type Context, close, type Parts } from './parts.js';
import { createBullQueue } from './queue/bullmq.js';
import { createOutboxRelay } from './queue/outbox.js';
import { createEmbeddedEngine } from './search/embedded.js';
import type { SearchEngine } from './search/port.js';
import { createStatusBoard } from './status.js';
import * as taxonomy from './taxonomy/index.js';
import { readVersion } from './version.js';
import { sayReady, watchParts } from './watch-parts.js';
import { createWebRouter } from './web/router.js';

/** The whole product, running. */
export interface App {
  /** Where it answers. */
  readonly url: string;
  /** Resolves when requests are answered; rejects with an AppError `misconfigured` that names the setting. */
  readonly ready: Promise<void>;
  /** Stops listening, answers what is under way, keeps the index, and closes every part. */
  close(): Promise<void>;
}

/** The steps of a start, as `/readyz`, the pages and the log name them. */
const STEP = {
  database: 'Opening the database',
  model: 'Getting the embedding model',
  search: 'Opening the search index',
  queue: 'Opening the job queue',
  seed: 'Filling the catalogue',
  index: 'Bringing the search index up to date',
} as const;
const PARTS = ['database', 'queue', 'search', 'embedder'] as const;

/** How long running jobs may go on embedding when the app closes; then they come again at the next start. */
const JOB_GRACE_MS = 4_000;

/**
 * Opens the port, then starts everything behind it: until `ready`, requests are answered with 503 and what is
 * being done. The only place that knows every adapter.
 * @throws AppError `misconfigured` when the port or the data folder cannot be used.
 */
export async function createApp(config: Config, log: Logger): Promise<App> {
  const started = performance.now();
  const board = createStatusBoard({ parts: PARTS, steps: Object.values(STEP), log });
  const metrics = createMetrics({ version: readVersion() });
  const stop = new AbortController();
  const context: Context = {
    config,
    log,
    board,
    closers: new Map(),
    signal: stop.signal,
    opening: [],
    metrics,
  };
  let features: Features | undefined;
  const late = lateFeatures(() => features);
  const status = () => board.report();
  const http = createHttpApp({
    ...late,
    log,
    config,
    metrics,
    version: readVersion(),
    status,
    identify: createIdentify(late),
    web: (limit, identify) =>
      createWebRouter({ ...late, entries: late.catalogue.pages, taxonomy, status, limit, identify, log }),
  });
  await prepareDataFolder(config.dataDir);
  const listening = await listen(http, config);
  context.closers.set('http', listening.close);
  log.info(`Listening on ${listening.url}: getting ready`);

  const start = async () => {
    const parts = await openParts(context);
    features = await createFeatures({
      ...parts,
      db: parts.database.db,
      config,
      log,
      nudge: () => parts.relay.nudge(),
      sender: openSender(context),
      embedder: parts.inUse.current,
      stopping: stop.signal,
    });
    const stopClock = await startWorkers({ ...parts, features, log });
    stop.signal.addEventListener('abort', stopClock);
    parts.relay.start();
    await board.refresh();
    stop.signal.throwIfAborted();
    board.progress.finish();
    const url = config.publicUrl ?? listening.url;
    await sayReady(parts, { url, started, log });
    const setup = await features.accounts.newSetupLink(url);
    if (setup !== undefined) log.info(`Nobody can sign in yet. Set the first administrator, once: ${setup}`);
    workInBackground(parts, context);
    warmUp(features, log);
  };
  const ready = start().catch((error: unknown) => {
    // What is still being opened goes no further.
    stop.abort(error);
    throw error;
  });
  // Who closes the app without waiting for it must not be ended by a start that fails.
  ready.catch(() => undefined);
  return {
    url: listening.url,
    ready,
    async close() {
      stop.abort(new AppError('unavailable', 'The server was stopped while it started'));
      board.close();
      // Without it a start that is indexing comes to its end at once.
      if (!board.progress.ready) await close(context, 'embedder');
      await Promise.allSettled([close(context, 'http'), ready, ...context.opening]);
      for (const name of CLOSING) await close(context, name);
      await metrics.close();
    },
  };
}

/** Opens the parts, those that do not wait for each other at once, and brings the index up to date. */
async function openParts(context: Context): Promise<Parts> {
  const { log, board, closers, signal, config } = context;
  const opening = [openData(context), openEngine(context), openEmbedder(context)] as const;
  context.opening.push(...opening);
  const [data, engine, embedder] = await Promise.all(opening);
  const { database, store, queue } = data;
  const { db } = database;
  signal.throwIfAborted();

  const { metrics } = context;
  const cached = (one: Embedder) =>
    metrics.counted(createCachedEmbedder({ db, embedder: metrics.timed(one) }));
  const inUse = await createEmbeddingInUse({
    db,
    store,
    engine,
    configured: { embedder: cached(embedder), name: modelNameOf(embedder.modelId, config.embeddingModel) },
    openPrevious: async (name) => cached(await createEmbedder({ ...modelOptions(context), model: name })),
    log,
  });
  closers.set('embedder', () => inUse.close());
  const indexer = createIndexer({ store, engine, embedder: inUse.current, log });
  const saver = createIndexSaver({ engine, log });
  const relay = createOutboxRelay({ db, queue, log });
  const parts: Parts = { database, store, queue, relay, engine, embedder, inUse, indexer, saver };
  closers.set('saver', () => saver.close());
  watchParts(parts, board);
  metrics.watch(parts);
  await bringUpToDate(parts, context, STEP.index);
  closers.set('relay', () => relay.close());
  return parts;
}

/** Where mails go: to the server that is set, else into a folder. */
function openSender({ config, closers }: Context): MailSender {
  const { smtpUrl, mailFrom: from, dataDir } = config;
  const sender =
    smtpUrl === undefined
      ? createFolderSender({ folder: join(dataDir, 'mail'), from })
      : createSmtpSender({ url: smtpUrl, from });
  closers.set('mail', () => sender.close());
  return sender;
}

async function openEngine({ config, log, board, closers }: Context): Promise<SearchEngine> {
  return board.progress.run(STEP.search, async () => {
    const engine = await createEmbeddedEngine({ dir: indexFolder(config.dataDir), log });
    closers.set('engine', () => engine.close());
    return engine;
  });
}

/** Database, job queue and catalogue: the queue makes its tables before anything else uses the database. */
async function openData(context: Context) {
  const { config, log, board, closers, signal } = context;
  const { dataDir, databaseUrl, redisUrl } = config;
  const database = await board.progress.run(STEP.database, () => openDatabase({ dataDir, databaseUrl, log }));
  closers.set('database', database.close);
  signal.throwIfAborted();
  const { db, pglite } = database;
  const inDatabase = pglite ? { pglite } : { databaseUrl: databaseUrl ?? '' };
  const connection = redisUrl === undefined ? inDatabase : { redisUrl };
  const queue = await board.progress.run(STEP.queue, () => createBullQueue({ connection, log }));
  closers.set('queue', async () => {
    const impatient = setTimeout(() => void close(context, 'embedder'), JOB_GRACE_MS);
    await queue.close().finally(() => clearTimeout(impatient));
  });
  const store = createCatalogueStore(db);
  await board.progress.run(STEP.seed, async () => {
    const report = await seedIfEmpty({ db, store });
    if (report)
      log.info(`The catalogue was empty: ${report.created} entries that come with CityMatch are in it now`);
  });
  return { database, store, queue };
}

function modelOptions({ config, log }: Context) {
  const { embeddingModel: model, dataDir, embeddingThreads: threads } = config;
  return { model, dataDir, threads, log };
}

/** The embedder that is set; on a first start without a setting, the better model is fetched first. */
function openEmbedder(context: Context): Promise<Embedder> {
  const { config, log, board, closers, signal } = context;
  return board.progress.run(STEP.model, async (report) => {
    if (config.embeddingModel === undefined) {
      await ensureModel({
        dataDir: config.dataDir,
        log,
        signal,
        onProgress: ({ received, total }) => {
          if (received !== undefined && total !== undefined) report(received, total);
        },
      });
      signal.throwIfAborted();
    }
    const embedder = await createEmbedder(modelOptions(context));
    closers.set('embedder', () => embedder.close());
    return embedder;
  });
}
