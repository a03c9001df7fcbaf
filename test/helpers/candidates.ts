import type { CaseStudy, Entry, Provider } from '../../src/catalogue/entry.js';
import type { Candidate } from '../../src/matching/candidate.js';
import { maturitySignsOf } from '../../src/matching/maturity.js';
import type { Understanding } from '../../src/matching/understand.js';
import { StemSet } from '../../src/text/stem-set.js';

/** A valid case study with only what a test cares about changed. */
export function caseStudy(changes: Partial<CaseStudy> & { id: string }): CaseStudy {
  return {
    title: `Title of ${changes.id}`,
    summary: 'A summary.',
    challenge: 'A challenge.',
    solution: 'A solution.',
    outcomes: 'It cut losses by 20%.',
    city: 'Lima',
    country: 'PE',
    population: 100_000,
    year: 2020,
    sdgs: [11],
    pathways: [],
    measures: [],
    costBand: 'unknown',
    providers: [],
    sourceUrl: null,
    sectors: ['flooding-stormwater'],
    verified: true,
    language: 'en',
    ...changes,
  };
}

/** A valid provider with only what a test cares about changed. */
export function provider(changes: Partial<Provider> & { id: string }): Provider {
  return {
    name: `Name of ${changes.id}`,
    kind: 'company',
    description: 'A description.',
    offerings: [],
    countriesServed: [],
    headquarters: { city: 'Delft', country: 'NL' },
    website: null,
    sourceUrl: null,
    sectors: ['flooding-stormwater'],
    verified: true,
    language: 'en',
    ...changes,
  };
}

/** A candidate around an entry: `keyword` in [0, 1], `meaning` the cosine of all its passages. */
export function candidate(
  body: CaseStudy | Provider,
  figures: {
    keyword?: number;
    meaning?: number;
    concepts?: string[];
    regions?: string[];
    climate?: string | undefined;
    coastal?: boolean | undefined;
    whole?: number[];
    stale?: boolean;
  } = {},
): Candidate {
  const { meaning } = figures;
  const entry: Entry =
    'title' in body ? { id: body.id, kind: 'case-study', body } : { id: body.id, kind: 'provider', body };
  return {
    facts: {
      entry,
      revision: '1',
      checkedOn: new Date('2020-03-05'),
      stems: new StemSet([]),
      concepts: new Set(figures.concepts ?? []),
      regions: figures.regions ?? [],
      climate: figures.climate,
      coastal: figures.coastal,
      maturity: maturitySignsOf(entry),
    },
    keyword: figures.keyword ?? 0,
    similarity:
      meaning === undefined
        ? undefined
        : { best: meaning, mean: meaning, whole: meaning, bestField: 'challenge' },
    whole: figures.whole && Float32Array.from(figures.whole),
    stale: figures.stale ?? false,
  };
}

/** An understanding that found nothing but the statement, changed where a test says so. */
export function understanding(changes: Partial<Understanding> = {}): Understanding {
  return {
    language: 'en',
    statement: 'Our streets flood.',
    corrected: [],
    byWords: false,
    stems: new Set(['street', 'flood']),
    concepts: [],
    sectors: new Map(),
    tightBudget: false,
    words: 'Our streets flood.',
    embed: 'Our streets flood.',
    ...changes,
  };
}
