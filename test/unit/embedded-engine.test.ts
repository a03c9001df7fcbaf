import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { FACETS, type Facet, type SearchDocument, type SearchFilter } from '../../src/search/port.js';
import { angle, passage, searchDocument } from '../helpers/search-engine-documents.js';
import { allPages, idsOf } from '../helpers/search-engine-queries.js';

const open = () => createEmbeddedEngine({ log: pino({ level: 'silent' }) });

async function engineWith(...documents: SearchDocument[]) {
  const engine = await open();
  await engine.upsert(documents);
  return engine;
}

const titled = (id: string, title: string) => searchDocument(id, { text: { title } });

describe('typos in the embedded engine', () => {
  it('are looked for only in words that no document has', async () => {
    const engine = await engineWith(titled('a', 'Drains'), titled('b', 'Trains'), titled('c', 'Brains'));
    expect(await idsOf(engine, { text: 'trains' })).toEqual(['b']);
    expect((await idsOf(engine, { text: 'grains' })).sort()).toEqual(['a', 'b', 'c']);
  });

  it('give the nearest words alone', async () => {
    const engine = await engineWith(titled('a', 'Permeable'), titled('b', 'Permanent'));
    expect(await idsOf(engine, { text: 'permable' })).toEqual(['a']);
  });

  it('are not forgiven when too many', async () => {
    const engine = await engineWith(titled('a', 'Permeable'));
    expect(await idsOf(engine, { text: 'xyrmxable' })).toEqual([]);
  });

  it('of a removed document are forgotten', async () => {
    const engine = await engineWith(titled('a', 'Compost'), titled('b', 'Composition'));
    await engine.remove(['a']);
    expect(await idsOf(engine, { text: 'compast' })).toEqual([]);
  });
});

describe('words in the embedded engine', () => {
  it('are no prefixes in a statement, and before the last one in a search box', async () => {
    const engine = await engineWith(titled('a', 'Forestry school'), titled('b', 'Street lighting'));
    expect(await idsOf(engine, { text: 'fores', words: 'any' })).toEqual([]);
    expect(await idsOf(engine, { text: 'fores lighting', words: 'all' })).toEqual(['b']);
  });

  it('are looked for in titles and places alone where suggestions are asked for', async () => {
    const engine = await engineWith(
      searchDocument('a', { text: { title: 'Flood gates', summary: 'Trams' } }),
      searchDocument('b', { text: { title: 'Parks', summary: 'Flood basins', place: 'Curitiba, Brazil' } }),
    );
    const suggested = (text: string) => idsOf(engine, { text, words: 'all', only: 'titles' });
    expect(await suggested('floo')).toEqual(['a']);
    expect(await suggested('parks curit')).toEqual(['b']);
    // Neither words of the text nor one word of several.
    expect(await suggested('basins')).toEqual([]);
    expect(await suggested('flood parks')).toEqual([]);
    expect((await idsOf(engine, { text: 'floo', words: 'all' })).sort()).toEqual(['a', 'b']);
  });

  it('are taken as they are when all of them are stop words', async () => {
    const engine = await engineWith(titled('a', 'Parks'), titled('b', 'Who'));
    expect(await idsOf(engine, { text: 'who' })).toEqual([]);
    expect(await idsOf(engine, { text: 'the parks' })).toEqual(['a']);
  });

  it('of a very long text are cut to the rarest', async () => {
    const common = Array.from({ length: 30 }, (_, i) => titled(`c${i}`, 'city water street people'));
    const engine = await engineWith(...common, titled('rare', 'Mangrove nursery'));
    const filler = Array.from({ length: 10_000 }, (_, i) => `filler${i.toString(36)} city water`).join(' ');
    const found = await idsOf(engine, { text: `${filler} mangrove nursery`, limit: 1 });
    expect(found).toEqual(['rare']);
  });

  it('of a text of unknown words only find nothing', async () => {
    const engine = await engineWith(titled('a', 'Parks'));
    const text = Array.from({ length: 500 }, (_, i) => `zq${i.toString(36)}vx`).join(' ');
    expect((await engine.search({ text, words: 'any', limit: 5 })).total).toBe(0);
  });
});

