import { setImmediate as turn } from 'node:timers/promises';
import type { EntryKind } from '../catalogue/entry.js';
import { AppError } from '../errors.js';
import { sectorOf } from '../matching/asked-judgments.js';
import { type Answered, evaluate, hasAnswer } from '../matching/evaluate.js';
import { type Judgment, requestOf } from '../matching/judgments.js';
import type { OpenMatcher } from '../matching/matcher.js';
import { ndcg } from '../matching/metrics.js';
import { answerOf, order } from '../matching/question.js';
import type { Scored } from '../matching/score.js';
import type { MatchWeights } from '../matching/weights.js';
import { type EvaluatedStatement, type Run, reportSchema } from './run.js';

const BOTH: readonly EntryKind[] = ['case-study', 'provider'];
/** Results looked at: enough for recall@20. */
const DEPTH = 20;
const SHOWN = 10;
const BEST = 5;

/**
 * Answers every judgment and sums up. Between two statements others get their turn; what a statement was compared with
 * is let go before the next one.
 * @throws AppError `unavailable` while a part of the search is away; the reason of `signal` once it aborts.
 */
export async function measure(
  matcher: Pick<OpenMatcher, 'ask'>,
  judgments: readonly Judgment[],
  weights: MatchWeights,
  options: { signal?: AbortSignal | undefined; onAnswered?: (done: number) => Promise<void> } = {},
): Promise<Pick<Run, 'model' | 'figures' | 'statements'>> {
  const answers = new Map<string, Record<'both' | EntryKind, Answered>>();
  const sectors = new Map<string, string | undefined>();
  const statements: EvaluatedStatement[] = [];
  let model = 'none';
  for (const judgment of judgments) {
    await turn();
    options.signal?.throwIfAborted();
    const question = await matcher.ask(requestOf(judgment, BOTH, DEPTH));
    if (question.degraded) {
      throw new AppError('unavailable', 'A part of the search is away: quality is measured once it is back');
    }
    model = question.model;
    const scored = order(question, weights);
    const answer = (kinds: readonly EntryKind[]) => answered(scored, kinds, weights);
    const both = answer(BOTH);
    answers.set(judgment.id, {
      both,
      'case-study': answer(['case-study']),
      provider: answer(['provider']),
    });
    const sector = sectorOf({ judgment, question });
    sectors.set(judgment.id, sector);
    statements.push(statementOf(judgment, sector, scored, both));
    await options.onAnswered?.(statements.length);
  }
  const { statements: _, ...report } = await evaluate(
    judgments,
    ({ id }, kinds) => {
      const one = answers.get(id);
      const [kind] = kinds;
      const told = kinds.length === 1 && kind !== undefined ? one?.[kind] : one?.both;
      return Promise.resolve(told ?? { ids: [], confident: false });
    },
    ({ id }) => sectors.get(id),
  );
  return {
    model,
    // JSON has no NaN: what has no figure becomes null.
    figures: reportSchema.parse(JSON.parse(JSON.stringify(report))),
    statements: statements.sort((a, b) => (a.ndcg10 ?? 2) - (b.ndcg10 ?? 2) || a.id.localeCompare(b.id)),
  };
}

function answered(scored: readonly Scored[], kinds: readonly EntryKind[], weights: MatchWeights): Answered {
  const { confident, shown } = answerOf(scored, { kinds, limit: DEPTH }, weights);
  return {
    ids: shown.map(({ candidate }) => candidate.facts.entry.id),
    confident,
    probabilities: shown.map(({ probability }) => probability),
  };
}

function statementOf(
  judgment: Judgment,
  sector: string | undefined,
  scored: readonly Scored[],
  { ids, confident }: Answered,
): EvaluatedStatement {
  const { id, language, country, relevance } = judgment;
  const ranks = new Map(scored.map(({ candidate }, index) => [candidate.facts.entry.id, index + 1]));
  const fits = hasAnswer(judgment);
  return {
    ...{ id, language, country, fits, confident },
    sector: sector ?? null,
    ndcg10: fits ? ndcg(ids, relevance) : null,
    shown: ids.slice(0, SHOWN).map((entry) => ({ id: entry, grade: relevance[entry] ?? 0 })),
    best: Object.entries(relevance)
      .filter(([, grade]) => grade > 0)
      .map(([entry, grade]) => ({ id: entry, grade, rank: ranks.get(entry) ?? null }))
      .sort((a, b) => b.grade - a.grade || (a.rank ?? 1000) - (b.rank ?? 1000) || a.id.localeCompare(b.id))
      .slice(0, BEST),
  };
}
