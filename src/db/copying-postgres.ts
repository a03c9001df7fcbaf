import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import type postgres from 'postgres';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { deepestCode } from './away.js';
import { queriesOfPieces } from './copy-pieces.js';
import { type CopyingDatabase, type CopySession, copyTarget, quoted } from './copying.js';
import { connectAlone, explain, MIGRATION_LOCK, refuseOldServer } from './postgres.js';

/** How long tables that others use are waited for. */
const LOCK_MS = 10_000;

const namesSchema = z.array(z.object({ name: z.string() }));
const sessionsSchema = z.array(z.object({ pid: z.number(), name: z.string(), address: z.string() }));
const lockedSchema = z.tuple([z.object({ locked: z.boolean() })]);

/**
 * A PostgreSQL server's database, on one connection of its own.
 * @throws AppError `misconfigured` when the address is wrong or the server too old; `unavailable` when it cannot be
 * reached.
 */
export async function openCopyingPostgres(options: {
  url: string;
  /** How the connection is named among the server's sessions: what it is for. */
  name: `citymatch-${string}`;
  log: Logger;
}): Promise<CopyingDatabase> {
  const { url, name, log } = options;
  const settings = {
    application_name: name,
    lock_timeout: LOCK_MS,
    statement_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  };
  let lost = false;
  const client = connectAlone(url, log, settings, () => {
    lost = true;
  });
  const end = () => client.end({ timeout: 0 });
  try {
    await refuseOldServer(client);
  } catch (error) {
    await end();
    throw error instanceof AppError ? error : explain(error, url);
  }
  const session = sessionOf(client, () => {
    if (lost) throw new AppError('unavailable', 'The connection to the database was lost');
  });

  /** Whatever fails ends the connection: the server takes back what was begun. */
  async function transaction<T>(begin: () => Promise<void>, work: () => Promise<T>): Promise<T> {
    try {
      await begin();
      const result = await work();
      await session.run('commit');
      return result;
    } catch (error) {
      await end();
      if (error instanceof AppError) throw error;
      if (deepestCode(error) !== '55P03') throw lost ? explain(error, url) : error;
      throw new AppError('conflict', 'Somebody else uses tables of the database; try again', {
        cause: error,
      });
    }
  }

  return {
    blocksOthers: false,
    snapshot: (work) =>
      transaction(
        async () => {
          const tables = namesSchema.parse(
            await session.rows(`select tablename as name from pg_tables where schemaname = 'citymatch'`),
          );
          await session.run('begin isolation level repeatable read, read only');
          // Before the first look at the data: a migration in between would be seen by half (manual, 13.6).
          const names = tables.map((table) => `citymatch.${quoted(table.name)}`).join(', ');
          if (names !== '') await session.run(`lock table ${names} in access share mode`);
        },
        () => work(session),
      ),
    replacing: (work) =>
      transaction(
        async () => {
          const [{ locked }] = lockedSchema.parse(
            await session.rows(`select pg_try_advisory_lock(${MIGRATION_LOCK}) as locked`),
          );
          if (!locked)
            throw new AppError('conflict', 'Another process is migrating or restoring the database');
          await refuseWhileServed(session);
          await session.run('begin');
        },
        async () => {
          const result = await work(session);
          // One that was just starting may have come in since.
          await refuseWhileServed(session);
          return result;
        },
      ),
    close: end,
  };
}

function sessionOf(client: postgres.Sql, alive: () => void): CopySession {
  const rows = async (statement: string): Promise<unknown[]> => {
    alive();
    return [...(await client.unsafe(statement))];
  };
  return {
    rows,
    async run(statements) {
      alive();
      await client.unsafe(statements).simple();
    },
    async *copyOut(table) {
      for await (const query of queriesOfPieces({ rows }, table)) {
        alive();
        const piece = await allOf(await client.unsafe(`copy (${query}) to stdout`).readable());
        if (piece.length > 0) yield piece;
      }
    },
    async copyIn(table, bytes) {
      alive();
      const into = await client.unsafe(`copy ${copyTarget(table)} from stdin`).writable();
      await pipeline(Readable.from([bytes]), into);
    },
  };
}

/** Takes what comes as it comes: the driver may never go on once it was held up (postgres 3.4.9). */
async function allOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await finished(stream);
  return Buffer.concat(chunks);
}

/** @throws AppError `conflict`, naming the sessions of CityMatch other than this one. */
async function refuseWhileServed(session: CopySession): Promise<void> {
  const others = sessionsSchema.parse(
    await session.rows(
      `select pid, application_name as name, coalesce(host(client_addr), 'this machine') as address
       from pg_stat_activity
       where datname = current_database() and application_name like 'citymatch%' and pid <> pg_backend_pid()
       order by pid`,
    ),
  );
  if (others.length === 0) return;
  const list = others.map(({ pid, name, address }) => `${name} from ${address} (process ${pid})`).join(', ');
  throw new AppError('conflict', `CityMatch runs on this database: stop it first. Its sessions: ${list}`);
}
