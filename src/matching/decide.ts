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

/** Step 4 of matching: nothing fits when even the best one is unlikely to help. Pure. */
export function decide(scored: readonly Scored[], limit: number, weights: MatchWeights): Decision {
  const confident = (scored[0]?.probability ?? 0) >= weights.nothingFits;
  return { confident, shown: scored.slice(0, confident ? limit : Math.min(limit, NEAREST)) };
}

/** The band of a probability; always low when nothing fits. */
export function bandOf(probability: number, confident: boolean, { bands }: MatchWeights): Band {
  if (!confident) return 'low';
  return probability >= bands.high ? 'high' : probability >= bands.medium ? 'medium' : 'low';
}
