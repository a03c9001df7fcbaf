import { z } from 'zod';
import type { Asker } from '../access.js';
import type { EntryKind } from '../catalogue/entry.js';
import { IMPORT_STATUSES } from '../db/schema.js';

/** Largest file that is taken, in bytes; `npm run seed` takes larger ones. */
export const MAX_IMPORT_BYTES = 20 * 1024 * 1024;
/** Days that a file which was only looked through is kept. */
export const CONTENT_DAYS = 7;
/** What a file may be, by the media type it is sent with. */
export const IMPORT_TYPES = {
  'application/x-ndjson': 'jsonl',
  'application/jsonl': 'jsonl',
  'text/csv': 'csv',
} as const;
export type ImportFormat = (typeof IMPORT_TYPES)[keyof typeof IMPORT_TYPES];

const problem = z.object({
  line: z.int().describe('Line on which the row begins, from 1; 0 where the file itself is meant'),
  id: z.string().optional().describe('Id of the entry, where the row has one'),
  field: z.string().describe('Dotted path of the field; empty where the whole row is meant'),
  message: z.string().describe('What is wrong, and what is expected'),
});

/** What became of a file, row by row. */
export const importReportSchema = z.object({
  read: z.int().describe('Rows that are not blank'),
  created: z.int().describe('New entries'),
  updated: z.int().describe('Entries that changed'),
  unchanged: z.int().describe('Entries that are as they were'),
  refused: z.int().describe('Rows that were refused'),
  rejected: z.array(problem).describe('Why, field by field; the first 1,000'),
  warnings: z
    .array(problem)
    .describe('Rows that were taken though something is odd about them; the first 1,000'),
  planned: z
    .array(
      z.object({
        line: z.int().describe('Line on which the row begins'),
        id: z.string().describe('Id of the entry'),
        title: z.string().describe('Its title or name'),
        what: z.enum(['create', 'update', 'unchanged']).describe('What importing it would do'),
        changed: z.array(z.string()).describe('Fields that would change'),
        was: z.enum(['draft', 'archived']).optional().describe('It is not published now, and would be'),
      }),
    )
    .default([])
    .describe('Of a dry run, what would become of each row; the first 1,000'),
});

/** An uploaded file and what became of it. */
export const importSchema = z
  .object({
    id: z.string().describe('Id of the import'),
    name: z.string().describe('Name of the file'),
    format: z.enum(['jsonl', 'csv']).describe('What it was read as'),
    size: z.int().describe('Its size, in bytes'),
    dryRun: z.boolean().describe('Whether it was only looked through: nothing was saved'),
    status: z
      .enum([...IMPORT_STATUSES, 'interrupted'])
      .describe(
        '`checked`: looked through; `running`; `done`: it is in; `interrupted`: its server ended midway, run it again; `failed`: stopped by a fault, run it again',
      ),
    rowsRead: z.int().describe('Rows read so far'),
    rowsSaved: z.int().describe('Rows that are in the catalogue so far'),
    runnable: z.boolean().describe('Whether the file is still there to be imported'),
    by: z.string().describe('Who uploaded it'),
    createdAt: z.iso.datetime().describe('When, ISO 8601 in UTC'),
    finishedAt: z.iso.datetime().optional().describe('When it was done'),
    report: importReportSchema.optional().describe('What became of its rows'),
  })
  .meta({ id: 'Import', description: 'A file of entries, and what became of it' });
export type Import = z.infer<typeof importSchema>;

/** A file as it came in. */
export interface Upload {
  name: string;
  format: ImportFormat;
  content: Uint8Array;
}

export interface ImportService {
  /** Takes a file in and looks it through; without `dryRun` it is imported as well. */
  take(upload: Upload, about: { dryRun: boolean }, asker: Asker): Promise<Import>;
  /**
   * Imports a file that was looked through, or goes on where a run was broken off: rows that are in already change
   * nothing.
   * @throws AppError `not-found`; `conflict` where it is running, is in, or the file is not there any more.
   */
  run(id: string, asker: Asker): Promise<Import>;
  /** @throws AppError `not-found`. */
  get(id: string): Promise<Import>;
  /** Newest first, without their reports. */
  list(limit: number): Promise<Import[]>;
  template(kind: EntryKind): Promise<string>;
  /** Forgets files that nobody imported for a week. @returns how many. */
  forget(now: Date): Promise<number>;
}
