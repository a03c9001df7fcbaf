import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { CopyingDatabase } from '../db/copying.js';
import { answerRequests, askServer } from '../folder-requests.js';
import { publish } from './files.js';
import { takeBackup } from './take.js';

/** What the server makes for a request; whoever asked takes it from there. */
const madeFor = (folder: string, id: string) => join(folder, `made-${id}`);

/** Takes the backups that `requestBackup` of another process asks for, while the server works on. */
export function answerBackupRequests(options: {
  folder: string;
  database: CopyingDatabase;
  /** Version of CityMatch. */
  version: string;
  log: Logger;
  pollMs?: number;
}): { close(): Promise<void> } {
  const { folder, database, version, log, pollMs } = options;
  return answerRequests({
    folder,
    async answer(id, onProgress, signal) {
      // The files in it are as secret as the database.
      await chmod(folder, 0o700);
      await takeBackup({ database, file: madeFor(folder, id), version, onProgress, signal });
      log.info('A backup was taken');
    },
    says: {
      asked: 'A backup was asked for',
      failed: 'The backup was not taken',
      deaf: 'npm run backup cannot reach this server',
    },
    log,
    pollMs,
  });
}

/**
 * Asks the server that runs on this data folder for a backup, waits for it, and gives it its name.
 * @returns `done`, or `nobody` when no server took the request within `acceptMs`.
 * @throws AppError `unavailable` when the server could not do it, or ended meanwhile; `conflict` when the target is
 * there already.
 */
export async function requestBackup(options: {
  folder: string;
  target: string;
  onProgress?: (progress: { done: number; total: number }) => void;
  acceptMs?: number;
}): Promise<'done' | 'nobody'> {
  const { folder, target } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const id = await askServer({ ...options, failure: 'The server did not take the backup' });
  if (id === undefined) return 'nobody';
  const made = madeFor(folder, id);
  await publish(made, target);
  return 'done';
}
