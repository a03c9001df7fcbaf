import { readFileSync } from 'node:fs';
import { Meilisearch } from 'meilisearch';
import { pino } from 'pino';
import postgres from 'postgres';
import { z } from 'zod';
import { generateEntries } from '../../src/catalogue/generate.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { createReserve, documentsOf } from '../../src/indexing/reserve.js';
import { createDatabaseEngine } from '../../src/search/database/engine.js';
import { createMeilisearchEngine } from '../../src/search/meilisearch/engine.js';
import type { SearchDocument } from '../../src/search/port.js';
import { countedVectors } from './vectors.js';

/** Entries saved, read and handed over at a time. */
const BATCH = 500;
/** The index that a plain program would make of the same entries. */
export const RAW_INDEX = 'raw_entries';
export const EMBEDDER = 'passages';
const TASK = { timeout: 6 * 60 * 60_000, interval: 250 };
const log = pino({ level: 'error' }, pino.destination(2));

export const indexingFiguresSchema = z.object({
  /** When they were taken. */
  date: z.string(),
  entries: z.number(),
  /** Entries a second: PostgreSQL's own COPY, Meilisearch alone, our catalogue, our index. */
  copy: z.number(),
  raw: z.number(),
  saved: z.number(),
  indexed: z.number(),
  /** Words for a time without the search engine, into PostgreSQL. */
  kept: z.number(),
  /** Saving and indexing, one after the other. */
  both: z.number(),
  /** Largest resident memory of our process and of Meilisearch while we index, in bytes. */
  memory: z.object({ ours: z.number(), meilisearch: z.number() }),
});
export type IndexingFigures = z.infer<typeof indexingFiguresSchema>;

interface Servers {
  databaseUrl: string;
  meili: { url: string; key: string; pid: number | undefined };
  /** Model that the vectors are said to be of, and their length. */
  model: { modelId: string; dimensions: number };
}

/**
 * Fills the catalogue and the search index with generated entries, whose vectors are made in advance, and times it
 * beside PostgreSQL's own COPY of the same rows and Meilisearch's own indexing of the same entries.
 */
export async function measureIndexing(entries: number, servers: Servers): Promise<IndexingFigures> {
  const { databaseUrl, meili, model } = servers;
  const seeds = await readEntries();
  const made = [...generateEntries({ seeds, count: entries })];
  const vectors = new Map(made.map((one) => [one.id, countedVectors(one, model.dimensions)]));
  const database = await openDatabase({ dataDir: '', databaseUrl, log });
  const store = createCatalogueStore(database.db);
  const saved = await rateOf(entries, async () => {
    for (let at = 0; at < made.length; at += BATCH) await store.save(made.slice(at, at + BATCH));
  });
  const copy = await copyAgain(databaseUrl, entries);

  async function* documents(): AsyncIterable<SearchDocument[]> {
    for await (const batch of store.all(BATCH)) {
      yield batch.map((entry) => toSearchDocument(entry, vectors.get(entry.id) ?? [], model.modelId));
    }
  }
  const engine = await createMeilisearchEngine({ url: meili.url, key: meili.key, log });
  const watch = watchMemory([process.pid, meili.pid]);
  const indexed = await rateOf(entries, () => engine.replaceAll(documents()));
  const [ours = 0, server = 0] = watch.stop();
  await engine.close();
  const reserve = createReserve({
    store,
    index: createDatabaseEngine({ db: database.db, read: documentsOf(store) }),
  });
  const kept = await rateOf(entries, () => reserve.catchUp());
  const raw = await indexPlainly(entries, meili, documents(), model.dimensions);
  await database.close();
  return {
    ...{ date: new Date().toISOString().slice(0, 10), entries, copy, raw, saved, indexed, kept },
    both: 1 / (1 / saved + 1 / indexed),
    memory: { ours, meilisearch: server },
  };
}

async function rateOf(count: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return count / ((performance.now() - begun) / 1_000);
}

/** The rows of the catalogue once more, from a file of the server's own into a table with the same columns and indexes. */
async function copyAgain(databaseUrl: string, entries: number): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const columns = await sql<{ name: string }[]>`
      select attname as name from pg_attribute where attrelid = 'citymatch.entries'::regclass
        and attnum > 0 and not attisdropped and attgenerated = ''`;
    const list = columns.map(({ name }) => `"${name}"`).join(', ');
    const [place] = await sql<{ data_directory: string }[]>`show data_directory`;
    const file = `${place?.data_directory}/raw_entries.copy`;
    await sql.unsafe(`copy citymatch.entries (${list}) to '${file}'`);
    await sql`drop table if exists raw_entries`;
    await sql`create table raw_entries (like citymatch.entries including all)`;
    const rate = await rateOf(entries, () => sql.unsafe(`copy raw_entries (${list}) from '${file}'`));
    await sql`drop table raw_entries`;
    return rate;
  } finally {
    await sql.end();
  }
}

/** As Meilisearch's own guide has it: the fields as they are, its default rules, vectors brought along. */
async function indexPlainly(
  entries: number,
  { url, key }: { url: string; key: string },
  documents: AsyncIterable<SearchDocument[]>,
  dimensions: number,
): Promise<number> {
  const client = new Meilisearch({ host: url, apiKey: key });
  await client.deleteIndexIfExists(RAW_INDEX);
  await client.createIndex(RAW_INDEX, { primaryKey: 'id' }).waitTask(TASK);
  const index = client.index(RAW_INDEX);
  await index
    .updateSettings({
      searchableAttributes: ['title', 'keywords', 'summary', 'challenge', 'solution', 'outcomes', 'place'],
      filterableAttributes: ['kind', 'sectors', 'countries', 'sdgs', 'pathways', 'regions'],
      embedders: { [EMBEDDER]: { source: 'userProvided', dimensions } },
    })
    .waitTask(TASK);
  return rateOf(entries, async () => {
    let last = 0;
    for await (const batch of documents) {
      const plain = batch.map(
        ({ id, kind, text, sectors, countries, sdgs, pathways, regions, vectors, payload }) => ({
          ...{ id, kind, ...text, sectors, countries, sdgs, pathways, regions, payload },
          _vectors: {
            [EMBEDDER]: {
              embeddings: vectors.map(({ vector }) =>
                Array.from(vector, (value) => Math.round(value * 1e6) / 1e6),
              ),
              regenerate: false,
            },
          },
        }),
      );
      last = (await index.addDocuments(plain)).taskUid;
    }
    const { status, error } = await client.tasks.waitForTask(last, TASK);
    if (status !== 'succeeded') throw new Error(`Meilisearch: ${error?.message ?? status}`);
  });
}

/** Looks at the resident memory of processes twice a second. */
function watchMemory(pids: readonly (number | undefined)[]): { stop(): number[] } {
  const most = pids.map(() => 0);
  const look = () => {
    for (const [at, pid] of pids.entries()) {
      if (pid !== undefined) most[at] = Math.max(most[at] ?? 0, residentBytes(pid));
    }
  };
  const timer = setInterval(look, 500);
  return {
    stop() {
      clearInterval(timer);
      look();
      return most;
    },
  };
}

/** Resident memory of a process, from /proc/PID/status (proc(5)), in bytes; 0 where it is gone. */
export function residentBytes(pid: number): number {
  try {
    const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(found ?? 0) * 1024;
  } catch {
    return 0;
  }
}
