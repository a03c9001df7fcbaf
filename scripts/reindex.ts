/** `npm run reindex`: builds the search index anew from the catalogue, while the old one goes on answering. */
import { parseArgs } from 'node:util';
import { Presets, SingleBar } from 'cli-progress';
import { pino } from 'pino';
import { createCatalogueStore } from '../src/catalogue/store.js';
import { type Config, readConfig } from '../src/config.js';
import { openDatabase } from '../src/db/client.js';
import { createCachedEmbedder } from '../src/embedding/cache.js';
import { createEmbedder } from '../src/embedding/create.js';
import { modelNameOf, writeActiveModel } from '../src/indexing/active-model.js';
import { indexFolder, reindexFolder } from '../src/indexing/folders.js';
import { rebuildIndex } from '../src/indexing/rebuild.js';
import type { OnProgress } from '../src/indexing/reconcile.js';
import { requestReindex } from '../src/indexing/reindex-requests.js';
import { createEmbeddedEngine } from '../src/search/embedded.js';
import { runCommand } from './command.js';

const USAGE = `npm run reindex
  Builds the search index anew from the catalogue. The index in use answers until the new one is whole.
  A server that runs on this DATA_DIR does it itself; otherwise it is done here.
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
      const engine = await createEmbeddedEngine({ dir: indexFolder(dataDir), log });
      const store = createCatalogueStore(database.db);
      await rebuildIndex({ store, engine }, embedder, onProgress);
      await engine.persist();
      await engine.close();
      await writeActiveModel(database.db, {
        modelId: embedder.modelId,
        name: modelNameOf(embedder.modelId, config.embeddingModel),
      });
    } finally {
      await embedder.close();
    }
  } finally {
    await database.close();
  }
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
