import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ServerProcess, startServer } from '../helpers/server-process.js';
import { until } from '../helpers/until.js';

const KILLS = 6;
const SEEDS = 262;
const pageSchema = z.object({
  hits: z.array(z.object({ id: z.string() })),
  total: z.number(),
  nextCursor: z.string().optional(),
});

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'citymatch-kill-server-'));
});
afterAll(async () => {
  await running?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

let running: ServerProcess | undefined;
async function start(): Promise<ServerProcess> {
  running = await startServer({ DATA_DIR: dataDir, EMBEDDING_MODEL: 'bundled' });
  return running;
}

/** Ids of everything that a search lists, page by page. */
async function listAll(url: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '100', ...(cursor !== undefined && { cursor }) });
    const page = pageSchema.parse(await (await fetch(`${url}/v1/search?${query}`)).json());
    expect(page.total).toBe(SEEDS);
    ids.push(...page.hits.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}

describe('npm start', () => {
  it(`has the whole catalogue, nothing twice, after ${KILLS} kills while it started`, async () => {
    let phases = '';
    for (let kill = 0; kill < KILLS; kill++) {
      const server = await start();
      // Each step of the start ends with a line of the log: further on with each kill.
      const lines = 2 + kill;
      await until(() => server.lines.length >= lines, 120_000);
      await sleep(Math.random() * 700);
      await server.kill();
      phases += ` ${server.lines.length}`;
    }
    const server = await start();
    await server.ready();
    const ids = await listAll(server.url);
    expect(ids).toHaveLength(SEEDS);
    expect(new Set(ids).size).toBe(SEEDS);
    process.stdout.write(
      `${KILLS} kills of npm start, after${phases} lines of the log: ${ids.length} entries found once each\n`,
    );
  }, 600_000);
});
