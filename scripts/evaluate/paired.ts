import { createRandom } from '../../src/catalogue/random.js';
import { mean } from '../../src/matching/metrics.js';

/** Two ways of answering the same statements, held against each other. */
export interface Paired {
  /** Mean difference, second less first. */
  difference: number;
  /** The middle 95% of that mean over resampled statements. */
  low: number;
  high: number;
  /** Statements that the second answers better, and worse, by more than 0.01. */
  better: number;
  worse: number;
}

const RESAMPLES = 2_000;
const TELLING = 0.01;

/**
 * Paired bootstrap over statements (Sakai 2006, "Evaluating evaluation metrics based on the bootstrap"). The same
 * numbers always give the same answer.
 * @param groups Which values belong together, such as a statement and its translations: they are drawn together.
 */
export function pair(
  first: readonly number[],
  second: readonly number[],
  groups: readonly string[] = first.map((_, i) => String(i)),
): Paired {
  const differences = first.map((value, i) => (second[i] ?? Number.NaN) - value);
  const byGroup = new Map<string, number[]>();
  for (const [i, group] of groups.entries()) {
    byGroup.set(group, [...(byGroup.get(group) ?? []), differences[i] ?? Number.NaN]);
  }
  const members = [...byGroup.values()];
  const random = createRandom(1);
  const means = Array.from({ length: RESAMPLES }, () => {
    const drawn = members.flatMap(() => random.pick(members));
    return mean(drawn);
  }).sort((a, b) => a - b);
  const quantile = (share: number) => means[Math.round(share * (means.length - 1))] ?? Number.NaN;
  return {
    difference: mean(differences),
    low: quantile(0.025),
    high: quantile(0.975),
    better: differences.filter((value) => value > TELLING).length,
    worse: differences.filter((value) => value < -TELLING).length,
  };
}
