import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SearchDocument } from '../../src/search/port.js';
import { angle, DIMENSIONS, passage, searchDocument } from '../helpers/search-engine-documents.js';
import { type CurrentEngine, idsOf } from '../helpers/search-engine-queries.js';

async function* inBatches(...batches: SearchDocument[][]): AsyncIterable<SearchDocument[]> {
  for (const batch of batches) {
    yield batch;
    await nextTurn();
  }
}

/** Writes: replacing, removing, refusing, swapping the whole index. */
export function describeWrites(engine: CurrentEngine): void {
  const listed = () => idsOf(engine(), { text: '' });

  describe('writes', () => {
    it('holds nothing at first', async () => {
      expect(await engine().info()).toEqual({ documents: 0, modelId: null, dimensions: null });
      expect(await engine().search({ text: '', words: 'all', limit: 5 })).toEqual({
        hits: [],
        total: 0,
        facets: {},
      });
    });

    it('gives documents back whole, in the order asked for', async () => {
      const a = searchDocument('a', { vectors: [passage(0), passage(30, 'summary')], sectors: ['water'] });
      const b = searchDocument('b', { language: 'pt-BR', text: { title: 'Água' } });
      await engine().upsert([a, b]);
      const got = await engine().get(['b', 'unknown', 'a']);
      expect(got.map(({ vectors, ...rest }) => rest)).toEqual([b, a].map(({ vectors, ...rest }) => rest));
      expect(got[0]?.vectors).toEqual([]);
      expect(got[1]?.vectors.map(({ field }) => field)).toEqual(['whole', 'summary']);
      for (const [i, { vector }] of (got[1]?.vectors ?? []).entries()) {
        expect(vector).toHaveLength(DIMENSIONS);
        const kept = a.vectors[i]?.vector ?? [];
        for (const [at, value] of vector.entries()) expect(value).toBeCloseTo(kept[at] ?? Number.NaN, 5);
      }
    });

    it('tells what it holds', async () => {
      await engine().upsert([
        searchDocument('a', { revision: 'x', vectors: [passage(0)] }),
        searchDocument('b'),
      ]);
      expect(await engine().inventory()).toEqual(
        new Map([
          ['a', 'x'],
          ['b', 'b-1'],
        ]),
      );
      expect(await engine().info()).toEqual({ documents: 2, modelId: 'model-a', dimensions: DIMENSIONS });
    });

    it('replaces a document by its id', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Rain' }, sectors: ['water'], vectors: [passage(0)] }),
        searchDocument('b', { text: { title: 'Roofs' }, vectors: [passage(45)] }),
      ]);
      await engine().upsert([
        searchDocument('a', {
          revision: '2',
          text: { title: 'Buses' },
          sectors: ['mobility'],
          vectors: [passage(90)],
        }),
      ]);
      expect(await idsOf(engine(), { text: 'rain' })).toEqual([]);
      expect(await idsOf(engine(), { text: 'buses' })).toEqual(['a']);
      const nearest = { text: '', vector: angle(0), semanticRatio: 1 };
      expect(await idsOf(engine(), nearest)).toEqual(['b', 'a']);
      const { total, facets } = await engine().search({
        text: '',
        words: 'all',
        limit: 9,
        facets: ['sector'],
      });
      expect([total, facets]).toEqual([2, { sector: { mobility: 1 } }]);
      expect((await engine().inventory()).get('a')).toBe('2');
    });

    it('keeps the last of two documents with one id', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Rain' } }),
        searchDocument('a', { text: { title: 'Buses' } }),
      ]);
      expect(await listed()).toEqual(['a']);
      expect(await idsOf(engine(), { text: 'rain' })).toEqual([]);
    });

    it('removes by id, and minds no unknown one', async () => {
      await engine().upsert([
        searchDocument('a', { text: { title: 'Rain' }, vectors: [passage(0)] }),
        searchDocument('b', { text: { title: 'Rain' }, vectors: [passage(10)] }),
      ]);
      await engine().remove(['a', 'unknown']);
      expect(await idsOf(engine(), { text: 'rain' })).toEqual(['b']);
      expect(await idsOf(engine(), { text: '', vector: angle(0), semanticRatio: 1 })).toEqual(['b']);
      expect(await engine().similar('b', { limit: 5 })).toEqual([]);
      expect(await engine().get(['a'])).toEqual([]);
      expect([...(await engine().inventory()).keys()]).toEqual(['b']);
    });

    it('takes another model once the last vector is gone', async () => {
      await engine().upsert([searchDocument('a', { vectors: [passage(0)] })]);
      await engine().remove(['a']);
      expect(await engine().info()).toEqual({ documents: 0, modelId: null, dimensions: null });
      const vectors = [{ field: 'whole' as const, vector: angle(0, 12) }];
      await engine().upsert([searchDocument('b', { vectors, modelId: 'model-b' })]);
      expect(await engine().info()).toEqual({ documents: 1, modelId: 'model-b', dimensions: 12 });
    });

    it('refuses vectors of another length, naming the document and both lengths, and changes nothing', async () => {
      await engine().upsert([searchDocument('a', { vectors: [passage(0)] })]);
      const wrong = searchDocument('wrong', { vectors: [{ field: 'whole', vector: angle(0, 12) }] });
      await expect(engine().upsert([searchDocument('b'), wrong])).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringMatching(new RegExp(`wrong.*12.*${DIMENSIONS}`)),
      });
      expect(await listed()).toEqual(['a']);
    });

    it('refuses vectors of another model', async () => {
      await engine().upsert([searchDocument('a', { vectors: [passage(0)] })]);
      const other = searchDocument('b', { vectors: [passage(0)], modelId: 'model-b' });
      await expect(engine().upsert([other])).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringMatching(/b .*model-b.*model-a/),
      });
    });

    it('bears being saved at any time', async () => {
      await engine().persist();
      await engine().upsert([searchDocument('a', { vectors: [passage(0)] })]);
      await Promise.all([engine().persist(), engine().persist(), engine().remove(['a'])]);
      expect(await listed()).toEqual([]);
    });
  });

  describe('replacing everything', () => {
    const old = ['a', 'b', 'c'].map((id) => searchDocument(id, { vectors: [passage(0)] }));
    const fresh = ['b', 'x', 'y', 'z'].map((id) =>
      searchDocument(id, { vectors: [{ field: 'whole', vector: angle(0, 12) }], modelId: 'model-b' }),
    );

    it('swaps the index at once: searches meanwhile see the old one or the new one, whole', async () => {
      await engine().upsert(old);
      const seen = new Set<string>();
      let done = false;
      const watch = async () => {
        while (!done) {
          const { hits, total } = await engine().search({ text: '', words: 'all', limit: 50 });
          seen.add(`${total}:${hits.map(({ id }) => id).join('')}`);
          await nextTurn();
        }
      };
      const watching = watch();
      await engine().replaceAll(inBatches(...fresh.map((document) => [document])));
      expect(await listed()).toEqual(['b', 'x', 'y', 'z']);
      done = true;
      await watching;
      expect(seen).toContain('3:abc');
      expect([...seen].filter((one) => one !== '3:abc' && one !== '4:bxyz')).toEqual([]);
      expect(await engine().info()).toEqual({ documents: 4, modelId: 'model-b', dimensions: 12 });
    });

    it('keeps the old index when the documents fail on the way', async () => {
      await engine().upsert(old);
      async function* failing(): AsyncIterable<SearchDocument[]> {
        yield fresh.slice(0, 2);
        throw new Error('the database went away');
      }
      await expect(engine().replaceAll(failing())).rejects.toThrow('the database went away');
      expect(await listed()).toEqual(['a', 'b', 'c']);
      await engine().replaceAll(inBatches(fresh));
      expect(await listed()).toEqual(['b', 'x', 'y', 'z']);
    });

    it('keeps the old index when a vector is wrong', async () => {
      await engine().upsert(old);
      const mixed = inBatches(fresh, [
        searchDocument('wrong', { vectors: [passage(0)], modelId: 'model-b' }),
      ]);
      await expect(engine().replaceAll(mixed)).rejects.toMatchObject({ code: 'misconfigured' });
      expect(await listed()).toEqual(['a', 'b', 'c']);
    });

    it('empties the index when there is nothing', async () => {
      await engine().upsert(old);
      await engine().replaceAll(inBatches());
      expect(await listed()).toEqual([]);
    });

    it('loses no write that is made meanwhile', async () => {
      await engine().upsert(old);
      async function* slow(): AsyncIterable<SearchDocument[]> {
        yield fresh.slice(0, 2);
        await engine().upsert([searchDocument('late', { text: { title: 'late' } })]);
        await engine().remove(['x']);
        yield fresh.slice(2);
      }
      await engine().replaceAll(slow());
      expect(await listed()).toEqual(['b', 'late', 'y', 'z']);
    });
  });
}
