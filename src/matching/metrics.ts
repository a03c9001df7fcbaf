/** Graded relevance by entry id: 3 solves it and the context fits, 2 the context differs, 1 partly, absent 0. */
export type Grades = Readonly<Record<string, number>>;

/**
 * nDCG@k in [0, 1] with gain 2^grade - 1 and log2 discount, over all judged entries; unjudged counts as 0
 * (Järvelin and Kekäläinen 2002; Burges et al. 2005). NaN when nothing is relevant.
 */
export function ndcg(ranked: readonly string[], grades: Grades, k = 10): number {
  const gain = (grade: number, rank: number) => (2 ** grade - 1) / Math.log2(rank + 2);
  const sum = (values: readonly number[]) =>
    values.slice(0, k).reduce((total, g, rank) => total + gain(g, rank), 0);
  const ideal = sum(Object.values(grades).sort((a, b) => b - a));
  return ideal === 0 ? Number.NaN : sum(ranked.map((id) => grades[id] ?? 0)) / ideal;
}

/** Share in [0, 1] of the entries graded `least` or more that are among the first k; NaN when there are none. */
export function recall(ranked: readonly string[], grades: Grades, k = 20, least = 2): number {
  const relevant = Object.entries(grades).filter(([, grade]) => grade >= least);
  if (relevant.length === 0) return Number.NaN;
  const first = new Set(ranked.slice(0, k));
  return relevant.filter(([id]) => first.has(id)).length / relevant.length;
}

/** 1 / rank of the first entry graded `least` or more among the first k, 0 without one; NaN when there are none. */
export function reciprocalRank(ranked: readonly string[], grades: Grades, k = 10, least = 2): number {
  if (!Object.values(grades).some((grade) => grade >= least)) return Number.NaN;
  const rank = ranked.slice(0, k).findIndex((id) => (grades[id] ?? 0) >= least);
  return rank < 0 ? 0 : 1 / (rank + 1);
}

/** A probability that was told, and whether it came true. */
export interface Forecast {
  /** In [0, 1]. */
  probability: number;
  holds: boolean;
}

/**
 * Expected calibration error in [0, 1]: how far probabilities are from what came true, over bins of equal width, each
 * weighted by its forecasts (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017). NaN without forecasts.
 */
export function calibrationError(forecasts: readonly Forecast[], bins = 10): number {
  const sums = Array.from({ length: bins }, () => 0);
  for (const { probability, holds } of forecasts) {
    const bin = Math.min(bins - 1, Math.floor(probability * bins));
    sums[bin] = (sums[bin] ?? 0) + probability - (holds ? 1 : 0);
  }
  return sums.reduce((total, sum) => total + Math.abs(sum), 0) / forecasts.length;
}

/** Mean of the figures that exist; NaN when none does. */
export function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
