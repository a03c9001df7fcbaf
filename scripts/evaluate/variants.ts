import { type Candidate, dot, type Similarity } from '../../src/matching/candidate.js';
import { order, type Question } from '../../src/matching/question.js';
import type { Scored } from '../../src/matching/score.js';
import { type MatchWeights, WEIGHTS } from '../../src/matching/weights.js';

/** Another way of ordering what was found for a question. */
export interface Variant {
  name: string;
  order(question: Question): Scored[];
}

/** What a rank counts in reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). */
const RRF_K = 60;
/** As deep as near-copies are looked for in a list of ten. */
const MMR_DEPTH = 30;

const weighted = (name: string, change: (weights: MatchWeights) => MatchWeights): Variant => ({
  name,
  order: (question) => order(question, change(WEIGHTS)),
});

/** Each part of the score left out, and each of its figures made in another way. */
export function variants(): Variant[] {
  return [
    weighted('without shared concepts', (w) => ({ ...w, concept: 0 })),
    weighted('without the vote on sectors', (w) => ({ ...w, sector: { ...w.sector, weight: 0 } })),
    weighted('without links of proof', (w) => ({ ...w, link: { toProvider: 0, toCaseStudy: 0 } })),
    ...Object.keys(WEIGHTS.context).map((part) =>
      weighted(`context without ${part}`, (w) => ({ ...w, context: { ...w.context, [part]: 0 } })),
    ),
    weighted('words alone, then all the rest', (w) => ({ ...w, semantic: 0 })),
    weighted('meaning alone, then all the rest', (w) => ({ ...w, semantic: 1 })),
    similar('meaning: the best passage', ({ best }) => best),
    similar('meaning: the mean of passages', ({ mean }) => mean),
    similar('meaning: the whole entry', ({ whole }) => whole),
    { name: 'reciprocal rank fusion', order: (question) => order(byRanks(question), WEIGHTS) },
    ...[0.9, 0.7].map((share) => ({
      name: `maximal marginal relevance, ${share}`,
      order: (question: Question) => marginal(order(question, WEIGHTS), share),
    })),
    ...[30, 60].map((count) => ({
      name: `the first ${count} candidates`,
      order: (question: Question) => order(firstOf(question, count), WEIGHTS),
    })),
  ];
}

function withCandidates(question: Question, change: (candidate: Candidate) => Candidate): Question {
  return { ...question, candidates: question.candidates.map(change) };
}

function similar(name: string, figure: (similarity: Similarity) => number): Variant {
  return {
    name,
    order: (question) =>
      order(
        withCandidates(question, (one) => ({ ...one, similarity: one.similarity && alike(one.similarity) })),
        WEIGHTS,
      ),
  };
  function alike(similarity: Similarity): Similarity {
    const value = figure(similarity);
    return { ...similarity, best: value, mean: value, whole: value };
  }
}

/** Words and meaning as what their ranks count, in place of what they are. */
function byRanks(question: Question): Question {
  const rankOf = (figure: (candidate: Candidate) => number) => {
    const ordered = [...question.candidates].sort((a, b) => figure(b) - figure(a));
    return new Map(ordered.map((candidate, rank) => [candidate, 1 / (RRF_K + rank + 1)]));
  };
  const words = rankOf(({ keyword }) => keyword);
  const meaning = rankOf(({ similarity: s }) => (s ? s.best + s.mean + s.whole : -3));
  return withCandidates(question, (candidate) => {
    const value = meaning.get(candidate) ?? 0;
    const { similarity } = candidate;
    return {
      ...candidate,
      keyword: words.get(candidate) ?? 0,
      similarity: similarity && { ...similarity, best: value, mean: value, whole: value },
    };
  });
}

/** Carbonell and Goldstein 1998: each next one is good, and unlike what stands above it. */
function marginal(scored: readonly Scored[], share: number): Scored[] {
  const left = scored.slice(0, MMR_DEPTH);
  const chosen: Scored[] = [];
  const likeness = (one: Scored) =>
    Math.max(0, ...chosen.map((other) => dotOf(one.candidate.whole, other.candidate.whole)));
  while (left.length > 0) {
    const values = left.map((one) => share * one.raw - (1 - share) * 3 * likeness(one));
    const best = values.indexOf(Math.max(...values));
    chosen.push(...left.splice(best, 1));
  }
  return [...chosen, ...scored.slice(MMR_DEPTH)];
}

function dotOf(a: Float32Array | undefined, b: Float32Array | undefined): number {
  return a && b ? dot(a, b) : 0;
}

/** As if the engine had been asked for fewer; the providers that are linked from them stay. */
function firstOf(question: Question, count: number): Question {
  const first = question.candidates.slice(0, count);
  const linked = new Set(
    first.flatMap(({ facts: { entry } }) => (entry.kind === 'case-study' ? entry.body.providers : [])),
  );
  const rest = question.candidates.slice(count).filter(({ facts }) => linked.has(facts.entry.id));
  return { ...question, candidates: [...first, ...rest] };
}
