import { logistic } from './logistic.js';
import type { Scored } from './score.js';
import type { MatchWeights } from './weights.js';

/** The score in a word. */
export type Band = 'high' | 'medium' | 'low';

/** How many of the nearest are shown when nothing fits. */
const NEAREST = 3;

/** What the city is told: what fits, or that nothing does and what comes nearest. */
export interface Decision {
  confident: boolean;
  shown: Scored[];
}

/** Step 4 of matching: nothing fits when the best result and the question as a whole say so. Pure. */
export function decide(scored: readonly Scored[], limit: number, weights: MatchWeights): Decision {
  const best = bestOf(scored);
  const confident = best !== undefined && fitProbability(best, weights) >= thresholdOf(best, weights);
  return { confident, shown: scored.slice(0, confident ? limit : Math.min(limit, NEAREST)) };
}

/** The best by its score, wherever it stands: whose turn it is among equals must not decide whether anything fits. */
export function bestOf(scored: readonly Scored[]): Scored | undefined {
  return scored.reduce<Scored | undefined>((a, b) => (a === undefined || b.raw > a.raw ? b : a), undefined);
}

function thresholdOf({ question }: Scored, { fit }: MatchWeights): number {
  return question.byWords ? fit.thresholdByWords : fit.threshold;
}

/** Probability in [0, 1] that something in the catalogue fits, by its best result. */
function fitProbability({ raw, question }: Scored, { fit }: MatchWeights): number {
  const logit =
    fit.intercept +
    fit.best * raw +
    fit.closeness * question.closeness +
    fit.coverage * question.coverage +
    fit.words * question.words +
    fit.outside * question.outside;
  return logistic(logit);
}

/** The band of a probability; always low when nothing fits. */
export function bandOf(
  probability: number,
  confident: boolean,
  { bands }: Pick<MatchWeights, 'bands'>,
): Band {
  if (!confident) return 'low';
  return probability >= bands.high ? 'high' : probability >= bands.medium ? 'medium' : 'low';
}
