import type { Candidate } from './candidate.js';
import { asCaseStudy, asProvider } from './candidate.js';
import { climateLikeness, isClimateBound } from './climate.js';

/** The asking city as far as it is known. */
export interface CityContext {
  country?: string | undefined;
  population?: number | undefined;
  /** UN M49 codes of the country, sub-region first. */
  regions: readonly string[];
  tightBudget: boolean;
  /** Köppen-Geiger class. */
  climate?: string | undefined;
}

/** How well an entry's context agrees with the city's; each part in [0, 1], 0.5 where nothing is known. */
export interface ContextFit {
  /** 1: same size; 0: a hundred times larger or smaller. */
  size: number;
  /** 1: same country; 0.75: same sub-region; 0.35: same continent; 0: elsewhere. */
  place: number;
  /** 1: low cost where money is short; 0: high cost there. */
  cost: number;
  /** A provider's word on where it works: 1 names the country; 0.75 global; 0 neither. 0.5 for case studies. */
  service: number;
  /** 1: a climate like ours, for case studies whose sector hangs on it; 0: nothing in common. */
  climate: number;
}

const UNKNOWN = 0.5;

/** Step 3, context: pure, from facts that the entry states. */
export function contextFit(candidate: Candidate, city: CityContext): ContextFit {
  return {
    size: sizeFit(asCaseStudy(candidate.facts.entry)?.population, city.population),
    place: placeFit(candidate, city),
    cost: costFit(asCaseStudy(candidate.facts.entry)?.costBand, city.tightBudget),
    service: serviceFit(candidate, city),
    climate: climateFit(candidate, city),
  };
}

function sizeFit(theirs: number | null | undefined, ours: number | undefined): number {
  if (!theirs || !ours) return UNKNOWN;
  return Math.max(0, 1 - Math.abs(Math.log10(theirs / ours)) / 2);
}

function placeFit({ facts }: Candidate, city: CityContext): number {
  if (!city.country) return UNKNOWN;
  const theirs =
    facts.entry.kind === 'case-study' ? facts.entry.body.country : facts.entry.body.headquarters.country;
  if (theirs === city.country) return 1;
  const shared = city.regions.findIndex((code) => facts.regions.includes(code));
  if (shared < 0) return 0;
  // The last code in the chain is the continent, everything before it is closer.
  return shared === city.regions.length - 1 ? 0.35 : 0.75;
}

function costFit(band: string | undefined, tight: boolean): number {
  if (!tight || band === undefined || band === 'unknown') return UNKNOWN;
  return band === 'low' ? 1 : band === 'medium' ? 0.4 : 0;
}

function serviceFit({ facts }: Candidate, city: CityContext): number {
  const provider = asProvider(facts.entry);
  if (!provider || !city.country || provider.countriesServed.length === 0) return UNKNOWN;
  if (provider.countriesServed.includes(city.country) || provider.headquarters.country === city.country)
    return 1;
  return provider.countriesServed.includes('global') ? 0.75 : 0;
}

function climateFit({ facts }: Candidate, city: CityContext): number {
  const caseStudy = asCaseStudy(facts.entry);
  if (!caseStudy || !facts.climate || !city.climate || !isClimateBound(caseStudy.sectors)) return UNKNOWN;
  return climateLikeness(facts.climate, city.climate);
}
