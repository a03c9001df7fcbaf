import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from 'express-rate-limit';
import { type Logger, pino } from 'pino';
import type { CatalogueStore } from '../../src/catalogue/port.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { readConfig } from '../../src/config.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import type { Embedder } from '../../src/embedding/port.js';
import { createFeatures } from '../../src/features.js';
import { allCalls } from '../../src/http/calls.js';
import { createHttpApp, type HttpDeps } from '../../src/http/http-app.js';
import { createIdentify } from '../../src/http/identify.js';
import { listen } from '../../src/http/listen.js';
import { createFolderSender } from '../../src/mail/folder.js';
import { publicationOf } from '../../src/open-data/publication.js';
import type { QuotaStore } from '../../src/partners/quota.js';
import type { JobQueue } from '../../src/queue/port.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { SearchEngine } from '../../src/search/port.js';
import * as taxonomy from '../../src/taxonomy/index.js';
import type { Tracing } from '../../src/tracing/port.js';
import type { WebDeps } from '../../src/web/deps.js';
import { JOB_BOARD, jobBoardPages } from '../../src/web/jobs/board.js';
import { allPages } from '../../src/web/page-list.js';
import { createWebRouter } from '../../src/web/router.js';
import { openTestDatabase } from './database.js';

/** What a test may put something in front of. */
export interface WholeSiteParts {
  db: DatabaseHandle['db'];
  store: CatalogueStore;
  engine: SearchEngine;
}

const silent = pino({ level: 'silent' });
const status = () => ({ ready: true, doing: 'ready', parts: {} });

/** What a site may have beside the features. */
interface Extras {
  /** Sees requests and the search engine. */
  tracing?: Tracing;
  embedder?: Embedder;
  /** Gives what readers get in place of the engine. */
  before?: (parts: WholeSiteParts) => SearchEngine;
  queue?: JobQueue;
  log?: Logger;
  /** Where quotas, and requests for their limit, are counted. */
  quotas?: QuotaStore;
  limits?: Store;
}

/**
 * Every service over one real database (in memory, unless another is given), behind the real HTTP app with all calls
 * and all pages, on a free port; and the list of what is mounted.
 */
export async function startWholeSite(
  settings: Record<string, string> = {},
  database?: DatabaseHandle,
  { tracing, embedder, before, queue, log = silent, quotas, limits }: Extras = {},
) {
  const { db, close } = database ?? (await openTestDatabase());
  const config = readConfig({ RATE_LIMIT: '0', ...settings });
  const store = createCatalogueStore(db);
  const embedded = await createEmbeddedEngine({ log });
  const engine = tracing?.engine(embedded) ?? embedded;
  const features = await createFeatures({
    db,
    config,
    log,
    nudge: () => {},
    quotas,
    store,
    engine: before?.({ db, store, engine }) ?? engine,
    embedder: () => embedder,
    sender: createFolderSender({ folder: join(tmpdir(), 'citymatch-test-mail'), from: config.mailFrom }),
  });
  const pages: WebDeps = {
    ...features,
    entries: features.catalogue.pages,
    taxonomy,
    publication: publicationOf(config),
    status,
    log,
    jobBoard: () => jobBoard,
  };
  const jobBoard = queue?.board?.(JOB_BOARD);
  const deps: HttpDeps = { ...features, log, config, version: '0', status, tracing, limits };
  const app = createHttpApp({
    ...deps,
    identify: createIdentify(features),
    web: (limit, identify) => createWebRouter({ ...pages, limit, identify }),
  });
  const { url, close: stop } = await listen(app, {
    host: '127.0.0.1',
    port: settings.PORT === undefined ? 0 : config.port,
  });
  return {
    address: url,
    db,
    store,
    engine,
    features,
    calls: allCalls(deps),
    pages: allPages(pages),
    mounted: [jobBoardPages(pages)],
    async stop() {
      await stop();
      await close();
    },
  };
}
