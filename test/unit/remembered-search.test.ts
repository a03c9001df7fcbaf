import { beforeEach, describe, expect, it } from 'vitest';
import { rememberedSearch } from '../../src/catalogue/remembered.js';
import type { CatalogueAnswer, CatalogueQuery } from '../../src/catalogue/search.js';

const QUERY: CatalogueQuery = {
  text: 'flood',
  filter: { country: ['PE', 'CO'] },
  facets: ['kind'],
  limit: 10,
  offset: 0,
};

describe('a search that remembers', () => {
  let asked: CatalogueQuery[];
  let version: number | undefined;
  let now: number;
  let degraded: boolean;
  /** Answers are held up until it is called. */
  let release: () => void;
  let held: Promise<void>;
  const { search } = rememberedSearch({
    search: {
      async search(query): Promise<CatalogueAnswer> {
        asked.push(query);
        const total = asked.length;
        await held;
        if (query.text === 'away') throw new Error('away');
        return { hits: [], total, facets: {}, tookMs: 99, ...(degraded && { degraded }) } as CatalogueAnswer;
      },
    },
    version: () => version,
    now: () => now,
  });
  let turn = 0;
  let query: CatalogueQuery;
  const hold = () => {
    held = new Promise((done) => {
      release = done;
    });
  };
  beforeEach(() => {
    asked = [];
    version = 1;
    now = 1_000_000;
    degraded = false;
    held = Promise.resolve();
    turn += 1;
    query = { ...QUERY, text: `flood ${turn}` };
  });
  const totals = async (...queries: CatalogueQuery[]) => {
    const all: number[] = [];
    for (const one of queries) all.push((await search(one)).total);
    return all;
  };

  it('gives the same answer again to the same question, however its filter is written', async () => {
    const rewritten = { ...query, text: ` ${query.text}`, filter: { country: ['CO', 'PE', 'CO'] } };
    expect(await totals(query, query, rewritten)).toEqual([1, 1, 1]);
    const others = [
      { ...query, filter: { country: ['PE'] } },
      { ...query, filter: {} },
      { ...query, limit: 11 },
      { ...query, offset: 10 },
      { ...query, facets: [] },
      { ...query, by: 'titles' as const },
    ];
    expect(await totals(...others)).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('asks anew once the index has changed, or ten minutes have passed', async () => {
    expect(await totals(query, query)).toEqual([1, 1]);
    version = 2;
    expect(await totals(query, query)).toEqual([2, 2]);
    now += 600_000;
    expect(await totals(query)).toEqual([3]);
  });

  it('keeps nothing that was found while the index changed, that is degraded, or that failed', async () => {
    hold();
    const first = search(query);
    version = 2;
    release();
    await first;
    held = Promise.resolve();
    degraded = true;
    expect(await totals(query, query)).toEqual([2, 3]);
    const away = { ...query, text: 'away' };
    await expect(search(away)).rejects.toThrow('away');
    await expect(search(away)).rejects.toThrow('away');
    expect(asked).toHaveLength(5);
  });

  it.each([1, undefined])('answers once who ask at the same time, with the version %s', async (known) => {
    version = known;
    hold();
    const all = Promise.all([search(query), search(query), search(query)]);
    release();
    expect((await all).map(({ total }) => total)).toEqual([1, 1, 1]);
    // Where nobody can tell whether the index changed nothing is kept.
    expect(await totals(query)).toEqual([known === undefined ? 2 : 1]);
  });

  it('gives nobody who asks after a change what was asked for before it', async () => {
    hold();
    const before = search(query);
    version = 2;
    const after = search(query);
    release();
    expect((await before).total).toBe(1);
    expect((await after).total).toBe(2);
  });
});
