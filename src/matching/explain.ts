import { type EntryKind, placeOf } from '../catalogue/entry.js';
import { conceptLabel, countryName, regionName, sectorLabel } from '../taxonomy/index.js';
import { asCaseStudy, asProvider, type Candidate } from './candidate.js';
import { climateKind, isClimateBound } from './climate.js';
import type { CityContext } from './context.js';
import type { Reason } from './contract.js';
import type { Band } from './decide.js';
import type { ReasonWords } from './messages/words.js';
import type { Passage } from './passages.js';
import type { Scored } from './score.js';
import type { Understanding } from './understand.js';

/** What a reason may rest on, besides the score's own parts. */
export interface Grounds {
  understanding: Understanding;
  city: CityContext;
  /** The entry's sentences, heaviest first. */
  passages: readonly Passage[];
  /** Title of the linked entry that lifted this one, and of a provider's case studies. */
  liftedByTitle: string | undefined;
  provenBy: number;
  /** What the city is told of the match: a weak one claims no more than nearness. */
  band: Band;
  year: number;
  words: ReasonWords;
}

const MOST_FOR = 5;
/** A city is of another size from this ratio on, and of the same below the other. */
const OTHER_SIZE = 5;
const SAME_SIZE = 2;
const OLD_AFTER_YEARS = 15;

/**
 * Step 6 of matching: the reasons for and against, most telling first, each from something that was computed
 * or that the entry states. Pure.
 */
export function explain(scored: Scored, grounds: Grounds): Reason[] {
  return [...whatFits(scored, grounds).slice(0, MOST_FOR), ...whatDoesNot(scored, grounds)];
}

function whatFits(scored: Scored, grounds: Grounds): Reason[] {
  const { candidate } = scored;
  return [
    passageReason(candidate, grounds),
    linkReason(scored, grounds),
    conceptReason(scored, grounds),
    placeReason(candidate, grounds),
    climateReason(candidate, grounds),
    sizeReason(candidate, grounds, 'for'),
    costReason(candidate, grounds, 'for'),
    serviceReason(candidate, grounds, 'for'),
    resultReason(grounds),
  ].filter((reason) => reason !== undefined);
}

function whatDoesNot({ candidate }: Scored, grounds: Grounds): Reason[] {
  return [
    staleReason(candidate, grounds),
    sizeReason(candidate, grounds, 'against'),
    costReason(candidate, grounds, 'against'),
    serviceReason(candidate, grounds, 'against'),
    silenceReason(candidate, grounds),
    evidenceReason(candidate, grounds),
    ageReason(candidate, grounds),
  ].filter((reason) => reason !== undefined);
}

function passageReason(
  { facts, similarity }: Candidate,
  { passages, words, band }: Grounds,
): Reason | undefined {
  const prose = passages.filter(({ field }) => field !== 'keywords' && field !== 'outcomes');
  const near = prose.filter(({ field }) => field === similarity?.bestField);
  const best = [prose[0], near[0]].find((passage) => passage && passage.weight > 0) ?? near[0];
  if (!best) return undefined;
  const text = band === 'low' ? words.nearest : strongPassage(facts.entry.kind, best.field, words);
  return { stance: 'for', kind: 'passage', text, passage: best.text };
}

function strongPassage(kind: EntryKind, field: string, words: ReasonWords): string {
  if (kind === 'provider') return words.sameOffer;
  return field === 'challenge' ? words.sameProblem : words.sameAnswer;
}

function linkReason({ candidate, liftedBy }: Scored, { liftedByTitle, words }: Grounds): Reason | undefined {
  if (!liftedBy || !liftedByTitle || candidate.facts.entry.kind !== 'provider') return undefined;
  return { stance: 'for', kind: 'provider', text: words.proves(liftedByTitle) };
}

function conceptReason({ candidate }: Scored, { understanding, words }: Grounds): Reason | undefined {
  const shared = understanding.concepts
    .filter(({ concept }) => concept.kind !== 'constraint' && candidate.facts.concepts.has(concept.id))
    .map(({ concept }) => conceptLabel(concept, words.language));
  if (shared.length > 0) return { stance: 'for', kind: 'concept', text: words.concepts(shared.slice(0, 3)) };
  const sectors = candidate.facts.entry.body.sectors.filter(
    (id) => (understanding.sectors.get(id) ?? 0) > 0.2,
  );
  if (sectors.length === 0) return undefined;
  return {
    stance: 'for',
    kind: 'sector',
    text: words.sectors(sectors.map((id) => sectorLabel(id, words.language))),
  };
}

