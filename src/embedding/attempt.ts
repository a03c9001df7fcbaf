import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeDurably } from './files.js';

/** A try to fetch the default model that failed: when (ISO 8601 UTC) and why. */
const attemptSchema = z.object({ at: z.iso.datetime(), reason: z.string() });
export type FailedAttempt = z.infer<typeof attemptSchema>;

const fileOf = (dataDir: string) => path.join(path.resolve(dataDir), 'models', '.last-attempt.json');

/** The last failed attempt; undefined where there is none, or its note cannot be read. */
export async function readAttempt(dataDir: string): Promise<FailedAttempt | undefined> {
  try {
    return attemptSchema.parse(JSON.parse(await readFile(fileOf(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

export function writeAttempt(dataDir: string, attempt: FailedAttempt): Promise<void> {
  return writeDurably(fileOf(dataDir), JSON.stringify(attempt));
}

/** Forgets a failed attempt, so that the next start tries again. */
export async function forgetAttempt(dataDir: string): Promise<void> {
  await rm(fileOf(dataDir), { force: true });
}
