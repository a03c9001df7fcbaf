import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calibrationError,
  type Forecast,
  mean,
  ndcg,
  recall,
  reciprocalRank,
} from '../../../src/matching/metrics.js';

describe('nDCG@k', () => {
  it('is 1 for the ideal order and 0 when nothing relevant is shown', () => {
    expect(ndcg(['a', 'b', 'c'], { a: 3, b: 2, c: 1 })).toBeCloseTo(1, 12);
    expect(ndcg(['x', 'y'], { a: 3 })).toBe(0);
  });

  it('equals the figure worked out by hand for a swapped pair', () => {
    // DCG = 3/log2(2) + 7/log2(3), ideal = 7/log2(2) + 3/log2(3).
    const expected = (3 + 7 / Math.log2(3)) / (7 + 3 / Math.log2(3));
    expect(ndcg(['b', 'a'], { a: 3, b: 2 })).toBeCloseTo(expected, 12);
  });

  it('counts all judged entries in the ideal, also those never shown', () => {
    expect(ndcg(['a'], { a: 3, b: 3 })).toBeCloseTo(7 / (7 + 7 / Math.log2(3)), 12);
  });

  it('is not a number when nothing is relevant', () => {
    expect(ndcg(['a'], {})).toBeNaN();
  });

  it('stays in [0, 1] and never rises when a relevant entry is moved down', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const grades = fc.record(Object.fromEntries(ids.map((id) => [id, fc.integer({ min: 0, max: 3 })])));
    fc.assert(
      fc.property(grades, fc.shuffledSubarray(ids, { minLength: 5 }), fc.nat(3), (given, order, at) => {
        fc.pre(Object.values(given).some((grade) => grade > 0));
        const value = ndcg(order, given);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        const swapped = [...order];
        const [left, right] = [order[at] ?? '', order[at + 1] ?? ''];
        fc.pre((given[left] ?? 0) >= (given[right] ?? 0));
        swapped.splice(at, 2, right, left);
        expect(ndcg(swapped, given)).toBeLessThanOrEqual(value + 1e-12);
      }),
    );
  });
});

describe('recall@k and the reciprocal rank', () => {
  it('count grades 2 and 3 only', () => {
    expect(recall(['a', 'b', 'c'], { a: 1, b: 2, z: 3 })).toBe(0.5);
    expect(reciprocalRank(['a', 'b', 'c'], { a: 1, b: 2, z: 3 })).toBe(0.5);
  });

  it('look no further than k', () => {
    expect(recall(['x', 'a'], { a: 3 }, 1)).toBe(0);
    expect(reciprocalRank(['x', 'a'], { a: 3 }, 1)).toBe(0);
  });
});

it('leaves figures that do not exist out of a mean', () => {
  expect(mean([1, Number.NaN, 0])).toBe(0.5);
  expect(mean([Number.NaN])).toBeNaN();
});

describe('the expected calibration error', () => {
  const many = (probability: number, count: number, held: number): Forecast[] =>
    Array.from({ length: count }, (_, at) => ({ probability, holds: at < held }));

  it('is 0 where as many come true as was told, whatever the order', () => {
    expect(calibrationError([...many(0.25, 8, 2), ...many(0.75, 8, 6)])).toBeCloseTo(0, 12);
  });

  it('equals the figure worked out by hand', () => {
    // 10 of 30 are told 0.9 and half of them hold: 0.4 off; 20 are told 0.2 and none holds: 0.2 off.
    expect(calibrationError([...many(0.9, 10, 5), ...many(0.2, 20, 0)])).toBeCloseTo(
      (10 * 0.4 + 20 * 0.2) / 30,
      12,
    );
  });

  it('takes certainty for the highest bin, and is not a number without forecasts', () => {
    expect(calibrationError(many(1, 4, 1))).toBeCloseTo(0.75, 12);
    expect(calibrationError([])).toBeNaN();
  });
});
