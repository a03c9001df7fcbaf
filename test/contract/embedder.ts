import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/embedding/port.js';
import { dot, furthest, seedSummaries } from '../helpers/embed-model.js';

const ODD = [
  '😀🌧️🏙️',
  'فيضانات في المدينة القديمة',
  'שיטפונות',
  '\u0000\u0007',
  '\ud83d',
  "'; DROP TABLE entries; --",
  '<b>&amp;</b>',
  '洪水',
];

/** What every adapter of the embedder port does. `create` starts the real one. */
export function describeEmbedder(name: string, dimensions: number, create: () => Promise<Embedder>): void {
  describe(`embedder ${name}`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await create();
    });
    afterAll(() => embedder.close());
    const one = async (text: string, priority?: 'query' | 'batch') => {
      const [vector] = await embedder.embed([text], priority);
      if (vector === undefined) throw new Error('no vector');
      return vector;
    };

    it('rejects what waits and what comes later with "unavailable" once it is closed', async () => {
      const closing = await create();
      const waiting = closing.embed([...seedSummaries().values()], 'batch');
      const outcome = expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
      await closing.close();
      await outcome;
      await expect(closing.embed(['late'], 'query')).rejects.toMatchObject({ code: 'unavailable' });
      await expect(closing.close()).resolves.toBeUndefined();
    });

    it('names its model and the length of its vectors', () => {
      expect(embedder.modelId).toMatch(/@/);
      expect(embedder.dimensions).toBe(dimensions);
      expect(embedder.languages).toContain('en');
    });

    it('gives no vectors for no texts', async () => {
      expect(await embedder.embed([])).toEqual([]);
    });

    it('gives unit-norm vectors for plain, empty, odd and over-long texts', async () => {
      const texts = ['Our old town floods', '', '   ', 'flood '.repeat(10_000), 'x'.repeat(100_000), ...ODD];
      const vectors = await embedder.embed(texts);
      expect(vectors).toHaveLength(texts.length);
      for (const vector of vectors) {
        expect(vector).toHaveLength(dimensions);
        expect(dot(vector, vector)).toBeCloseTo(1, 4);
      }
    });

    it('keeps the order, whatever the lengths of the texts', async () => {
      const texts = [
        'short',
        [...seedSummaries().values()].slice(0, 3).join(' '),
        'a text of middling length about buses',
        '',
      ];
      const together = await embedder.embed(texts);
      for (const [i, text] of texts.entries()) {
        const alone = await one(text);
        expect(furthest(together[i] ?? [], alone)).toBeLessThan(1e-4);
      }
    });

    it('gives the same numbers each time, as a query or in a batch', async () => {
      const first = await one('Parking is full and shops lose customers', 'query');
      const again = await one('Parking is full and shops lose customers', 'batch');
      expect(again).toEqual(first);
    });

    it('answers a query before a batch that came first', async () => {
      const done: string[] = [];
      const batch = embedder.embed([...seedSummaries().values()], 'batch').then(() => done.push('batch'));
      const query = embedder.embed(['Our river is dirty'], 'query').then(() => done.push('query'));
      await Promise.all([batch, query]);
      expect(done).toEqual(['query', 'batch']);
    });

    it('answers 200 calls at once, each with its own vector', async () => {
      const texts = Array.from({ length: 200 }, (_, i) => `Street number ${i} has no light`);
      const answers = await Promise.all(
        texts.map((text, i) => embedder.embed([text], i % 2 ? 'query' : 'batch')),
      );
      const expected = await embedder.embed(texts);
      for (const [i, answer] of answers.entries())
        expect(furthest(answer[0] ?? [], expected[i] ?? [])).toBeLessThan(1e-4);
    });

    it('finds a flood statement nearer to a flood case than to a food case', async () => {
      const summaries = seedSummaries();
      const of = (id: string) => one(summaries.get(id) ?? '');
      const statement = await one('Our old town floods after every heavy rain', 'query');
      const flood = await of('cs-copenhagen-cloudburst');
      const food = await one('School kitchens buy vegetables from nearby farms and throw away less food');
      expect(dot(statement, flood)).toBeGreaterThan(dot(statement, food) + 0.1);
    });
  });
}
