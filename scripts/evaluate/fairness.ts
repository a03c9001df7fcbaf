import type { EntryKind } from '../../src/catalogue/entry.js';
import { concentration } from '../../src/fairness/report.js';
import type { MatchResult } from '../../src/matching/contract.js';
import type { Judgment } from '../../src/matching/judgments.js';
import { mean, ndcg } from '../../src/matching/metrics.js';
import { type Laboratory, toRequest } from './laboratory.js';

const KINDS: readonly EntryKind[] = ['case-study', 'provider'];
const DAYS = 10;
const DAY_MS = 86_400_000;
/** The places that are read. */
const TOP = 10;

/** Entries of one provider, itself and the cases that name it, among these results: the most of any provider. */
function mostOfOne(results: readonly MatchResult[]): number {
  const counts = new Map<string, number>();
  for (const { id, kind, evidence } of results) {
    const own = kind === 'provider' ? [id] : evidence.map((link) => link.id);
    for (const provider of own) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** Answers every statement that something fits on ten days, and prints what turns among equals and the cap do. */
export async function printFairness(laboratory: Laboratory, judgments: readonly Judgment[]): Promise<void> {
  const fitting = judgments.filter(({ relevance }) => Object.values(relevance).some((grade) => grade > 0));
  const figures: number[] = [];
  const shown = new Map<string, number>();
  let before: string[] | undefined;
  let changed = 0;
  let most = 0;
  for (let day = 0; day < DAYS; day += 1) {
    const on = new Date(laboratory.day.getTime() + day * DAY_MS);
    const answers: string[][] = [];
    for (const judgment of fitting) {
      const { results } = await laboratory.matcher.match(toRequest(judgment, KINDS), { on });
      const top = results.slice(0, TOP);
      most = Math.max(most, mostOfOne(top));
      for (const { id } of top) shown.set(id, (shown.get(id) ?? 0) + 1);
      answers.push(top.map(({ id }) => id));
    }
    figures.push(mean(answers.map((ids, i) => ndcg(ids, fitting[i]?.relevance ?? {}))));
    const told = answers.map((ids) => ids.join());
    if (before !== undefined) changed += told.filter((one, i) => one !== before?.[i]).length;
    before = told;
  }
  const all = Array.from({ length: laboratory.entries }, (_, i) => [...shown.values()][i] ?? 0);
  const { topTenth, gini } = concentration(all);
  const three = (value: number) => value.toFixed(3);
  console.log(
    `${fitting.length} statements on ${DAYS} days, the first ${TOP} of each answer, ${laboratory.model}`,
  );
  console.log(
    `nDCG@10 ${three(mean(figures))} on average, ${three(Math.min(...figures))} to ${three(Math.max(...figures))}`,
  );
  console.log(
    `${((100 * changed) / (fitting.length * (DAYS - 1))).toFixed(0)}% of the answers differ from the day before`,
  );
  console.log(`Most entries of one provider in an answer: ${most}`);
  console.log(
    `${shown.size} of ${laboratory.entries} entries shown; the most shown tenth had ${(100 * topTenth).toFixed(0)}%; Gini ${gini.toFixed(2)}`,
  );
}
