import { pino } from 'pino';
import type { EvaluationService } from '../../src/evaluation/contract.js';
import type { EvaluationDeps } from '../../src/evaluation/deps.js';
import { createEvaluation } from '../../src/evaluation/service.js';
import { createMatcher, type OpenMatcher } from '../../src/matching/matcher.js';
import { WEIGHTS } from '../../src/matching/weights.js';
import type { ReviewSite } from './review-site.js';

/** The real matcher over a site's catalogue, by words alone. */
export function wordMatcher({ engine }: Pick<ReviewSite, 'engine'>): OpenMatcher {
  return createMatcher({
    ...{ engine, embedder: () => undefined, concepts: [] },
    caseStudiesOf: () => Promise.resolve(new Map()),
  });
}

/** The evaluation of a site over other judgments, weights or clock than its own. */
export function evaluationOver(
  site: Pick<ReviewSite, 'db' | 'store' | 'engine'>,
  changes: Pick<EvaluationDeps, 'shipped'> & Partial<EvaluationDeps>,
): EvaluationService {
  return createEvaluation({
    ...{ db: site.db, store: site.store, matcher: wordMatcher(site), embedder: () => undefined },
    ...{ engine: 'embedded', weights: () => WEIGHTS, learnt: () => Promise.resolve([]), nudge: () => {} },
    log: pino({ level: 'silent' }),
    ...changes,
  });
}
