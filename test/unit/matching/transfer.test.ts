import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../src/languages.js';
import { type CityContext, contextFit, meanFit } from '../../../src/matching/context.js';
import { explain } from '../../../src/matching/explain.js';
import { REASONS } from '../../../src/matching/messages/index.js';
import { score } from '../../../src/matching/score.js';
import { WEIGHTS } from '../../../src/matching/weights.js';
import { candidate, caseStudy, provider, understanding } from '../../helpers/candidates.js';

/** A town of Kenya, inland: of lower-middle income, neither clearly a federation nor unitary. */
const TOWN: CityContext = {
  country: 'KE',
  population: 40_000,
  regions: ['014', '202', '002'],
  tightBudget: false,
  coastal: false,
  year: 2026,
};

type Told = { coastal?: boolean; language?: Language; provenBy?: number };

function reasonsFor(study: Parameters<typeof caseStudy>[0], city: CityContext, told: Told = {}) {
  return reasonsOf(candidate(caseStudy(study), { coastal: told.coastal }), city, told);
}

function reasonsOf(
  one: ReturnType<typeof candidate>,
  city: CityContext,
  { language = 'en', provenBy = 1 }: Told = {},
) {
  const [scored] = score([one], understanding(), city, { mean: 0, deviation: 1 }, WEIGHTS);
  if (!scored) throw new Error('nothing was scored');
  return explain(scored, {
    understanding: understanding(),
    city,
    passages: [],
    liftedByTitle: undefined,
    provenBy,
    band: 'high',
    year: 2026,
    words: REASONS[language],
  });
}

const HARBOUR = { id: 'cs-a', city: 'Rotterdam', country: 'NL', population: 3_000_000 };

describe('a case of another scale, wealth and place than the city', () => {
  it('says what to ask before it is copied: size, cost of running, coast', () => {
    const against = reasonsFor(HARBOUR, TOWN, { coastal: true }).filter(({ stance }) => stance === 'against');
    expect(against.map(({ kind, text }) => [kind, text])).toEqual([
      ['size', 'Built in a city of 3 million; yours has 40,000: ask how it scales down.'],
      ['income', 'Built in a high-income country; yours is lower-middle-income: ask what it costs to run.'],
      ['coast', 'Done on the coast; your city lies inland.'],
    ]);
  });

  it.each(LANGUAGES.map((language) => [language]))('says so in %s, each sentence its own', (language) => {
    const told = reasonsFor(HARBOUR, TOWN, { coastal: true, language });
    const texts = told.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).toMatch(/^\p{Lu}.*\.$/u);
    if (language === 'en') return;
    const english = reasonsFor(HARBOUR, TOWN, { coastal: true }).map(({ text }) => text);
    expect(texts.filter((text) => english.includes(text))).toEqual([]);
  });
});

describe('reasons about income', () => {
  const about = (country: string, city: CityContext) =>
    reasonsFor({ id: 'cs-a', country }, city).find(({ kind }) => kind === 'income');

  it('speak for a country of the same group, and not of the city’s own', () => {
    expect(about('IN', TOWN)).toEqual({
      stance: 'for',
      kind: 'income',
      text: 'From a country of the same income group (lower-middle income).',
    });
    expect(about('KE', TOWN)).toBeUndefined();
  });

  it('speak against one that is two groups richer, and not one richer or poorer', () => {
    expect(about('BR', TOWN)).toBeUndefined();
    expect(about('UG', TOWN)).toBeUndefined();
    expect(about('BR', { ...TOWN, country: 'UG' })?.text).toBe(
      'Built in an upper-middle-income country; yours is low-income: ask what it costs to run.',
    );
    expect(about('UG', { ...TOWN, country: 'DE' })).toBeUndefined();
  });

  it('say nothing where the group is unknown, and nothing of a provider’s seat', () => {
    expect(about('VE', TOWN)).toBeUndefined();
    expect(about('IN', { ...TOWN, country: undefined })).toBeUndefined();
    expect(reasonsOf(candidate(provider({ id: 'pr-a' })), TOWN).map(({ kind }) => kind)).not.toContain(
      'income',
    );
  });
});

