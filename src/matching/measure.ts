import { asCaseStudy, type Candidate } from './candidate.js';
import { type CityContext, type ContextFit, contextFit } from './context.js';
import { standardise } from './standardise.js';
import type { Understanding } from './understand.js';

/** What is known of a question's candidates before anything is weighed; all lists in their order. */
export interface Measured {
  candidates: readonly Candidate[];
  understanding: Understanding;
  /** The one figure of meaning of each; undefined without a vector. */
  meaning: (number | undefined)[];
  /** Meaning, words and shared concepts, in standard deviations of the candidates. */
  closeness: number[];
  words: number[];
  concepts: number[];
  /** Share of the statement's concepts, by weight, that each speaks of; in [0, 1]. */
  shared: number[];
  fits: ContextFit[];
  /** Which case study (its place in the list) names which provider. */
  links: { caseStudy: number; provider: number }[];
}

/** Everything of step 3 that hangs on no weight: what is compared with many weights is measured once. Pure. */
export function measure(
  candidates: readonly Candidate[],
  understanding: Understanding,
  city: CityContext,
): Measured {
  const meaning = candidates.map(meaningOf);
  const shared = candidates.map((candidate) => conceptShare(candidate, understanding));
  const links = linksOf(candidates);
  const proofs = new Map<number, number>();
  for (const { provider } of links) proofs.set(provider, (proofs.get(provider) ?? 0) + 1);
  return {
    candidates,
    understanding,
    meaning,
    closeness: standardise(meaning.map((value) => value ?? Number.NaN)),
    words: standardise(candidates.map(({ keyword }) => keyword)),
    concepts: standardise(shared),
    shared,
    fits: candidates.map((candidate, i) => contextFit(candidate, city, proofs.get(i))),
    links,
  };
}

/** The one figure of meaning: the mean of the best passage, all passages and the whole text. */
function meaningOf({ similarity }: Candidate): number | undefined {
  return similarity && (similarity.best + similarity.mean + similarity.whole) / 3;
}

function linksOf(candidates: readonly Candidate[]): Measured['links'] {
  const places = new Map(candidates.map(({ facts }, i) => [facts.entry.id, i]));
  return candidates.flatMap(({ facts }, caseStudy) =>
    (asCaseStudy(facts.entry)?.providers ?? []).flatMap((id) => {
      const provider = places.get(id);
      return provider === undefined ? [] : [{ caseStudy, provider }];
    }),
  );
}

/** A subject that the catalogue does not cover is never shared, even where an entry mentions it in passing. */
function conceptShare(candidate: Candidate, { concepts }: Understanding): number {
  const telling = concepts.filter(({ concept }) => concept.kind !== 'constraint');
  const shared = telling.filter(
    ({ concept }) => concept.kind !== 'outside' && candidate.facts.concepts.has(concept.id),
  );
  return shareOf(shared, telling);
}

/** The weight of a part of some concepts in that of all of them, in [0, 1]. */
export function shareOf(part: Understanding['concepts'], whole: Understanding['concepts']): number {
  const sum = (some: Understanding['concepts']) => some.reduce((total, { weight }) => total + weight, 0);
  return whole.length === 0 ? 0 : sum(part) / sum(whole);
}
