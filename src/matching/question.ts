import type { EntryKind } from '../catalogue/entry.js';
import type { Candidate } from './candidate.js';
import type { CityContext } from './context.js';
import { decide } from './decide.js';
import { diversify } from './diversify.js';
import { type Measured, measure } from './measure.js';
import type { Background } from './question-figures.js';
import { type Scored, scoreMeasured } from './score.js';
import type { Understanding } from './understand.js';
import type { MatchWeights } from './weights.js';

/** A stated challenge with everything that may answer it: what steps 3 to 6 go by. Plain data. */
export interface Question {
  understanding: Understanding;
  candidates: readonly Candidate[];
  city: CityContext;
  background: Background;
}

const measured = new WeakMap<Question, Measured>();

/** What hangs on no weight, worked out once for a question. */
export function measuredOf(question: Question): Measured {
  const known = measured.get(question) ?? measure(question.candidates, question.understanding, question.city);
  measured.set(question, known);
  return known;
}

/** Steps 3 and 5 of matching: the candidates best first, as these weights have it. Pure. */
export function order(question: Question, weights: MatchWeights): Scored[] {
  return diversify(scoreMeasured(measuredOf(question), question.background, weights));
}

/** What is shown of an order, and whether it is an answer. */
export interface Answer {
  confident: boolean;
  shown: Scored[];
}

/** Step 4 of matching, then the kinds asked for. Whether anything fits is told by both kinds, also where one is shown. */
export function answerOf(
  scored: readonly Scored[],
  { kinds, limit }: { kinds: readonly EntryKind[]; limit: number },
  weights: MatchWeights,
): Answer {
  const { confident, shown } = decide(scored, scored.length, weights);
  const wanted = shown.filter(({ candidate }) => kinds.includes(candidate.facts.entry.kind));
  return { confident, shown: wanted.slice(0, limit) };
}
