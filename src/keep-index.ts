import type { Logger } from 'pino';
import { backupRequestFolder } from './backup/files.js';
import { answerBackupRequests } from './backup/requests.js';
import { copyingFromPglite } from './db/copying-pglite.js';
import { takeLock, withLock } from './db/locks.js';
import { AppError } from './errors.js';
import { reindexFolder } from './indexing/folders.js';
import { followModel } from './indexing/follow-model.js';
import { rebuildIndex } from './indexing/rebuild.js';
import { reconcile } from './indexing/reconcile.js';
import { answerReindexRequests } from './indexing/reindex-requests.js';
import { catchUp } from './indexing/reserve.js';
import type { Matcher } from './matching/contract.js';
import { type Context, type Parts, STEP } from './parts.js';
import { sharesIndex, takesUp } from './processes.js';
import { readVersion } from './version.js';

/**
 * Makes the index say what the catalogue says; where the embedder fails, by words only. Where another process is at it
 * already, it is done again in the background, once that one is through.
 */
export async function bringUpToDate(parts: Parts, context: Context): Promise<void> {
  const { board, config, log, signal } = context;
  if (!takesUp(config, 'indexing')) return;
  await board.progress.run(STEP.index, async (report) => {
    const held = await takeLock(parts.database.locks, 'index', { waitMs: 0, signal });
    context.indexIsDue = held === undefined;
    if (held === undefined) return log.info('Another process brings the search index up to date');
    try {
      const { indexed, removed } = await reconcileParts(parts, ({ done, total }) => report(done, total));
      if (indexed + removed > 0) await parts.engine.persist();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
      log.warn({ err: error }, 'Some entries are found by their words only');
    } finally {
      await held.release();
    }
  });
}

function reconcileParts(parts: Parts, onProgress?: Parameters<typeof reconcile>[1]) {
  const { store, engine, indexer, inUse } = parts;
  return reconcile({ store, engine, indexer, embedder: inUse.current }, onProgress);
}

/** The first match of a process works out what later ones remember: nobody should have to wait for it. */
export function warmUp(matcher: Matcher, log: Logger): void {
  matcher.match({ statement: 'Streets flood after heavy rain', limit: 10 }).catch((error: unknown) => {
    log.debug({ err: error }, 'The first match failed');
  });
}

/** What goes on beside the requests: what is still due of the index, and what other commands ask for. */
export function workInBackground(parts: Parts, context: Context): void {
  const { config, log, board, closers, signal } = context;
  const { store, engine, inUse, database } = parts;
  if (takesUp(config, 'indexing')) {
    const due = context.indexIsDue === true || inUse.changing();
    const change = due ? changeModel(parts, log, signal).then(board.refresh) : Promise.resolve();
    closers.set('model change', () => change);
  }
  if (sharesIndex(config)) {
    const follower = followModel({ inUse, log });
    closers.set('model follower', () => follower.close());
  } else {
    // An index that others see too is rebuilt by who is asked to.
    const requests = answerReindexRequests({
      folder: reindexFolder(config.dataDir),
      log,
      reindex: (onProgress) =>
        withLock(database.locks, 'index', async () => {
          await rebuildIndex({ store, engine }, inUse.current(), onProgress);
          await engine.persist();
        }),
    });
    closers.set('reindexing', () => requests.close());
  }
  if (parts.reserve !== undefined && takesUp(config, 'indexing')) void catchUp(parts.reserve, log, signal);
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

/**
 * Embeds everything with the model that is set now, while search goes on with the old vectors; then looks for what
 * changed meanwhile. Waits for another process that is at the index, which may have done it by then.
 */
async function changeModel(parts: Parts, log: Logger, signal: AbortSignal): Promise<void> {
  let told = 0;
  const change = async () => {
    await parts.inUse.change(({ done, total }) => {
      const tenths = Math.floor((10 * done) / Math.max(1, total));
      if (tenths > told) log.info(`Embedding with the new model: ${done} of ${total} entries`);
      told = tenths;
    });
    await reconcileParts(parts);
  };
  try {
    await withLock(parts.database.locks, 'index', change, { signal });
  } catch (error) {
    if (!signal.aborted)
      log.error({ err: error }, 'The search index was not brought up to date; the next start tries again');
  }
}
