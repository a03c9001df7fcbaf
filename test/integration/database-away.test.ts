import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/db/client.js';
import { challenges } from '../../src/db/schema.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { type ServerProcess, startServer } from '../helpers/server-process.js';
import { until } from '../helpers/until.js';

let postgres: TestPostgres;
let dataDir: string;
let databaseUrl: string;
let server: ServerProcess;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'citymatch-away-'));
  server = await startServer({ DATA_DIR: dataDir, EMBEDDING_MODEL: 'bundled', DATABASE_URL: databaseUrl });
  await server.ready();
});
afterAll(async () => {
  postgres?.thaw();
  await server?.kill();
  await postgres?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const idSchema = z.object({ id: z.string() });

const submit = (number: number) =>
  fetch(`${server.url}/v1/challenges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      title: `Streets flood ${number}`,
      statement: 'Streets flood after heavy rain and the sewers cannot take more.',
      city: { name: 'Cusco', country: 'PE' },
      contact: { name: 'Ana Torres', email: 'ana@cusco.test' },
      consents: { processing: true },
    }),
  });

describe('a PostgreSQL that goes away', () => {
  it('makes requests fail with 503 and the time to wait, three times over, and loses nothing that was taken', async () => {
    let taken = 0;
    for (let turn = 0; turn < 3; turn += 1) {
      const sent = await Promise.all([submit(10 * turn), submit(10 * turn + 1)]);
      expect(sent.map(({ status }) => status)).toEqual([201, 201]);
      taken += 2;
      await postgres.kill();
      for (const answer of [await submit(99), await fetch(`${server.url}/v1/entries/cs-none`)]) {
        expect(answer.status).toBe(503);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(await answer.text()).toContain('The database cannot be reached just now');
      }
      const page = await fetch(`${server.url}/entries/cs-none`, { headers: { accept: 'text/html' } });
      expect(page.status).toBe(503);
      // Search goes on from the index in the process.
      expect((await fetch(`${server.url}/v1/search?q=flood`)).status).toBe(200);
      await postgres.start();
      await until(async () => (await fetch(`${server.url}/v1/entries/cs-none`)).status === 404);
    }
    const { db, close } = await openDatabase({ dataDir: '', databaseUrl, log: pino({ level: 'silent' }) });
    await until(async () => {
      const rows = await db.select({ status: challenges.status }).from(challenges);
      return rows.length === taken && rows.every(({ status }) => status === 'proposed');
    }, 400_000);
    await close();
    expect(server.child.exitCode).toBeNull();
  }, 400_000);

  it('and one that hangs: requests are told so while it does, and all goes on by itself afterwards', async () => {
    const kept = [await submit(50), await submit(51)];
    postgres.freeze();
    // More at once than there are connections to it.
    const refused = await Promise.all(Array.from({ length: 14 }, (_, i) => submit(60 + i)));
    for (const answer of [...refused, await fetch(`${server.url}/v1/entries/cs-none`)]) {
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await answer.text()).toContain('The database cannot be reached just now');
    }
    expect((await fetch(`${server.url}/v1/search?q=flood`)).status).toBe(200);
    postgres.thaw();
    await until(async () => (await fetch(`${server.url}/v1/entries/cs-none`)).status === 404);
    kept.push(await submit(52));
    expect(kept.map(({ status }) => status)).toEqual([201, 201, 201]);
    const ids = await Promise.all(kept.map(async (one) => idSchema.parse(await one.json()).id));
    const { db, close } = await openDatabase({ dataDir: '', databaseUrl, log: pino({ level: 'silent' }) });
    await until(async () => {
      const rows = await db.select({ id: challenges.id, status: challenges.status }).from(challenges);
      const held = new Set(rows.map(({ id }) => id));
      return ids.every((id) => held.has(id)) && rows.every(({ status }) => status === 'proposed');
    }, 400_000);
    await close();
    expect(server.child.exitCode).toBeNull();
  }, 400_000);
});
