/**
 * A worker of the benchmark of embedding through jobs, in a process of its own, with an index that is thrown away.
 * Arguments: address of Redis; address of PostgreSQL; data folder with the models; model (absent: the best at hand).
 */
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { createCachedEmbedder } from '../../src/embedding/cache.js';
import { createEmbedder } from '../../src/embedding/create.js';
import { createIndexer } from '../../src/indexing/indexer.js';
import { createLog } from '../../src/log.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { startIndexingWorker } from '../../workers/indexing.js';

const [redisUrl = '', databaseUrl = '', dataDir = '', model] = process.argv.slice(2);
const log = createLog('error');
const { db, close } = await openDatabase({ dataDir, databaseUrl, log });
const embedder = createCachedEmbedder({ db, embedder: await createEmbedder({ model, dataDir, log }) });
const engine = await createEmbeddedEngine({ log });
const indexer = createIndexer({ store: createCatalogueStore(db), engine, embedder: () => embedder, log });
const queue = await createBullQueue({ connection: { redisUrl }, log });
process.send?.('ready');
process.on('message', (message) => {
  if (message === 'work') void startIndexingWorker({ queue, indexer });
  else void stop();
});

async function stop(): Promise<void> {
  await queue.close();
  await embedder.close();
  await close();
  process.exit(0);
}
