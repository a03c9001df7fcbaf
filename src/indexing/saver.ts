import type { Logger } from 'pino';
import type { SearchEngine } from '../search/port.js';

/** Keeps the engine's files near what it holds, so that a start after a crash is quick. */
export interface IndexSaver {
  /** To be called after a write. */
  touch(): void;
  /** Saves what was not saved yet, and stops. */
  close(): Promise<void>;
}

/**
 * Saves once no write came for `quietMs`, and at the latest `mostMs` after the first that is not saved. Saving
 * takes a while with a large index, and losing it costs only the time to index again: so, seldom.
 */
export function createIndexSaver(options: {
  engine: SearchEngine;
  log: Logger;
  quietMs?: number;
  mostMs?: number;
}): IndexSaver {
  const { engine, log, quietMs = 30_000, mostMs = 600_000 } = options;
  let timer: NodeJS.Timeout | undefined;
  let dirtySince: number | undefined;

  async function save(): Promise<void> {
    clearTimeout(timer);
    dirtySince = undefined;
    try {
      await engine.persist();
    } catch (error) {
      log.warn({ err: error }, 'The search index cannot be saved; the next start will build it anew');
    }
  }

  return {
    touch() {
      dirtySince ??= Date.now();
      clearTimeout(timer);
      timer = setTimeout(() => void save(), Math.max(0, Math.min(quietMs, dirtySince + mostMs - Date.now())));
      timer.unref();
    },
    async close() {
      clearTimeout(timer);
      if (dirtySince !== undefined) await save();
    },
  };
}
