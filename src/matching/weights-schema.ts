import { z } from 'zod';
import type { ContextFit } from './context.js';

const share = z.number().min(0).max(1);
const weight = z.number().min(-20).max(20);

/** Every number that ranking depends on, in one place, with where it comes from. */
export const matchWeightsSchema = z.strictObject({
  /** Share of meaning against words in [0, 1]. */
  semantic: share,
  /** How many concepts' labels at most are embedded with a statement that can be read. */
  labels: z.int().min(0).max(50),
  /** Weight of shared thesaurus concepts, in standard deviations of the candidates. */
  concept: weight,
  /** Weight of each part of the context; a part's value is taken from its middle, 0.5. */
  context: z.strictObject({
    size: weight,
    place: weight,
    cost: weight,
    service: weight,
    climate: weight,
    income: weight,
    coast: weight,
    governance: weight,
    maturity: weight,
  } satisfies Record<keyof ContextFit, z.ZodType>),
  sector: z.strictObject({
    /** How many of the best candidates vote on what the challenge is about. */
    voters: z.int().min(1).max(100),
    /** Share of the thesaurus in the vote, in [0, 1]. */
    thesaurus: share,
    weight,
  }),
  /** What a stale entry loses, in standard deviations of the candidates: less than a city of the same country gains. */
  stale: weight,
  link: z.strictObject({
    /** Share of its best case study's score that a provider gets. */
    toProvider: share,
    /** Share of its best provider's score that a case study gets. */
    toCaseStudy: share,
  }),
  /** What keeps one provider, and one order among equals, from taking every answer; in standard deviations. */
  fairness: z.strictObject({
    /** How many entries of one provider stand among the ten best. */
    perProvider: z.int().min(1).max(10),
    /** One more keeps its place where it is better by more than this than what would take it. */
    clearlyBetter: weight,
    /** Entries that differ by less take turns. */
    nearEqual: z.number().min(0).max(1),
  }),
  /** logit of "would help" (grade 2 or 3): intercept + slope * score + what the whole question tells. */
  calibration: z.strictObject({
    intercept: weight,
    slope: weight,
    closeness: weight,
    coverage: weight,
    words: weight,
    agreement: weight,
  }),
  /** logit of "something in the catalogue fits": by the best result's score and what the whole question tells. */
  fit: z.strictObject({
    intercept: weight,
    best: weight,
    closeness: weight,
    coverage: weight,
    words: weight,
    outside: weight,
    /** Below this probability the answer is that nothing fits. */
    threshold: share,
    /** The same for a statement read word by word, in which less is seen: silence then says less. */
    thresholdByWords: share,
  }),
  /** Where the bands begin: probabilities. */
  bands: z.strictObject({ high: share, medium: share }),
  /** Where the numbers come from. */
  fitted: z.strictObject({
    date: z.iso.date(),
    data: z.string(),
    note: z.string(),
    /** nDCG@10 on statements that the fit did not see, in [0, 1]; absent for weights that nothing was fitted of. */
    score: share.optional(),
  }),
});
export type MatchWeights = z.infer<typeof matchWeightsSchema>;
