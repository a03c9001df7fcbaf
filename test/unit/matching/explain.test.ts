import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../src/matching/candidate.js';
import type { CityContext } from '../../../src/matching/context.js';
import { explain, type Grounds } from '../../../src/matching/explain.js';
import { REASONS_EN } from '../../../src/matching/messages/en.js';
import type { Passage } from '../../../src/matching/passages.js';
import { score } from '../../../src/matching/score.js';
import { WEIGHTS } from '../../../src/matching/weights.js';
import type { Concept } from '../../../src/taxonomy/thesaurus.js';
import { candidate, caseStudy, provider, understanding } from '../../helpers/candidates.js';

const CITY: CityContext = {
  country: 'PE',
  population: 40_000,
  regions: ['005', '419', '019'],
  tightBudget: false,
};
const NOWHERE: CityContext = { regions: [], tightBudget: false };

function reasonsFor(one: Candidate, city: CityContext, changes: Partial<Grounds> = {}) {
  const [scored] = score([one], understanding(), city, { mean: 0, deviation: 1 }, WEIGHTS);
  if (!scored) throw new Error('nothing was scored');
  return explain(scored, {
    understanding: understanding(),
    city,
    passages: [],
    liftedByTitle: undefined,
    provenBy: 1,
    band: 'high',
    year: 2026,
    words: REASONS_EN,
    ...changes,
  });
}

const kindsOf = (reasons: ReturnType<typeof reasonsFor>, stance: 'for' | 'against') =>
  reasons.filter((reason) => reason.stance === stance).map(({ kind }) => kind);

const passage = (changes: Partial<Passage>): Passage => ({
  field: 'challenge',
  text: 'It rained.',
  ranges: [],
  weight: 1,
  ...changes,
});
const concept = (id: string, label: string): { concept: Concept; weight: number } => ({
  concept: { id, sectors: ['flooding-stormwater'], kind: 'problem', label: { en: label }, phrases: {} },
  weight: 1,
});

describe('a reason about climate', () => {
  const about = (theirs: string | undefined, ours: string | undefined, sector = 'urban-heat-cooling') =>
    reasonsFor(candidate(caseStudy({ id: 'cs-a', sectors: [sector] }), { climate: theirs }), {
      ...NOWHERE,
      climate: ours,
    }).find(({ kind }) => kind === 'climate');

  it('speaks for a case from a climate of the same kind, in words', () => {
    expect(about('BSh', 'BWh')).toEqual({
      stance: 'for',
      kind: 'climate',
      text: 'A similar climate: both cities are hot and dry.',
    });
  });

  it('is not given for another climate, an unknown one, or where climate does not matter', () => {
    expect(about('BSh', 'Af')).toBeUndefined();
    expect(about(undefined, 'Af')).toBeUndefined();
    expect(about('Af', undefined)).toBeUndefined();
    expect(about('Af', 'Af', 'digital-data')).toBeUndefined();
  });
});

describe('reasons about size', () => {
  it('speak for a city of like size, against one five times larger or smaller, and not at all in between', () => {
    const about = (population: number) => {
      const reasons = reasonsFor(candidate(caseStudy({ id: 'cs-a', population })), CITY);
      return reasons.find(({ kind }) => kind === 'size');
    };
    expect(about(50_000)).toMatchObject({ stance: 'for' });
    expect(about(120_000)).toBeUndefined();
    expect(about(3_000_000)).toMatchObject({
      stance: 'against',
      text: 'Built in a city of 3 million; yours has 40,000: ask how it scales down.',
    });
    expect(about(5_000)).toMatchObject({ stance: 'against', text: expect.stringContaining('scales up') });
  });

  it('are not made up when either population is unknown', () => {
    expect(
      kindsOf(reasonsFor(candidate(caseStudy({ id: 'cs-a', population: null })), CITY), 'against'),
    ).not.toContain('size');
    expect(kindsOf(reasonsFor(candidate(caseStudy({ id: 'cs-a' })), NOWHERE), 'for')).not.toContain('size');
  });
});

describe('reasons about place', () => {
  it('name the same country, else the shared part of the world, never a whole continent', () => {
    const about = (country: string, regions: string[]) =>
      reasonsFor(candidate(caseStudy({ id: 'cs-a', city: 'X', country }), { regions }), CITY).find(
        ({ kind }) => kind === 'place',
      )?.text;
    expect(about('PE', ['005', '419', '019'])).toBe('From your own country, Peru.');
    expect(about('CL', ['005', '419', '019'])).toBe('From your part of the world: X, Chile, South America.');
    expect(about('CA', ['021', '019'])).toBeUndefined();
  });

  it('take a provider at its word on where it works', () => {
    const about = (countriesServed: string[]) =>
      reasonsFor(candidate(provider({ id: 'pr-a', countriesServed })), CITY).find(
        ({ kind }) => kind === 'place',
      );
    expect(about(['PE'])).toMatchObject({ stance: 'for' });
    expect(about(['global'])).toMatchObject({ stance: 'for' });
    expect(about(['KE'])).toMatchObject({ stance: 'against' });
    expect(about([])).toBeUndefined();
  });
});

