import { once } from 'node:events';
import { z } from 'zod';
import { startPostgres } from '../../test/helpers/postgres.js';
import { forkProgram } from './fork.js';
import { load, percentile } from './load.js';
import { reply } from './server.js';

const SIZES = [100, 10_000];
const REVIEWERS = 4;
const REQUESTS = 400;
const readySchema = z.object({ url: z.string(), cookie: z.string() });
const ms = (value: number) => value.toFixed(1).padStart(8);

/** Prints how long the page of the review queue takes with few and with many challenges, on both databases. */
export async function printQueue(): Promise<void> {
  console.log(`\nGET /console, ${REVIEWERS} reviewers, ms                p50     p95`);
  const postgres = await startPostgres();
  try {
    for (const kind of ['PGlite', 'PostgreSQL']) {
      const p95: number[] = [];
      for (const size of SIZES) {
        const databaseUrl = kind === 'PostgreSQL' ? await postgres.createDatabase() : undefined;
        const sorted = await measure(size, databaseUrl);
        p95.push(percentile(sorted, 0.95));
        const figures = ms(percentile(sorted, 0.5)) + ms(percentile(sorted, 0.95));
        console.log(`  ${`${kind}, ${size.toLocaleString('en')} challenges`.padEnd(34)}${figures}`);
      }
      console.log(`  ${kind}: ratio of the p95 ${((p95[1] ?? 0) / (p95[0] ?? 1)).toFixed(2)}`);
    }
  } finally {
    await postgres.stop();
  }
}

/** Milliseconds of each request, in rising order. */
async function measure(size: number, databaseUrl: string | undefined): Promise<number[]> {
  const child = forkProgram('./serve-queue.ts', [
    String(size),
    ...(databaseUrl === undefined ? [] : [databaseUrl]),
  ]);
  try {
    const { url, cookie } = readySchema.parse(await reply(child));
    const request = () => fetch(`${url}/console`, { headers: { cookie }, redirect: 'manual' });
    const requests = Array.from({ length: REQUESTS }, () => request);
    await load(requests.slice(0, 100), REVIEWERS);
    return (await load(requests, REVIEWERS)).sorted;
  } finally {
    const ended = once(child, 'exit');
    child.send('stop');
    await ended;
  }
}
