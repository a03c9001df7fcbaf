import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { settings } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import type { Entry } from './entry.js';
import { fileSource, type ImportReport, importEntries } from './import.js';
import { readLines } from './lines.js';
import type { CatalogueStore } from './port.js';
import { readRow } from './row.js';

/** The catalogue that comes with the product; providers first, so that case studies find them. */
export const SEED_FILES: readonly string[] = ['providers.jsonl', 'case-studies.jsonl'].map((name) =>
  fileURLToPath(new URL(`../../seeds/${name}`, import.meta.url)),
);

/**
 * Entries of JSON Lines files, all in memory: for tools that need no database.
 * @throws AppError `bad-request` at the first bad row, naming file, line and field.
 */
export async function readEntries(files: readonly string[] = SEED_FILES): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { name, read } of files.map(fileSource)) {
    for await (const line of readLines(read())) {
      const row = 'text' in line ? readRow(line.text) : { problems: [{ path: '', message: line.problem }] };
      if ('entry' in row) entries.push(row.entry);
      else {
        const { path, message } = row.problems[0] ?? { path: '', message: 'is bad' };
        throw new AppError('bad-request', `${name}:${line.number} ${path} ${message}`, {
          fields: row.problems,
        });
      }
    }
  }
  return entries;
}

const KEY = 'seed';

/**
 * Imports the seed catalogue into a new database, once: what staff take out later stays out. Seeding that a
 * crash broke off is begun again.
 * @returns what was imported, or `undefined` where there was nothing to do.
 */
export async function seedIfEmpty(options: {
  db: Database;
  store: CatalogueStore;
  /** Called with the rows read so far. */
  onProgress?: (read: number) => void;
}): Promise<ImportReport | undefined> {
  const { db, store, onProgress } = options;
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY));
  const begun = row?.value === 'begun';
  if (!begun && (row !== undefined || (await store.count()).total > 0)) return undefined;
  await note(db, 'begun');
  const report = await importEntries({ store, sources: SEED_FILES.map(fileSource), onProgress });
  await note(db, 'done');
  return report;
}

async function note(db: Database, value: 'begun' | 'done'): Promise<void> {
  await db
    .insert(settings)
    .values({ key: KEY, value })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: new Date() } });
}
