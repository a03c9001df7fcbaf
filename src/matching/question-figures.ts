import { type Measured, shareOf } from './measure.js';
import { stemWeights } from './passages.js';
import { at, type Weighed } from './weigh.js';

/** Cosine that unrelated texts of the field have with the model in use: their mean and standard deviation. */
export interface Background {
  mean: number;
  deviation: number;
}

/** What the whole question tells about whether anything fits; each about 0 to 1, absolute. */
export interface QuestionFigures {
  /** Meaning of the three best, in standard deviations above unrelated texts, over 5. */
  closeness: number;
  /** Best share of the statement's concepts among the ten best. */
  coverage: number;
  /** Best share of the statement's words, rare ones counting more, among the ten best. */
  words: number;
  /** Mean sector affinity of the five best: do they agree on what it is about? */
  agreement: number;
  /** Share of the statement's concepts that the catalogue does not cover. */
  outside: number;
  /** Whether the statement was read word by word. */
  byWords: boolean;
}

/** What a question tells with some weights. Pure. */
export function questionFigures(
  { candidates, understanding: { stems, concepts, byWords }, meaning, shared }: Measured,
  { scores, affinity }: Weighed,
  background: Background,
): QuestionFigures {
  const order = scores.map((value, i) => ({ value, i })).sort((a, b) => b.value - a.value);
  const first = order.slice(0, 10).map(({ i }) => i);
  const near = meaning
    .filter((value) => value !== undefined)
    .sort((a, b) => b - a)
    .slice(0, 3);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length);
  const weights = stemWeights(stems, candidates);
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const wordShare = (i: number) =>
    [...weights].reduce((sum, [stem, w]) => sum + (candidates[i]?.facts.stems.has(stem) ? w : 0), 0) /
    Math.max(1, all);
  return {
    closeness: near.length === 0 ? 0.5 : (mean(near) - background.mean) / background.deviation / 5,
    coverage: Math.max(0, ...first.map((i) => at(shared, i))),
    words: Math.max(0, ...first.map(wordShare)),
    agreement: mean(order.slice(0, 5).map(({ i }) => at(affinity, i))),
    byWords,
    outside: shareOf(
      concepts.filter(({ concept }) => concept.kind === 'outside'),
      concepts.filter(({ concept }) => concept.kind !== 'constraint'),
    ),
  };
}
