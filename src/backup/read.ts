import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import type { CopiedTable } from '../db/copying.js';
import { AppError } from '../errors.js';
import { type ArchiveFile, readArchive } from './archive.js';
import {
  type BackupHeader,
  type BackupManifest,
  type BackupPart,
  FORMAT_VERSION,
  formatSchema,
  HEADER,
  headerSchema,
  MANIFEST,
  manifestSchema,
  partName,
} from './manifest.js';

/** A backup that was read to its end, and is whole. */
export interface CheckedBackup {
  header: BackupHeader;
  manifest: BackupManifest;
  /** Of the file. */
  bytes: number;
}

/** What wants to have the content while it is read; that it is whole is known at the end only. */
export interface BackupVisitor {
  header?(header: BackupHeader): void | Promise<void>;
  rows?(table: CopiedTable, bytes: Buffer, count: number): Promise<void>;
}

const NEWLINE = 10;

/**
 * Reads a backup from its beginning to its end and checks all of it.
 * @throws AppError `bad-request` when the file is none, damaged, cut off, or of a newer format; `not-found`.
 */
export async function readBackup(path: string, visitor: BackupVisitor = {}): Promise<CheckedBackup> {
  try {
    const { size } = await stat(path).catch((cause: unknown) => {
      throw new AppError('not-found', 'There is no such file', { cause });
    });
    return { ...(await readContent(path, visitor)), bytes: size };
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'bad-request' && error.code !== 'not-found'))
      throw error;
    throw new AppError(error.code, `${basename(path)} cannot be used: ${error.message}`, { cause: error });
  }
}

async function readContent(path: string, visitor: BackupVisitor): Promise<Omit<CheckedBackup, 'bytes'>> {
  let header: BackupHeader | undefined;
  let manifest: BackupManifest | undefined;
  const parts: BackupPart[] = [];
  for await (const file of readArchive(path)) {
    if (manifest !== undefined) throw damaged('something follows its end');
    if (header !== undefined && file.name === MANIFEST) {
      manifest = parsed(manifestSchema, file);
      continue;
    }
    const part = describePart(file);
    if (header === undefined) {
      header = readHeader(file);
      await visitor.header?.(header);
    } else {
      await visitor.rows?.(tableOf(file, header, parts), file.bytes, part.rows);
    }
    parts.push(part);
  }
  if (header === undefined) throw new AppError('bad-request', 'It is no backup of CityMatch');
  if (manifest === undefined) throw new AppError('bad-request', 'It is cut off');
  verify(header, manifest, parts);
  return { header, manifest };
}

/** Name, size, rows and checksum of a part. */
export function describePart({ name, bytes }: ArchiveFile): BackupPart {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, rows: name === HEADER ? 0 : countRows(bytes), bytes: bytes.length, sha256 };
}

/** COPY ends each row by a line break, and writes those within a value as `\n`. */
function countRows(bytes: Buffer): number {
  let rows = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) rows += 1;
  return rows;
}

function readHeader(file: ArchiveFile): BackupHeader {
  const format = file.name === HEADER ? formatSchema.safeParse(asJson(file.bytes)) : undefined;
  if (!format?.success) throw new AppError('bad-request', 'It is no backup of CityMatch');
  const { formatVersion } = format.data;
  if (formatVersion > FORMAT_VERSION) {
    throw new AppError(
      'bad-request',
      `It was made by a newer version of CityMatch (format ${formatVersion}; this version reads ${FORMAT_VERSION})`,
    );
  }
  return parsed(headerSchema, file);
}

/** The table that a part belongs to: the parts come table by table, numbered from 1. */
function tableOf({ name }: ArchiveFile, { tables }: BackupHeader, before: readonly BackupPart[]) {
  const [, folder, number] = /^tables\/(.+)\/(\d{6,})\.copy$/.exec(name) ?? [];
  const table = tables.find((one) => one.name === folder);
  const due = before.filter((part) => part.name.startsWith(`tables/${folder}/`)).length + 1;
  if (table === undefined || number === undefined || name !== partName(table.name, due))
    throw damaged('it has a part that does not belong there');
  return table;
}

function verify(header: BackupHeader, manifest: BackupManifest, parts: readonly BackupPart[]): void {
  for (const [i, wanted] of manifest.parts.entries()) {
    const found = parts[i];
    if (found?.name !== wanted.name || found.bytes !== wanted.bytes || found.rows !== wanted.rows)
      throw damaged(`${wanted.name} is missing or has another size`);
    if (found.sha256 !== wanted.sha256) throw damaged(`the checksum of ${wanted.name} is wrong`);
  }
  if (parts.length !== manifest.parts.length) throw damaged('it has more parts than it says');
  for (const { name } of header.tables) {
    const rows = parts
      .filter((part) => part.name.startsWith(`tables/${name}/`))
      .reduce((sum, part) => sum + part.rows, 0);
    if (manifest.rows[name] !== rows) throw damaged(`${name} has ${rows} rows`);
  }
}

function parsed<T>(schema: z.ZodType<T>, { name, bytes }: ArchiveFile): T {
  const result = schema.safeParse(asJson(bytes));
  if (!result.success) throw damaged(`${name} cannot be read`);
  return result.data;
}

function asJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

const damaged = (what: string) => new AppError('bad-request', `It is damaged: ${what}`);
