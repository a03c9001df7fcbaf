import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { pino } from 'pino';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/db/client.js';
import { MIGRATIONS, pendingMigrations } from '../../src/db/migrate.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';

const log = pino({ level: 'silent' });
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const files = readMigrationFiles(MIGRATIONS);
const EVERY = files.length;
let server: TestPostgres;
const clients: postgres.Sql[] = [];
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await server?.stop();
});

function connect(url: string): postgres.Sql {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  clients.push(client);
  return client;
}

/** A database as the first migrations leave it. */
async function migratedBy(count: number) {
  const url = await server.createDatabase();
  const client = connect(url);
  await client.unsafe(`create schema citymatch;
    create table citymatch.migrations (id serial primary key, hash text not null, created_at bigint)`);
  const apply = async (index: number) => {
    const file = files[index];
    if (file === undefined) throw new Error(`There is no migration ${index}`);
    for (const statement of file.sql) await client.unsafe(statement);
    await client`insert into citymatch.migrations (hash, created_at) values (${file.hash}, ${file.folderMillis})`;
  };
  for (let index = 0; index < count; index += 1) await apply(index);
  return { url, client, apply };
}

/** `npm run migrate` as people run it. */
async function runMigrate(settings: Record<string, string>) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings };
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/run.mjs', 'scripts/migrate.ts'], {
    cwd: ROOT,
    env,
  });
  return stdout.trim().split('\n');
}

describe('migrations', () => {
  it('are applied once when several processes start at the same moment', async () => {
    const { url, client } = await migratedBy(EVERY - 2);
    const opened = await Promise.all(
      [1, 2, 3].map(() => openDatabase({ dataDir: 'unused', databaseUrl: url, log })),
    );
    await Promise.all(opened.map(({ close }) => close()));
    expect(opened.map(({ migrated }) => migrated.length).sort()).toEqual([0, 0, 2]);
    const [row] = await client`select count(*)::int as rows, count(distinct created_at)::int as kinds
      from citymatch.migrations`;
    expect(row).toEqual({ rows: EVERY, kinds: EVERY });
  });

  it('that a database lacks end a start that only checks, named; npm run migrate applies them', async () => {
    const { url, client } = await migratedBy(EVERY - 1);
    const [last] = await pendingMigrations(drizzle(client));
    expect(last).toMatch(/^\d{4}_\w+$/);
    const check = () => openDatabase({ dataDir: 'unused', databaseUrl: url, log, migrate: 'check' });
    await expect(check()).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(new RegExp(`${last}.*npm run migrate`)),
    });
    // Nothing was changed by the look.
    expect(await pendingMigrations(drizzle(client))).toEqual([last]);
    expect(await runMigrate({ DATABASE_URL: url })).toEqual([
      `Applied ${last}`,
      'The database is up to date.',
    ]);
    expect(await runMigrate({ DATABASE_URL: url })).toEqual(['The database has every migration already.']);
    const database = await check();
    expect(database.migrated).toEqual([]);
    await database.close();
  });

  it('are all pending in an empty database, which a check leaves empty', async () => {
    const url = await server.createDatabase();
    const client = connect(url);
    expect(await pendingMigrations(drizzle(client))).toHaveLength(EVERY);
    await expect(
      openDatabase({ dataDir: 'unused', databaseUrl: url, log, migrate: 'check' }),
    ).rejects.toMatchObject({ code: 'misconfigured' });
    expect(await client`select 1 from pg_namespace where nspname = 'citymatch'`).toHaveLength(0);
  });
});

const columnSchema = z.object({
  column: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  hasDefault: z.boolean(),
});

/** What the statements of a version rest on: columns by table, and what is refused. */
async function shapeOf(client: postgres.Sql) {
  const columns = z.array(columnSchema).parse([
    ...(await client`
      select table_name || '.' || column_name as column, data_type as type, is_nullable = 'YES' as nullable,
        column_default is not null as "hasDefault"
      from information_schema.columns where table_schema = 'citymatch'`),
  ]);
  const rules = z.array(z.object({ rule: z.string() })).parse([
    ...(await client`
      select conrelid::regclass || ' ' || pg_get_constraintdef(oid) as rule from pg_constraint
      where connamespace = 'citymatch'::regnamespace
      union all
      select tablename || ' ' || regexp_replace(indexdef, 'INDEX \\S+', 'INDEX') from pg_indexes
      where schemaname = 'citymatch' and indexdef like 'CREATE UNIQUE%'
      union all
      select event_object_table || ' trigger ' || trigger_name from information_schema.triggers
      where trigger_schema = 'citymatch'`),
  ]);
  return {
    columns: new Map(columns.map((one) => [one.column, one])),
    rules: new Set(rules.map(({ rule }) => rule)),
  };
}
type Shape = Awaited<ReturnType<typeof shapeOf>>;

