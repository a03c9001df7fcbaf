import type { SearchEngine, SearchQuery, SearchReader } from '../../src/search/port.js';

/** The engine under test: a new, empty one for each test. */
export type CurrentEngine = () => SearchEngine;

/** What a test of searching alone needs: a reader, and how documents come to it. */
export type ReadableEngine = SearchReader & Pick<SearchEngine, 'upsert'>;
export type CurrentReader = () => ReadableEngine;

/** What a reader is made for; an engine is for all of it. */
export interface Reads {
  /** It finds words that are a letter or two away. */
  typos: boolean;
}

/** The ids that a query finds, best first. */
export async function idsOf(
  engine: SearchReader,
  query: Partial<SearchQuery> & { text: string },
): Promise<string[]> {
  const { hits } = await engine.search({ words: 'any', limit: 50, ...query });
  return hits.map(({ id }) => id);
}

/** Every hit of a query, page by page. */
export async function allPages(
  engine: SearchReader,
  query: Omit<SearchQuery, 'offset'>,
): Promise<{ ids: string[]; totals: Set<number> }> {
  const ids: string[] = [];
  const totals = new Set<number>();
  for (;;) {
    const answer = await engine.search({ ...query, offset: ids.length });
    totals.add(answer.total);
    if (answer.hits.length === 0) return { ids, totals };
    ids.push(...answer.hits.map(({ id }) => id));
  }
}
