/**
 * A process that seeds, edits and indexes until it is killed: database, outbox, queue, worker, embedder and search
 * engine wired as in the server, without HTTP. It tells what it has done, one JSON object a line.
 *
 * Arguments: data folder; `work` (until killed), `serve` (the same, but edits only once) or `settle` (until nothing
 * waits; then it stops in good order);
 * `words` (vectors that cost nothing) or `bundled`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { Entry } from '../../src/catalogue/entry.js';
import { titleOf } from '../../src/catalogue/entry.js';
import { readEntries, seedIfEmpty } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { createBundledEmbedder } from '../../src/embedding/bundled.js';
import { createCachedEmbedder } from '../../src/embedding/cache.js';
import { indexFolder, reindexFolder } from '../../src/indexing/folders.js';
import { createIndexer } from '../../src/indexing/indexer.js';
import { createEmbeddingInUse } from '../../src/indexing/model-change.js';
import { rebuildIndex } from '../../src/indexing/rebuild.js';
import { reconcile } from '../../src/indexing/reconcile.js';
import { answerReindexRequests } from '../../src/indexing/reindex-requests.js';
import { createIndexSaver } from '../../src/indexing/saver.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createOutboxRelay } from '../../src/queue/outbox.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { startIndexingWorker } from '../../workers/indexing.js';
import { createWordEmbedder } from './word-embedder.js';

const [dataDir = '', mode = 'work', model = 'words'] = process.argv.slice(2);
const log = pino({ level: 'warn' }, pino.destination(2));
const tell = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`);

const database = await openDatabase({ dataDir, log });
const { db, pglite } = database;
if (!pglite) throw new Error('this is for PGlite');
tell({ phase: 'open' });
const store = createCatalogueStore(db);
const engine = await createEmbeddedEngine({ dir: indexFolder(dataDir), log });
// As slow as a small model, so that kills fall into embedding too; the real ones are in kill-server.test.ts.
const slowed = createWordEmbedder('words', 64);
slowed.before = () => sleep(100);
const embedder = createCachedEmbedder({
  db,
  embedder: model === 'bundled' ? await createBundledEmbedder({ log }) : slowed,
});
const openPrevious = () => Promise.reject(new Error('there is one model only'));
const inUse = await createEmbeddingInUse({
  db,
  store,
  engine,
  configured: { embedder, name: model },
  openPrevious,
  log,
});
const indexer = createIndexer({ store, engine, embedder: inUse.current, log });
const saver = createIndexSaver({ engine, log, quietMs: 100, mostMs: 500 });
const queue = await createBullQueue({ connection: { pglite }, log });
const relay = createOutboxRelay({ db, queue, log, pollMs: 100 });

tell({ phase: 'seeding' });
await seedIfEmpty({ db, store });
tell({ phase: 'indexing' });
const { indexed } = await reconcile({ store, engine, indexer, embedder: inUse.current });
saver.touch();
tell({ phase: 'ready', indexed, checked: await check() });
await startIndexingWorker({ queue, indexer, onIndexed: () => saver.touch() });
relay.start();
const requests = answerReindexRequests({
  folder: reindexFolder(dataDir),
  async reindex(onProgress) {
    await rebuildIndex({ store, engine }, inUse.current(), onProgress);
    await engine.persist();
  },
  log,
});
if (mode === 'settle') await settle();
else await edit(mode === 'serve' ? 1 : Number.POSITIVE_INFINITY);

/** Saves editions of the seed entries, twenty at a time, and says what was committed. */
async function edit(rounds: number): Promise<void> {
  const seeds = await readEntries();
  for (let round = 0; round < rounds; round++) {
    const from = Math.floor(Math.random() * seeds.length);
    const edition = Date.now();
    const batch = seeds.slice(from, from + 20).map((entry) => edited(entry, edition));
    await store.save(batch);
    relay.nudge();
    tell({ saved: batch.map(({ id }) => id), edition });
    await sleep(Math.random() * 300);
  }
}

/** The entry with a word in its title that no other entry and no other edition has. */
function edited(entry: Entry, edition: number): Entry {
  const word = `zq${[...`${entry.id}${edition}`].map((letter) => letter.charCodeAt(0).toString(36)).join('')}`;
  return entry.kind === 'case-study'
    ? {
        ...entry,
        body: { ...entry.body, title: `${entry.body.title} ${word}`, measures: [`edition ${edition}`] },
      }
    : {
        ...entry,
        body: { ...entry.body, name: `${entry.body.name} ${word}`, offerings: [`edition ${edition}`] },
      };
}

/** Looks for every entry of the catalogue by its title. */
async function check() {
  const wrong: string[] = [];
  const editions: Record<string, number> = {};
  let entries = 0;
  for await (const batch of store.all()) {
    for (const entry of batch) {
      entries++;
      const title = titleOf(entry);
      const { hits } = await engine.search({ text: title, words: 'all', limit: 1_000 });
      const times = hits.filter(({ id }) => id === entry.id).length;
      const [held] = await engine.get([entry.id]);
      if (times !== 1) wrong.push(`${entry.id} is found ${times} times`);
      if (held?.text.title !== title) wrong.push(`${entry.id} is held as "${held?.text.title}"`);
      if (held?.vectors.length === 0) wrong.push(`${entry.id} has no vectors`);
      const said = entry.kind === 'case-study' ? entry.body.measures[0] : entry.body.offerings[0];
      editions[entry.id] = Number(/^edition (\d+)$/.exec(said ?? '')?.[1] ?? 0);
    }
  }
  const { documents } = await engine.info();
  if (documents !== entries) wrong.push(`${documents} documents for ${entries} entries`);
  return { entries, wrong, editions };
}

/** Waits until no change and no job is left, then says what search holds. */
async function settle(): Promise<void> {
  for (;;) {
    const { waiting, active, delayed } = await queue.counts();
    if ((await relay.pending()).rows + waiting + active + delayed === 0) break;
    await sleep(50);
  }
  const { dead } = await queue.counts();
  tell({ phase: 'settled', dead, checked: await check() });
  await requests.close();
  await relay.close();
  await queue.close();
  await saver.close();
  await inUse.close();
  await database.close();
}
