import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readinessSchema } from '../../src/http/health.js';
import { type ServerProcess, startServer } from '../helpers/server-process.js';

let home: string;
const started: ServerProcess[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'citymatch-start-'));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()));
});

afterAll(() => rm(home, { recursive: true, force: true }));

async function start(settings: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServer({ DATA_DIR: join(home, 'data'), EMBEDDING_MODEL: 'bundled', ...settings });
  started.push(server);
  return server;
}

async function readiness(server: ServerProcess) {
  const response = await fetch(`${server.url}/readyz`);
  return { status: response.status, report: readinessSchema.parse(await response.json()) };
}

const fatal = (server: ServerProcess) =>
  server.lines.filter(({ level }) => level === 60).map(({ msg }) => msg);

describe('a start that cannot be', () => {
  it.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ REDIS_URL: 'redis://127.0.0.1:1' }, 'REDIS_URL'],
    [{ EMBEDDING_MODEL: './no-such-folder' }, 'EMBEDDING_MODEL'],
    [{ DATABASE_URL: 'mysql://127.0.0.1/x' }, 'DATABASE_URL'],
    [
      { DATABASE_URL: 'postgres://127.0.0.1:1/x' },
      'DATABASE_URL: PostgreSQL at 127.0.0.1:1/x: nothing answers there',
    ],
  ])('ends with one line and exit code 78 for %j', async (settings, name) => {
    const server = await start(settings);
    expect(await server.ended).toBe(78);
    expect(fatal(server)).toHaveLength(1);
    expect(fatal(server)[0]).toContain(name);
  });

  it('ends with one line that says what to run where migrations are pending and are not to be applied', async () => {
    const server = await start({ DATA_DIR: join(home, 'not-migrated'), MIGRATE: 'check' });
    expect(await server.ended).toBe(78);
    expect(fatal(server)).toEqual([expect.stringMatching(/0000_catalogue.*run npm run migrate/)]);
  });

  it('ends with one line that names the port when another process has it', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const server = await start({ PORT: String(port) });
    expect(await server.ended).toBe(78);
    expect(fatal(server)).toEqual([expect.stringContaining(`PORT: ${port}`)]);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('ends with one line when the data folder is a file', async () => {
    const file = join(home, 'a-file');
    await writeFile(file, '');
    const server = await start({ DATA_DIR: file });
    expect(await server.ended).toBe(78);
    expect(fatal(server)).toEqual([expect.stringContaining('DATA_DIR')]);
  });
});

describe('a start on an empty data folder', () => {
  it('opens the port at once, says what it does, holds requests off, and is ready in the end', async () => {
    const server = await start();
    await server.alive();
    const early = await readiness(server);
    expect(early.status).toBe(503);
    expect(early.report.ready).toBe(false);
    expect(early.report.doing).not.toBe('');
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const held = await fetch(`${server.url}/v1/search`);
    expect(held.status).toBe(503);
    expect(held.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
    const page = await fetch(server.url, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(503);
    expect(page.headers.get('content-type')).toContain('text/html');

    await server.ready();
    const { report } = await readiness(server);
    expect(report.entries).toBeGreaterThan(200);
    expect(report.model).toBeDefined();
    expect(Object.values(report.parts).map(({ state }) => state)).toEqual(
      Object.keys(report.parts).map(() => 'ok'),
    );
    const match = await fetch(`${server.url}/v1/match`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ statement: 'Our old town floods after every heavy rain' }),
    });
    expect(match.status).toBe(200);
    expect((await fetch(server.url, { headers: { accept: 'text/html' } })).status).toBe(200);

    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it('starts again from what the first start left, with every entry', async () => {
    const server = await start();
    await server.ready();
    const { report } = await readiness(server);
    expect(report.entries).toBeGreaterThan(200);
    const answer = await fetch(`${server.url}/v1/search?limit=1`);
    expect(await answer.json()).toMatchObject({ total: report.entries });
  });

  it('refuses a second process on the same data folder with one line', async () => {
    const first = await start();
    await first.ready();
    const second = await start();
    expect(await second.ended).toBe(78);
    expect(fatal(second)).toEqual([expect.stringContaining('DATA_DIR')]);
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  });
});

describe('a stop', () => {
  it('ends at once, with code 0, on SIGINT while it still starts', async () => {
    const server = await start({ DATA_DIR: join(home, 'cut-short') });
    await server.alive();
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(0);
    expect(fatal(server)).toEqual([]);
  });

  it('leaves no statement in the log', async () => {
    const server = await start();
    await server.ready();
    const secret = 'Zanzibarian lighthouse keepers';
    await fetch(`${server.url}/v1/match`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ statement: secret }),
    });
    await fetch(`${server.url}/?statement=${encodeURIComponent(secret)}`);
    await fetch(`${server.url}/v1/search?q=${encodeURIComponent(secret)}`);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(JSON.stringify(server.lines)).not.toContain('Zanzibarian');
  });
});
