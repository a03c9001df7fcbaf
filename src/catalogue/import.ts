import { createReadStream } from 'node:fs';
import { AppError } from '../errors.js';
import type { Entry } from './entry.js';
import { type Line, readLines } from './lines.js';
import type { CatalogueStore } from './port.js';
import { readRow } from './row.js';

/** Entries of one transaction. */
const BATCH = 200;
/** Problems and warnings kept for the report; all are counted. */
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
}

export interface ImportSource {
  /** The name it is reported under. */
  name: string;
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
 * Imports JSON Lines, one entry a line, in bounded memory. Good rows are saved in batches, each in a
 * transaction of its own; bad ones are reported and stop nothing. Of two rows with one id in one file the second
 * is refused.
 * @throws AppError, or the driver's error, when the database fails; the batches before are saved.
 */
export async function importEntries(options: {
  store: CatalogueStore;
  sources: Iterable<ImportSource>;
  /** Called after each batch with the rows read so far. */
  onProgress?: ((read: number) => void) | undefined;
}): Promise<ImportReport> {
  const { store, sources, onProgress } = options;
  const run = createRun(store);
  for (const { name, read } of sources) {
    const seen = new Set<string>();
    try {
      for await (const line of readLines(read())) {
        run.take(name, line, seen);
        if (run.pending() < BATCH) continue;
        await run.flush();
        onProgress?.(run.report.read);
      }
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'bad-request')) throw error;
      run.refuse({ file: name, line: 0, field: '', message: error.message });
    }
  }
  await run.flush();
  onProgress?.(run.report.read);
  await run.warnOfUnknownProviders();
  return run.report;
}

function createRun(store: CatalogueStore) {
  const report: ImportReport = {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    refused: 0,
    rejected: [],
    warnings: [],
  };
  let batch: Entry[] = [];
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
    if (entry.kind !== 'case-study') return;
    for (const [index, provider] of entry.body.providers.entries()) {
      if (named.has(provider)) continue;
      const message = `names a provider that the catalogue does not have: ${provider}`;
      named.set(provider, { ...at, id: entry.id, field: `providers.${index}`, message });
    }
  };
  return {
    report,
    refuse,
    pending: () => batch.length,
    take(file: string, line: Line, seen: Set<string>) {
      report.read++;
      const at = { file, line: line.number };
      if ('problem' in line) return refuse({ ...at, field: '', message: line.problem });
      const row = readRow(line.text);
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
      const saved = await store.save(batch);
      batch = [];
      report.created += saved.created;
      report.updated += saved.updated;
      report.unchanged += saved.unchanged;
    },
    async warnOfUnknownProviders() {
      const known = new Set((await store.getMany([...named.keys()])).map(({ id }) => id));
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
