import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogistic, type Observation } from '../../../src/matching/logistic.js';

const observed = (x: number, holds: boolean, weight = 1): Observation => ({
  features: [1, x],
  holds,
  weight,
});

describe('logistic regression', () => {
  it('finds the share of what holds where nothing else tells it', () => {
    const observations = [true, true, true, false].map((holds) => ({ features: [1], holds, weight: 1 }));
    const [intercept = 0] = fitLogistic(observations);
    expect(1 / (1 + Math.exp(-intercept))).toBeCloseTo(0.75, 6);
  });

  it('counts an observation of weight 3 as three of them', () => {
    const one = [observed(1, true, 3), observed(-1, false), observed(0.5, false)];
    const three = [...Array.from({ length: 3 }, () => observed(1, true)), ...one.slice(1)];
    const [a, b] = [fitLogistic(one), fitLogistic(three)];
    for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i] ?? Number.NaN, 6);
  });

  it('stays finite where a feature tells everything, and rises with it', () => {
    const [, slope = 0] = fitLogistic([-2, -1, 1, 2].map((x) => observed(x, x > 0)));
    expect(slope).toBeGreaterThan(0);
    expect(slope).toBeLessThan(10);
  });

  it('ends where no small step would make the observations likelier', () => {
    const some = fc.array(
      fc.record({ x: fc.double({ min: -3, max: 3, noNaN: true }), holds: fc.boolean() }),
      { minLength: 4, maxLength: 30 },
    );
    fc.assert(
      fc.property(some, (points) => {
        const observations = points.map(({ x, holds }) => observed(x, holds));
        const theta = fitLogistic([...observations, observed(0, true), observed(0, false)]);
        const loss = ([a = 0, b = 0]: readonly number[]) =>
          [...observations, observed(0, true), observed(0, false)].reduce(
            (sum, { features, holds }) => {
              const logit = a + b * (features[1] ?? 0);
              return sum + Math.log1p(Math.exp(holds ? -logit : logit));
            },
            b ** 2 / 2,
          );
        const least = loss(theta);
        for (const step of [-0.01, 0.01])
          for (const at of [0, 1])
            expect(loss(theta.map((value, i) => (i === at ? value + step : value)))).toBeGreaterThan(least);
      }),
    );
  });
});
