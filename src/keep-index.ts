import type { Logger } from 'pino';
import { backupRequestFolder } from './backup/files.js';
import { answerBackupRequests } from './backup/requests.js';
import { copyingFromPglite } from './db/copying-pglite.js';
import { AppError } from './errors.js';
import type { Features } from './features.js';
import { reindexFolder } from './indexing/folders.js';
import { rebuildIndex } from './indexing/rebuild.js';
import { reconcile } from './indexing/reconcile.js';
import { answerReindexRequests } from './indexing/reindex-requests.js';
import type { Context, Parts } from './parts.js';
import { readVersion } from './version.js';

/** Makes the index say what the catalogue says; where the embedder fails, by words only. */
export async function bringUpToDate(
  parts: Parts,
  { board, log, signal }: Context,
  step: string,
): Promise<void> {
  await board.progress.run(step, async (report) => {
    try {
      const { indexed, removed } = await reconcileParts(parts, ({ done, total }) => report(done, total));
      if (indexed + removed > 0) await parts.engine.persist();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
      log.warn({ err: error }, 'Some entries are found by their words only');
    }
  });
}

function reconcileParts(parts: Parts, onProgress?: Parameters<typeof reconcile>[1]) {
  const { store, engine, indexer, inUse } = parts;
  return reconcile({ store, engine, indexer, embedder: inUse.current }, onProgress);
}

/** The first match of a process works out what later ones remember: nobody should have to wait for it. */
export function warmUp({ matcher }: Features, log: Logger): void {
  matcher.match({ statement: 'Streets flood after heavy rain', limit: 10 }).catch((error: unknown) => {
    log.debug({ err: error }, 'The first match failed');
  });
}

/** What goes on beside the requests: a change of the model that is due, and what other commands ask for. */
export function workInBackground(parts: Parts, context: Context): void {
  const { config, log, board, closers, signal } = context;
  const { store, engine, inUse } = parts;
  const change = inUse.changing() ? changeModel(parts, log, signal).then(board.refresh) : Promise.resolve();
  closers.set('model change', () => change);
  const requests = answerReindexRequests({
    folder: reindexFolder(config.dataDir),
    log,
    reindex: async (onProgress) => {
      await change;
      await rebuildIndex({ store, engine }, inUse.current(), onProgress);
      await engine.persist();
    },
  });
  closers.set('reindexing', () => requests.close());
  takeBackups(parts, context);
}

/** What `npm run backup` asks for, where no other process can open the database. */
function takeBackups({ database: { pglite } }: Parts, { config, log, closers }: Context): void {
  if (pglite === undefined) return;
  const requests = answerBackupRequests({
    folder: backupRequestFolder(config.dataDir),
    database: copyingFromPglite(pglite),
    version: readVersion(),
    log,
  });
  closers.set('backups', () => requests.close());
}

/** Embeds everything with the model that is set now, while search goes on with the old vectors. */
async function changeModel(parts: Parts, log: Logger, signal: AbortSignal): Promise<void> {
  let told = 0;
  try {
    await parts.inUse.change(({ done, total }) => {
      const tenths = Math.floor((10 * done) / Math.max(1, total));
      if (tenths > told) log.info(`Embedding with the new model: ${done} of ${total} entries`);
      told = tenths;
    });
    await reconcileParts(parts);
  } catch (error) {
    if (!signal.aborted)
      log.error({ err: error }, 'The embedding model was not changed; the next start tries again');
  }
}
