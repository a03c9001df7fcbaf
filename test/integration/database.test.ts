import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { embeddings, entries, settings } from '../../src/db/schema.js';
import { openTestDatabase } from '../helpers/database.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';

const log = pino({ level: 'silent' });
let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

const onPostgres = (databaseUrl: string, more: { statementTimeoutMs?: number } = {}) =>
  openDatabase({ dataDir: 'unused', databaseUrl, log, ...more });

describe.each([
  ['PGlite', 'pglite', () => openTestDatabase()],
  ['PostgreSQL', 'postgres', async () => onPostgres(await server.createDatabase())],
] as const)('a new database on %s', (_name, kind, open) => {
  let database: DatabaseHandle;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database?.close());

  it('has every table, empty, and answers', async () => {
    await database.ping();
    expect(database.kind).toBe(kind);
    expect(await database.db.select().from(entries)).toEqual([]);
    expect(await database.db.$count(settings)).toBe(0);
  });

  it('keeps bytes, JSON and times as they were', async () => {
    const vector = Uint8Array.from([0, 1, 254, 255]);
    await database.db.insert(embeddings).values({ textHash: 'a', modelId: 'm', vector });
    const [row] = await database.db.select().from(embeddings);
    expect([...(row?.vector ?? [])]).toEqual([...vector]);
    expect(row?.createdAt).toBeInstanceOf(Date);
    for (const value of ['text', 5, null, [1, '2', { a: null }], { b: { c: [] } }, true]) {
      await database.db.delete(settings);
      await database.db
        .insert(settings)
        .values({ key: 'k', value: value === null ? sql`'null'::jsonb` : value });
      expect((await database.db.select().from(settings))[0]?.value).toEqual(value);
    }
  });

  it('stays as it is when a search path hides our schema', async () => {
    await database.db.execute(sql`create schema if not exists bullmq`);
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`set local search_path to bullmq, public`);
      expect(await tx.select().from(entries)).toEqual([]);
    });
  });
});

describe('PostgreSQL by its address', () => {
  it('is refused when a newer version has migrated it', async () => {
    const url = await server.createDatabase();
    await (await onPostgres(url)).close();
    const client = postgres(url, { max: 1 });
    await client`insert into citymatch.migrations (hash, created_at) values ('later', 99999999999999)`;
    await client.end();
    await expect(onPostgres(url)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('newer version'),
    });
  });

  it('ends a statement that takes longer than the limit', async () => {
    const { db, close } = await onPostgres(await server.createDatabase(), { statementTimeoutMs: 100 });
    await expect(db.execute(sql`select pg_sleep(20)`)).rejects.toMatchObject({ cause: { code: '57014' } });
    await close();
  });

  it('says in one line what is wrong, and never the password', async () => {
    const readOnly = await server.createDatabase();
    const admin = postgres(readOnly, { max: 1 });
    await admin`create role visitor login`;
    await admin.end();
    const wrong: [string, string, string][] = [
      ['postgres://u:geheim@127.0.0.1:1/x', 'misconfigured', 'nothing answers there'],
      ['postgres://u:geheim@no-such-host.invalid/x', 'misconfigured', 'there is no such host'],
      [server.url('missing'), 'misconfigured', 'there is no such database'],
      [server.url('postgres', 'nobody:geheim'), 'misconfigured', 'the user may not log in'],
      [readOnly.replace('postgres@', 'visitor:geheim@'), 'misconfigured', 'the user may not create tables'],
    ];
    for (const [url, code, text] of wrong) {
      const error = await onPostgres(url).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error, url).toMatchObject({ code, message: expect.stringContaining(text) });
      expect(String(error)).toMatch(/^AppError: DATABASE_URL: .*$/);
      expect(String(error)).not.toContain('geheim');
    }
  });
});

describe('PGlite in a folder', () => {
  it('says in one line that a damaged database cannot be opened, and gives the folder free', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'citymatch-damaged-'));
    await writeFile(join(dataDir, 'db'), 'no folder');
    const opening = openDatabase({ dataDir, log });
    await expect(opening).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('cannot be opened'),
    });
    await rm(join(dataDir, 'db'));
    await (await openDatabase({ dataDir, log })).close();
    await rm(dataDir, { recursive: true });
  });
});
