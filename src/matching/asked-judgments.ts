import type { MatchRequest } from './contract.js';
import type { Answerer } from './evaluate.js';
import type { Judgment } from './judgments.js';
import type { OpenMatcher } from './matcher.js';
import { answerOf, order, type Question } from './question.js';
import type { MatchWeights } from './weights.js';

/** A judgment with all that may answer it: it can then be answered again and again with other weights, at once. */
export interface AskedJudgment {
  judgment: Judgment;
  question: Question;
}

/** Asks every judgment, one after the other. */
export async function askAll(
  matcher: Pick<OpenMatcher, 'ask'>,
  judgments: readonly Judgment[],
  requestOf: (judgment: Judgment) => MatchRequest,
): Promise<AskedJudgment[]> {
  const asked: AskedJudgment[] = [];
  for (const judgment of judgments)
    asked.push({ judgment, question: await matcher.ask(requestOf(judgment)) });
  return asked;
}

/** Answers these judgments as the matcher would with these weights; the candidates stay what they were found to be. */
export function answererOf(asked: readonly AskedJudgment[], weights: MatchWeights, limit: number): Answerer {
  const orders = new Map(asked.map(({ judgment, question }) => [judgment.id, order(question, weights)]));
  return async ({ id }, kinds) => {
    const { confident, shown } = answerOf(orders.get(id) ?? [], { kinds, limit }, weights);
    return {
      ids: shown.map(({ candidate }) => candidate.facts.entry.id),
      confident,
      probabilities: shown.map(({ probability }) => probability),
    };
  };
}

/** The sector that most of what fits is of, by grade; else what the statement points to; nothing without either. */
export function sectorOf({ judgment, question }: AskedJudgment): string | undefined {
  const weights = new Map<string, number>();
  for (const { facts } of question.candidates) {
    const grade = judgment.relevance[facts.entry.id] ?? 0;
    const { sectors } = facts.entry.body;
    for (const sector of sectors) weights.set(sector, (weights.get(sector) ?? 0) + grade / sectors.length);
  }
  const found = [...weights].filter(([, weight]) => weight > 0);
  const [best] = (found.length > 0 ? found : [...question.understanding.sectors]).sort(
    ([a, x], [b, y]) => y - x || a.localeCompare(b),
  );
  return best?.[0];
}
