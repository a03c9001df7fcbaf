import { asCaseStudy, type Candidate } from './candidate.js';
import { type CityContext, type ContextFit, contextFit } from './context.js';
import { stemWeights } from './passages.js';
import type { Understanding } from './understand.js';
import type { MatchWeights } from './weights.js';

/** A candidate with its score, and the parts that the score is made of. */
export interface Scored {
  candidate: Candidate;
  /** Comparable within one question: 0 is an average candidate, 1 a standard deviation better. */
  raw: number;
  /** Probability in [0, 1] that staff would grade it 2 or 3. */
  probability: number;
  context: ContextFit;
  /** Share of the statement's concepts, by weight, that the entry speaks of; in [0, 1]. */
  concepts: number;
  /** How much the entry's sectors are what the challenge is about; in [0, 1]. */
  sector: number;
  /** Id of the linked entry that lifted this one, if one did. */
  liftedBy: string | undefined;
  /** What the whole question tells, the same for each of its candidates. */
  question: QuestionFigures;
}

/** Cosine that unrelated texts of the field have with the model in use: their mean and standard deviation. */
export interface Background {
  mean: number;
  deviation: number;
}

/**
 * Step 3 of matching: scores and orders the candidates of one question. Pure; ties by id.
 *
 * Words and meaning are standardised over the candidates and added; context is added; the best then vote on
 * what the challenge is about, which lifts entries of the same sectors (pseudo-relevance feedback, Rocchio
 * 1971); then each provider gets a share of the best case study that proves it, and the reverse; at last what nobody
 * has checked for long loses a little.
 */
export function score(
  candidates: readonly Candidate[],
  understanding: Understanding,
  city: CityContext,
  background: Background,
  weights: MatchWeights,
): Scored[] {
  const closeness = standardise(candidates.map((c) => meaning(c) ?? Number.NaN));
  const words = standardise(candidates.map((c) => c.keyword));
  const shared = candidates.map((c) => conceptShare(c, understanding));
  const concepts = standardise(shared);
  const proofs = countProofs(candidates);
  const fitOf = (c: Candidate) => contextFit(c, city, proofs.get(c.facts.entry.id));
  const fits = candidates.map(fitOf);
  const withMeaning = candidates.some((c) => c.similarity !== undefined) ? weights.semantic : 0;
  const base = candidates.map(
    (_, i) =>
      withMeaning * at(closeness, i) +
      (1 - withMeaning) * at(words, i) +
      weights.concept * at(concepts, i) +
      contextScore(fits[i], weights),
  );
  const affinity = sectorAffinity(candidates, base, understanding, weights);
  const relevant = standardise(affinity).map((value, i) => at(base, i) + weights.sector.weight * value);
  const linked = followLinks(candidates, relevant, weights);
  const lifted = {
    ...linked,
    scores: linked.scores.map((value, i) => value - (candidates[i]?.stale === true ? weights.stale : 0)),
  };
  const question = questionFigures(
    candidates,
    understanding,
    { shared, affinity, scores: lifted.scores },
    background,
  );
  return candidates
    .map((candidate, i): Scored => {
      const raw = at(lifted.scores, i);
      return {
        candidate,
        raw,
        probability: probability(raw, question, weights),
        context: fits[i] ?? fitOf(candidate),
        concepts: at(shared, i),
        sector: at(affinity, i),
        liftedBy: lifted.by[i],
        question,
      };
    })
    .sort((a, b) => b.raw - a.raw || a.candidate.facts.entry.id.localeCompare(b.candidate.facts.entry.id));
}

/** The one figure of meaning: the mean of the best passage, all passages and the whole text. */
function meaning({ similarity }: Candidate): number | undefined {
  return similarity && (similarity.best + similarity.mean + similarity.whole) / 3;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}

/** Values in standard deviations from their mean; a missing one (NaN) is average, equal ones are all 0. */
export function standardise(values: readonly number[]): number[] {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return values.map(() => 0);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return values.map((value) => (Number.isNaN(value) || deviation < 1e-9 ? 0 : (value - mean) / deviation));
}

/** A subject that the catalogue does not cover is never shared, even where an entry mentions it in passing. */
function conceptShare(candidate: Candidate, { concepts }: Understanding): number {
  const telling = concepts.filter(({ concept }) => concept.kind !== 'constraint');
  const shared = telling.filter(
    ({ concept }) => concept.kind !== 'outside' && candidate.facts.concepts.has(concept.id),
  );
  return shareOf(shared, telling);
}