describe('reasons about cost', () => {
  it('are given only where money is short', () => {
    const about = (costBand: 'low' | 'high', tightBudget: boolean) =>
      reasonsFor(candidate(caseStudy({ id: 'cs-a', costBand })), { ...CITY, tightBudget }).find(
        ({ kind }) => kind === 'cost',
      )?.stance;
    expect(about('low', true)).toBe('for');
    expect(about('high', true)).toBe('against');
    expect(about('low', false)).toBeUndefined();
  });
});

describe('reasons from the text', () => {
  it('quote the passage that shares most, and say whether it is the problem or the answer', () => {
    const about = (field: string) =>
      reasonsFor(candidate(caseStudy({ id: 'cs-a' })), NOWHERE, {
        passages: [passage({ field, text: 'Cellars filled.' })],
      })[0];
    expect(about('challenge')).toEqual({
      stance: 'for',
      kind: 'passage',
      text: REASONS_EN.sameProblem,
      passage: 'Cellars filled.',
    });
    expect(about('solution')?.text).toBe(REASONS_EN.sameAnswer);
  });

  it('claim no more than nearness for a weak match', () => {
    const [first] = reasonsFor(candidate(caseStudy({ id: 'cs-a' })), NOWHERE, {
      passages: [passage({})],
      band: 'low',
    });
    expect(first?.text).toBe(REASONS_EN.nearest);
  });

  it('name shared concepts for, and unmentioned ones against', () => {
    const concepts = [concept('flood', 'Flooding'), concept('odour', 'Odour')];
    const reasons = reasonsFor(candidate(caseStudy({ id: 'cs-a' }), { concepts: ['flood'] }), NOWHERE, {
      understanding: understanding({ concepts }),
    });
    expect(reasons).toContainEqual(
      expect.objectContaining({ stance: 'for', text: 'It deals with flooding, as you describe.' }),
    );
    expect(reasons).toContainEqual(
      expect.objectContaining({ stance: 'against', text: expect.stringContaining('odour') }),
    );
  });

  it('report a result only where the outcomes have a figure', () => {
    const withFigure = { passages: [passage({ field: 'outcomes', text: 'Losses fell by 20%.', weight: 0 })] };
    expect(kindsOf(reasonsFor(candidate(caseStudy({ id: 'cs-a' })), NOWHERE, withFigure), 'for')).toContain(
      'evidence',
    );
    const none = candidate(caseStudy({ id: 'cs-a', outcomes: 'People like it.' }));
    expect(kindsOf(reasonsFor(none, NOWHERE), 'against')).toContain('evidence');
  });
});

describe('reasons about evidence', () => {
  it('warn of an entry that nobody verified, of a provider without a case, and of an old case', () => {
    const unverified = reasonsFor(candidate(caseStudy({ id: 'cs-a', verified: false })), NOWHERE);
    expect(unverified).toContainEqual({ stance: 'against', kind: 'evidence', text: REASONS_EN.unverified });
    const unproven = reasonsFor(candidate(provider({ id: 'pr-a' })), NOWHERE, { provenBy: 0 });
    expect(unproven).toContainEqual({ stance: 'against', kind: 'evidence', text: REASONS_EN.unproven });
    const old = reasonsFor(candidate(caseStudy({ id: 'cs-a', year: 1994 })), NOWHERE);
    expect(kindsOf(old, 'against')).toEqual(['age']);
  });

  it('find nothing against a verified, recent case with a result', () => {
    expect(kindsOf(reasonsFor(candidate(caseStudy({ id: 'cs-a' })), NOWHERE), 'against')).toEqual([]);
  });
});

describe('a reason about the last check', () => {
  it('is the first of what to check where the entry is stale, and is not given where it is not', () => {
    const about = (stale: boolean) =>
      reasonsFor(candidate(caseStudy({ id: 'cs-a', verified: false }), { stale }), CITY).filter(
        ({ stance }) => stance === 'against',
      );
    expect(about(true)[0]).toMatchObject({ kind: 'age', text: expect.stringContaining('since March 2020') });
    expect(about(false).map(({ text }) => text)).not.toContainEqual(
      expect.stringContaining('Nobody has checked'),
    );
  });
});
