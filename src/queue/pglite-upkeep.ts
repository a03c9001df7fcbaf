import type { PGlite } from '@electric-sql/pglite';
import type { Logger } from 'pino';

const EVERY_MS = 15 * 60_000;
/** Where rows come and go; the catalogue itself hardly changes. */
const TABLES = 'bullmq.job, bullmq.event, bullmq.meta, bullmq.dedup, citymatch.outbox';

/**
 * Does for PGlite what PostgreSQL's background processes do: it has neither autovacuum nor checkpoints of its
 * own, so that dead rows and the write-ahead log would grow for as long as the process lives.
 */
export function startUpkeep(pglite: PGlite, log: Logger, everyMs = EVERY_MS): { close(): Promise<void> } {
  let running = Promise.resolve();
  const run = async () => {
    try {
      await pglite.exec(`vacuum ${TABLES}`);
      await pglite.exec('checkpoint');
    } catch (error) {
      log.warn({ err: error }, 'The database could not be tidied up; trying again later');
    }
  };
  const timer = setInterval(() => {
    running = running.then(run);
  }, everyMs);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
