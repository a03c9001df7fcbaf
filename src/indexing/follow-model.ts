import type { Logger } from 'pino';
import type { EmbeddingInUse } from './model-change.js';

/** How long searches may go on with a model that the index has left, in milliseconds. */
const EVERY_MS = 2_000;

/** Looks from time to time whether another process has changed the index to another model. */
export function followModel(options: {
  inUse: Pick<EmbeddingInUse, 'look'>;
  log: Logger;
  everyMs?: number;
}): { close(): Promise<void> } {
  const { inUse, log, everyMs = EVERY_MS } = options;
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= inUse
      .look()
      .catch((error: unknown) =>
        log.debug({ err: error }, 'The index cannot be asked for its model just now'),
      )
      .finally(() => {
        looking = undefined;
      });
  }, everyMs);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
