import type { CaseStudy, Entry, Provider } from '../../src/catalogue/entry.js';

/** A case study with every field, some of them changed. */
export function caseStudyEntry(id: string, changes: Partial<CaseStudy> = {}): Entry {
  return {
    id,
    kind: 'case-study',
    body: {
      id,
      title: 'A square that stores rain',
      summary: 'A bare square became a sports place that fills with rain.',
      challenge: 'Sewers overflow in heavy showers.',
      solution: 'Three sunken basins hold the rain.',
      outcomes: '',
      city: 'Rotterdam',
      country: 'NL',
      population: 650_000,
      year: 2013,
      sdgs: [11, 13],
      pathways: ['resilient'],
      measures: ['water square'],
      costBand: 'medium',
      providers: [],
      sourceUrl: 'https://example.org/square',
      sectors: ['flooding-stormwater'],
      verified: true,
      language: 'en',
      ...changes,
    },
  };
}

/** A provider with every field, some of them changed. */
export function providerEntry(id: string, changes: Partial<Provider> = {}): Entry {
  return {
    id,
    kind: 'provider',
    body: {
      id,
      name: 'De Urbanisten',
      kind: 'consultancy',
      description: 'Designers of squares that store water.',
      offerings: ['water square design'],
      countriesServed: ['NL', 'global'],
      headquarters: { city: 'Rotterdam', country: 'NL' },
      website: 'https://example.com',
      sourceUrl: null,
      sectors: ['flooding-stormwater'],
      verified: true,
      language: 'en',
      ...changes,
    },
  };
}
