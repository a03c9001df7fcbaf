import { createReadStream } from 'node:fs';
import { AppError } from '../errors.js';
import { type CsvLine, readCsv } from './csv.js';
import { type Entry, titleOf } from './entry.js';
import { type Line, readLines } from './lines.js';
import type { CatalogueStore, Planned } from './port.js';
import { readFields, readRow } from './row.js';

/** Entries of one transaction. */
const BATCH = 200;
/** Problems, warnings and planned rows kept for the report; all are counted. */
const MAX_REPORTED = 1_000;

/** What is wrong with one field of one row. */
export interface RowProblem {
  file: string;
  /** From 1; 0 where the file itself cannot be read. */
  line: number;
  id?: string;
  /** Dotted path; empty where the whole row is meant. */
  field: string;
  message: string;
}

/** What would become of a row. */
export interface PlannedRow extends Planned {
  line: number;
  title: string;
}

export interface ImportReport {
  /** Rows that are not blank. */
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  /** Rows, and files, that were refused. */
  refused: number;
  /** Why, field by field; of very many only the first 1,000. */
  rejected: RowProblem[];
  /** Rows that were taken though something is odd about them, such as an unknown provider; at most 1,000. */
  warnings: RowProblem[];
  /** Of a dry run, row by row what would become of it; of very many only the first 1,000. */
  planned: PlannedRow[];
}

export interface ImportSource {
  /** The name it is reported under. */
  name: string;
  /** Default JSON Lines. */
  format?: 'jsonl' | 'csv';
  /** Throws AppError `bad-request`, saying why, where it cannot be read. */
  read(): AsyncIterable<Uint8Array>;
}

/** A file to import from. It is opened when its turn comes; failing that is an AppError `bad-request`. */
export function fileSource(name: string): ImportSource {
  return {
    name,
    async *read() {
      try {
        yield* createReadStream(name);
      } catch (cause) {
        throw new AppError('bad-request', `cannot be read: ${reasonOf(cause)}`, { cause });
      }
    },
  };
}

/**
 * Imports JSON Lines, one entry a line, or CSV, in bounded memory. Good rows are saved in batches, each in a
 * transaction of its own; bad ones are reported and stop nothing. Of two rows with one id in one file the second
 * is refused.
 * @throws AppError, or the driver's error, when the database fails; the batches before are saved.
 */
export async function importEntries(options: {
  store: CatalogueStore;
  sources: Iterable<ImportSource>;
  /** Called after each batch with the rows read so far, and how many of them are saved. */
  onProgress?: ((read: number, saved: number) => unknown) | undefined;
  /** Does everything but save, and says what saving would do. */
  dryRun?: boolean | undefined;
}): Promise<ImportReport> {
  const { store, sources, dryRun = false } = options;
  const run = createRun(store, dryRun);
  const tell = () => {
    const { read, created, updated, unchanged } = run.report;
    return options.onProgress?.(read, dryRun ? 0 : created + updated + unchanged);
  };
  for (const { name, read, format } of sources) {
    const seen = new Set<string>();
    try {
      for await (const line of format === 'csv' ? readCsv(read()) : readLines(read())) {
        run.take(name, line, seen);
        if (run.pending() < BATCH) continue;
        await run.flush();
        await tell();
      }
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'bad-request')) throw error;
      run.refuse({ file: name, line: 0, field: '', message: error.message });
    }
  }
  await run.flush();
  await tell();
  await run.warnOfUnknownProviders();
  return run.report;
}

function createRun(store: CatalogueStore, dryRun: boolean) {
  const report: ImportReport = {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    refused: 0,
    rejected: [],
    warnings: [],
    planned: [],
  };
  let batch: Entry[] = [];
  /** Lines of the batch. */
  let lines: number[] = [];
  /** Every id that is taken in. */
  const ids = new Set<string>();
  /** Where each provider is first named. */
  const named = new Map<string, RowProblem>();

  const note = (list: RowProblem[], problem: RowProblem) => {
    if (list.length < MAX_REPORTED) list.push(problem);
  };
  const refuse = (...problems: RowProblem[]) => {
    report.refused++;
    for (const problem of problems) note(report.rejected, problem);
  };
  const accept = (entry: Entry, at: { file: string; line: number }) => {
    batch.push(entry);
    lines.push(at.line);
    ids.add(entry.id);
    if (entry.kind !== 'case-study') return;
    for (const [index, provider] of entry.body.providers.entries()) {
      if (named.has(provider)) continue;
      const message = `names a provider that the catalogue does not have: ${provider}`;
      named.set(provider, { ...at, id: entry.id, field: `providers.${index}`, message });
    }
  };
  /** What saving the batch would do. */
  const plan = async () => {
    const rows = (await store.plan(batch)).map((row, at) => {
      const entry = batch[at];
      return { ...row, line: lines[at] ?? 0, title: entry === undefined ? '' : titleOf(entry) };
    });
    report.planned.push(...rows.slice(0, MAX_REPORTED - report.planned.length));
    const count = (what: Planned['what']) => rows.filter((row) => row.what === what).length;
    return { created: count('create'), updated: count('update'), unchanged: count('unchanged') };
  };
  return {
    report,
    refuse,
    pending: () => batch.length,
    take(file: string, line: Line | CsvLine, seen: Set<string>) {
      report.read++;
      const at = { file, line: line.number };
      if ('problem' in line) return refuse({ ...at, field: '', message: line.problem });
      const row = 'text' in line ? readRow(line.text) : readFields(line.row);
      if ('problems' in row) {
        const id = row.id === undefined ? {} : { id: row.id };
        return refuse(...row.problems.map(({ path, message }) => ({ ...at, ...id, field: path, message })));
      }
      const { entry } = row;
      if (seen.has(entry.id)) {
        return refuse({
          ...at,
          id: entry.id,
          field: 'id',
          message: 'is also the id of an earlier row of this file',
        });
      }
      seen.add(entry.id);
      accept(entry, at);
    },
    async flush() {
      const saved = dryRun ? await plan() : await store.save(batch);
      batch = [];
      lines = [];
      report.created += saved.created;
      report.updated += saved.updated;
      report.unchanged += saved.unchanged;
    },
    async warnOfUnknownProviders() {
      const held = await store.getMany([...named.keys()].filter((id) => !ids.has(id)));
      const known = new Set([...ids, ...held.map(({ id }) => id)]);
      for (const [provider, where] of named) if (!known.has(provider)) note(report.warnings, where);
    },
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
