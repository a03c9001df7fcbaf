import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchEngine } from '../../src/search/port.js';
import { describeFilters } from './search-engine-filters.js';
import { describeMeaning } from './search-engine-meaning.js';
import { describeWords } from './search-engine-words.js';
import { describeWrites } from './search-engine-writes.js';

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
