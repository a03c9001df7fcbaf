import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Entry } from '../../src/catalogue/entry.js';
import { generateEntries } from '../../src/catalogue/generate.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { createEmbedder } from '../../src/embedding/create.js';
import { passagesOf } from '../../src/indexing/passages.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { startPostgres } from '../../test/helpers/postgres.js';
import { startRedis } from '../../test/helpers/redis.js';
import { forkProgram } from './fork.js';
import { reply } from './server.js';

const ENTRIES = 300;
const ROUNDS = 3;

/** Entries of one job: as single edits come in, and as an import brings them. */
const SIZES = [1, 64];
const WORKERS = [1, 2];

interface Site {
  redisUrl: string;
  databaseUrl: string;
  /** Folder with the models. */
  dataDir: string;
  model: string | undefined;
  log: Logger;
}

/**
 * Prints passages a second through jobs on Redis and PostgreSQL, by so many worker processes, beside the model alone on
 * the same texts, handed over in one call; both in each round, one after the other.
 */
export async function printJobs(options: Pick<Site, 'dataDir' | 'model' | 'log'>): Promise<void> {
  console.log('\nEmbedding through jobs, passages/s            jobs   model alone   ratio of each round');
  const [postgres, redis] = [await startPostgres(), await startRedis()];
  try {
    for (const workers of WORKERS) {
      for (const size of SIZES) {
        const rounds: { jobs: number; raw: number }[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          await redis.flush();
          const site = { ...options, redisUrl: redis.url, databaseUrl: await postgres.createDatabase() };
          const entries = [
            ...generateEntries({ seeds: await readEntries(), count: ENTRIES, seed: 700 + round }),
          ];
          const texts = [...new Set(entries.flatMap((entry) => passagesOf(entry).map(({ text }) => text)))];
          const raw = await rawRate(texts, site);
          const seconds = await throughJobs(entries, { size, workers }, site);
          rounds.push({ raw, jobs: texts.length / seconds });
        }
        print(`${workers} worker${workers > 1 ? 's' : ''}, ${size} a job`, rounds);
      }
    }
  } finally {
    await redis.stop();
    await postgres.stop();
  }
}

function print(what: string, rounds: readonly { jobs: number; raw: number }[]): void {
  const mean = (of: 'jobs' | 'raw') =>
    (rounds.reduce((sum, one) => sum + one[of], 0) / rounds.length).toFixed(0);
  const ratios = rounds.map(({ jobs, raw }) => (jobs / raw).toFixed(2)).join(', ');
  console.log(`  ${what.padEnd(38)}${mean('jobs').padStart(10)}${mean('raw').padStart(14)}   ${ratios}`);
}

async function rawRate(texts: readonly string[], site: Site): Promise<number> {
  const embedder = await createEmbedder(site);
  const begun = performance.now();
  await embedder.embed(texts, 'batch');
  const seconds = (performance.now() - begun) / 1000;
  await embedder.close();
  return texts.length / seconds;
}

/** Seconds until all jobs are done, from when the workers, ready by then, begin. */
async function throughJobs(
  entries: readonly Entry[],
  { size, workers }: { size: number; workers: number },
  { redisUrl, databaseUrl, dataDir, model, log }: Site,
): Promise<number> {
  const database = await openDatabase({ dataDir, databaseUrl, log });
  await createCatalogueStore(database.db).save(entries);
  const queue = await createBullQueue({ connection: { redisUrl }, log });
  for (let from = 0; from < entries.length; from += size) {
    await queue.add('index-entries', { entryIds: entries.slice(from, from + size).map(({ id }) => id) });
  }
  const args = [redisUrl, databaseUrl, dataDir, ...(model === undefined ? [] : [model])];
  const children = Array.from({ length: workers }, () => forkProgram('./embed-worker.ts', args));
  await Promise.all(children.map(reply));
  const begun = performance.now();
  for (const child of children) child.send('work');
  let counts = await queue.counts();
  while (counts.waiting + counts.active + counts.delayed > 0) {
    await sleep(25);
    counts = await queue.counts();
  }
  const seconds = (performance.now() - begun) / 1000;
  if (counts.dead > 0) throw new Error(`${counts.dead} jobs failed`);
  for (const child of children) {
    const ended = once(child, 'exit');
    child.send('stop');
    await ended;
  }
  await queue.close();
  await database.close();
  return seconds;
}
