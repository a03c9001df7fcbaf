import type { ContextFit } from './context.js';
import type { Measured } from './measure.js';
import { standardise } from './standardise.js';
import type { MatchWeights } from './weights.js';

/** How the candidates stand with some weights; all lists in their order. */
export interface Weighed {
  /** 0 is an average candidate, 1 a standard deviation better. */
  scores: number[];
  /** How much each one's sectors are what the challenge is about; in [0, 1]. */
  affinity: number[];
  /** The place of the linked one that lifted it, if one did. */
  liftedBy: (number | undefined)[];
}

/** The weighed part of step 3: see `score`. Pure. */
export function weigh(measured: Measured, weights: MatchWeights): Weighed {
  const { candidates, meaning, closeness, words, concepts, fits } = measured;
  const withMeaning = meaning.some((value) => value !== undefined) ? weights.semantic : 0;
  const base = candidates.map(
    (_, i) =>
      withMeaning * at(closeness, i) +
      (1 - withMeaning) * at(words, i) +
      weights.concept * at(concepts, i) +
      contextScore(fits[i], weights),
  );
  const affinity = sectorAffinity(measured, base, weights);
  const relevant = standardise(affinity).map((value, i) => at(base, i) + weights.sector.weight * value);
  const { lift, by } = followLinks(measured, relevant, weights);
  return {
    scores: relevant.map(
      (value, i) => value + at(lift, i) - (candidates[i]?.stale === true ? weights.stale : 0),
    ),
    affinity,
    liftedBy: by,
  };
}

/** A figure of a list that has one for each candidate. */
export function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}

function contextScore(fit: ContextFit | undefined, { context }: MatchWeights): number {
  if (!fit) return 0;
  let sum = 0;
  for (const part of Object.keys(context) as (keyof ContextFit)[]) sum += context[part] * (fit[part] - 0.5);
  return sum;
}

/** What the challenge is about, by the thesaurus and by the vote of the best; then each entry's share in it. */
function sectorAffinity(
  { candidates, understanding: { sectors } }: Measured,
  base: readonly number[],
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

/** Each entry's share of the best linked one's score, where that is above average. */
function followLinks(
  { candidates, links }: Measured,
  scores: readonly number[],
  { link }: MatchWeights,
): { lift: number[]; by: (number | undefined)[] } {
  const lift = candidates.map(() => 0);
  const by: (number | undefined)[] = candidates.map(() => undefined);
  const offer = (from: number, to: number, share: number) => {
    const gain = share * Math.max(0, at(scores, from));
    if (gain <= at(lift, to)) return;
    lift[to] = gain;
    by[to] = from;
  };
  for (const { caseStudy, provider } of links) {
    offer(caseStudy, provider, link.toProvider);
    offer(provider, caseStudy, link.toCaseStudy);
  }
  return { lift, by };
}
