import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextFit } from '../../../src/matching/context.js';
import { bandOf, decide } from '../../../src/matching/decide.js';
import { diversify } from '../../../src/matching/diversify.js';
import { score } from '../../../src/matching/score.js';
import { standardise } from '../../../src/matching/standardise.js';
import { WEIGHTS } from '../../../src/matching/weights.js';
import { candidate, caseStudy, provider, understanding } from '../../helpers/candidates.js';

const NOWHERE = { regions: [], tightBudget: false };
const BACKGROUND = { mean: 0.1, deviation: 0.1 };
const order = (scored: ReturnType<typeof score>) => scored.map(({ candidate: c }) => c.facts.entry.id);

describe('score', () => {
  it('orders by words and meaning together', () => {
    const scored = score(
      [
        candidate(caseStudy({ id: 'cs-neither' }), { keyword: 0, meaning: 0.1 }),
        candidate(caseStudy({ id: 'cs-both' }), { keyword: 1, meaning: 0.6 }),
        candidate(caseStudy({ id: 'cs-words' }), { keyword: 1, meaning: 0.1 }),
      ],
      understanding(),
      NOWHERE,
      BACKGROUND,
      WEIGHTS,
    );
    expect(order(scored)).toEqual(['cs-both', 'cs-words', 'cs-neither']);
  });

  it('goes by words alone when nothing has a vector', () => {
    const scored = score(
      [
        candidate(caseStudy({ id: 'cs-a' }), { keyword: 0.2 }),
        candidate(caseStudy({ id: 'cs-b' }), { keyword: 0.9 }),
      ],
      understanding(),
      NOWHERE,
      BACKGROUND,
      WEIGHTS,
    );
    expect(order(scored)).toEqual(['cs-b', 'cs-a']);
  });

  it('puts a stale entry behind its equal, by less than words and meaning count', () => {
    const scored = score(
      [
        candidate(caseStudy({ id: 'cs-a-stale' }), { keyword: 0.5, meaning: 0.3, stale: true }),
        candidate(caseStudy({ id: 'cs-equal' }), { keyword: 0.5, meaning: 0.3 }),
        candidate(caseStudy({ id: 'cs-better-stale' }), { keyword: 1, meaning: 0.6, stale: true }),
        candidate(caseStudy({ id: 'cs-worse' }), { keyword: 0, meaning: 0.1 }),
      ],
      understanding(),
      NOWHERE,
      BACKGROUND,
      WEIGHTS,
    );
    expect(order(scored)).toEqual(['cs-better-stale', 'cs-equal', 'cs-a-stale', 'cs-worse']);
    const [equal, stale] = scored.slice(1);
    expect((equal?.raw ?? 0) - (stale?.raw ?? 0)).toBeCloseTo(WEIGHTS.stale);
  });

  it('lifts a provider by the case study that it delivered, and says by which', () => {
    const scored = score(
      [
        candidate(caseStudy({ id: 'cs-good', providers: ['pr-proven'] }), { keyword: 1, meaning: 0.7 }),
        candidate(provider({ id: 'pr-other' }), { keyword: 0.2, meaning: 0.2 }),
        candidate(provider({ id: 'pr-proven' }), { keyword: 0.2, meaning: 0.2 }),
      ],
      understanding(),
      NOWHERE,
      BACKGROUND,
      WEIGHTS,
    );
    expect(order(scored)).toEqual(['cs-good', 'pr-proven', 'pr-other']);
    expect(scored[1]?.liftedBy).toBe('cs-good');
    expect(scored[2]?.liftedBy).toBeUndefined();
  });

  it('prefers the case from a city of like size in the same country when all else is equal', () => {
    const far = caseStudy({ id: 'cs-a-far', population: 10_000_000, country: 'DE' });
    const near = caseStudy({ id: 'cs-b-near', population: 40_000, country: 'PE' });
    const city = { country: 'PE', population: 40_000, regions: ['005', '419', '019'], tightBudget: false };
    const figures = { keyword: 0.5, meaning: 0.5 };
    const scored = score(
      [candidate(far, figures), candidate(near, figures)],
      understanding(),
      city,
      BACKGROUND,
      WEIGHTS,
    );
    expect(order(scored)).toEqual(['cs-b-near', 'cs-a-far']);
  });

  it('gives probabilities in [0, 1] that fall with the rank, whatever the figures', () => {
    const figure = fc.record({
      keyword: fc.double({ min: 0, max: 1, noNaN: true }),
      meaning: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 30 }), (figures) => {
        const candidates = figures.map((f, i) => candidate(caseStudy({ id: `cs-${i}` }), f));
        const scored = score(candidates, understanding(), NOWHERE, BACKGROUND, WEIGHTS);
        expect(scored).toHaveLength(candidates.length);
        scored.forEach(({ probability }, i) => {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(scored[i - 1]?.probability ?? 1);
        });
      }),
    );
  });

  it('is empty for no candidates', () => {
    expect(score([], understanding(), NOWHERE, BACKGROUND, WEIGHTS)).toEqual([]);
  });
});

