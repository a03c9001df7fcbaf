import type { MatchWeights } from './weights-schema.js';

export type { MatchWeights };

/** The weights that the product comes with. Written by `npm run evaluate -- --tune --write`; not by hand. */
export const WEIGHTS: MatchWeights = {
  semantic: 0.6,
  labels: 12,
  concept: 0.2,
  context: {
    size: 0.4,
    place: 0.5,
    cost: 0.3,
    service: 0.2,
    climate: 0.15,
    income: 0.15,
    coast: 0.15,
    governance: 0.05,
    maturity: 0.1,
  },
  sector: { voters: 6, thesaurus: 0.3, weight: 0.5 },
  stale: 0.25,
  link: { toProvider: 0.6, toCaseStudy: 0.2 },
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