describe('reasons about the coast', () => {
  const about = (theirs: boolean | undefined, ours: boolean | undefined, sector = 'flooding-stormwater') =>
    reasonsFor(
      { id: 'cs-a', sectors: [sector] },
      { ...TOWN, coastal: ours },
      { ...(theirs !== undefined && { coastal: theirs }) },
    ).find(({ kind }) => kind === 'coast')?.text;

  it('speak for two cities by the sea and against one inland, where the sector hangs on it', () => {
    expect(about(true, true)).toBe('Both are on the coast.');
    expect(about(true, false)).toBe('Done on the coast; your city lies inland.');
    expect(about(false, true)).toBeUndefined();
    expect(about(false, false)).toBeUndefined();
    expect(about(true, true, 'digital-data')).toBeUndefined();
    expect(about(undefined, true)).toBeUndefined();
    expect(about(true, undefined)).toBeUndefined();
  });
});

describe('a reason about federations', () => {
  const about = (theirs: string, ours: string) =>
    reasonsFor({ id: 'cs-a', country: theirs }, { ...TOWN, country: ours }).find(
      ({ kind }) => kind === 'governance',
    )?.text;

  it('is given for two of them, and never against', () => {
    expect(about('DE', 'BR')).toBe('Both countries are federations: cities share powers with states.');
    expect(about('BR', 'BR')).toBeUndefined();
    expect(about('DE', 'FR')).toBeUndefined();
    expect(about('PE', 'FR')).toBeUndefined();
  });
});

describe('reasons about maturity', () => {
  it('quote what says that it was a pilot, or since when it is in use', () => {
    const pilot = 'The trial showed that people feel safe.';
    expect(reasonsFor({ id: 'cs-a', summary: pilot }, TOWN)).toContainEqual({
      stance: 'against',
      kind: 'maturity',
      text: 'It was a pilot: ask what became of it.',
      passage: pilot,
    });
    const since = 'It has run since 2009.';
    expect(reasonsFor({ id: 'cs-a', year: 2009, solution: since }, TOWN)).toContainEqual({
      stance: 'for',
      kind: 'maturity',
      text: 'In use since 2009.',
      passage: since,
    });
  });

  it('count the case studies of a provider from two on', () => {
    const about = (provenBy: number) =>
      reasonsOf(candidate(provider({ id: 'pr-a' })), TOWN, { provenBy }).find(
        ({ kind }) => kind === 'maturity',
      );
    expect(about(3)?.text).toBe('3 case studies in the catalogue show its work.');
    expect(about(1)).toBeUndefined();
  });
});

describe('the context', () => {
  const contextOf = (study: Partial<Parameters<typeof caseStudy>[0]>, city: CityContext, coastal?: boolean) =>
    contextFit(candidate(caseStudy({ id: 'cs-a', ...study }), { coastal }), city);

  it('falls with the distance of income groups, and is the middle where one is unknown', () => {
    const of = (country: string) => contextOf({ country }, { ...TOWN, country: 'DE' }).income;
    expect(['FR', 'BR', 'KE', 'UG'].map(of)).toEqual(
      [1, 2 / 3, 1 / 3, 0].map((value) => expect.closeTo(value)),
    );
    expect(of('VE')).toBe(0.5);
  });

  it('tells the coast from inland, both ways', () => {
    const of = (theirs: boolean | undefined, ours: boolean | undefined) =>
      contextOf({}, { ...TOWN, coastal: ours }, theirs).coast;
    expect([of(true, true), of(false, false), of(true, false), of(false, true)]).toEqual([1, 1, 0, 0]);
    expect([of(undefined, true), of(true, undefined)]).toEqual([0.5, 0.5]);
  });

  it('tells federations from unitary states, and what is neither from both', () => {
    const of = (theirs: string, ours: string) =>
      contextOf({ country: theirs }, { ...TOWN, country: ours }).governance;
    expect([of('DE', 'IN'), of('PE', 'FR'), of('DE', 'FR'), of('ZA', 'DE')]).toEqual([1, 1, 0, 0.5]);
  });

  it('is one figure, the mean of its parts', () => {
    const even = contextOf({ population: null }, { regions: [], tightBudget: false });
    expect(meanFit(even)).toBe(0.5);
    expect(meanFit({ ...even, coast: 1 })).toBeCloseTo(0.5 + 0.5 / 9);
  });
});
