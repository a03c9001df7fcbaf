import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import type { SearchAnswer, SearchEngine, SearchQuery, SearchReader } from './port.js';

/** How long a reader waits for the engine, and how often one that is away is asked again, in milliseconds. */
const DEADLINE_MS = 4_000;
const PROBE_EVERY_MS = 3_000;
/** So many questions in succession that were answered too late mean that the engine is away, whatever it says. */
const MOST_LATE = 10;
/** How long after a question that was too late `degraded` says so, in milliseconds: who asked looks within. */
const SLOW_FOR_MS = 1_000;

/** The least that an engine must answer to count as back. */
const PROBE: SearchQuery = { text: '', words: 'all', limit: 1 };

export interface DegradingOptions {
  log: Logger;
  /** Called when the engine begins to be away. */
  onDegraded?: (() => void) | undefined;
  /** Called when a query vector has another length than those of the index: another process has changed its model. */
  onMisfit?: (() => void) | undefined;
  deadlineMs?: number;
  probeEveryMs?: number;
}

/** An engine for readers, which tells whether something lesser answers in its place just now. */
export type DegradingEngine = SearchEngine & { readonly degraded: boolean };

/**
 * The engine `primary` for those who read: when it is away (AppError `unavailable`), `fallback` answers, and goes on to
 * answer at once until `primary` has answered one question that nobody waits for. One that takes too long is asked how
 * it is: where it tells, it is busy, and `fallback` answers this question alone; where it does not, it is away. Writes,
 * and what is told of the index itself, go to `primary` alone and fail with it, so that jobs come again.
 */
export function createDegradingEngine(
  primary: SearchEngine,
  fallback: SearchReader,
  options: DegradingOptions,
): DegradingEngine {
  const { log, onDegraded, onMisfit, deadlineMs = DEADLINE_MS, probeEveryMs = PROBE_EVERY_MS } = options;
  let away = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let checking: Promise<boolean> | undefined;
  /** Questions in succession that were too late, and when the last of them was answered from elsewhere. */
  let late = 0;
  let slowUntil = 0;

  function leave(error: unknown): void {
    if (away || closed) return;
    away = true;
    late = 0;
    log.error({ err: error }, 'The search engine is away: searches are answered by words from the database');
    onDegraded?.();
    probeLater();
  }

  function probeLater(): void {
    if (closed) return;
    timer = setTimeout(() => {
      within(deadlineMs, primary.search(PROBE)).then(comeBack, probeLater);
    }, probeEveryMs);
    timer.unref();
  }

  function comeBack(): void {
    if (closed) return;
    away = false;
    log.info('The search engine is back');
  }

  /** Whether the engine tells of itself, which takes no search. All who wait at one time share the question. */
  function isThere(): Promise<boolean> {
    checking ??= within(deadlineMs / 2, primary.info())
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        checking = undefined;
      });
    return checking;
  }

  /** What the engine answers. @throws AppError `unavailable` where it is away, or too late this time. */
  async function ask<T>(how: (engine: SearchReader) => Promise<T>): Promise<T> {
    let there: Promise<boolean> | undefined;
    const halfway = setTimeout(() => {
      there = isThere();
    }, deadlineMs / 2);
    try {
      const answer = await within(deadlineMs, how(primary));
      late = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
      if (!(error instanceof TooLate) || ++late >= MOST_LATE || !(await there)) leave(error);
      else log.warn('The search engine is slow: a question is answered by words from the database');
      throw error;
    } finally {
      clearTimeout(halfway);
    }
  }

  async function read<T>(
    how: (engine: SearchReader) => Promise<T>,
    lesser: (answer: T) => T = (answer) => answer,
  ): Promise<T> {
    if (!away) {
      try {
        return await ask(how);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
      }
    }
    const answer = await how(fallback);
    if (!away) slowUntil = Date.now() + SLOW_FOR_MS;
    return lesser(answer);
  }

  /** Words alone answer a query whose vector does not fit, until the model is followed. */
  async function searchAsFits(engine: SearchReader, query: SearchQuery): Promise<SearchAnswer> {
    try {
      return await engine.search(query);
    } catch (error) {
      const misfit =
        error instanceof AppError && error.code === 'misconfigured' && query.vector !== undefined;
      if (!misfit) throw error;
      onMisfit?.();
      const { vector: _, ...words } = query;
      return { ...(await engine.search(words)), degraded: true };
    }
  }

  return {
    name: primary.name,
    get degraded() {
      return away || Date.now() < slowUntil;
    },
    search: (query) =>
      read(
        (engine) => searchAsFits(engine, query),
        (answer) => ({ ...answer, degraded: true }),
      ),
    foresee(query) {
      if (!away) primary.foresee?.(query);
    },
    similar: (id, how) => read((engine) => engine.similar(id, how)),
    get: (ids) => read((engine) => engine.get(ids)),
    upsert: (documents) => primary.upsert(documents),
    remove: (ids) => primary.remove(ids),
    revisions: (ids) => primary.revisions(ids),
    inventory: () => primary.inventory(),
    info: () => primary.info(),
    replaceAll: (documents) => primary.replaceAll(documents),
    persist: () => primary.persist(),
    close() {
      closed = true;
      clearTimeout(timer);
      return primary.close();
    },
  };
}

class TooLate extends AppError {
  constructor(ms: number) {
    super('unavailable', `The search engine did not answer within ${ms} ms`);
  }
}

/** @throws TooLate when the promise takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooLate(ms)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