describe('standardise', () => {
  it('makes mean 0 and deviation 1, a missing value average, equal values 0', () => {
    expect(standardise([1, 3])).toEqual([-1, 1]);
    expect(standardise([1, Number.NaN, 3])).toEqual([-1, 0, 1]);
    expect(standardise([2, 2])).toEqual([0, 0]);
    expect(standardise([])).toEqual([]);
  });
});

describe('context fit', () => {
  const city = { country: 'PE', population: 40_000, regions: ['005', '419', '019'], tightBudget: true };

  it('is 1 for the same size and falls to 0 at a hundredfold', () => {
    const sizeOf = (population: number) =>
      contextFit(candidate(caseStudy({ id: 'cs-a', population })), city).size;
    expect(sizeOf(40_000)).toBe(1);
    expect(sizeOf(400_000)).toBeCloseTo(0.5, 10);
    expect(sizeOf(40_000_000)).toBe(0);
  });

  it('takes the middle where nothing is known', () => {
    const unknown = contextFit(candidate(caseStudy({ id: 'cs-a', population: null })), NOWHERE);
    expect(unknown).toEqual({
      size: 0.5,
      place: 0.5,
      cost: 0.5,
      service: 0.5,
      climate: 0.5,
      income: 0.5,
      coast: 0.5,
      governance: 0.5,
      maturity: 0.5,
    });
  });

  it('tells country, sub-region, continent and elsewhere apart', () => {
    const placeOf = (country: string, regions: string[]) =>
      contextFit(candidate(caseStudy({ id: 'cs-a', country }), { regions }), city).place;
    expect(placeOf('PE', ['005', '419', '019'])).toBe(1);
    expect(placeOf('CL', ['005', '419', '019'])).toBe(0.75);
    expect(placeOf('CA', ['021', '019'])).toBe(0.35);
    expect(placeOf('DE', ['155', '150'])).toBe(0);
  });

  it('prefers low cost only where money is short', () => {
    const costOf = (tightBudget: boolean) =>
      contextFit(candidate(caseStudy({ id: 'cs-a', costBand: 'high' })), { ...city, tightBudget }).cost;
    expect(costOf(true)).toBe(0);
    expect(costOf(false)).toBe(0.5);
  });

  it('takes a provider at its word on where it works', () => {
    const serviceOf = (countriesServed: string[]) =>
      contextFit(candidate(provider({ id: 'pr-a', countriesServed })), city).service;
    expect(serviceOf(['PE', 'CL'])).toBe(1);
    expect(serviceOf(['global'])).toBe(0.75);
    expect(serviceOf(['KE'])).toBe(0);
    expect(serviceOf([])).toBe(0.5);
  });
});

describe('decide', () => {
  const scoredWith = (raw: number, outside: number) =>
    score(
      ['cs-1', 'cs-2', 'cs-3', 'cs-4', 'cs-5'].map((id) => candidate(caseStudy({ id }))),
      understanding(),
      NOWHERE,
      BACKGROUND,
      WEIGHTS,
    ).map((one) => ({ ...one, raw, question: { ...one.question, closeness: 0.8, coverage: 1, outside } }));

  it('shows the limit when the best one is far above the others', () => {
    const { confident, shown } = decide(scoredWith(6, 0), 2, WEIGHTS);
    expect(confident).toBe(true);
    expect(shown).toHaveLength(2);
  });

  it('says that nothing fits, with at most the nearest three in the low band, when the best is average', () => {
    const { confident, shown } = decide(scoredWith(1, 0), 10, WEIGHTS);
    expect(confident).toBe(false);
    expect(shown).toHaveLength(3);
    expect(bandOf(0.99, confident, WEIGHTS)).toBe('low');
  });

  it('says so more readily when the statement is about what the catalogue does not cover', () => {
    expect(decide(scoredWith(5, 0), 10, WEIGHTS).confident).toBe(true);
    expect(decide(scoredWith(5, 1), 10, WEIGHTS).confident).toBe(false);
  });

  it('says that nothing fits in an empty catalogue', () => {
    expect(decide([], 10, WEIGHTS)).toEqual({ confident: false, shown: [] });
  });
});

describe('diversify', () => {
  it('moves the third near-copy behind the others and keeps every entry', () => {
    const scored = score(
      ['cs-1', 'cs-2', 'cs-3', 'cs-4'].map((id, i) =>
        candidate(caseStudy({ id }), { keyword: 1 - i / 10, whole: id === 'cs-4' ? [0, 1] : [1, 0] }),
      ),
      understanding(),
      NOWHERE,
      BACKGROUND,
      WEIGHTS,
    );
    expect(order(diversify(scored))).toEqual(['cs-1', 'cs-2', 'cs-4', 'cs-3']);
  });
});
