import type { Candidate } from './candidate.js';
import type { CityContext, ContextFit } from './context.js';
import { logistic } from './logistic.js';
import { type Measured, measure } from './measure.js';
import { type Background, type QuestionFigures, questionFigures } from './question-figures.js';
import type { Understanding } from './understand.js';
import { weigh } from './weigh.js';
import type { MatchWeights } from './weights.js';

/** A candidate with its score, and the parts that the score is made of. */
export interface Scored {
  candidate: Candidate;
  /** Comparable within one question: 0 is an average candidate, 1 a standard deviation better. */
  raw: number;
  /** Probability in [0, 1] that staff would grade it 2 or 3. */
  probability: number;
  context: ContextFit;
  /** Share of the statement's concepts, by weight, that the entry speaks of; in [0, 1]. */
  concepts: number;
  /** How much the entry's sectors are what the challenge is about; in [0, 1]. */
  sector: number;
  /** Id of the linked entry that lifted this one, if one did. */
  liftedBy: string | undefined;
  /** What the whole question tells, the same for each of its candidates. */
  question: QuestionFigures;
}

/**
 * Step 3 of matching: scores and orders the candidates of one question. Pure; ties by id.
 *
 * Words and meaning are standardised over the candidates and added; context is added; the best then vote on
 * what the challenge is about, which lifts entries of the same sectors (pseudo-relevance feedback, Rocchio
 * 1971); then each provider gets a share of the best case study that proves it, and the reverse; at last what nobody
 * has checked for long loses a little.
 */
export function score(
  candidates: readonly Candidate[],
  understanding: Understanding,
  city: CityContext,
  background: Background,
  weights: MatchWeights,
): Scored[] {
  return scoreMeasured(measure(candidates, understanding, city), background, weights);
}

/** The same for candidates that are measured already. */
export function scoreMeasured(measured: Measured, background: Background, weights: MatchWeights): Scored[] {
  const { candidates, fits, shared } = measured;
  const weighed = weigh(measured, weights);
  const question = questionFigures(measured, weighed, background);
  return candidates
    .flatMap((candidate, i): Scored[] => {
      const [raw, context] = [weighed.scores[i], fits[i]];
      if (raw === undefined || context === undefined) return [];
      const lifter = weighed.liftedBy[i];
      return [
        {
          candidate,
          raw,
          probability: probability(raw, question, weights),
          context,
          concepts: shared[i] ?? 0,
          sector: weighed.affinity[i] ?? 0,
          liftedBy: lifter === undefined ? undefined : candidates[lifter]?.facts.entry.id,
          question,
        },
      ];
    })
    .sort((a, b) => b.raw - a.raw || a.candidate.facts.entry.id.localeCompare(b.candidate.facts.entry.id));
}

function probability(raw: number, question: QuestionFigures, { calibration: c }: MatchWeights): number {
  const logit =
    c.intercept +
    c.slope * raw +
    c.closeness * question.closeness +
    c.coverage * question.coverage +
    c.words * question.words +
    c.agreement * question.agreement;
  return logistic(logit);
}
