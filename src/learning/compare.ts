import type { Figures, Report } from '../matching/evaluate.js';
import type { MatchWeights } from '../matching/weights.js';
import type { Change, WeightsReport } from './contract.js';

/** A language or sector may lose so much of its nDCG@10, and no more. */
const MOST_LOST = 0.02;
/** Groups of fewer statements are looked at together: one statement more or less would decide. */
const LEAST_STATEMENTS = 3;
/** What groups that are too small are called together. */
export const OTHERS = 'others';

type Compared = Pick<WeightsReport, 'all' | 'byLanguage' | 'bySector' | 'lost'>;

/** How two sets of weights answer the same judgments, and which groups would lose by the second. Pure. */
export function compare(before: Report, after: Report): Compared {
  const byLanguage = groups(before.byLanguage, after.byLanguage);
  const bySector = groups(before.bySector, after.bySector);
  const losing = (kind: 'language' | 'sector', changes: Record<string, Change>) =>
    Object.entries(changes)
      .filter(([, change]) => change.before - change.after > MOST_LOST)
      .map(([group, change]) => ({ kind, group, ...change }));
  return {
    all: changeOf(before.all, after.all),
    byLanguage,
    bySector,
    lost: [...losing('language', byLanguage), ...losing('sector', bySector)],
  };
}

/** nDCG@10 of the statements that something fits; 0 where there are none. */
export function changeOf(before: Figures, after: Figures): Change {
  const { statements } = before;
  return statements === 0
    ? { statements, before: 0, after: 0 }
    : { statements, before: before.ndcg10, after: after.ndcg10 };
}

function groups(before: Record<string, Figures>, after: Record<string, Figures>): Record<string, Change> {
  const large: [string, Change][] = [];
  const small: Change[] = [];
  for (const [group, figures] of Object.entries(before)) {
    const change = changeOf(figures, after[group] ?? figures);
    if (change.statements >= LEAST_STATEMENTS) large.push([group, change]);
    else if (change.statements > 0) small.push(change);
  }
  if (small.length > 0) large.push([OTHERS, pooled(small)]);
  return Object.fromEntries(large);
}

function pooled(changes: readonly Change[]): Change {
  const statements = changes.reduce((sum, change) => sum + change.statements, 0);
  const mean = (of: 'before' | 'after') =>
    changes.reduce((sum, change) => sum + change[of] * change.statements, 0) / statements;
  return { statements, before: mean('before'), after: mean('after') };
}

/** The numbers that differ between two sets of weights, by dotted key; where they come from is left out. Pure. */
export function weightChanges(before: MatchWeights, after: MatchWeights): WeightsReport['changed'] {
  const [{ fitted: _, ...was }, { fitted: __, ...is }] = [before, after];
  const old = new Map(numbersOf(was));
  return numbersOf(is).flatMap(([key, value]) => {
    const held = old.get(key) ?? 0;
    return held === value ? [] : [{ key, before: held, after: value }];
  });
}

function numbersOf(value: object, path = ''): [string, number][] {
  return Object.entries(value).flatMap(([key, held]: [string, unknown]): [string, number][] => {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof held === 'number') return [[at, held]];
    return typeof held === 'object' && held !== null ? numbersOf(held, at) : [];
  });
}
