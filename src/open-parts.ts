import { join } from 'node:path';
import type { Store } from 'express-rate-limit';
import { seedIfEmpty } from './catalogue/seed.js';
import { createCatalogueStore } from './catalogue/store.js';
import { openDatabase } from './db/client.js';
import { withLock } from './db/locks.js';
import type { Database } from './db/types.js';
import { createCachedEmbedder } from './embedding/cache.js';
import { createEmbedder } from './embedding/create.js';
import { ensureModel } from './embedding/ensure.js';
import type { Embedder } from './embedding/port.js';
import { createRedisLimitStore } from './http/redis-limits.js';
import { modelNameOf } from './indexing/active-model.js';
import { indexFolder } from './indexing/folders.js';
import { createIndexer } from './indexing/indexer.js';
import { createEmbeddingInUse } from './indexing/model-change.js';
import { catchingUp, createReserve, documentsOf, withReserve } from './indexing/reserve.js';
import { createIndexSaver } from './indexing/saver.js';
import { createFolderSender } from './mail/folder.js';
import type { MailSender } from './mail/port.js';
import { createSmtpSender } from './mail/smtp.js';
import type { QuotaStore } from './partners/quota.js';
import { createRedisQuotas } from './partners/redis-quotas.js';
import { type Context, close, type Parts, STEP } from './parts.js';
import { holdOwnIndex, takesUp } from './processes.js';
import { createBullQueue } from './queue/bullmq.js';
import { createOutboxRelay } from './queue/outbox.js';
import { createDatabaseEngine } from './search/database/engine.js';
import { createDegradingEngine } from './search/degrading.js';
import { createEmbeddedEngine } from './search/embedded.js';
import { createMeilisearchEngine } from './search/meilisearch/engine.js';
import type { SearchEngine } from './search/port.js';
import { openSharedRedis } from './shared-redis.js';

/** How long running jobs may go on embedding when the app closes; then they come again at the next start. */
const JOB_GRACE_MS = 4_000;

/** A process without work relays what it wrote itself, as it is nudged; for the rest it looks so often. */
const IDLE_POLL_MS = 5_000;

/** Opens the parts, those that do not wait for each other at once: with `app.ts`, what knows every adapter. */
export async function openParts(context: Context): Promise<Parts> {
  const { log, closers, signal, config, metrics, tracing } = context;
  const opening = [openData(context), openEngine(context), openEmbedder(context)] as const;
  context.opening.push(...opening);
  const [data, engine, embedder] = await Promise.all(opening);
  const { database, store, queue } = data;
  const { db } = database;
  signal.throwIfAborted();

  const cached = (one: Embedder) =>
    metrics.counted(createCachedEmbedder({ db, embedder: metrics.timed(tracing.embedder(one)) }));
  const inUse = await createEmbeddingInUse({
    db,
    store,
    engine,
    configured: { embedder: cached(embedder), name: modelNameOf(embedder.modelId, config.embeddingModel) },
    keepsIndex: takesUp(config, 'indexing'),
    openPrevious: async (name) => cached(await createEmbedder({ ...modelOptions(context), model: name })),
    log,
  });
  closers.set('embedder', () => inUse.close());
  const { reading, reserve } = openReading(context, { engine, store, db, inUse });
  const bare = createIndexer({ store, engine, embedder: inUse.current, log });
  const indexer = reserve === undefined ? bare : withReserve(bare, reserve);
  const saver = createIndexSaver({ engine, log });
  closers.set('saver', () => saver.close());
  const relay = createOutboxRelay({
    db,
    queue,
    log,
    shared: database.kind === 'postgres',
    ...(config.workers.length === 0 && { pollMs: IDLE_POLL_MS }),
  });
  closers.set('relay', () => relay.close());
  return { database, store, queue, relay, engine, reading, reserve, embedder, inUse, indexer, saver };
}

/** Where requests are counted for their limits, and quotas of partners: with Redis, by all processes together. */
export function openCounting({ config, log, closers }: Context): { limits?: Store; quotas?: QuotaStore } {
  const { redisUrl: url } = config;
  if (url === undefined) return {};
  const redis = openSharedRedis({ url, log });
  const limits = createRedisLimitStore(redis);
  closers.set('limits', async () => {
    await limits.shutdown?.();
    redis.close();
  });
  return { limits, quotas: createRedisQuotas(redis) };
}

/** Where mails go: to the server that is set, else into a folder. */
export function openSender({ config, closers }: Context): MailSender {
  const { smtpUrl, mailFrom: from, dataDir } = config;
  const sender =
    smtpUrl === undefined
      ? createFolderSender({ folder: join(dataDir, 'mail'), from })
      : createSmtpSender({ url: smtpUrl, from });
  closers.set('mail', () => sender.close());
  return sender;
}

async function openEngine({ config, log, board, closers, tracing }: Context): Promise<SearchEngine> {
  return board.progress.run(STEP.search, async () => {
    const { dataDir, meiliUrl: url, meiliKey: key } = config;
    const engine = tracing.engine(
      url === undefined
        ? await createEmbeddedEngine({ dir: indexFolder(dataDir), log })
        : await createMeilisearchEngine({ url, key, log }),
    );
    closers.set('engine', () => engine.close());
    return engine;
  });
}

/** The engine as readers see it: one that can be away has the words in the database in reserve. */
function openReading(
  { config, log, closers, signal }: Context,
  { engine, store, db, inUse }: Pick<Parts, 'engine' | 'store' | 'inUse'> & { db: Database },
): Pick<Parts, 'reading' | 'reserve'> {
  if (config.meiliUrl === undefined) return { reading: engine, reserve: undefined };
  const words = createDatabaseEngine({ db, read: documentsOf(store) });
  const reserve = createReserve({ store, index: words });
  // The follower looks again soon where this look fails.
  const onMisfit = () => void inUse.look().catch(() => undefined);
  const onDegraded = catchingUp(reserve, log, signal);
  const reading = createDegradingEngine(engine, words, { log, onDegraded, onMisfit });
  closers.set('engine', () => reading.close());
  return { reading, reserve };
}

/** Database, job queue and catalogue: the queue makes its tables before anything else uses the database. */
async function openData(context: Context) {
  const { config, log, board, closers, signal, tracing } = context;
  const { dataDir, databaseUrl, redisUrl, migrate } = config;
  const database = await board.progress.run(STEP.database, async () => {
    const opened = await openDatabase({ dataDir, databaseUrl, log, migrate, onStatement: tracing.statement });
    closers.set('database', opened.close);
    const held = await holdOwnIndex(opened.locks, config, signal);
    closers.set('locks', () => held.release());
    return opened;
  });
  signal.throwIfAborted();
  const { db, pglite, locks } = database;
  const inDatabase = pglite ? { pglite } : { databaseUrl: databaseUrl ?? '' };
  const connection = redisUrl === undefined ? inDatabase : { redisUrl };
  const queue = tracing.queue(
    await board.progress.run(STEP.queue, () => createBullQueue({ connection, log })),
  );
  closers.set('queue', async () => {
    const impatient = setTimeout(() => void close(context, 'embedder'), JOB_GRACE_MS);
    await queue.close().finally(() => clearTimeout(impatient));
  });
  const store = createCatalogueStore(db);
  await board.progress.run(STEP.seed, async () => {
    const report = await withLock(locks, 'seed', () => seedIfEmpty({ db, store }), { signal });
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
