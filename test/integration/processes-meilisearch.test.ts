import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMeilisearch, type MeilisearchPart } from '../../scripts/stack/meilisearch.js';
import { challengeResponseSchema } from '../../src/challenges/contract.js';
import { readinessSchema } from '../../src/http/health.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { startRedis, type TestRedis } from '../helpers/redis.js';
import { type ServerProcess, startServer, startWorker } from '../helpers/server-process.js';
import { until } from '../helpers/until.js';

const binary = process.env.MEILI_BIN ?? '';
if (binary === '') {
  process.stderr.write(
    '\n*** LEFT OUT: several processes on one Meilisearch. Set MEILI_BIN to the program of a Meilisearch 1.50. ***\n\n',
  );
}
const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe.runIf(binary !== '')('several processes on one PostgreSQL, Redis and Meilisearch', () => {
  let home: string;
  let postgres: TestPostgres;
  let redis: TestRedis;
  let meilisearch: MeilisearchPart;
  let shared: Record<string, string>;
  const started: ServerProcess[] = [];
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'citymatch-several-'));
    postgres = await startPostgres();
    redis = await startRedis();
    const key = randomBytes(16).toString('hex');
    meilisearch = await createMeilisearch({ binary, folder: join(home, 'meilisearch'), key });
    await meilisearch.start();
    shared = {
      DATABASE_URL: await postgres.createDatabase(),
      REDIS_URL: redis.url,
      MEILI_URL: meilisearch.url,
      MEILI_KEY: key,
      EMBEDDING_MODEL: 'bundled',
    };
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.kill()));
  });
  afterAll(async () => {
    await meilisearch?.stop();
    await redis?.stop();
    await postgres?.stop();
    await rm(home, { recursive: true, force: true });
  });

  const start = async (
    machine: string,
    more: Record<string, string>,
    how: typeof startWorker = startServer,
  ) => {
    const server = await how({ ...shared, DATA_DIR: join(home, machine), ...more });
    started.push(server);
    await server.ready();
    return server;
  };
  const readiness = async ({ url }: ServerProcess) =>
    readinessSchema.parse(await (await fetch(`${url}/readyz`)).json());

  it('share the work: the site takes in and answers, the workers index, match and stop in good order', async () => {
    const [first, second] = [
      await start('api-1', { WORKERS: 'none' }),
      await start('api-2', { WORKERS: 'none' }),
    ];
    const indexing = await start('worker-1', { WORKERS: 'indexing,maintenance' }, startWorker);
    const matching = await start('worker-2', { WORKERS: 'matching,notifications' }, startWorker);
    await until(async () => (await readiness(indexing)).entries === 262, 120_000);
    // The site has no index of its own: what others indexed is found through both.
    for (const { url } of [first, second]) {
      const answer = await fetch(`${url}/v1/search?limit=1`);
      expect(await answer.json()).toMatchObject({ total: 262 });
    }
    expect((await fetch(`${matching.url}/v1/search`)).status).toBe(404);
    expect((await fetch(`${matching.url}/metrics`)).status).toBe(200);

    const submitted = await fetch(`${first.url}/v1/challenges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        title: 'Streets flood',
        statement: 'Streets flood after heavy rain and the sewers cannot take more.',
        city: { name: 'Cusco', country: 'PE' },
        contact: { name: 'Ana Torres', email: 'ana@cusco.test' },
        consents: { processing: true },
      }),
    });
    const { trackingUrl } = z.object({ trackingUrl: z.string() }).parse(await submitted.json());
    const { pathname, search } = new URL(trackingUrl);
    await until(async () => {
      const held = await fetch(`${second.url}/v1${pathname}${search}`);
      return challengeResponseSchema.parse(await held.json()).status === 'proposed';
    }, 180_000);

    const rebuilt = await run(process.execPath, ['scripts/run.mjs', 'scripts/reindex.ts'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...shared, DATA_DIR: join(home, 'worker-1') },
    });
    expect(rebuilt.stdout).toContain('rebuilt here, for all processes');
    const after = await fetch(`${second.url}/v1/search?limit=1`);
    expect(await after.json()).toMatchObject({ total: 262 });
    for (const one of [first, second, indexing, matching]) one.child.kill('SIGTERM');
    for (const one of [first, second, indexing, matching]) expect(await one.ended).toBe(0);
  }, 300_000);
});