describe('neighbours in the embedded engine', () => {
  const crowd = Array.from({ length: 300 }, (_, i) =>
    searchDocument(`d${String(i).padStart(3, '0')}`, {
      text: { title: 'Else' },
      vectors: [passage(i * 0.3)],
    }),
  );
  const ask = { text: 'unheard', vector: angle(0), limit: 1000 } as const;

  it.each([
    ['a statement', 'any', 40],
    ['a search box', 'all', 20],
  ] as const)('are at most so many for %s', async (_what, words, most) => {
    const engine = await engineWith(...crowd);
    const answer = await engine.search({ ...ask, words });
    expect(answer.total).toBe(most);
    expect(answer.hits.map(({ id }) => id)).toEqual(crowd.slice(0, most).map(({ id }) => id));
  });

  it('must be clearly nearer than the average document for a search box', async () => {
    const far = Array.from({ length: 20 }, (_, i) => searchDocument(`f${i}`, { vectors: [passage(90 + i)] }));
    const engine = await engineWith(...far, searchDocument('near', { vectors: [passage(3)] }));
    const answer = await engine.search({ ...ask, words: 'all' });
    expect(answer.hits.map(({ id }) => id)).toEqual(['near']);
  });

  it('are the nearest of those that pass the filter', async () => {
    const few = crowd.slice(270).map((one) => ({ ...one, sectors: ['water'] }));
    const engine = await engineWith(...crowd.slice(0, 270), ...few);
    const answer = await engine.search({ ...ask, words: 'any', filter: { sector: ['water'] } });
    expect(answer.hits.map(({ id }) => id)).toEqual(few.map(({ id }) => id));
  });
});

describe('rebuilding in the embedded engine', () => {
  it('refuses a second rebuild while one runs', async () => {
    const engine = await open();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* slow(): AsyncIterable<SearchDocument[]> {
      await held;
      yield [titled('a', 'A')];
    }
    const first = engine.replaceAll(slow());
    await expect(engine.replaceAll(slow())).rejects.toMatchObject({ code: 'conflict' });
    release();
    await first;
    expect((await engine.info()).documents).toBe(1);
  });

  it('keeps the words of a document of the old model that comes meanwhile, for the next one to embed', async () => {
    const engine = await engineWith(searchDocument('a', { vectors: [passage(0)] }));
    async function* otherModel(): AsyncIterable<SearchDocument[]> {
      const vectors = [{ field: 'whole' as const, vector: angle(0, 12) }];
      yield [searchDocument('b', { vectors, modelId: 'model-b' })];
      await engine.upsert([searchDocument('c', { text: { title: 'Late' }, vectors: [passage(0)] })]);
    }
    await engine.replaceAll(otherModel());
    expect(await idsOf(engine, { text: 'late' })).toEqual(['c']);
    expect((await engine.inventory()).get('c')).toBe('');
    expect((await engine.info()).modelId).toBe('model-b');
  });
});

