import type { Judgment } from '../matching/judgments.js';
import type { EvaluatedStatement } from './run.js';

/** In a word, why a statement was answered badly. */
export type Why = 'told-nothing' | 'not-found' | 'low';

interface Titled {
  id: string;
  /** Absent where the entry is not published any more. */
  title: string | undefined;
  grade: number;
}

/** A statement, what it was answered, and what it should have been. */
export interface WorstStatement {
  id: string;
  language: string;
  /** Absent where the judgment is not there any more. */
  text: string | undefined;
  ndcg10: number;
  why: Why;
  shown: Titled[];
  best: (Titled & { rank: number | null })[];
}

/**
 * The statements answered worst, worst first. Of a statement and its translations only the worst counts.
 * @param judgments Those that are known now, by id.
 */
export function worstOf(
  statements: readonly EvaluatedStatement[],
  judgments: ReadonlyMap<string, Judgment>,
  titles: ReadonlyMap<string, string>,
  count: number,
): WorstStatement[] {
  const seen = new Set<string>();
  return worstFirst(statements)
    .filter(({ id }) => {
      const original = judgments.get(id)?.translationOf ?? id;
      return !seen.has(original) && seen.add(original);
    })
    .slice(0, count)
    .map((one) => ({
      id: one.id,
      language: one.language,
      text: judgments.get(one.id)?.statement,
      ndcg10: one.ndcg10 ?? 0,
      why: whyOf(one),
      shown: one.shown.map((entry) => ({ ...entry, title: titles.get(entry.id) })),
      best: one.best.map((entry) => ({ ...entry, title: titles.get(entry.id) })),
    }));
}

function worstFirst(statements: readonly EvaluatedStatement[]): EvaluatedStatement[] {
  return statements
    .filter(({ fits, ndcg10 }) => fits && ndcg10 !== null)
    .sort((a, b) => (a.ndcg10 ?? 0) - (b.ndcg10 ?? 0));
}

/** Told that nothing fits; or what fits best was not among the candidates; or it was, too low. */
export function whyOf({ confident, best }: EvaluatedStatement): Why {
  if (!confident) return 'told-nothing';
  const top = best.filter(({ grade }) => grade === best[0]?.grade);
  return top.some(({ rank }) => rank === null) ? 'not-found' : 'low';
}
