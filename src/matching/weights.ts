/** Every number that ranking depends on, in one place, with where it comes from. */
export interface MatchWeights {
  /** Share of meaning against words in [0, 1]. */
  semantic: number;
  /** Weight of shared thesaurus concepts, in standard deviations of the candidates. */
  concept: number;
  /** Weight of each part of the context; a part's value is taken from its middle, 0.5. */
  context: { size: number; place: number; cost: number; service: number };
  sector: {
    /** How many of the best candidates vote on what the challenge is about. */
    voters: number;
    /** Share of the thesaurus in the vote, in [0, 1]. */
    thesaurus: number;
    weight: number;
  };
  link: {
    /** Share of its best case study's score that a provider gets. */
    toProvider: number;
    /** Share of its best provider's score that a case study gets. */
    toCaseStudy: number;
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
  /** Below this probability for the best result, nothing fits. */
  nothingFits: number;
  /** Where the bands begin: probabilities. */
  bands: { high: number; medium: number };
  /** Where the numbers come from. */
  fitted: { date: string; data: string; note: string };
}

export const WEIGHTS: MatchWeights = {
  semantic: 0.6,
  concept: 0.2,
  context: { size: 0.4, place: 0.5, cost: 0.3, service: 0.2 },
  sector: { voters: 6, thesaurus: 0.3, weight: 0.5 },
  link: { toProvider: 0.6, toCaseStudy: 0.2 },
  calibration: { intercept: -2.5, slope: 1, closeness: 0.3, coverage: 0.5, words: 0.5, agreement: 0.5 },
  nothingFits: 0.2,
  bands: { high: 0.6, medium: 0.3 },
  fitted: { date: '2026-11-23', data: 'seeds/judgments.jsonl', note: 'set by hand' },
};
