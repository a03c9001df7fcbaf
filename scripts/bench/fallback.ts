import { pino } from 'pino';
import { generateEntries } from '../../src/catalogue/generate.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { createReserve, documentsOf } from '../../src/indexing/reserve.js';
import { type Judgment, readJudgments } from '../../src/matching/judgments.js';
import { mean, ndcg } from '../../src/matching/metrics.js';
import { createDatabaseEngine } from '../../src/search/database/engine.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { SearchEngine, SearchQuery } from '../../src/search/port.js';
import { startPostgres } from '../../test/helpers/postgres.js';
import { medianOf } from './load.js';

const TURNS = 60;
const BOXES = ['flooding', 'bus rapid transit', 'compost', 'street lighting', 'water loss in pipes', 'sola'];
const log = pino({ level: 'silent' });
const ms = (value: number) => value.toFixed(1).padStart(9);

type Searched = Pick<SearchEngine, 'search' | 'upsert' | 'name'>;

/** Prints how long the database's own full text takes beside the engine in the process, by words alone. */
export async function printFallback(sizes: readonly number[]): Promise<void> {
  const postgres = await startPostgres();
  try {
    const judgments = (await readJudgments('seeds/judgments.jsonl')).filter(
      ({ language }) => language === 'en',
    );
    console.log('\nBy words alone, one client, ms            box     statement   nDCG@10 (seeds)');
    await measure(0, await postgres.createDatabase(), judgments);
    for (const size of sizes) await measure(size, await postgres.createDatabase(), judgments);
  } finally {
    await postgres.stop();
  }
}

/** With no generated entries the seeds alone, whose ranking is judged. */
async function measure(size: number, databaseUrl: string, judgments: readonly Judgment[]): Promise<void> {
  const { db, close } = await openDatabase({ dataDir: '', databaseUrl, log });
  const seeds = await readEntries();
  const store = createCatalogueStore(db);
  const entries = size === 0 ? seeds : [...generateEntries({ seeds, count: size })];
  for (let at = 0; at < entries.length; at += 500) await store.save(entries.slice(at, at + 500));
  const read = documentsOf(store);
  const words = createDatabaseEngine({ db, read });
  const begun = performance.now();
  await createReserve({ store, index: words }).catchUp();
  const seconds = (performance.now() - begun) / 1000;
  const embedded = await createEmbeddedEngine({ log });
  for (let at = 0; at < entries.length; at += 500) {
    await embedded.upsert(await read(entries.slice(at, at + 500).map(({ id }) => id)));
  }
  const rate = (entries.length / seconds).toFixed(0);
  console.log(`  ${entries.length} entries, words written at ${rate}/s`);
  const [inProcess, inDatabase] = [await times(embedded, judgments), await times(words, judgments)];
  const show = (name: string, [box, statement]: readonly number[], quality: string) =>
    console.log(`  ${name.padEnd(32)}${ms(box ?? 0)}${ms(statement ?? 0)}  ${quality}`);
  const quality = async (engine: Searched) =>
    size === 0
      ? mean(await rankings(engine, judgments))
          .toFixed(3)
          .padStart(10)
      : '';
  show('in the process', inProcess, await quality(embedded));
  show('PostgreSQL', inDatabase, await quality(words));
  const ratio = inDatabase.map((value, i) => value / (inProcess[i] ?? 1));
  console.log(`  ${'ratio'.padEnd(32)}${ratio.map((value) => value.toFixed(1).padStart(9)).join('')}`);
  await embedded.close();
  await close();
}

async function times(engine: Searched, judgments: readonly Judgment[]): Promise<number[]> {
  const box = (turn: number): SearchQuery => ({
    text: BOXES[turn % BOXES.length] ?? '',
    words: 'all',
    limit: 20,
    facets: ['kind', 'sector', 'country'],
  });
  const statement = (turn: number): SearchQuery => ({
    ...asked(judgments[turn % judgments.length]),
    limit: 100,
  });
  for (let turn = 0; turn < 20; turn++) await engine.search(statement(turn));
  return [
    await medianOf(TURNS, (turn) => engine.search(box(turn))),
    await medianOf(TURNS, (turn) => engine.search(statement(turn))),
  ];
}

const asked = (judgment: Judgment | undefined) =>
  ({ text: judgment?.statement ?? '', language: 'en', words: 'any' }) as const;

async function rankings(engine: Searched, judgments: readonly Judgment[]): Promise<number[]> {
  const all = [];
  for (const judgment of judgments) {
    const { hits } = await engine.search({ ...asked(judgment), limit: 10 });
    all.push(
      ndcg(
        hits.map(({ id }) => id),
        judgment.relevance,
      ),
    );
  }
  return all;
}
