import { describe, expect, it } from 'vitest';
import { compare, weightChanges } from '../../../src/learning/compare.js';
import { onceEach } from '../../../src/learning/fit.js';
import { completed } from '../../../src/learning/in-use.js';
import { aboutCatalogue } from '../../../src/learning/shipped.js';
import type { Report } from '../../../src/matching/evaluate.js';
import { WEIGHTS } from '../../../src/matching/weights.js';

const figures = (ndcg10: number, statements = 10) => ({ statements, ndcg10, recall20: 0, mrr10: 0 });
const report = (groups: Pick<Report, 'byLanguage' | 'bySector'>): Report => ({
  all: figures(0.7),
  byKind: { 'case-study': figures(0.7), provider: figures(0.7) },
  byRegion: {},
  nothingFits: { unanswerable: 0, toldSo: 0, answerable: 0, answered: 0, precision: 0, accuracy: 0 },
  calibration: { shown: 0, error: 0 },
  statements: [],
  ...groups,
});

describe('a comparison of weights', () => {
  it('names each language and sector that would lose more than 0.02', () => {
    const before = report({
      byLanguage: { en: figures(0.8), es: figures(0.7), fr: figures(0.6) },
      bySector: { health: figures(0.5), energy: figures(0.5) },
    });
    const after = report({
      byLanguage: { en: figures(0.9), es: figures(0.6801), fr: figures(0.579) },
      bySector: { health: figures(0.4), energy: figures(0.5) },
    });
    expect(compare(before, after).lost).toEqual([
      { kind: 'language', group: 'fr', statements: 10, before: 0.6, after: 0.579 },
      { kind: 'sector', group: 'health', statements: 10, before: 0.5, after: 0.4 },
    ]);
  });

  it('looks at groups of one or two statements together', () => {
    const before = report({
      byLanguage: { en: figures(0.8), hi: figures(0.9, 2), sw: figures(0.3, 1) },
      bySector: {},
    });
    const better = report({
      byLanguage: { en: figures(0.8), hi: figures(0.95, 2), sw: figures(0.25, 1) },
      bySector: {},
    });
    const { byLanguage, lost } = compare(before, better);
    expect(lost).toEqual([]);
    expect(byLanguage.others).toMatchObject({ statements: 3 });
    expect(byLanguage.others?.before).toBeCloseTo(0.7);
    const worse = report({
      byLanguage: { en: figures(0.8), hi: figures(0.85, 2), sw: figures(0.3, 1) },
      bySector: {},
    });
    expect(compare(before, worse).lost).toMatchObject([{ group: 'others' }]);
  });

  it('tells which numbers differ, by dotted key', () => {
    const other = { ...WEIGHTS, semantic: 0.5, sector: { ...WEIGHTS.sector, weight: 1 } };
    expect(weightChanges(WEIGHTS, { ...other, fitted: { ...WEIGHTS.fitted, note: 'other' } })).toEqual([
      { key: 'semantic', before: WEIGHTS.semantic, after: 0.5 },
      { key: 'sector.weight', before: WEIGHTS.sector.weight, after: 1 },
    ]);
  });
});

describe('stored weights', () => {
  it('of another version are completed by what is shipped, and lose what is not known here', () => {
    const { stale: _, ...older } = { ...WEIGHTS, semantic: 0.3, novelty: 1 };
    const { climate: __, ...context } = { ...WEIGHTS.context, place: 0.9 };
    expect(completed({ ...older, context })).toEqual({
      ...WEIGHTS,
      semantic: 0.3,
      context: { ...WEIGHTS.context, place: 0.9 },
    });
  });

  it.each([null, 'text', { ...WEIGHTS, semantic: 7 }, { ...WEIGHTS, context: 3 }])(
    'that are no weights are none: %j',
    (stored) => {
      expect(completed(stored)).toBeUndefined();
    },
  );
});

describe('judgments that come with the product', () => {
  const judgment = (id: string, relevance: Record<string, number>) => ({
    id,
    statement: 'Floods',
    country: null,
    population: null,
    language: 'en',
    relevance,
  });
  it('count once with all their translations', () => {
    const translated = { ...judgment('both-es', {}), translationOf: 'both' };
    const weightOf = onceEach([judgment('both', {}), translated, judgment('learnt', {})]);
    expect([weightOf(translated), weightOf(judgment('learnt', {}))]).toEqual([0.5, 1]);
  });

  const all = [
    judgment('both', { 'cs-1': 3, 'cs-2': 2 }),
    judgment('half', { 'cs-1': 3, 'cs-9': 2 }),
    judgment('nothing', {}),
  ];
  it('are used where most of what they grade is in this catalogue', () => {
    const known = new Set(['cs-1', 'cs-2']);
    expect(aboutCatalogue(all, (id) => known.has(id)).map(({ id }) => id)).toEqual(['both', 'nothing']);
    expect(aboutCatalogue(all, () => false)).toEqual([]);
  });
});
