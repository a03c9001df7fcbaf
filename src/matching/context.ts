import { governmentOf } from '../taxonomy/governments.js';
import { groupsRicher, INCOME_GROUPS, incomeGroupOf } from '../taxonomy/incomes.js';
import type { Candidate } from './candidate.js';
import { asCaseStudy, asProvider } from './candidate.js';
import { climateLikeness, isClimateBound } from './climate.js';
import { isCoastBound } from './coast.js';
import { type Maturity, maturityOf } from './maturity.js';

/** The asking city as far as it is known. */
export interface CityContext {
  country?: string | undefined;
  population?: number | undefined;
  /** UN M49 codes of the country, sub-region first. */
  regions: readonly string[];
  tightBudget: boolean;
  /** Köppen-Geiger class. */
  climate?: string | undefined;
  /** Whether it lies by the sea. */
  coastal?: boolean | undefined;
  /** The year of asking, against which it is told how long something has been in use. */
  year?: number | undefined;
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
  /** 1: a case study from a country of our income group; 0: three groups richer or poorer. */
  income: number;
  /** 1: by the sea or inland as we are, for case studies whose sector hangs on it; 0: not as we are. */
  coast: number;
  /** 1: a case study from a federation as ours is one, or neither is; 0: only one is. */
  governance: number;
  /** 1: proven; 0.75: running; 0: a pilot. 0.5 where the entry does not tell. */
  maturity: number;
}

const UNKNOWN = 0.5;

const MATURITIES: Record<Maturity, number> = { proven: 1, running: 0.75, unknown: UNKNOWN, pilot: 0 };

/**
 * Step 3, context: pure, from facts that the entry states.
 * @param proofs Case studies among the candidates that name it, of a provider.
 */
export function contextFit(candidate: Candidate, city: CityContext, proofs = 0): ContextFit {
  return {
    size: sizeFit(asCaseStudy(candidate.facts.entry)?.population, city.population),
    place: placeFit(candidate, city),
    cost: costFit(asCaseStudy(candidate.facts.entry)?.costBand, city.tightBudget),
    service: serviceFit(candidate, city),
    climate: climateFit(candidate, city),
    income: incomeFit(asCaseStudy(candidate.facts.entry)?.country, city.country),
    coast: coastFit(candidate, city),
    governance: governanceFit(asCaseStudy(candidate.facts.entry)?.country, city.country),
    maturity:
      city.year === undefined ? UNKNOWN : MATURITIES[maturityOf(candidate.facts.maturity, proofs, city.year)],
  };
}

/** The fit as one figure in [0, 1]: the mean of its parts. */
export function meanFit(fit: ContextFit): number {
  const parts = Object.values<number>({ ...fit });
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
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

function incomeFit(theirs: string | undefined, ours: string | undefined): number {
  const [their, our] = [theirs, ours].map((country) => country && incomeGroupOf(country));
  if (!their || !our) return UNKNOWN;
  return 1 - Math.abs(groupsRicher(our, their)) / (INCOME_GROUPS.length - 1);
}

function coastFit({ facts }: Candidate, city: CityContext): number {
  const bound = isCoastBound(asCaseStudy(facts.entry)?.sectors ?? []);
  if (!bound || facts.coastal === undefined || city.coastal === undefined) return UNKNOWN;
  return facts.coastal === city.coastal ? 1 : 0;
}

function governanceFit(theirs: string | undefined, ours: string | undefined): number {
  const [their, our] = [theirs, ours].map((country) => country && governmentOf(country));
  if (!their || !our) return UNKNOWN;
  return their === our ? 1 : 0;
}