describe('whatever is written and asked, the embedded engine', () => {
  const value = fc.constantFrom('x', 'y', 'z', '__proto__', 'a b', '"');
  const some = fc.uniqueArray(value, { maxLength: 3 });
  const word = fc.constantFrom('flood', 'floods', 'park', 'tree', 'heat', 'the', 'fl', 'prak');
  const document = fc.record({
    id: fc.constantFrom(...'abcdefghijkl'),
    kind: fc.constantFrom<SearchDocument['kind']>('case-study', 'provider'),
    title: fc.array(word, { maxLength: 4 }),
    sectors: some,
    countries: some,
    sdgs: some,
    pathways: some,
    regions: some,
    degrees: fc.array(fc.integer({ min: 0, max: 180 }), { maxLength: 3 }),
  });
  const documents = fc.array(
    document.map(({ title, degrees, ...rest }) =>
      searchDocument(rest.id, {
        ...rest,
        text: { title: title.join(' ') },
        vectors: degrees.map((d) => passage(d)),
      }),
    ),
    { maxLength: 15 },
  );
  const filter: fc.Arbitrary<SearchFilter> = fc.record(
    {
      kind: fc.subarray(['case-study', 'provider']),
      sector: some,
      country: some,
      sdg: some,
      pathway: some,
      region: some,
    },
    { requiredKeys: [] },
  );
  const query = fc.record({
    text: fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
    words: fc.constantFrom<'all' | 'any'>('all', 'any'),
    filter,
    meaning: fc.option(
      fc.record({ degrees: fc.integer({ min: 0, max: 180 }), ratio: fc.constantFrom(0, 0.3, 1) }),
    ),
  });

  const valuesOf = (one: SearchDocument): Record<Facet, string[]> => ({
    kind: [one.kind],
    sector: one.sectors,
    country: one.countries,
    sdg: one.sdgs,
    pathway: one.pathways,
    region: one.regions,
  });
  const passes = (one: SearchDocument, asked: SearchFilter) =>
    FACETS.every((facet) => {
      const wanted = asked[facet];
      return !wanted || wanted.length === 0 || valuesOf(one)[facet].some((v) => wanted.includes(v));
    });

  it('filters, counts and pages as the plainest implementation does', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.uniqueArray(fc.constantFrom(...'abcdef'), { maxLength: 3 }),
        query,
        async (all, gone, asked) => {
          const engine = await engineWith(...all);
          await engine.remove(gone);
          const held = [...new Map(all.map((one) => [one.id, one])).values()].filter(
            ({ id }) => !gone.includes(id),
          );
          const { meaning, ...rest } = asked;
          const search = {
            ...rest,
            facets: FACETS,
            ...(meaning && { vector: angle(meaning.degrees), semanticRatio: meaning.ratio }),
          };
          const whole = await engine.search({ ...search, limit: 100 });
          const found = held.filter(({ id }) => whole.hits.some((hit) => hit.id === id));
          expect(found).toHaveLength(whole.hits.length);
          expect(whole.total).toBe(found.length);
          expect(found.every((one) => passes(one, asked.filter))).toBe(true);
          for (const facet of FACETS) {
            const counts = new Map<string, number>();
            for (const one of found)
              for (const v of valuesOf(one)[facet]) counts.set(v, (counts.get(v) ?? 0) + 1);
            expect(new Map(Object.entries(whole.facets[facet] ?? {}))).toEqual(counts);
          }
          if (asked.text === '' && !meaning) {
            expect(found).toHaveLength(held.filter((one) => passes(one, asked.filter)).length);
          }
          const { ids, totals } = await allPages(engine, { ...search, limit: 2 });
          expect(ids).toEqual(whole.hits.map(({ id }) => id));
          expect([...totals]).toEqual([found.length]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ranks the first search after a removal as every later one', async () => {
    const titles: [string, string][] = [
      ['j', 'tree'],
      ['c', 'heat'],
      ['a', 'tree tree'],
    ];
    const engine = await engineWith(
      ...titles.map(([id, title]) =>
        searchDocument(id, { text: { title }, vectors: id === 'j' ? [passage(0)] : [] }),
      ),
    );
    await engine.remove(['a']);
    const search = {
      text: 'tree heat',
      words: 'all',
      filter: {},
      vector: angle(0),
      semanticRatio: 0.3,
    } as const;
    const ask = async () =>
      (await engine.search({ ...search, facets: [], limit: 9 })).hits.map(({ id, score }) => [id, score]);
    expect(await ask()).toEqual(await ask());
  });

  it('bears any text, with marks that lie within it', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const language = fc.constantFrom('en', 'es', 'fr', 'pt', 'de', 'ar', 'zh', 'xx');
    await fc.assert(
      fc.asyncProperty(text, text, language, fc.boolean(), async (title, asked, spoken, box) => {
        const engine = await open();
        await engine.upsert([
          searchDocument('a', { language: spoken, text: { title, challenge: `${title} ${asked}` } }),
          searchDocument('b', { text: { title: asked } }),
        ]);
        const { hits } = await engine.search({
          text: asked,
          words: box ? 'all' : 'any',
          highlight: true,
          limit: 5,
        });
        for (const { highlights, score } of hits) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          for (const { text: passageText, ranges } of highlights) {
            for (const [start, end] of ranges) {
              expect(start).toBeLessThan(end);
              expect(end).toBeLessThanOrEqual(passageText.length);
            }
          }
        }
        await engine.remove(['a']);
        expect((await engine.inventory()).size).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
});
