import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchEngine } from '../../src/search/port.js';
import type { ReadableEngine, Reads } from '../helpers/search-engine-queries.js';
import { describeFilters } from './search-engine-filters.js';
import { describeLikeness, describeMeaning } from './search-engine-meaning.js';
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

    describeReading(current, { typos: true });
    describeMeaning(current);
    describeWrites(current);
  });
}

/** What everything keeps to that answers searches by words, an engine or not. */
export function describeReading(engine: () => ReadableEngine, reads: Reads): void {
  describeWords(engine, reads);
  describeLikeness(engine);
  describeFilters(engine);
}
