/** What a probability is worked out from, and whether it came true. */
export interface Observation {
  /** The first is 1, for the intercept. */
  features: readonly number[];
  holds: boolean;
  /** How much it counts. */
  weight: number;
}

const MOST_STEPS = 50;
const CLOSE = 1e-9;
const RIDGE = 1;

/**
 * Logistic regression with a ridge penalty on all but the intercept, by Newton's method (iteratively reweighted least
 * squares; Hastie, Tibshirani and Friedman 2009, 4.4.1).
 * @returns One weight for each feature; none without observations.
 */
export function fitLogistic(observations: readonly Observation[]): number[] {
  const size = observations[0]?.features.length ?? 0;
  let theta = new Array<number>(size).fill(0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, curvature } = slopes(observations, theta);
    const change = solve(curvature, gradient);
    theta = theta.map((value, i) => value - (change[i] ?? 0));
    if (Math.max(0, ...change.map(Math.abs)) < CLOSE) break;
  }
  return theta;
}

/** The probability in [0, 1] that a logit stands for. */
export function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** @returns In [0, 1]. */
function probabilityOf(features: readonly number[], theta: readonly number[]): number {
  const logit = features.reduce((sum, value, i) => sum + value * (theta[i] ?? 0), 0);
  return logistic(logit);
}

function slopes(
  observations: readonly Observation[],
  theta: readonly number[],
): { gradient: number[]; curvature: number[][] } {
  const penalty = (i: number) => (i === 0 ? 0 : RIDGE);
  const gradient = theta.map((value, i) => penalty(i) * value);
  const curvature = theta.map((_, i) => theta.map((__, j) => (i === j ? penalty(i) + 1e-9 : 0)));
  for (const { features, holds, weight } of observations) {
    const p = probabilityOf(features, theta);
    for (const [i, a] of features.entries()) {
      gradient[i] = (gradient[i] ?? 0) + weight * (p - (holds ? 1 : 0)) * a;
      const row = curvature[i] ?? [];
      for (const [j, b] of features.entries()) row[j] = (row[j] ?? 0) + weight * p * (1 - p) * a * b;
    }
  }
  return { gradient, curvature };
}

/** Solves a small system of linear equations by elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const get = (i: number, j: number) => rows[i]?.[j] ?? 0;
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    let pivot = at;
    for (let i = at + 1; i < size; i++) if (Math.abs(get(i, at)) > Math.abs(get(pivot, at))) pivot = i;
    const [above, best] = [rows[at] ?? [], rows[pivot] ?? []];
    rows[at] = best;
    if (pivot !== at) rows[pivot] = above;
    for (let i = 0; i < size; i++) {
      if (i === at) continue;
      const share = get(i, at) / get(at, at);
      rows[i] = (rows[i] ?? []).map((value, j) => value - share * get(at, j));
    }
  }
  return rows.map((_, i) => get(i, size) / get(i, i));
}
