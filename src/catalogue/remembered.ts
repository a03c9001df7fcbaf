import { performance } from 'node:perf_hooks';
import { canonicalJson } from '../canonical-json.js';
import type { CatalogueAnswer, CatalogueQuery, CatalogueSearch } from './search.js';

/** How long an answer is given again, in milliseconds: an entry grows stale by the day. */
const KEPT_MS = 600_000;
/** Answers that are kept: about 15 KB each, so 45 MB in all. */
const KEPT = 3_000;

interface Kept {
  /** Of the index, when it was asked. */
  version: number | undefined;
  at: number;
  answer: Promise<CatalogueAnswer>;
  pending: boolean;
}

/**
 * The same search, which answers a question once for all who ask it at the same time, and gives its last answers again
 * while the index is the one they were found in. What a part that is away spoilt is not kept.
 * @param version Of the index: rises with each change of it; undefined where nobody can tell, then nothing is kept.
 */
export function rememberedSearch(deps: {
  search: Pick<CatalogueSearch, 'search'>;
  version: () => number | undefined;
  now?: () => number;
}): Pick<CatalogueSearch, 'search'> {
  const { search, version, now = Date.now } = deps;
  /** In order of use. */
  const kept = new Map<string, Kept>();

  const mayGive = (one: Kept, current: number | undefined): boolean =>
    // Who asks while the same is being found gets what is found, unless the index changed meanwhile.
    one.version === current && (one.pending || (current !== undefined && now() - one.at < KEPT_MS));

  const ask = (key: string, query: CatalogueQuery): Promise<CatalogueAnswer> => {
    const one: Kept = { version: version(), at: now(), answer: search.search(query), pending: true };
    kept.set(key, one);
    const forget = () => void (kept.get(key) === one && kept.delete(key));
    one.answer.then((answer) => {
      one.pending = false;
      // Found in the one index or the other: nobody can tell.
      if (one.version === undefined || one.version !== version() || answer.degraded) forget();
    }, forget);
    const oldest = kept.keys().next();
    if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
    return one.answer;
  };

  return {
    async search(query) {
      const started = performance.now();
      const key = keyOf(query);
      const before = kept.get(key);
      if (before === undefined || !mayGive(before, version())) return ask(key, query);
      kept.delete(key);
      kept.set(key, before);
      const answer = await before.answer;
      return { ...answer, tookMs: Math.round((performance.now() - started) * 10) / 10 };
    },
  };
}

/** Equal for questions that have the same answer. */
function keyOf({ text, filter, by, facets, limit, offset }: CatalogueQuery): string {
  const values = Object.entries(filter).map(([facet, some]) => [facet, [...new Set(some)].sort()] as const);
  return canonicalJson([
    text.trim(),
    Object.fromEntries(values),
    [...facets],
    by === 'titles',
    limit,
    offset,
  ]);
}
