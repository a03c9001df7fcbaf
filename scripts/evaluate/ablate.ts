import { askAll } from '../../src/matching/asked-judgments.js';
import { hasAnswer } from '../../src/matching/evaluate.js';
import type { Judgment } from '../../src/matching/judgments.js';
import type { OpenMatcher } from '../../src/matching/matcher.js';
import { mean, ndcg } from '../../src/matching/metrics.js';
import { order, type Question } from '../../src/matching/question.js';
import type { Scored } from '../../src/matching/score.js';
import { WEIGHTS } from '../../src/matching/weights.js';
import { askings } from './asking.js';
import { type Laboratory, type LaboratoryOptions, toRequest } from './laboratory.js';
import { pair } from './paired.js';
import { variants } from './variants.js';

/** nDCG@10 of every statement, in the order of the judgments. */
type Gains = readonly number[];

/**
 * Prints what each part of the matching is worth: nDCG@10 with the part left out or made in another way, the difference
 * with its 95% interval, and how many statements are answered better or worse for it.
 */
export async function printAblations(
  laboratory: Laboratory,
  judgments: readonly Judgment[],
  options: Pick<LaboratoryOptions, 'log'>,
): Promise<void> {
  const fitting = judgments.filter(hasAnswer);
  const groups = fitting.map(({ id, translationOf }) => translationOf ?? id);
  const gainsOf = (questions: readonly Question[], orderOf: (question: Question) => Scored[]): Gains =>
    questions.map((question, i) => {
      const ids = orderOf(question).map(({ candidate }) => candidate.facts.entry.id);
      return ndcg(ids, fitting[i]?.relevance ?? {});
    });
  const asked = async (matcher: Pick<OpenMatcher, 'ask'>) =>
    (await askAll(matcher, fitting, (judgment) => toRequest(judgment, ['case-study', 'provider']))).map(
      ({ question }) => question,
    );
  const usual = (question: Question) => order(question, WEIGHTS);
  const questions = await asked(laboratory.matcher);
  const standard = gainsOf(questions, usual);
  console.log(`${fitting.length} statements, model ${laboratory.model}`);
  console.log(
    `${'as it is'.padEnd(48)}${mean(standard).toFixed(3)}   difference, 95% interval    better, worse`,
  );
  const print = (name: string, gains: Gains) => {
    const { difference, low, high, better, worse } = pair(standard, gains, groups);
    const interval = `${signed(difference)}  [${signed(low)}, ${signed(high)}]`;
    console.log(`${name.padEnd(48)}${mean(gains).toFixed(3)}   ${interval.padEnd(28)}${better}, ${worse}`);
  };
  for (const variant of variants())
    print(
      variant.name,
      gainsOf(questions, (question) => variant.order(question)),
    );
  for (const { name, matcher } of await askings(laboratory, options)) {
    print(name, gainsOf(await asked(matcher), usual));
  }
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}
