import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairnessReportSchema } from '../../../src/fairness/contract.js';
import { concentration, type ReportedEntry, reportOn } from '../../../src/fairness/report.js';

const provider = (id: string, changes: Partial<ReportedEntry> = {}): ReportedEntry => ({
  id: `pr-${id}`,
  title: id,
  kind: 'provider',
  country: 'NL',
  providerKind: 'company',
  providers: [],
  ...changes,
});
const study = (id: string, providers: string[], country = 'PE'): ReportedEntry => ({
  ...provider(id),
  id: `cs-${id}`,
  kind: 'case-study',
  country,
  providerKind: undefined,
  providers,
});

const CATALOGUE = [
  provider('unproven', { providerKind: 'ngo' }),
  provider('small'),
  provider('middle', { country: 'NG' }),
  provider('big', { country: 'XK' }),
  ...['a', 'b', 'c', 'd', 'e'].map((id) => study(id, ['pr-big'])),
  study('f', ['pr-middle', 'pr-small', 'pr-small'], 'US'),
  study('g', ['pr-middle'], 'US'),
];
const SHOWN = new Map([
  ['pr-big', { shown: 6, first: 3 }],
  ['pr-small', { shown: 2, first: 0 }],
  ['pr-unproven', { shown: 2, first: 0 }],
  ['cs-a', { shown: 10, first: 1 }],
  ['cs-gone', { shown: 1000, first: 1000 }],
]);

describe('the report on what was shown', () => {
  const report = reportOn(CATALOGUE, SHOWN);

  it('holds shares of what was shown against shares of the catalogue, by size of provider', () => {
    expect(report.providersBySize.map(({ key, entries, shown }) => [key, entries, shown])).toEqual([
      ['none', 1, 2],
      ['1', 1, 2],
      ['2-4', 1, 0],
      ['5+', 1, 6],
    ]);
    expect(report.providersBySize.map(({ ratio }) => ratio)).toEqual([0.8, 0.8, 0, 2.4]);
    expect(report.providersBySize.at(-1)).toMatchObject({
      shareOfCatalogue: 0.25,
      shareOfShown: 0.6,
      shareOfFirst: 1,
    });
  });

  it('tells kinds of provider, and regions of all entries, the largest first', () => {
    expect(report.providersByKind.map(({ key, label, entries }) => [key, label, entries])).toEqual([
      ['company', 'company', 3],
      ['ngo', 'NGO', 1],
    ]);
    expect(report.byRegion.map(({ label, entries, shown }) => [label, entries, shown])).toEqual([
      ['Latin America and the Caribbean', 5, 10],
      ['Northern America', 2, 0],
      ['Western Europe', 2, 4],
      ['Sub-Saharan Africa', 1, 0],
      ['Elsewhere', 1, 6],
    ]);
  });

  it('lists what was shown most, and leaves out what has left the catalogue', () => {
    expect(report.shown).toBe(20);
    expect(report.seen).toBe(4);
    expect(report.mostShown.map(({ id, share }) => [id, share])).toEqual([
      ['cs-a', 0.5],
      ['pr-big', 0.3],
      ['pr-small', 0.1],
      ['pr-unproven', 0.1],
    ]);
  });

  it('says nothing of shares where nothing was shown', () => {
    const silent = reportOn(CATALOGUE, new Map());
    expect(silent).toMatchObject({ shown: 0, seen: 0, mostShown: [], topTenth: 0, gini: 0 });
    expect(silent.byRegion.every(({ ratio, shareOfShown }) => ratio === null && shareOfShown === 0)).toBe(
      true,
    );
    expect(reportOn([], new Map())).toMatchObject({ entries: 0, byRegion: [], topTenth: 0, gini: 0 });
  });

  it('is what the API promises, whatever was shown, and its shares add up', () => {
    const counts = fc.array(fc.tuple(fc.nat(CATALOGUE.length - 1), fc.nat(1000)));
    fc.assert(
      fc.property(counts, (given) => {
        const shown = new Map(
          given.map(([at, count]) => [CATALOGUE[at]?.id ?? '', { shown: count, first: count % 7 }]),
        );
        const made = reportOn(CATALOGUE, shown);
        fairnessReportSchema.parse({ from: '2026-11-01', to: '2026-11-30', ...made });
        for (const table of [made.providersBySize, made.providersByKind, made.byRegion]) {
          const sum = (of: (group: (typeof table)[number]) => number) =>
            table.reduce((all, group) => all + of(group), 0);
          expect(sum(({ shareOfCatalogue }) => shareOfCatalogue)).toBeCloseTo(1);
          expect([0, 1]).toContain(Number(sum(({ shareOfShown }) => shareOfShown).toFixed(9)));
        }
      }),
    );
  });
});

describe('concentration', () => {
  it('is nought where all were shown alike, and near one where one had everything', () => {
    expect(concentration(Array.from({ length: 20 }, () => 3))).toEqual({ topTenth: 0.1, gini: 0 });
    const one = concentration([...Array.from({ length: 99 }, () => 0), 5]);
    expect(one.topTenth).toBe(1);
    expect(one.gini).toBeCloseTo(0.99);
    // Worked out by hand: mean difference of 1, 2, 3, 4 is 1.25, their mean 2.5.
    expect(concentration([4, 1, 3, 2]).gini).toBeCloseTo(0.25);
  });
});
