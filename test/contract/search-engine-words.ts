import { describe, expect, it } from 'vitest';
import { searchDocument } from '../helpers/search-engine-documents.js';
import { type CurrentReader, idsOf, type Reads } from '../helpers/search-engine-queries.js';

const FIELDS = ['title', 'summary', 'challenge', 'solution', 'outcomes', 'keywords', 'place'] as const;

/** One word in two forms, the first in the document, the second in the query. */
const FORMS = [
  ['en', 'Bridges closed by floods', 'flood'],
  ['es', 'Inundaciones en el barrio', 'inundación'],
  ['fr', 'Les inondations du quartier', 'inondation'],
  ['pt', 'As enchentes do bairro', 'enchente'],
  ['de', 'Überschwemmungen im Viertel', 'Überschwemmung'],
] as const;

/** Search by words: fields, stems, typos, prefixes, highlights. */
export function describeWords(engine: CurrentReader, { typos }: Reads): void {
  describe('by words', () => {
    it.each(FIELDS)('finds a word of the %s', async (field) => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'One', [field]: 'Bioswales along the avenue' } }),
        searchDocument('b', { text: { title: 'Two' } }),
      ]);
      expect(await idsOf(engine(), { text: 'bioswales' })).toEqual(['a']);
    });

    it('puts a word of the title before the same word of the outcomes', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Cleaner air', outcomes: 'Compost for the parks' } }),
        searchDocument('b', { text: { title: 'Compost for all', outcomes: 'Cleaner streets' } }),
      ]);
      expect(await idsOf(engine(), { text: 'compost' })).toEqual(['b', 'a']);
    });

    it('puts a document with more of the words first', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Cool roofs' } }),
        searchDocument('b', { text: { title: 'Cool roofs for schools in summer' } }),
      ]);
      expect(await idsOf(engine(), { text: 'our schools are hot in summer, cool roofs?' })).toEqual([
        'b',
        'a',
      ]);
    });

    it.each(FORMS)('finds another form of a word in %s', async (language, title, word) => {
      await engine().upsert([
        searchDocument('a', { language, text: { title } }),
        searchDocument('b', { language, text: { title: 'Park' } }),
      ]);
      expect(await idsOf(engine(), { text: word, language })).toEqual(['a']);
      expect(await idsOf(engine(), { text: word, words: 'all' })).toEqual(['a']);
    });

    it('finds words whatever their case and accents', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Telhados verdes', place: 'São Paulo' } }),
      ]);
      for (const text of ['SÃO PAULO', 'sao paulo', 'Sa\u0303o Paulo']) {
        expect(await idsOf(engine(), { text, words: 'all' }), text).toEqual(['a']);
      }
    });

    it.each([
      ['Arabic', 'ar', 'الفيضانات في المدينة القديمة', 'المدينة'],
      ['Hindi', 'hi', 'शहर में बाढ़ की समस्या', 'बाढ़'],
      ['Russian', 'ru', 'Наводнение в городе', 'наводнение'],
    ])('finds a word in %s', async (_, language, title, text) => {
      await engine().upsert([searchDocument('a', { language, text: { title } }), searchDocument('b')]);
      expect(await idsOf(engine(), { text, language })).toEqual(['a']);
    });

    it('needs every word of a search box, and takes some where no document has all', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Rain gardens' } }),
        searchDocument('b', { text: { title: 'Roof gardens' } }),
      ]);
      const box = (text: string) => idsOf(engine(), { text, words: 'all' });
      expect(await box('rain gardens')).toEqual(['a']);
      expect((await box('rain gardens lighting')).sort()).toEqual(['a', 'b']);
    });

    if (typos)
      it('forgives one wrong letter in a word, and two in a long one', async () => {
        await engine().upsert([
          searchDocument('a', { text: { title: 'Compost' } }),
          searchDocument('b', { text: { title: 'Afforestation' } }),
        ]);
        for (const text of ['composst', 'compast', 'ompost', 'cmopost']) {
          expect(await idsOf(engine(), { text }), text).toEqual(['a']);
        }
        expect(await idsOf(engine(), { text: 'aforestasion' })).toEqual(['b']);
      });

    it('forgives nothing in a very short word', async () => {
      await engine().upsert([searchDocument('a', { text: { title: 'Bus' } })]);
      expect(await idsOf(engine(), { text: 'bas' })).toEqual([]);
    });

    it('puts the word as written before one that is a letter away', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Trains' } }),
        searchDocument('b', { text: { title: 'Drains' } }),
      ]);
      expect((await idsOf(engine(), { text: 'drains' }))[0]).toBe('b');
    });

    it('takes the last word of a search box for the beginning of one', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Urban forestry' } }),
        searchDocument('b', { text: { title: 'Urban lighting' } }),
      ]);
      expect(await idsOf(engine(), { text: 'urban fores', words: 'all' })).toEqual(['a']);
    });

    it('finds a name, a city, a country and an id', async () => {
      const text = { title: 'Lovelace Engineering', place: 'Mombasa, Kenya, Eastern Africa' };
      await engine().upsert([
        searchDocument('pr-0042', { kind: 'provider', text }),
        searchDocument('cs-0041', { text: { title: 'Other', place: 'Lagos, Nigeria' } }),
      ]);
      for (const words of ['Lovelace', 'mombasa', 'Kenya', 'pr-0042']) {
        expect(await idsOf(engine(), { text: words, words: 'all' }), words).toEqual(['pr-0042']);
      }
    });

    it('lists everything in title order when nothing is asked', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Zebra crossings' } }),
        searchDocument('b', { text: { title: 'Électric buses' } }),
        searchDocument('d', { text: { title: 'Air' } }),
        searchDocument('c', { text: { title: 'Air' } }),
      ]);
      for (const text of ['', '  \n']) expect(await idsOf(engine(), { text })).toEqual(['c', 'd', 'b', 'a']);
    });

    it.each(['qqqq wwwwxxxx', '???', '🙈', '<script>', "'; --"])('finds nothing for %j', async (text) => {
      await engine().upsert([searchDocument('a', { text: { title: 'Parks' } })]);
      expect(await engine().search({ text, words: 'all', limit: 10, facets: ['kind'] })).toEqual({
        hits: [],
        total: 0,
        facets: { kind: {} },
      });
    });

    it('gives scores in [0, 1], best first, the best word score being 1', async () => {
      await engine().upsert(
        Array.from({ length: 12 }, (_, i) =>
          searchDocument(`d${i}`, { text: { title: `Trees ${'and parks '.repeat(i)}` } }),
        ),
      );
      const { hits } = await engine().search({ text: 'trees parks', words: 'any', limit: 20 });
      const scores = hits.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(Math.max(...hits.map(({ keyword }) => keyword ?? 0))).toBe(1);
      for (const hit of hits) {
        expect(hit.score).toBeGreaterThan(0);
        expect(hit.score).toBeLessThanOrEqual(1);
        expect(hit.semantic).toBeNull();
      }
    });

    it('marks the words found, in the passages that hold most of them', async () => {
      const challenge = 'The bridge is old. Heavy rain floods the streets. Rain comes in May.';
      await engine().upsert([searchDocument('a', { text: { title: 'Old town', challenge } })]);
      const { hits } = await engine().search({
        text: 'flooded streets in the rain',
        words: 'any',
        language: 'en',
        limit: 5,
        highlight: true,
      });
      const [best] = hits[0]?.highlights ?? [];
      expect(best?.field).toBe('challenge');
      expect(best?.ranges.map(([start, end]) => best.text.slice(start, end))).toEqual(
        expect.arrayContaining(['rain', 'streets']),
      );
      expect(best?.text).toContain('Heavy rain floods the streets.');
      expect(hits[0]?.highlights.length).toBeLessThanOrEqual(3);
    });

    it('carries no highlights unless asked for', async () => {
      await engine().upsert([searchDocument('a', { text: { title: 'Rain' } })]);
      const { hits } = await engine().search({ text: 'rain', words: 'any', limit: 5 });
      expect(hits.map(({ highlights }) => highlights)).toEqual([[]]);
    });
  });
}
