import { AppError } from '../../src/errors.js';
import { evaluate, type Report } from '../../src/matching/evaluate.js';
import type { Judgment } from '../../src/matching/judgments.js';
import { type MatchWeights, WEIGHTS } from '../../src/matching/weights.js';
import type { Laboratory } from './laboratory.js';

/**
 * The weights without some parts of the context.
 * @param names Parts as `weights.context` names them, with commas between.
 * @throws AppError `misconfigured` for a name that is none of them.
 */
export function withoutParts(weights: MatchWeights, names: string): MatchWeights {
  const left = names.split(',').map((name) => name.trim());
  const unknown = left.find((name) => !Object.hasOwn(weights.context, name));
  if (unknown !== undefined) {
    const known = Object.keys(weights.context).join(', ');
    throw new AppError('misconfigured', `--without knows ${known}, not "${unknown}"`);
  }
  const none = Object.fromEntries(left.map((name) => [name, 0]));
  return { ...weights, context: { ...weights.context, ...none } };
}

function row(name: string, { all, byLanguage, calibration }: Report): string {
  const figures = [all.ndcg10, byLanguage.en?.ndcg10, byLanguage.en?.recall20, byLanguage.en?.mrr10];
  const cells = [...figures, calibration.error].map((figure) =>
    (figure ?? Number.NaN).toFixed(3).padStart(12),
  );
  return `  ${name.padEnd(38)}${cells.join('')}`;
}

/** Matches with all parts of the context and without each set of `sets`; prints a line for each. */
export async function printWithout(
  laboratory: Laboratory,
  judgments: readonly Judgment[],
  sets: readonly string[],
): Promise<void> {
  const weightings = sets.map((names) => ({
    name: `without ${names}`,
    weights: withoutParts(WEIGHTS, names),
  }));
  const heads = ['nDCG all', 'nDCG en', 'recall en', 'MRR en', 'calibration'].map((head) =>
    head.padStart(12),
  );
  console.log(`${`model ${laboratory.model}`.padEnd(40)}${heads.join('')}`);
  for (const { name, weights } of [{ name: 'all parts', weights: WEIGHTS }, ...weightings])
    console.log(row(name, await evaluate(judgments, laboratory.weighing(weights))));
}