function shareOf(part: Understanding['concepts'], whole: Understanding['concepts']): number {
  const sum = (some: Understanding['concepts']) => some.reduce((total, { weight }) => total + weight, 0);
  return whole.length === 0 ? 0 : sum(part) / sum(whole);
}

/** How many of the candidates name each provider. */
function countProofs(candidates: readonly Candidate[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { facts } of candidates)
    for (const id of asCaseStudy(facts.entry)?.providers ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function contextScore(fit: ContextFit | undefined, { context }: MatchWeights): number {
  if (!fit) return 0;
  return (
    context.size * (fit.size - 0.5) +
    context.place * (fit.place - 0.5) +
    context.cost * (fit.cost - 0.5) +
    context.service * (fit.service - 0.5) +
    context.climate * (fit.climate - 0.5) +
    context.income * (fit.income - 0.5) +
    context.coast * (fit.coast - 0.5) +
    context.governance * (fit.governance - 0.5) +
    context.maturity * (fit.maturity - 0.5)
  );
}

/** What the challenge is about, by the thesaurus and by the vote of the best; then each entry's share in it. */
function sectorAffinity(
  candidates: readonly Candidate[],
  base: readonly number[],
  { sectors }: Understanding,
  weights: MatchWeights,
): number[] {
  const best = base
    .map((value, index) => ({ value, index }))
    .sort((a, b) => b.value - a.value)
    .slice(0, weights.sector.voters);
  const votes = best.map(({ value }) => Math.max(0.01, value));
  const total = votes.reduce((sum, vote) => sum + vote, 0);
  const about = new Map<string, number>();
  const share = sectors.size > 0 ? weights.sector.thesaurus : 0;
  best.forEach(({ index }, rank) => {
    for (const sector of candidates[index]?.facts.entry.body.sectors ?? []) {
      about.set(sector, (about.get(sector) ?? 0) + ((1 - share) * at(votes, rank)) / total);
    }
  });
  for (const [sector, weight] of sectors) about.set(sector, (about.get(sector) ?? 0) + share * weight);
  return candidates.map(({ facts }) => {
    const own = facts.entry.body.sectors;
    const sum = own.reduce((total_, sector) => total_ + (about.get(sector) ?? 0), 0);
    return Math.min(1, sum / Math.sqrt(own.length));
  });
}

/** Gives each entry its share of the best linked one's score, where that is above average. */
function followLinks(
  candidates: readonly Candidate[],
  scores: readonly number[],
  { link }: MatchWeights,
): { scores: number[]; by: (string | undefined)[] } {
  const index = new Map(candidates.map(({ facts }, i) => [facts.entry.id, i]));
  const lift = candidates.map(() => 0);
  const by: (string | undefined)[] = candidates.map(() => undefined);
  const offer = (from: number, to: number, share: number) => {
    const gain = share * Math.max(0, at(scores, from));
    if (gain <= at(lift, to)) return;
    lift[to] = gain;
    by[to] = candidates[from]?.facts.entry.id;
  };
  candidates.forEach(({ facts }, i) => {
    for (const id of asCaseStudy(facts.entry)?.providers ?? []) {
      const provider = index.get(id);
      if (provider === undefined) continue;
      offer(i, provider, link.toProvider);
      offer(provider, i, link.toCaseStudy);
    }
  });
  return { scores: scores.map((value, i) => value + at(lift, i)), by };
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
}

function questionFigures(
  candidates: readonly Candidate[],
  { stems, concepts }: Understanding,
  parts: { shared: readonly number[]; affinity: readonly number[]; scores: readonly number[] },
  background: Background,
): QuestionFigures {
  const order = parts.scores.map((value, i) => ({ value, i })).sort((a, b) => b.value - a.value);
  const first = order.slice(0, 10).map(({ i }) => i);
  const near = candidates
    .map((c) => meaning(c))
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
    coverage: Math.max(0, ...first.map((i) => at(parts.shared, i))),
    words: Math.max(0, ...first.map(wordShare)),
    agreement: mean(order.slice(0, 5).map(({ i }) => at(parts.affinity, i))),
    outside: shareOf(
      concepts.filter(({ concept }) => concept.kind === 'outside'),
      concepts.filter(({ concept }) => concept.kind !== 'constraint'),
    ),
  };
}

function probability(raw: number, question: QuestionFigures, { calibration: c }: MatchWeights): number {
  const logit =
    c.intercept +
    c.slope * raw +
    c.closeness * question.closeness +
    c.coverage * question.coverage +
    c.words * question.words +
    c.agreement * question.agreement;
  return 1 / (1 + Math.exp(-logit));
}
