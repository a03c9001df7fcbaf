import type { AskedJudgment } from './asked-judgments.js';
import type { MatchWeights } from './weights.js';

/** Weights fitted on judgments, and what that gained: mean nDCG@10, in [0, 1]. */
export interface Tuned {
  weights: MatchWeights;
  /** On all judgments, with the weights that were there before and with the fitted ones. */
  all: { before: number; after: number };
  /** On judgments that the fitted weights had not seen: the mean over the folds. */
  heldOut: { before: number; after: number };
}

/** Not there yet. */
export async function tune(
  _asked: readonly AskedJudgment[],
  _start: MatchWeights,
  _options: { folds?: number; signal?: AbortSignal } = {},
): Promise<Tuned> {
  throw new Error('not there yet');
}
