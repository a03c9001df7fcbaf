import { bestOf } from '../../src/matching/decide.js';
import type { Judgment } from '../../src/matching/judgments.js';
import type { createMatcher } from '../../src/matching/matcher.js';
import { type Scored, score } from '../../src/matching/score.js';
import { WEIGHTS } from '../../src/matching/weights.js';
import { toRequest } from './laboratory.js';

/** What a probability is worked out from, and whether it came true. */
export interface Observation {
  features: number[];
  holds: boolean;
  /** How much it counts. */
  weight: number;
}

/** Shown results with "graded 2 or 3"; each statement's best result with "something fits". */
export interface Observed {
  observations: Observation[];
  best: Observation[];
}

const SHOWN = 20;
/** Entries left when the relevant ones are taken away: some of them would help, but nobody graded them. */
const LEFT_OVER = { shown: 5, weight: 0.2 };
const RIDGE = 1;

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
 * What the matcher shows for each judgment, and what it would show were the relevant entries not in the
 * catalogue: so that it is also learnt what "nothing fits" looks like.
 */
export async function observe(
  matcher: ReturnType<typeof createMatcher>,
  judgments: readonly Judgment[],
): Promise<Observed> {
  const observations: Observation[] = [];
  const best: Observation[] = [];
  for (const judgment of judgments) {
    const ranking = await matcher.rank(toRequest(judgment, ['case-study', 'provider']));
    const gradeOf = ({ candidate }: Scored) => judgment.relevance[candidate.facts.entry.id] ?? 0;
    for (const scored of ranking.scored.slice(0, SHOWN)) {
      observations.push({ features: featuresOf(scored), holds: gradeOf(scored) >= 2, weight: 1 });
    }
    const fits = Object.values(judgment.relevance).some((grade) => grade > 0);
    const first = bestOf(ranking.scored);
    if (first) best.push({ features: fitFeaturesOf(first), holds: fits, weight: 1 });
    if (!fits) continue;
    const others = ranking.candidates.filter(({ facts }) => !judgment.relevance[facts.entry.id]);
    const left = score(others, ranking.understanding, ranking.city, ranking.background, WEIGHTS);
    const [nearest] = left;
    if (nearest) {
      best.push({ features: fitFeaturesOf(nearest), holds: false, weight: LEFT_OVER.weight });
    }
    for (const scored of left.slice(0, LEFT_OVER.shown)) {
      observations.push({ features: featuresOf(scored), holds: false, weight: LEFT_OVER.weight });
    }
  }
  return { observations, best };
}

/** Logistic regression with a ridge penalty (all but the intercept), by gradient descent with momentum. */
export function fitLogistic(observations: readonly Observation[]): number[] {
  const size = observations[0]?.features.length ?? 0;
  const theta = new Array<number>(size).fill(0);
  const speed = new Array<number>(size).fill(0);
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < 20_000; step++) {
    const gradient = theta.map((value, i) => (i === 0 ? 0 : (RIDGE * value) / total));
    for (const { features, holds, weight } of observations) {
      const error = (weight * (probabilityOf(features, theta) - (holds ? 1 : 0))) / total;
      for (let i = 0; i < size; i++) gradient[i] = (gradient[i] ?? 0) + error * (features[i] ?? 0);
    }
    for (let i = 0; i < size; i++) {
      speed[i] = 0.9 * (speed[i] ?? 0) - 0.05 * (gradient[i] ?? 0);
      theta[i] = (theta[i] ?? 0) + (speed[i] ?? 0);
    }
  }
  return theta;
}

function probabilityOf(features: readonly number[], theta: readonly number[]): number {
  const logit = features.reduce((sum, value, i) => sum + value * (theta[i] ?? 0), 0);
  return 1 / (1 + Math.exp(-logit));
}
