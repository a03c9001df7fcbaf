import { titleOf } from '../catalogue/entry.js';
import { answerOf, order, type Question } from '../matching/question.js';
import type { Scored } from '../matching/score.js';
import type { MatchWeights } from '../matching/weights.js';
import type { Side } from './contract.js';

/** Entries of each order that are told. */
const FIRST = 10;
const BOTH = ['case-study', 'provider'] as const;

/** The same candidates put in order with two sets of weights. Pure. */
export function compareOrders(question: Question, a: MatchWeights, b: MatchWeights): { a: Side; b: Side } {
  const [left, right] = [order(question, a), order(question, b)];
  return { a: sideOf(left, right, a), b: sideOf(right, left, b) };
}

function sideOf(own: readonly Scored[], other: readonly Scored[], weights: MatchWeights): Side {
  const places = new Map(other.map(({ candidate }, index) => [candidate.facts.entry.id, index + 1]));
  return {
    confident: answerOf(own, { kinds: BOTH, limit: FIRST }, weights).confident,
    results: own.slice(0, FIRST).map((scored, index) => {
      const { entry } = scored.candidate.facts;
      return {
        rank: index + 1,
        other: places.get(entry.id) ?? other.length + 1,
        id: entry.id,
        kind: entry.kind,
        title: titleOf(entry),
        probability: scored.probability,
        score: scored.raw,
        parts: partsOf(scored),
      };
    }),
  };
}

function partsOf({
  candidate,
  concepts,
  sector,
  context,
  liftedBy,
}: Scored): Side['results'][number]['parts'] {
  const { keyword, similarity, stale } = candidate;
  return {
    words: keyword,
    meaning: similarity === undefined ? null : (similarity.best + similarity.mean + similarity.whole) / 3,
    concepts,
    sector,
    context: { ...context },
    stale,
    ...(liftedBy !== undefined && { liftedBy }),
  };
}