function placeReason({ facts }: Candidate, { city, words }: Grounds): Reason | undefined {
  if (!city.country) return undefined;
  const place = placeOf(facts.entry);
  if (place.country === city.country) {
    return {
      stance: 'for',
      kind: 'place',
      text: words.sameCountry(countryName(city.country, words.language)),
    };
  }
  // The first code is the closest region that both lie in; a whole continent is not "your part of the world".
  const shared = city.regions.findIndex((code) => facts.regions.includes(code));
  const code = shared < 0 || shared === city.regions.length - 1 ? undefined : city.regions[shared];
  if (code === undefined) return undefined;
  const country = countryName(place.country, words.language);
  const where = place.city === '' ? country : `${place.city}, ${country}`;
  return { stance: 'for', kind: 'place', text: words.sameRegion(where, regionName(code, words.language)) };
}

function climateReason({ facts }: Candidate, { city, words }: Grounds): Reason | undefined {
  const theirs = facts.climate;
  const bound = isClimateBound(asCaseStudy(facts.entry)?.sectors ?? []);
  if (!theirs || !city.climate || !bound) return undefined;
  const kind = climateKind(theirs);
  if (kind !== climateKind(city.climate)) return undefined;
  return { stance: 'for', kind: 'climate', text: words.sameClimate(kind) };
}

function sizeReason(
  { facts }: Candidate,
  { city, words }: Grounds,
  stance: Reason['stance'],
): Reason | undefined {
  const theirs = asCaseStudy(facts.entry)?.population;
  const ours = city.population;
  if (!theirs || !ours) return undefined;
  const ratio = theirs / ours;
  if (stance === 'for') {
    const same = ratio < SAME_SIZE && ratio > 1 / SAME_SIZE;
    return same ? { stance, kind: 'size', text: words.sameSize(theirs, ours) } : undefined;
  }
  if (ratio >= OTHER_SIZE) return { stance, kind: 'size', text: words.larger(theirs, ours) };
  return ratio <= 1 / OTHER_SIZE ? { stance, kind: 'size', text: words.smaller(theirs, ours) } : undefined;
}

function costReason(
  { facts }: Candidate,
  { city, words }: Grounds,
  stance: Reason['stance'],
): Reason | undefined {
  const band = asCaseStudy(facts.entry)?.costBand;
  if (!city.tightBudget) return undefined;
  if (stance === 'for' && band === 'low') return { stance, kind: 'cost', text: words.lowCost };
  return stance === 'against' && band === 'high' ? { stance, kind: 'cost', text: words.highCost } : undefined;
}

function serviceReason(
  { facts }: Candidate,
  { city, words }: Grounds,
  stance: Reason['stance'],
): Reason | undefined {
  const provider = asProvider(facts.entry);
  if (!provider || !city.country || provider.headquarters.country === city.country) return undefined;
  const country = countryName(city.country, words.language);
  const named = provider.countriesServed.includes(city.country);
  const world = provider.countriesServed.includes('global');
  if (stance === 'against') {
    const elsewhere = !named && !world && provider.countriesServed.length > 0;
    return elsewhere ? { stance, kind: 'place', text: words.servesElsewhere(country) } : undefined;
  }
  if (named) return { stance, kind: 'place', text: words.servesCountry(country) };
  return world ? { stance, kind: 'place', text: words.servesWorld } : undefined;
}

function resultReason({ passages, words }: Grounds): Reason | undefined {
  const result = passages.find(({ field, text }) => field === 'outcomes' && /\d/.test(text));
  return result && { stance: 'for', kind: 'evidence', text: words.result, passage: result.text };
}

/** Concepts of weight that the entry never mentions: said only when it does share others. */
function silenceReason({ facts }: Candidate, { understanding, words }: Grounds): Reason | undefined {
  const telling = understanding.concepts.filter(({ concept }) => concept.kind !== 'constraint');
  const silent = telling.filter(({ concept }) => !facts.concepts.has(concept.id));
  if (silent.length === 0 || silent.length === telling.length) return undefined;
  const labels = silent.slice(0, 2).map(({ concept }) => conceptLabel(concept, words.language));
  return { stance: 'against', kind: 'concept', text: words.silentOn(labels) };
}

function evidenceReason({ facts }: Candidate, { provenBy, words }: Grounds): Reason | undefined {
  if (!facts.entry.body.verified) return { stance: 'against', kind: 'evidence', text: words.unverified };
  const caseStudy = asCaseStudy(facts.entry);
  if (caseStudy) {
    return /\d/.test(caseStudy.outcomes)
      ? undefined
      : { stance: 'against', kind: 'evidence', text: words.noResults };
  }
  return provenBy === 0 ? { stance: 'against', kind: 'evidence', text: words.unproven } : undefined;
}

/** First of what to check: it made the entry rank lower. */
function staleReason({ facts, stale }: Candidate, { words }: Grounds): Reason | undefined {
  if (!stale || facts.checkedOn === undefined) return undefined;
  return { stance: 'against', kind: 'age', text: words.stale(facts.checkedOn) };
}

function ageReason({ facts }: Candidate, { year, words }: Grounds): Reason | undefined {
  const began = asCaseStudy(facts.entry)?.year;
  if (!began || year - began < OLD_AFTER_YEARS) return undefined;
  return { stance: 'against', kind: 'age', text: words.old(began) };
}
