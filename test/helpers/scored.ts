import type { CaseStudy, Provider } from '../../src/catalogue/entry.js';
import { contextFit } from '../../src/matching/context.js';
import type { Scored } from '../../src/matching/score.js';
import { candidate, caseStudy } from './candidates.js';

/** An entry with this score, in standard deviations; its probability follows from it as a ranking has it. */
export function scored(raw: number, body: CaseStudy | Provider | string): Scored {
  const one = candidate(typeof body === 'string' ? caseStudy({ id: body }) : body);
  return {
    candidate: one,
    raw,
    probability: 1 / (1 + Math.exp(2 - raw)),
    context: contextFit(one, { regions: [], tightBudget: false }),
    concepts: 0,
    sector: 0,
    liftedBy: undefined,
    question: { closeness: 0, coverage: 0, words: 0, agreement: 0, outside: 0, byWords: false },
  };
}

/** Ids in their order. */
export const idsOf = (list: readonly Scored[]) => list.map(({ candidate: c }) => c.facts.entry.id);
