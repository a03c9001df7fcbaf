import { z } from 'zod';

/*
 * A backup is a gzipped tar archive (POSIX ustar): `header.json` first, then the rows of each table in parts, as
 * PostgreSQL's COPY writes them (text format, UTF-8), and `manifest.json` last, which vouches for all the others.
 */

export const FORMAT = 'citymatch-backup';
/** Raised with every change that older programs cannot read. */
export const FORMAT_VERSION = 1;
export const HEADER = 'header.json';
export const MANIFEST = 'manifest.json';

/** What every version of the format says first. */
export const formatSchema = z.looseObject({ format: z.literal(FORMAT), formatVersion: z.int().positive() });

const tableSchema = z.object({
  name: z.string().min(1),
  /** In the order in which the rows have them. */
  columns: z.array(z.string().min(1)).min(1),
});

export const headerSchema = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  /** Version of CityMatch that wrote it. */
  version: z.string(),
  /** The last migration that the database had had: when that was made, in milliseconds since 1970. */
  migration: z.int(),
  takenAt: z.iso.datetime(),
  tables: z.array(tableSchema),
});
export type BackupHeader = z.infer<typeof headerSchema>;

const partSchema = z.object({
  /** Its name in the archive. */
  name: z.string(),
  rows: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string(),
});
export type BackupPart = z.infer<typeof partSchema>;

export const manifestSchema = z.object({
  /** All that stands before the manifest, in its order, the header too. */
  parts: z.array(partSchema),
  /** Rows of each table. */
  rows: z.record(z.string(), z.int().min(0)),
  /** The last value that each sequence gave. */
  sequences: z.array(z.object({ name: z.string().min(1), last: z.string().regex(/^\d+$/) })),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

/** The name of a part: `tables/entries/000001.copy`. */
export function partName(table: string, number: number): string {
  return `tables/${table}/${String(number).padStart(6, '0')}.copy`;
}
