import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { type ServerProcess, startServer, startWorker } from '../helpers/server-process.js';

let home: string;
let postgres: TestPostgres;
const started: ServerProcess[] = [];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'citymatch-processes-'));
  postgres = await startPostgres();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()));
});
afterAll(async () => {
  await postgres.stop();
  await rm(home, { recursive: true, force: true });
});

const keep = async (starting: Promise<ServerProcess>) => {
  const server = await starting;
  started.push(server);
  return server;
};
/** A process on a machine of its own. */
const settingsOf = (machine: string, more: Record<string, string> = {}) => ({
  DATA_DIR: join(home, machine),
  EMBEDDING_MODEL: 'bundled',
  ...more,
});
const fatal = (server: ServerProcess) =>
  server.lines.filter(({ level }) => level === 60).map(({ msg }) => msg);

describe('processes that do not go together', () => {
  it('a worker on its own ends with one line that names what is missing, and exit code 78', async () => {
    const server = await keep(startWorker(settingsOf('wrong')));
    expect(await server.ended).toBe(78);
    expect(fatal(server)).toEqual([
      expect.stringMatching(/^DATABASE_URL, REDIS_URL, MEILI_URL: missing: A worker/),
    ]);
  });

  it('a second server on one PostgreSQL ends with a line that names MEILI_URL; after a kill the next one starts', async () => {
    const DATABASE_URL = await postgres.createDatabase();
    const first = await keep(startServer(settingsOf('one', { DATABASE_URL })));
    await first.ready();
    const second = await keep(startServer(settingsOf('two', { DATABASE_URL })));
    expect(await second.ended).toBe(78);
    expect(fatal(second)).toEqual([expect.stringMatching(/^MEILI_URL: missing: another process runs/)]);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await first.kill();
    const third = await keep(startServer(settingsOf('two', { DATABASE_URL })));
    await third.ready();
    third.child.kill('SIGTERM');
    expect(await third.ended).toBe(0);
  }, 400_000);
});
