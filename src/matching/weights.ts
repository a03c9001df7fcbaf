/** Every number that ranking depends on, in one place, with where it comes from. */
export interface MatchWeights {
  /** Share of meaning against words in [0, 1]. */
  semantic: number;
  /** Weight of shared thesaurus concepts, in standard deviations of the candidates. */
  concept: number;
  /** Weight of each part of the context; a part's value is taken from its middle, 0.5. */
  context: { size: number; place: number; cost: number; service: number; climate: number };
  sector: {
    /** How many of the best candidates vote on what the challenge is about. */
    voters: number;
    /** Share of the thesaurus in the vote, in [0, 1]. */
    thesaurus: number;
    weight: number;
  };
  /** What a stale entry loses, in standard deviations of the candidates: less than a city of the same country gains. */
  stale: number;
  link: {
    /** Share of its best case study's score that a provider gets. */
    toProvider: number;
    /** Share of its best provider's score that a case study gets. */
    toCaseStudy: number;
  };
  /** What keeps one provider, and one order among equals, from taking every answer; in standard deviations. */
  fairness: {
    /** How many entries of one provider stand among the ten best. */
    perProvider: number;
    /** One more keeps its place where it is better by more than this than what would take it. */
    clearlyBetter: number;
    /** Entries that differ by less take turns. */
    nearEqual: number;
  };
  /** logit of "would help" (grade 2 or 3): intercept + slope * score + what the whole question tells. */
  calibration: {
    intercept: number;
    slope: number;
    closeness: number;
    coverage: number;
    words: number;
    agreement: number;
  };
  /** logit of "something in the catalogue fits": by the best result's score and what the whole question tells. */
  fit: {
    intercept: number;
    best: number;
    closeness: number;
    coverage: number;
    words: number;
    outside: number;
    /** Below this probability the answer is that nothing fits. */
    threshold: number;
  };
  /** Where the bands begin: probabilities. */
  bands: { high: number; medium: number };
  /** Where the numbers come from. */
  fitted: { date: string; data: string; note: string };
}

export const WEIGHTS: MatchWeights = {
  semantic: 0.6,
  concept: 0.2,
  context: { size: 0.4, place: 0.5, cost: 0.3, service: 0.2, climate: 0.15 },
  sector: { voters: 6, thesaurus: 0.3, weight: 0.5 },
  stale: 0.25,
  link: { toProvider: 0.6, toCaseStudy: 0.2 },
  fairness: { perProvider: 3, clearlyBetter: 1.5, nearEqual: 0.02 },
  calibration: {
    intercept: -5.765,
    slope: 0.794,
    closeness: 1.302,
    coverage: 0.45,
    words: -0.66,
    agreement: 0.475,
  },
  fit: {
    intercept: -3.942,
    best: 0.662,
    closeness: 1.075,
    coverage: 0.732,
    words: 0.074,
    outside: -2.527,
    threshold: 0.35,
  },
  bands: { high: 0.5, medium: 0.2 },
  fitted: {
    date: '2026-11-24',
    data: 'seeds/judgments.jsonl (68 statements) and seeds/nothing-fits.jsonl (34), both models together',
    note: 'ranking weights set by hand; calibration and fit as npm run evaluate -- --calibrate fits them',
  },
};
