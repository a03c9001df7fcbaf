import { describe, expect, it } from 'vitest';
import { angle, DIMENSIONS, passage, searchDocument } from '../helpers/search-engine-documents.js';
import { type CurrentEngine, type CurrentReader, idsOf } from '../helpers/search-engine-queries.js';

/** Neighbours of an entry where there are no vectors. */
export function describeLikeness(engine: CurrentReader): void {
  describe('similar, by words', () => {
    it('goes by words where there are no vectors', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Rain gardens', keywords: 'bioswales' } }),
        searchDocument('b', { text: { title: 'Bioswales and rain gardens' } }),
        searchDocument('c', { text: { title: 'Bicycle lanes' } }),
      ]);
      expect((await engine().similar('a', { limit: 5 })).map(({ id }) => id)).toEqual(['b']);
    });

    it('gives nothing for an unknown id', async () => {
      expect(await engine().similar('cs-unknown', { limit: 5 })).toEqual([]);
    });
  });
}

/** Search by vectors, alone and with words, and neighbours of an entry. */
export function describeMeaning(engine: CurrentEngine): void {
  describe('by meaning', () => {
    it('puts the document with the nearest passage first, and names that passage', async () => {
      await engine().upsert([
        searchDocument('a', { vectors: [passage(80), passage(60, 'solution')] }),
        searchDocument('b', { vectors: [passage(85), passage(10, 'challenge')] }),
        searchDocument('c', { vectors: [passage(40, 'summary')] }),
      ]);
      const { hits } = await engine().search({
        text: '',
        vector: angle(0),
        semanticRatio: 1,
        words: 'any',
        limit: 10,
      });
      expect(hits.map(({ id, semanticField }) => [id, semanticField])).toEqual([
        ['b', 'challenge'],
        ['c', 'summary'],
        ['a', 'solution'],
      ]);
      const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);
      expect(hits[0]?.semantic).toBeCloseTo(cosine(10), 2);
      expect(hits[2]?.semantic).toBeCloseTo(cosine(60), 2);
    });

    it('gives a negative cosine for the opposite', async () => {
      await engine().upsert([
        searchDocument('a', { vectors: [passage(0)] }),
        searchDocument('b', { vectors: [passage(180)] }),
      ]);
      const { hits } = await engine().search({
        text: 'b',
        vector: angle(0),
        semanticRatio: 0.5,
        words: 'any',
        limit: 10,
      });
      expect(hits.find(({ id }) => id === 'b')?.semantic).toBeCloseTo(-1, 2);
    });

    it('goes from words alone to meaning alone with the ratio', async () => {
      await engine().upsert([
        searchDocument('words', { text: { title: 'Shade trees' }, vectors: [passage(90)] }),
        searchDocument('meaning', { text: { title: 'Cooler squares' }, vectors: [passage(0)] }),
        ...Array.from({ length: 6 }, (_, i) =>
          searchDocument(`far${i}`, { text: { title: 'Something else' }, vectors: [passage(100 + i)] }),
        ),
      ]);
      const first = async (semanticRatio: number) =>
        (await idsOf(engine(), { text: 'shade trees', vector: angle(0), semanticRatio }))[0];
      expect(await first(0)).toBe('words');
      expect(await first(0.1)).toBe('words');
      expect(await first(0.9)).toBe('meaning');
      expect(await first(1)).toBe('meaning');
    });

    it('answers as ever a question that was told before its vector was there, and sees what was written since', async () => {
      const shade = (id: string, degrees: number) =>
        searchDocument(id, { text: { title: 'Shade trees' }, vectors: [passage(degrees)] });
      await engine().upsert([shade('near', 10), shade('far', 80)]);
      const question = { text: 'shade trees', words: 'any', semanticRatio: 0.5, limit: 10 } as const;
      const asked = { ...question, vector: angle(0) };
      const plain = await engine().search(asked);
      engine().foresee?.(question);
      expect(await engine().search(asked)).toEqual(plain);
      engine().foresee?.(question);
      await engine().upsert([shade('nearer', 5)]);
      expect(await engine().search(asked)).toEqual(await engine().search(asked));
      expect((await engine().search(asked)).hits.map(({ id }) => id)).toEqual(['nearer', 'near', 'far']);
      engine().foresee?.(question);
      const { hits } = await engine().search({ text: 'shade trees', words: 'any', limit: 10 });
      expect(hits.map(({ semantic }) => semantic)).toEqual([null, null, null]);
    });

    it('puts what fits by words and by meaning before what fits by one of them', async () => {
      await engine().upsert([
        searchDocument('words', { text: { title: 'Shade trees' }, vectors: [passage(80)] }),
        searchDocument('both', { text: { title: 'Shade trees' }, vectors: [passage(5)] }),
        searchDocument('meaning', { text: { title: 'Cooler squares' }, vectors: [passage(5)] }),
        searchDocument('neither', { text: { title: 'Parking' }, vectors: [passage(120)] }),
      ]);
      const { hits } = await engine().search({
        text: 'shade trees',
        vector: angle(0),
        semanticRatio: 0.5,
        words: 'any',
        limit: 10,
      });
      expect(hits[0]?.id).toBe('both');
      const words = hits.find(({ id }) => id === 'words');
      expect(words?.keyword).toBeGreaterThan(0);
      expect(words?.semantic).toBeCloseTo(Math.cos((80 * Math.PI) / 180), 2);
      expect(hits.find(({ id }) => id === 'meaning')?.keyword).toBeNull();
    });

    it('finds a document without vectors by its words', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Shade trees' } }),
        searchDocument('b', { text: { title: 'Cooler squares' }, vectors: [passage(0)] }),
      ]);
      const { hits } = await engine().search({
        text: 'shade trees',
        vector: angle(0),
        semanticRatio: 0.5,
        words: 'any',
        limit: 10,
      });
      expect(hits.map(({ id }) => id).sort()).toEqual(['a', 'b']);
      expect(hits.find(({ id }) => id === 'a')?.semantic).toBeNull();
    });

    it('goes by words while no document has a vector', async () => {
      await engine().upsert([searchDocument('a', { text: { title: 'Shade' } }), searchDocument('b')]);
      expect(await idsOf(engine(), { text: 'shade', vector: angle(0), semanticRatio: 0.7 })).toEqual(['a']);
    });

    it('refuses a query vector of another length', async () => {
      await engine().upsert([searchDocument('a', { vectors: [passage(0)] })]);
      await expect(
        engine().search({ text: '', vector: angle(0, 12), semanticRatio: 1, words: 'any', limit: 1 }),
      ).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringMatching(new RegExp(`12.*${DIMENSIONS}`)),
      });
    });
  });

  describe('similar', () => {
    it('gives the nearest by meaning, nearest first, never the document itself', async () => {
      await engine().upsert([
        searchDocument('a', { vectors: [passage(0)] }),
        searchDocument('b', { vectors: [passage(50)] }),
        searchDocument('c', { kind: 'provider', vectors: [passage(10)] }),
        searchDocument('d', { vectors: [passage(90)] }),
      ]);
      const ids = async (options: Parameters<ReturnType<CurrentEngine>['similar']>[1]) =>
        (await engine().similar('a', options)).map(({ id }) => id);
      expect(await ids({ limit: 10 })).toEqual(['c', 'b', 'd']);
      expect(await ids({ limit: 1 })).toEqual(['c']);
      expect(await ids({ limit: 10, filter: { kind: ['case-study'] } })).toEqual(['b', 'd']);
    });
  });
}
