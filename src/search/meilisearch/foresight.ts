import type { SearchQuery } from '../port.js';
import type { ByWords } from './answer.js';

/** Questions that were told and not asked yet; the oldest go first. */
const MOST = 100;
/** Milliseconds for which what was begun is fresh enough. */
const FRESH_MS = 2_000;

/** What was begun for questions that are about to be asked. */
export interface Foresight {
  begin(query: SearchQuery, work: () => Promise<ByWords>): void;
  /** What was begun for this question, once: a second one begins anew. */
  take(query: SearchQuery): Promise<ByWords> | undefined;
  /** What was begun is of no use any more: there was a write. */
  clear(): void;
}

export function createForesight(): Foresight {
  const begun = new Map<string, { at: number; work: Promise<ByWords> }>();
  return {
    begin(query, work) {
      const started = work();
      // Whoever takes it hears of a failure; nobody else needs to.
      started.catch(() => undefined);
      begun.set(keyOf(query), { at: performance.now(), work: started });
      for (const oldest of begun.keys()) {
        if (begun.size <= MOST) break;
        begun.delete(oldest);
      }
    },
    take(query) {
      const key = keyOf(query);
      const found = begun.get(key);
      begun.delete(key);
      return found !== undefined && performance.now() - found.at < FRESH_MS ? found.work : undefined;
    },
    clear: () => begun.clear(),
  };
}

/** Everything that the words' half of an answer goes by. */
function keyOf({ text, words, language, filter, facets, semanticRatio }: SearchQuery): string {
  return JSON.stringify([text, words, language, filter, facets, semanticRatio]);
}
