import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AskedJudgment } from './asked-judgments.js';
import { bestOf } from './decide.js';
import { hasAnswer } from './evaluate.js';
import { fitLogistic, type Observation } from './logistic.js';
import { order } from './question.js';
import { type Scored, score } from './score.js';
import type { MatchWeights } from './weights.js';

/** Shown results with "graded 2 or 3"; each statement's best result with "something fits". */
interface Observed {
  observations: Observation[];
  best: Observation[];
}

const SHOWN = 20;
/** Entries left when the relevant ones are taken away: some of them would help, but nobody graded them. */
const LEFT_OVER = { shown: 5, weight: 0.2 };
/** Fewer statements that nothing fits tell nothing of when to say so. */
const FEWEST_UNANSWERABLE = 10;

/**
 * Fits what turns scores into probabilities, and what "nothing fits" is told by, to the scores that these weights give
 * (Platt 1999). Gives way to other work between two statements.
 * @param weightOf How much a judgment counts; default 1.
 * @returns The weights with both fitted; "nothing fits" stays as it is where too few judgments say so.
 */
export async function calibrate(
  asked: readonly AskedJudgment[],
  weights: MatchWeights,
  weightOf: (asked: AskedJudgment) => number = () => 1,
): Promise<MatchWeights> {
  const observed: Observed = { observations: [], best: [] };
  for (const one of asked) {
    await nextTurn();
    observe(one, weights, weightOf(one), observed);
  }
  const [intercept = 0, slope = 0, closeness = 0, coverage = 0, words = 0, agreement = 0] = rounded(
    fitLogistic(observed.observations),
  );
  const calibration = { intercept, slope, closeness, coverage, words, agreement };
  const without = asked.filter(({ judgment }) => !hasAnswer(judgment)).length;
  return {
    ...weights,
    calibration,
    fit: without < FEWEST_UNANSWERABLE ? weights.fit : { ...weights.fit, ...fitOf(observed.best) },
  };
}

function fitOf(
  observations: readonly Observation[],
): Omit<MatchWeights['fit'], 'threshold' | 'thresholdByWords'> {
  const [intercept = 0, best = 0, closeness = 0, coverage = 0, words = 0, outside = 0] = rounded(
    fitLogistic(observations),
  );
  return { intercept, best, closeness, coverage, words, outside };
}

const rounded = (theta: readonly number[]) => theta.map((value) => Number(value.toFixed(3)));

const featuresOf = ({ raw, question }: Scored) => [
  1,
  raw,
  question.closeness,
  question.coverage,
  question.words,
  question.agreement,
];

const fitFeaturesOf = ({ raw, question }: Scored) => [
  1,
  raw,
  question.closeness,
  question.coverage,
  question.words,
  question.outside,
];

/**
 * Adds what is shown for a judgment, and what would be shown were the relevant entries not in the catalogue: so that it
 * is also learnt what "nothing fits" looks like.
 */
function observe(
  { judgment, question }: AskedJudgment,
  weights: MatchWeights,
  weight: number,
  { observations, best }: Observed,
): void {
  const ordered = order(question, weights);
  const gradeOf = ({ candidate }: Scored) => judgment.relevance[candidate.facts.entry.id] ?? 0;
  for (const scored of ordered.slice(0, SHOWN)) {
    observations.push({ features: featuresOf(scored), holds: gradeOf(scored) >= 2, weight });
  }
  const fits = hasAnswer(judgment);
  const first = bestOf(ordered);
  if (first) best.push({ features: fitFeaturesOf(first), holds: fits, weight });
  if (!fits) return;
  const others = question.candidates.filter(({ facts }) => !judgment.relevance[facts.entry.id]);
  const left = score(others, question.understanding, question.city, question.background, weights);
  const little = LEFT_OVER.weight * weight;
  const [nearest] = left;
  if (nearest) best.push({ features: fitFeaturesOf(nearest), holds: false, weight: little });
  for (const scored of left.slice(0, LEFT_OVER.shown)) {
    observations.push({ features: featuresOf(scored), holds: false, weight: little });
  }
}