/** Triggers that write beside what a statement writes, and refuse nothing: see their migrations. */
const HARMLESS = new Set(['entries trigger entry_change_is_noted']);

const tableOf = (column: string) => column.slice(0, column.indexOf('.'));

/** What statements of the version before would fail on. */
function breaks(before: Shape, after: Shape): string[] {
  const tables = new Set([...before.columns.keys()].map(tableOf));
  const gone = [...before.columns.values()].flatMap((old) => {
    const now = after.columns.get(old.column);
    if (now === undefined) return [`${old.column} is gone`];
    if (now.type !== old.type) return [`${old.column} was ${old.type} and is ${now.type}`];
    if (old.nullable && !now.nullable) return [`${old.column} must not be null any more`];
    return old.hasDefault && !now.hasDefault && !now.nullable
      ? [`${old.column} has no default any more`]
      : [];
  });
  const demanded = [...after.columns.values()]
    .filter(({ column }) => !before.columns.has(column) && tables.has(tableOf(column)))
    .filter(({ nullable, hasDefault }) => !nullable && !hasDefault)
    .map(({ column }) => `${column} is new, and must be given`);
  const refused = [...after.rules]
    .filter((rule) => !before.rules.has(rule) && !HARMLESS.has(rule))
    .filter((rule) => tables.has(rule.replace(/^"?citymatch"?\./, '').split(' ')[0] ?? ''))
    .map((rule) => `new rule: ${rule}`);
  return [...gone, ...demanded, ...refused];
}

describe('the version before', () => {
  /** The first migration that keeps the rule of CONTRIBUTING.md; older ones came before anybody ran two versions at once. */
  const FIRST = 8;

  it('goes on reading and writing after each migration, whose changes only add', async () => {
    const { client, apply } = await migratedBy(FIRST);
    for (let index = FIRST; index < EVERY; index += 1) {
      const before = await shapeOf(client);
      expect(before.columns.size).toBeGreaterThan(100);
      await apply(index);
      expect(breaks(before, await shapeOf(client)), `migration ${index}`).toEqual([]);
    }
  });

  it('inserts and reads its rows as ever after the newest migration', async () => {
    const { url, client } = await migratedBy(EVERY - 1);
    const write = (id: string) =>
      client.begin(async (tx) => {
        await tx`insert into citymatch.entries (id, kind, title, country, language, body, content_hash)
        values (${id}, 'provider', 'A provider', 'NL', 'en', '{}', 'hash')`;
        await tx`insert into citymatch.outbox (topic, key) values ('entry-changed', ${id})`;
      });
    await write('pr-before');
    await (await openDatabase({ dataDir: 'unused', databaseUrl: url, log })).close();
    await write('pr-after');
    const rows = await client<{ id: string }[]>`select e.id from citymatch.entries e
      join citymatch.outbox o on o.key = e.id order by o.id`;
    expect(rows.map(({ id }) => id)).toEqual(['pr-before', 'pr-after']);
  });

  it('would fail on a column that is gone, one that must be given, and a new rule', async () => {
    const { client } = await migratedBy(EVERY);
    const before = await shapeOf(client);
    await client.unsafe(`alter table citymatch.entries drop column latitude;
      alter table citymatch.outbox add column why text not null;
      alter table citymatch.outbox add constraint short check (length(key) < 9);
      create unique index on citymatch.entries (title);
      create table citymatch.fresh (id text primary key)`);
    expect(breaks(before, await shapeOf(client)).map((line) => line.replace(/ \(.*/, ''))).toEqual([
      'entries.latitude is gone',
      'outbox.why is new, and must be given',
      expect.stringContaining('new rule: citymatch.outbox CHECK'),
      expect.stringContaining('new rule: entries CREATE UNIQUE INDEX'),
    ]);
  });
});
