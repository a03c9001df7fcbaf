import { join } from 'node:path';
import type { Logger } from 'pino';
import { generateEntries } from '../../src/catalogue/generate.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { createCachedEmbedder } from '../../src/embedding/cache.js';
import type { Embedder } from '../../src/embedding/port.js';
import { indexFolder } from '../../src/indexing/folders.js';
import { createIndexer } from '../../src/indexing/indexer.js';
import { passagesOf } from '../../src/indexing/passages.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { medianOf } from './load.js';

const TURNS = 60;

/** One query embedding and one hybrid query of the engine alone, each the median in milliseconds. */
export async function rawQuery(
  dataDir: string,
  embedder: Embedder,
  statements: readonly string[],
  log: Logger,
): Promise<{ embedMs: number; engineMs: number }> {
  const engine = await createEmbeddedEngine({ dir: indexFolder(dataDir), log });
  const statement = (turn: number) => statements[turn % statements.length] ?? '';
  const vectors = await embedder.embed(statements.slice(0, TURNS), 'query');
  const embedMs = await medianOf(TURNS, (turn) => embedder.embed([statement(turn)], 'query'));
  const engineMs = await medianOf(TURNS, (turn) => {
    const vector = vectors[turn % vectors.length];
    return engine.search({
      text: statement(turn),
      language: 'en',
      words: 'any',
      limit: 10,
      ...(vector ? { vector, semanticRatio: 0.6 } : {}),
    });
  });
  await engine.close();
  return { embedMs, engineMs };
}

/** Passages a second through the indexer into an index, and through the model alone; rounds taken in turn. */
export async function embeddingRates(
  embedder: Embedder,
  workDir: string,
  log: Logger,
): Promise<{ indexing: number; raw: number; ratios: number[] }> {
  const seeds = await readEntries();
  const rates = { indexing: 0, raw: 0, ratios: [] as number[] };
  const rounds = 3;
  for (let round = 0; round < rounds; round++) {
    const entries = [...generateEntries({ seeds, count: 300, seed: 100 + round })];
    const texts = entries.flatMap((entry) => passagesOf(entry).map(({ text }) => text));
    const begunRaw = performance.now();
    await embedder.embed(texts, 'batch');
    const raw = texts.length / ((performance.now() - begunRaw) / 1000);
    const handle = await openDatabase({ dataDir: join(workDir, `round-${round}`), log });
    const store = createCatalogueStore(handle.db);
    await store.save(entries);
    const engine = await createEmbeddedEngine({ log });
    const cached = createCachedEmbedder({ db: handle.db, embedder });
    const indexer = createIndexer({ store, engine, embedder: () => cached, log });
    const begun = performance.now();
    for (let at = 0; at < entries.length; at += 64)
      await indexer.index(entries.slice(at, at + 64).map(({ id }) => id));
    const indexing = texts.length / ((performance.now() - begun) / 1000);
    rates.raw += raw / rounds;
    rates.indexing += indexing / rounds;
    rates.ratios.push(indexing / raw);
    await engine.close();
    await handle.close();
  }
  return rates;
}
