import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/catalogue/entry.js';
import { capProviders } from '../../../src/matching/caps.js';
import type { Scored } from '../../../src/matching/score.js';
import { caseStudy, provider } from '../../helpers/candidates.js';
import { idsOf, scored } from '../../helpers/scored.js';

const FAIRNESS = { perProvider: 3, clearlyBetter: 1.5, nearEqual: 0.03 };

const ofProvider = (entry: Entry) => (entry.kind === 'provider' ? [entry.id] : entry.body.providers);
const countIn = (list: readonly Scored[], id: string) =>
  list.filter(({ candidate }) => ofProvider(candidate.facts.entry).includes(id)).length;

/** Case studies of one provider, best first from this score on, a tenth apart. */
const casesOf = (id: string, count: number, best: number) =>
  Array.from({ length: count }, (_, i) =>
    scored(best - i / 10, caseStudy({ id: `cs-${id}-${i}`, providers: [`pr-${id}`] })),
  );
const sorted = (list: Scored[]) => list.sort((a, b) => b.raw - a.raw);

describe('the cap on one provider', () => {
  it('lets three of it stand among the first ten, itself counted, and the others follow in their order', () => {
    const big = [...casesOf('big', 6, 3), scored(2.95, provider({ id: 'pr-big' }))];
    const others = Array.from({ length: 12 }, (_, i) => scored(2 - i / 20, `cs-other-${i}`));
    const capped = capProviders(sorted([...big, ...others]), FAIRNESS);
    expect(capped).toHaveLength(19);
    expect(countIn(capped.slice(0, 10), 'pr-big')).toBe(3);
    expect(idsOf(capped).slice(0, 4)).toEqual(['cs-big-0', 'pr-big', 'cs-big-1', 'cs-other-0']);
    expect(idsOf(capped).slice(10)).toEqual([
      'cs-big-2',
      'cs-big-3',
      'cs-big-4',
      'cs-big-5',
      ...[7, 8, 9, 10, 11].map((i) => `cs-other-${i}`),
    ]);
  });

  it('is not kept where an entry is clearly better than what would take its place', () => {
    const big = casesOf('big', 6, 3);
    const weak = Array.from({ length: 12 }, (_, i) => scored(0.5 - i / 20, `cs-weak-${i}`));
    const capped = capProviders(sorted([...big, ...weak]), FAIRNESS);
    expect(idsOf(capped).slice(0, 7)).toEqual([...idsOf(big), 'cs-weak-0']);
  });

  it('holds back only until what follows is clearly worse', () => {
    const big = casesOf('big', 5, 3);
    const others = [scored(2, 'cs-near-0'), scored(1.5, 'cs-near-1'), scored(1, 'cs-far')];
    expect(idsOf(capProviders(sorted([...big, ...others]), FAIRNESS))).toEqual([
      'cs-big-0',
      'cs-big-1',
      'cs-big-2',
      'cs-near-0',
      'cs-near-1',
      'cs-big-3',
      'cs-big-4',
      'cs-far',
    ]);
  });

  it('leaves none out where nothing else is there', () => {
    const only = casesOf('big', 12, 3);
    expect(capProviders(only, FAIRNESS)).toEqual(only);
  });

  it('counts a case for each of those who delivered it', () => {
    const together = Array.from({ length: 3 }, (_, i) =>
      scored(3 - i / 10, caseStudy({ id: `cs-both-${i}`, providers: ['pr-a', 'pr-b'] })),
    );
    const list = sorted([...together, ...casesOf('b', 1, 2.5), ...casesOf('c', 1, 2.4)]);
    expect(idsOf(capProviders(list, FAIRNESS)).slice(3)).toEqual(['cs-c-0', 'cs-b-0']);
  });

  it('neither loses an entry nor puts one behind another that is clearly worse, whatever the ranking', () => {
    const entries = fc.array(
      fc.record({
        raw: fc.double({ min: -2, max: 5, noNaN: true }),
        providers: fc.uniqueArray(fc.constantFrom('pr-a', 'pr-b', 'pr-c'), { maxLength: 2 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(entries, (list) => {
        const ranking = sorted(
          list.map(({ raw, providers }, i) => scored(raw, caseStudy({ id: `cs-${i}`, providers }))),
        );
        const capped = capProviders(ranking, FAIRNESS);
        expect(idsOf(capped).sort()).toEqual(idsOf(ranking).sort());
        for (const [i, one] of capped.entries()) {
          const wronged = capped.slice(i + 1).filter(({ raw }) => raw - one.raw > FAIRNESS.clearlyBetter);
          expect(wronged).toEqual([]);
        }
        // Over the cap stands only what is clearly better than all that is left with room.
        const first = capped.slice(0, 10);
        for (const id of ['pr-a', 'pr-b', 'pr-c']) {
          if (countIn(first, id) <= FAIRNESS.perProvider) continue;
          const last = first.findLast(({ candidate }) => ofProvider(candidate.facts.entry).includes(id));
          const free = capped
            .slice(10)
            .filter(({ candidate }) =>
              ofProvider(candidate.facts.entry).every((own) => countIn(first, own) < FAIRNESS.perProvider),
            );
          for (const { raw } of free) expect((last?.raw ?? 0) - raw).toBeGreaterThan(FAIRNESS.clearlyBetter);
        }
      }),
    );
  });
});
