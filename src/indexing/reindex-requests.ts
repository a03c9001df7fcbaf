import type { Logger } from 'pino';
import { answerRequests, askServer } from '../folder-requests.js';
import type { OnProgress } from './reconcile.js';

/**
 * Does what `requestReindex` of another process asks for, one request after the other.
 * @param options `reindex` must never leave the search empty.
 */
export function answerReindexRequests(options: {
  folder: string;
  reindex: (onProgress: OnProgress) => Promise<void>;
  log: Logger;
  pollMs?: number;
}): { close(): Promise<void> } {
  const { folder, reindex, log, pollMs } = options;
  return answerRequests({
    folder,
    answer: (_id, onProgress) => reindex(onProgress),
    says: {
      asked: 'A rebuild of the search index was asked for',
      failed: 'The search index was not rebuilt; the old one stays',
      deaf: 'npm run reindex cannot reach this server',
    },
    log,
    pollMs,
  });
}

/**
 * Asks the server that runs on this data folder to rebuild its index, and waits until it has.
 * @returns `done`, or `nobody` when no server took the request within `acceptMs`.
 * @throws AppError `unavailable` when the server could not do it, or ended meanwhile.
 */
export async function requestReindex(options: {
  folder: string;
  onProgress?: OnProgress;
  acceptMs?: number;
}): Promise<'done' | 'nobody'> {
  const id = await askServer({ ...options, failure: 'The server did not rebuild the search index' });
  return id === undefined ? 'nobody' : 'done';
}
