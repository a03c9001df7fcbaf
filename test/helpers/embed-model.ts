import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { fetchModel } from '../../src/embedding/download.js';
import { DEFAULT_MODEL, modelFolderOf } from '../../src/embedding/models.js';

/** Where tests keep the model between runs. */
const MODEL_CACHE = fileURLToPath(new URL('../../node_modules/.cache/citymatch-models', import.meta.url));

export const quiet = pino({ level: 'silent' });

/** Folder of all-MiniLM-L6-v2, fetched once for all test files; undefined, said loudly, where it cannot be had. */
export async function miniLmFolder(): Promise<string | undefined> {
  const folder = modelFolderOf(MODEL_CACHE, DEFAULT_MODEL);
  if (await stat(folder).catch(() => undefined)) return folder;
  try {
    await fetchModel({ dataDir: MODEL_CACHE, timeoutMs: 100_000, log: quiet });
    return folder;
  } catch (error) {
    process.emitWarning(`NOT TESTED with ${DEFAULT_MODEL}, because it cannot be had here: ${String(error)}`);
    return undefined;
  }
}

/** Summaries of the seed catalogue's case studies, by id. */
export function seedSummaries(): Map<string, string> {
  const file = fileURLToPath(new URL('../../seeds/case-studies.jsonl', import.meta.url));
  const rows = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(
    rows.map((row) => {
      const { id, title, summary } = JSON.parse(row) as { id: string; title: string; summary: string };
      return [id, `${title}. ${summary}`];
    }),
  );
}

export const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
export const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

/** Path of a file under the repository, for child processes. */
export const inRepository = (...parts: string[]) =>
  path.join(fileURLToPath(new URL('../..', import.meta.url)), ...parts);
