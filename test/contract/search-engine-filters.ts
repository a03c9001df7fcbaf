import { describe, expect, it } from 'vitest';
import { FACETS, type SearchFilter } from '../../src/search/port.js';
import { angle, passage, searchDocument } from '../helpers/search-engine-documents.js';
import { allPages, type CurrentReader, idsOf } from '../helpers/search-engine-queries.js';

const DOCUMENTS = [
  searchDocument('a', {
    text: { title: 'Flood park' },
    sectors: ['water', 'parks'],
    countries: ['PE'],
    sdgs: ['11', '13'],
    pathways: ['resilient'],
    regions: ['005', '019'],
    vectors: [passage(0)],
  }),
  searchDocument('b', {
    text: { title: 'Flood maps' },
    sectors: ['water'],
    countries: ['KE'],
    sdgs: ['11'],
    regions: ['014'],
    vectors: [passage(70)],
  }),
  searchDocument('c', {
    kind: 'provider',
    text: { title: 'Flood engineers' },
    sectors: ['water'],
    countries: ['PE', 'KE'],
    regions: ['005', '014'],
    vectors: [passage(100)],
  }),
  searchDocument('d', { text: { title: 'Cycle lanes' }, sectors: ['mobility'], countries: ['PE'] }),
];

const QUERIES = [
  ['a listing', { text: '', words: 'all' }],
  ['words', { text: 'flood', words: 'all' }],
  ['meaning', { text: '', words: 'any', vector: angle(0), semanticRatio: 1 }],
  ['words and meaning', { text: 'flood lanes', words: 'any', vector: angle(0), semanticRatio: 0.5 }],
] as const;

/** Filters, facets, totals and pages, which must agree with each other. */
export function describeFilters(engine: CurrentReader): void {
  describe('filters, facets and pages', () => {
    const cases: [SearchFilter, string[]][] = [
      [{}, ['a', 'b', 'c', 'd']],
      [{ sector: [] }, ['a', 'b', 'c', 'd']],
      [{ kind: ['provider'] }, ['c']],
      [{ sector: ['parks', 'mobility'] }, ['a', 'd']],
      [{ sector: ['water'], country: ['PE'] }, ['a', 'c']],
      [{ sdg: ['13'] }, ['a']],
      [{ pathway: ['resilient'], kind: ['provider'] }, []],
      [{ region: ['014'] }, ['b', 'c']],
      [{ country: ['XX'] }, []],
      [{ country: ['XX', 'KE'], sdg: ['11'] }, ['b']],
      [{ sector: ['__proto__'] }, []],
      [{ sector: ['water" OR kind = "provider'] }, []],
    ];
    it.each(cases)('passes what %j says: OR within a facet, AND between', async (filter, ids) => {
      await engine().upsert(DOCUMENTS);
      expect((await idsOf(engine(), { text: '', filter })).sort()).toEqual(ids);
      const flooding = ids.filter((id) => id !== 'd');
      expect((await idsOf(engine(), { text: 'flood', filter })).sort()).toEqual(flooding);
    });

    it.each(QUERIES)('counts each facet over exactly what is found: %s', async (_, query) => {
      await engine().upsert(DOCUMENTS);
      const filter = { country: ['PE'] };
      const answer = await engine().search({ ...query, filter, facets: FACETS, limit: 50 });
      const found = DOCUMENTS.filter(({ id }) => answer.hits.some((hit) => hit.id === id));
      const count = (values: string[]) =>
        Object.fromEntries([...new Set(values)].map((v) => [v, values.filter((one) => one === v).length]));
      expect(answer.total).toBe(answer.hits.length);
      expect(answer.facets).toEqual({
        kind: count(found.map(({ kind }) => kind)),
        sector: count(found.flatMap(({ sectors }) => sectors)),
        country: count(found.flatMap(({ countries }) => countries)),
        sdg: count(found.flatMap(({ sdgs }) => sdgs)),
        pathway: count(found.flatMap(({ pathways }) => pathways)),
        region: count(found.flatMap(({ regions }) => regions)),
      });
    });

    it('counts only the facets asked for, whatever the page', async () => {
      await engine().upsert(DOCUMENTS);
      const answer = await engine().search({ text: 'flood', words: 'any', limit: 1, facets: ['kind'] });
      expect(answer.facets).toEqual({ kind: { 'case-study': 2, provider: 1 } });
      expect((await engine().search({ text: 'flood', words: 'any', limit: 1 })).facets).toEqual({});
    });

    it.each(QUERIES)('pages to the end without a repeat: %s', async (_, query) => {
      const many = Array.from({ length: 40 }, (_unused, i) =>
        searchDocument(`m${String(i).padStart(2, '0')}`, {
          text: { title: i % 3 === 0 ? 'Flood' : 'Cycle lanes' },
          // Equal angles make equal scores: ties must keep their order from page to page.
          vectors: i % 5 === 0 ? [] : [passage((i % 4) * 20)],
        }),
      );
      await engine().upsert(many);
      const whole = await engine().search({ ...query, limit: 100 });
      const { ids, totals } = await allPages(engine(), { ...query, limit: 7 });
      expect(ids).toEqual(whole.hits.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
      expect([...totals]).toEqual([ids.length]);
    });

    it('gives no hits, but the total, past the end and for a limit of 0', async () => {
      await engine().upsert(DOCUMENTS);
      for (const page of [{ limit: 10, offset: 50 }, { limit: 0 }]) {
        const answer = await engine().search({ text: 'flood', words: 'any', ...page });
        expect([answer.hits, answer.total]).toEqual([[], 3]);
      }
    });
  });
}
