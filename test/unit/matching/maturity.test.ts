import { describe, expect, it } from 'vitest';
import { readEntries } from '../../../src/catalogue/seed.js';
import { contextFit } from '../../../src/matching/context.js';
import { maturityOf, maturitySignsOf } from '../../../src/matching/maturity.js';
import { candidate, caseStudy, provider } from '../../helpers/candidates.js';

const YEAR = 2026;
const seeds = await readEntries();
const signs = new Map(seeds.map((entry) => [entry.id, maturitySignsOf(entry)]));
const saying = (changes: Partial<Parameters<typeof caseStudy>[0]>) =>
  maturitySignsOf({ id: 'cs-a', kind: 'case-study', body: caseStudy({ id: 'cs-a', ...changes }) });

describe('what the seeds say of a pilot', () => {
  it('is taken as such only where the whole case is one', () => {
    const pilots = [...signs].flatMap(([id, { pilot }]) => (pilot === undefined ? [] : [[id, pilot]]));
    expect(Object.fromEntries(pilots)).toEqual({
      'cs-aarhus-reusable-cups': 'The municipality tendered a three-year pilot, and eleven firms bid.',
      'cs-groningen-adaptive-lighting':
        'The trial showed that saving and a feeling of safety can go together.',
      'cs-santos-geobags':
        'It remains a monitored pilot; a later diver survey found at least two of the 49 bags damaged by nets or cuts.',
    });
  });

  it.each([
    ["Wuhan was one of China's first pilot cities for absorbing rain where it falls."],
    ['After a two-bus trial in 2017, an energy firm financed 100 vehicles.'],
    ['A trade union of waste pickers piloted doorstep collection and in 2007 set up the cooperative.'],
    ['The UN environment programme ran a related trial of units costing less than US$1,500.'],
    ['A pipeline of some 60 km serves industrial belts.'],
    ['A randomised trial tested it.'],
    ['The pilot boat guides ships past the barrier.'],
    ['The pilot was extended to the whole city.'],
  ])('is none in "%s"', (solution) => {
    expect(saying({ solution }).pilot).toBeUndefined();
  });

  it.each([
    ['en', 'It is still only a small pilot project.'],
    ['en', 'The city launched a six-month trial.'],
    ['es', 'Fue un proyecto piloto en dos barrios.'],
    ['fr', 'C’est un projet pilote dans deux quartiers.'],
    ['pt', 'Foi um projeto-piloto em dois bairros.'],
    ['de', 'Es war ein Pilotprojekt in zwei Vierteln.'],
  ])('is one in %s: "%s"', (language, solution) => {
    expect(saying({ language, solution }).pilot).toBe(solution);
  });

  it('is one in the title, where nothing says that it went on', () => {
    const title = 'Delft: a pilot of floating gardens';
    expect(saying({ title }).pilot).toBe(title);
    expect(saying({ title, outcomes: 'It was rolled out in 2021.' }).pilot).toBeUndefined();
  });
});

describe('what the seeds say of long use', () => {
  it('is dated by the year of the case alone, never by that of a part or an improvement', () => {
    const since = (id: string) => signs.get(id)?.since?.year;
    expect(since('cs-windhoek-potable-reuse')).toBe(1968);
    expect(since('cs-toronto-deep-lake-cooling')).toBe(2004);
    expect(since('cs-la-pintana-vegetable-waste')).toBe(2005);
    expect(since('cs-singapore-marina-bay-cooling')).toBe(2006);
    // "since August 2023 in all boroughs", "since 2006 almost all sizes", "fossil-free since December 2019".
    expect(since('cs-london-ulez')).toBeUndefined();
    expect(since('cs-barcelona-solar-ordinance')).toBeUndefined();
    expect(since('cs-vaxjo-biomass-heat')).toBeUndefined();
    // It ran from 1989 and was suspended.
    expect(since('cs-porto-alegre-participatory-budget')).toBeUndefined();
  });

  it.each([
    ['es', 'La planta funciona desde marzo de 2009.'],
    ['fr', 'Le service fonctionne depuis l’été 2009.'],
    ['pt', 'A usina opera desde 2009.'],
    ['de', 'Die Anlage läuft seit Mai 2009.'],
  ])('is read in %s: "%s"', (language, solution) => {
    expect(saying({ language, solution, year: 2009 }).since).toEqual({ year: 2009, text: solution });
  });

  it('is not taken from what the problem was', () => {
    expect(saying({ challenge: 'It has flooded since 2009.', year: 2009 }).since).toBeUndefined();
  });
});

describe('the maturity of a solution', () => {
  const of = (changes: Partial<Parameters<typeof caseStudy>[0]>, year = YEAR) =>
    maturityOf(saying(changes), 0, year);

  it('is proven where it is long in use and measured, running where it is one of them', () => {
    const since = { solution: 'In use since 2020.', year: 2020 };
    expect(of(since)).toBe('proven');
    expect(of(since, 2023)).toBe('running');
    expect(of({ ...since, outcomes: 'People like it.' })).toBe('running');
    expect(of({})).toBe('running');
    expect(of({ outcomes: 'People like it.' })).toBe('unknown');
    expect(of({ solution: 'The trial showed that it works.' })).toBe('pilot');
  });

  it('of a provider is told by the case studies that name it', () => {
    const own = signsOfProvider();
    expect([0, 1, 2].map((proofs) => maturityOf(own, proofs, YEAR))).toEqual([
      'unknown',
      'running',
      'proven',
    ]);
  });

  it('counts in the context, where the year is known', () => {
    const fitOf = (solution: string, year?: number) =>
      contextFit(candidate(caseStudy({ id: 'cs-a', solution })), { regions: [], tightBudget: false, year })
        .maturity;
    expect(fitOf('In use since 2020.', YEAR)).toBe(1);
    expect(fitOf('The trial showed that it works.', YEAR)).toBe(0);
    expect(fitOf('In use since 2020.')).toBe(0.5);
  });
});

function signsOfProvider() {
  return candidate(provider({ id: 'pr-a' })).facts.maturity;
}
