import type { MatchWeights } from './weights-schema.js';

export type { MatchWeights };

/** The weights that the product comes with. Written by `npm run evaluate -- --tune --write`; not by hand. */
export const WEIGHTS: MatchWeights = {
  semantic: 0.6,
  labels: 0,
  concept: 0.15,
  context: {
    size: 0.4,
    place: 1.2,
    cost: 0.3,
    service: 0.4,
    climate: 0.15,
    income: 0.798,
    coast: 0.15,
    governance: 0.05,
    maturity: 0.1,
  },
  sector: {
    voters: 6,
    thesaurus: 0.3,
    weight: 0.5,
  },
  stale: 0.25,
  link: {
    toProvider: 0.6,
    toCaseStudy: 0.4,
  },
  fairness: {
    perProvider: 3,
    clearlyBetter: 1.5,
    nearEqual: 0.02,
  },
  calibration: {
    intercept: -6.698,
    slope: 0.906,
    closeness: 2.441,
    coverage: 0.03,
    words: -0.325,
    agreement: 0.73,
  },
  fit: {
    intercept: -6.592,
    best: 1.007,
    closeness: 3.058,
    coverage: 0.259,
    words: -0.246,
    outside: -2.321,
    threshold: 0.4,
    thresholdByWords: 0.25,
  },
  bands: {
    high: 0.5,
    medium: 0.2,
  },
  fitted: {
    date: '2026-11-28',
    data: 'seeds/judgments.jsonl, all-MiniLM-L6-v2@sha256:20a8733fdbd3+256 (102); seeds/judgments-translated.jsonl, all-MiniLM-L6-v2@sha256:20a8733fdbd3+256 (320); seeds/judgments.jsonl, bundled:universal-sentence-encoder-lite@0.2.0 (102)',
    note: 'npm run evaluate -- --tune --write',
    score: 0.802,
  },
};
