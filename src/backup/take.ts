import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { CopyingDatabase, CopySession } from '../db/copying.js';
import { AppError } from '../errors.js';
import { type ArchiveFile, type ArchiveWriter, createArchive, gzipFile } from './archive.js';
import {
  type BackupHeader,
  type BackupManifest,
  FORMAT,
  FORMAT_VERSION,
  HEADER,
  MANIFEST,
  partName,
} from './manifest.js';
import { describePart } from './read.js';

/** Parts are cut after the row that reaches this size; larger ones are those of a larger row. */
const PART_BYTES = 4_194_304;
const NEWLINE = 10;

/** What COPY writes must not depend on the settings of a server or a person. */
const PLAIN_TEXT = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
  set local bytea_output = 'hex'; set local extra_float_digits = 1`;

const tablesSchema = z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) }));
const migrationSchema = z.tuple([z.object({ last: z.coerce.number().int().positive() })]);
const foundSchema = z.tuple([z.object({ found: z.boolean() })]);
const sequencesSchema = z.array(z.object({ name: z.string(), last: z.string() }));

export interface BackupOptions {
  database: CopyingDatabase;
  /** A new file for the backup, whole when this resolves; removed when it fails. */
  file: string;
  /** Version of CityMatch. */
  version: string;
  /** Called with the tables done so far. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
  /** Gives it up. */
  signal?: AbortSignal | undefined;
}

/**
 * Writes all tables of the schema `citymatch`, as they are at one moment, into a file that nobody else may read.
 * @throws AppError `not-found` when the database holds no CityMatch; `unavailable` when it is away.
 */
export async function takeBackup(options: BackupOptions): Promise<void> {
  const { database, file } = options;
  // Where others must wait for the snapshot, they need not wait for the compression too.
  const raw = database.blocksOthers ? `${file}.raw` : undefined;
  try {
    const archive = createArchive(raw ?? file, { gzipped: raw === undefined });
    try {
      await database.snapshot((session) => writeAll(session, archive, options));
      await archive.close();
    } catch (error) {
      await archive.abort();
      throw error;
    }
    if (raw !== undefined) await gzipFile(raw, file);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    if (raw !== undefined) await rm(raw, { force: true });
  }
}

async function writeAll(session: CopySession, archive: ArchiveWriter, options: BackupOptions): Promise<void> {
  const { version, signal, onProgress } = options;
  await session.run(PLAIN_TEXT);
  const migration = await lastMigration(session);
  const tables = tablesSchema.parse(await session.rows(TABLES));
  const header: BackupHeader = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    version,
    migration,
    takenAt: new Date().toISOString(),
    tables,
  };
  const manifest: BackupManifest = { parts: [], rows: {}, sequences: [] };
  const add = async (file: ArchiveFile) => {
    signal?.throwIfAborted();
    const part = describePart(file);
    await archive.add(file);
    manifest.parts.push(part);
    return part.rows;
  };
  await add({ name: HEADER, bytes: toJson(header) });
  for (const [done, table] of tables.entries()) {
    onProgress?.({ done, total: tables.length });
    let rows = 0;
    let number = 0;
    for await (const bytes of partsOf(session.copyOut(table))) {
      number += 1;
      rows += await add({ name: partName(table.name, number), bytes });
    }
    manifest.rows[table.name] = rows;
  }
  // Sequences stand outside of transactions: read last, they are past every row that was copied.
  manifest.sequences = sequencesSchema.parse(await session.rows(SEQUENCES));
  await archive.add({ name: MANIFEST, bytes: toJson(manifest) });
  onProgress?.({ done: tables.length, total: tables.length });
}

const toJson = (value: BackupHeader | BackupManifest) => Buffer.from(JSON.stringify(value));

/** Pieces of any size as parts of whole rows. */
async function* partsOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const end = size + piece.length < PART_BYTES ? -1 : piece.lastIndexOf(NEWLINE);
    if (end >= 0) {
      yield Buffer.concat([...held, piece.subarray(0, end + 1)]);
      held = [];
      size = 0;
    }
    const rest = piece.subarray(end + 1);
    if (rest.length > 0) held.push(rest);
    size += rest.length;
  }
  if (size > 0) yield Buffer.concat(held);
}

async function lastMigration(session: CopySession): Promise<number> {
  const [{ found }] = foundSchema.parse(
    await session.rows(`select to_regclass('citymatch.migrations') is not null as found`),
  );
  const rows = found ? await session.rows(`select max(created_at) as last from citymatch.migrations`) : [];
  const read = migrationSchema.safeParse(rows);
  if (read.success) return read.data[0].last;
  throw new AppError('not-found', 'The database holds no CityMatch: there is nothing to back up');
}

/** Every table but the migrator's own, which the restored database has of itself, and what is made of the entries. */
const TABLES = `select c.relname as name, array_to_json(array_agg(a.attname::text order by a.attnum)) as columns
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = 'citymatch'::regnamespace and c.relkind = 'r' and c.relname not in ('migrations', 'search_words')
  group by c.relname
  order by c.relname`;

const SEQUENCES = `select sequencename::text as name, last_value::text as last
  from pg_sequences
  where schemaname = 'citymatch' and last_value is not null and sequencename <> 'migrations_id_seq'
  order by sequencename`;
