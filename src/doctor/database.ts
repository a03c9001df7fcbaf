import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Config } from '../config.js';
import { pendingMigrations, refuseNewerDatabase } from '../db/migrate.js';
import { connectAlone, explain } from '../db/postgres.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { readActiveModel } from '../indexing/active-model.js';
import { type Findings, ok, said, warn, wrong } from './finding.js';

const OLDEST = 150_000;
/** Connections of one process: its pool, migrations and locks; and those of the job queue, where it is in there too. */
const CONNECTIONS = 14;
const QUEUE_CONNECTIONS = 45;
/** Seconds by which two clocks may differ. */
const SKEW_SECONDS = 5;

const aboutSchema = z.tuple([
  z.object({
    version: z.coerce.number(),
    release: z.string(),
    encoding: z.string(),
    may_create: z.boolean(),
    most: z.coerce.number(),
    reserved: z.coerce.number(),
    now: z.coerce.number(),
  }),
]);

/** What is known of a database that was looked at. */
export interface DatabaseNews {
  /** Model of the vectors in the index, where it tells. */
  indexModel?: string;
}

/** A PostgreSQL server and our database on it. Nothing is changed, and no lock is taken. */
export async function* databaseFindings(
  config: Config,
  url: string,
  log: Logger,
  news: DatabaseNews,
): Findings {
  const client = connectAlone(url, log, { application_name: 'doctor of citymatch' });
  try {
    const db: Database = drizzle(client);
    const rows = await db.execute(sql`
      select current_setting('server_version_num') as version, current_setting('server_version') as release,
        (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding,
        case when to_regnamespace('citymatch') is null then has_database_privilege(current_database(), 'create')
          else has_schema_privilege('citymatch', 'create') end as may_create,
        current_setting('max_connections') as most, current_setting('superuser_reserved_connections') as reserved,
        extract(epoch from clock_timestamp()) as now`);
    const [about] = aboutSchema.parse(Array.from<unknown>(rows as unknown as ArrayLike<unknown>));
    const skew = Math.abs(about.now - Date.now() / 1000);
    if (about.version < OLDEST) {
      yield wrong(
        'DATABASE_URL',
        `this is PostgreSQL ${about.release}`,
        'Upgrade the server: 15 or later is needed',
      );
      return;
    }
    yield ok('DATABASE_URL', `PostgreSQL ${about.release} answers`);
    if (about.encoding !== 'UTF8') {
      yield wrong(
        'DATABASE_URL',
        `the database's encoding is ${about.encoding}`,
        "Make a new one: create database citymatch encoding 'UTF8' template template0",
      );
    }
    yield* connectionFindings(config, about.most - about.reserved);
    yield skew < SKEW_SECONDS
      ? ok('clock', 'as that of PostgreSQL')
      : warn(
          'clock',
          `${Math.round(skew)} s away from that of PostgreSQL`,
          'Let both machines follow a time server (chrony, systemd-timesyncd)',
        );
    yield* migrationFindings(config, db, about.may_create);
    const active = await readActiveModel(db).catch(() => undefined);
    if (active !== undefined) news.indexModel = active.modelId;
  } catch (error) {
    const known = error instanceof AppError ? error : explain(error, url);
    yield wrong(
      'DATABASE_URL',
      said(known, 'DATABASE_URL'),
      'Set DATABASE_URL to a PostgreSQL that answers: postgres://user:password@host:5432/name',
    );
  } finally {
    await client.end({ timeout: 2 });
  }
}

function* connectionFindings({ redisUrl }: Config, most: number) {
  const each = CONNECTIONS + (redisUrl === undefined ? QUEUE_CONNECTIONS : 0);
  const processes = Math.floor(most / each);
  const what = `${most} connections are allowed, one of our processes takes up to ${each}`;
  if (processes >= 2) yield ok('connections', `${what}: enough for ${processes}`);
  else if (processes === 1)
    yield warn(
      'connections',
      `${what}: a second one would not start`,
      'Raise max_connections of PostgreSQL, or set REDIS_URL',
    );
  else yield wrong('connections', what, 'Raise max_connections of PostgreSQL, or set REDIS_URL');
}

async function* migrationFindings({ migrate }: Config, db: Database, mayCreate: boolean): Findings {
  const pending = await pendingMigrations(db);
  if (pending.length === 0) {
    try {
      await refuseNewerDatabase(db);
      yield ok('migrations', 'every one is applied');
    } catch (error) {
      yield wrong('migrations', said(error, ''), 'Start the newer version, or restore a backup of this one');
    }
    return;
  }
  const what = `${pending.length} pending: ${pending.join(', ')}`;
  if (!mayCreate)
    yield wrong(
      'migrations',
      `${what}; this user may not make tables`,
      'Grant it create on the database, or run npm run migrate as a user who may',
    );
  else if (migrate === 'check') yield wrong('migrations', what, 'Run npm run migrate');
  else yield ok('migrations', `${what}; the next start applies them`);
}
