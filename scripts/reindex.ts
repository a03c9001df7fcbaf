/** `npm run reindex`: builds the search index anew from the catalogue, while the old one goes on answering. */
import { parseArgs } from 'node:util';
import { Presets, SingleBar } from 'cli-progress';
import { pino } from 'pino';
import { createCatalogueStore } from '../src/catalogue/store.js';
import { type Config, readConfig } from '../src/config.js';
import { openDatabase } from '../src/db/client.js';
import { withLock } from '../src/db/locks.js';
import { createCachedEmbedder } from '../src/embedding/cache.js';
import { createEmbedder } from '../src/embedding/create.js';
import { modelNameOf, writeActiveModel } from '../src/indexing/active-model.js';
import { indexFolder, reindexFolder } from '../src/indexing/folders.js';
import { createIndexer } from '../src/indexing/indexer.js';
import { rebuildIndex } from '../src/indexing/rebuild.js';
import { type OnProgress, reconcile } from '../src/indexing/reconcile.js';
import { requestReindex } from '../src/indexing/reindex-requests.js';
import { sharesIndex } from '../src/processes.js';
import { createEmbeddedEngine } from '../src/search/embedded.js';
import { createMeilisearchEngine } from '../src/search/meilisearch/engine.js';
import type { SearchEngine } from '../src/search/port.js';
import { runCommand } from './command.js';

const USAGE = `npm run reindex
  Builds the search index anew from the catalogue. The index in use answers until the new one is whole.
  With DATABASE_URL and MEILI_URL it is done here, while all processes go on; one process at a time. Otherwise a
  server that runs on this DATA_DIR does it itself; where none runs, it is done here.
  The exit code is 0 when it is done, 1 when not (the old index stays), 78 when the settings cannot be used.`;

const log = pino({ level: 'warn' }, pino.destination(2));

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const config = readConfig();
  const progress = openProgress();
  try {
    if (sharesIndex(config)) {
      await reindexHere(config, progress.show);
      progress.end();
      console.log('The search index was rebuilt here, for all processes');
      return 0;
    }
    const answer = await requestReindex({ folder: reindexFolder(config.dataDir), onProgress: progress.show });
    const where = answer === 'done' ? 'by the running server' : 'here, as no server runs';
    if (answer === 'nobody') await reindexHere(config, progress.show);
    progress.end();
    console.log(`The search index was rebuilt ${where}`);
    return 0;
  } finally {
    progress.end();
  }
}

async function reindexHere(config: Config, onProgress: OnProgress): Promise<void> {
  const { dataDir, databaseUrl, migrate } = config;
  const database = await openDatabase({ dataDir, databaseUrl, log, migrate });
  try {
    const model = { dataDir, model: config.embeddingModel, threads: config.embeddingThreads, log };
    const embedder = createCachedEmbedder({ db: database.db, embedder: await createEmbedder(model) });
    try {
      const engine = await openEngine(config);
      const store = createCatalogueStore(database.db);
      await withLock(
        database.locks,
        'index',
        async () => {
          await rebuildIndex({ store, engine }, embedder, onProgress);
          await engine.persist();
          await writeActiveModel(database.db, {
            modelId: embedder.modelId,
            name: modelNameOf(embedder.modelId, config.embeddingModel),
          });
          // Other processes may have written to the old index meanwhile.
          const indexer = createIndexer({ store, engine, embedder: () => embedder, log });
          await reconcile({ store, engine, indexer, embedder: () => embedder });
        },
        { onWait: () => console.error('Another process is at work on the search index: waiting for it') },
      );
      await engine.close();
    } finally {
      await embedder.close();
    }
  } finally {
    await database.close();
  }
}

function openEngine({ dataDir, meiliUrl: url, meiliKey: key }: Config): Promise<SearchEngine> {
  return url === undefined
    ? createEmbeddedEngine({ dir: indexFolder(dataDir), log })
    : createMeilisearchEngine({ url, key, log });
}

/** A bar where someone watches; elsewhere a line at each tenth. */
function openProgress(): { show: OnProgress; end(): void } {
  const { isTTY } = process.stderr;
  const bar = new SingleBar(
    { format: 'Indexing {bar} {value}/{total} entries, {eta_formatted} to go' },
    Presets.shades_classic,
  );
  let tenth = -1;
  return {
    show({ done, total }) {
      if (total === 0) return;
      if (isTTY) {
        if (!bar.isActive) bar.start(total, done);
        bar.setTotal(total);
        bar.update(done);
      } else if (Math.floor((10 * done) / total) > tenth) {
        tenth = Math.floor((10 * done) / total);
        console.error(`${done} of ${total} entries`);
      }
    },
    end: () => bar.stop(),
  };
}

await runCommand(main);
