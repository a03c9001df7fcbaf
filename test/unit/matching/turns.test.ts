import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, decide } from '../../../src/matching/decide.js';
import type { Scored } from '../../../src/matching/score.js';
import { takeTurns } from '../../../src/matching/turns.js';
import { WEIGHTS } from '../../../src/matching/weights.js';
import { idsOf, scored } from '../../helpers/scored.js';

const { nearEqual } = WEIGHTS.fairness;
const DAY_MS = 86_400_000;
const dayOf = (number: number) => new Date(Date.UTC(2026, 10, 28) + number * DAY_MS);

/** Rankings whose scores lie so close that runs begin, end and touch. */
const rankings = fc.array(fc.double({ min: -1, max: 5, noNaN: true }), { maxLength: 40 }).chain((raws) =>
  fc.array(fc.double({ min: 0, max: 2 * nearEqual, noNaN: true }), { maxLength: 20 }).map((steps) => {
    const [first = 2] = raws;
    const close = steps.map((_, i) => first - steps.slice(0, i).reduce((a, b) => a + b, 0));
    return [...raws, ...close].sort((a, b) => b - a).map((raw, i) => scored(raw, `cs-${i}`));
  }),
);
const days = fc.integer({ min: 0, max: 5000 }).map(dayOf);
const probabilities = (list: readonly Scored[]) => list.map(({ probability }) => probability);

describe('turns among near-equals', () => {
  it('never put an entry before one that is better by more than the difference that counts as none', () => {
    fc.assert(
      fc.property(rankings, days, (ranking, day) => {
        const turned = takeTurns(ranking, day, WEIGHTS);
        expect(idsOf(turned).sort()).toEqual(idsOf(ranking).sort());
        for (const [i, one] of turned.entries()) {
          const better = turned.slice(i + 1).filter((other) => other.raw - one.raw >= nearEqual);
          expect(better).toEqual([]);
        }
      }),
    );
  });

  it('leave probabilities falling and bands as they were', () => {
    fc.assert(
      fc.property(rankings, days, (ranking, day) => {
        const turned = takeTurns(ranking, day, WEIGHTS);
        expect(probabilities(turned)).toEqual(probabilities(turned).sort((a, b) => b - a));
        const bands = (list: readonly Scored[]) =>
          new Map(list.map((one) => [one.candidate.facts.entry.id, bandOf(one.probability, true, WEIGHTS)]));
        expect(bands(turned)).toEqual(bands(ranking));
      }),
    );
  });

  it('show each entry with one probability, and decide alike whether anything fits, on all days', () => {
    fc.assert(
      fc.property(rankings, days, days, (ranking, one, other) => {
        const shown = (day: Date) => {
          const turned = takeTurns(ranking, day, WEIGHTS);
          const told = turned.map((each) => [each.candidate.facts.entry.id, each.probability] as const);
          return { told: new Map(told), confident: decide(turned, 10, WEIGHTS).confident };
        };
        expect(shown(one)).toEqual(shown(other));
      }),
    );
  });

  it('stay the same all day, whatever the hour and the order in which equals come', () => {
    const equals = ['cs-a', 'cs-b', 'cs-c', 'cs-d'].map((id) => scored(2, id));
    const at = (hour: string, list: readonly Scored[]) =>
      idsOf(takeTurns(list, new Date(`2026-11-28T${hour}Z`), WEIGHTS));
    expect(at('23:59:59', equals.toReversed())).toEqual(at('00:00:00', equals));
    const week = [1, 2, 3, 4, 5, 6, 7].map((day) => idsOf(takeTurns(equals, dayOf(day), WEIGHTS)).join());
    expect(new Set(week).size).toBeGreaterThan(3);
  });

  it.each([2, 3, 4, 5])('let each of %i equals be first about as often over 30 days', (k) => {
    const equals = Array.from({ length: k }, (_, i) => scored(2, `cs-case-${i}`));
    const first = new Map<string | undefined, number>();
    for (let day = 0; day < 30; day += 1) {
      const [id] = idsOf(takeTurns(equals, dayOf(day), WEIGHTS));
      first.set(id, (first.get(id) ?? 0) + 1);
    }
    // Within three standard deviations of a fair draw.
    const spread = 3 * Math.sqrt(30 * (1 / k) * (1 - 1 / k));
    for (let i = 0; i < k; i += 1) {
      expect(Math.abs((first.get(`cs-case-${i}`) ?? 0) - 30 / k)).toBeLessThanOrEqual(spread);
    }
  });

  it('end at the border of a band, and do not chain', () => {
    const step = 0.6 * nearEqual;
    const chain = [0, 1, 2, 3, 4, 5].map((i) => scored(2.5 - i * step, `cs-${i}`));
    for (let day = 0; day < 20; day += 1) {
      const ids = idsOf(takeTurns(chain, dayOf(day), WEIGHTS));
      for (const pair of [0, 2, 4]) {
        expect(ids.slice(pair, pair + 2).sort()).toEqual([`cs-${pair}`, `cs-${pair + 1}`]);
      }
    }
    const border = [scored(2.001, 'cs-strong'), scored(1.999, 'cs-possible')];
    expect(border.map(({ probability }) => bandOf(probability, true, WEIGHTS))).toEqual(['high', 'medium']);
    for (let day = 0; day < 20; day += 1) {
      expect(idsOf(takeTurns(border, dayOf(day), WEIGHTS))).toEqual(['cs-strong', 'cs-possible']);
    }
  });
});
