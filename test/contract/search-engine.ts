import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchEngine, SearchQuery } from '../../src/search/port.js';
import { describeFilters } from './search-engine-filters.js';
import { describeMeaning } from './search-engine-meaning.js';
import { describeWords } from './search-engine-words.js';
import { describeWrites } from './search-engine-writes.js';

/** The engine under test: a new, empty one for each test. */
export type CurrentEngine = () => SearchEngine;

/**
 * What every adapter of the SearchEngine port keeps to. Nothing here asks for exact scores, since each engine
 * counts in its own way; it asks what is found, in which order, and that totals, facets and pages agree.
 * @param create Makes an empty engine; it is closed after each test.
 */
export function searchEngineContract(name: string, create: () => Promise<SearchEngine>): void {
  describe(`the search engine ${name}`, () => {
    let engine: SearchEngine;
    const current = () => engine;

    beforeEach(async () => {
      engine = await create();
    });
    afterEach(() => engine.close());

    it('has a name', () => expect(engine.name).toMatch(/^[a-z]+$/));

    describeWords(current);
    describeMeaning(current);
    describeFilters(current);
    describeWrites(current);
  });
}

/** The ids that a query finds, best first. */
export async function idsOf(
  engine: SearchEngine,
  query: Partial<SearchQuery> & { text: string },
): Promise<string[]> {
  const { hits } = await engine.search({ words: 'any', limit: 50, ...query });
  return hits.map(({ id }) => id);
}

/** Every hit of a query, page by page. */
export async function allPages(
  engine: SearchEngine,
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
