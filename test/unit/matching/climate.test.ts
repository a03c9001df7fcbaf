import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { climateKind, climateLikeness, isClimateBound } from '../../../src/matching/climate.js';
import { contextFit } from '../../../src/matching/context.js';
import { climateClasses } from '../../../src/taxonomy/climates.js';
import { candidate, caseStudy } from '../../helpers/candidates.js';

const anyClass = fc.constantFrom(...climateClasses);
const CITY = { regions: [], tightBudget: false };

describe('climates', () => {
  it('are alike to a degree from 0 to 1, both ways the same, and each most like itself', () => {
    fc.assert(
      fc.property(anyClass, anyClass, (one, other) => {
        const likeness = climateLikeness(one, other);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(climateLikeness(other, one)).toBe(likeness);
        expect(climateLikeness(one, one)).toBe(1);
      }),
    );
  });

  it.each([
    ['Cfb', 'Cfa', 'BWh'],
    ['Af', 'Am', 'Cfb'],
    ['BWh', 'BSh', 'Af'],
    ['Csa', 'Csb', 'Dfc'],
    ['Dfb', 'Dfa', 'Aw'],
  ])('of class %s are more like %s than like %s', (climate, near, far) => {
    expect(climateLikeness(climate, near)).toBeGreaterThan(climateLikeness(climate, far));
  });

  it('have one name each, and 30 classes have ten names', () => {
    expect(climateClasses).toHaveLength(30);
    expect(new Set(climateClasses.map(climateKind)).size).toBe(10);
  });

  it('count in the context of a case study whose sector hangs on them, and only where both are known', () => {
    const heat = caseStudy({ id: 'cs-a', sectors: ['urban-heat-cooling'] });
    const fitOf = (study: typeof heat, theirs: string | undefined, ours: string | undefined) =>
      contextFit(candidate(study, { climate: theirs }), { ...CITY, climate: ours }).climate;
    expect(fitOf(heat, 'BWh', 'BWh')).toBe(1);
    expect(fitOf(heat, 'BWh', 'Dfc')).toBe(0);
    expect(fitOf(heat, undefined, 'BWh')).toBe(0.5);
    expect(fitOf(heat, 'BWh', undefined)).toBe(0.5);
    expect(fitOf(caseStudy({ id: 'cs-b', sectors: ['digital-data'] }), 'BWh', 'Dfc')).toBe(0.5);
    expect(isClimateBound([])).toBe(false);
  });
});
