import { placeOf } from '../../catalogue/entry.js';
import { governmentOf } from '../../taxonomy/governments.js';
import { groupsRicher, incomeGroupOf } from '../../taxonomy/incomes.js';
import { countryName, regionName } from '../../taxonomy/index.js';
import { asCaseStudy, asProvider, type Candidate } from '../candidate.js';
import { climateKind, isClimateBound } from '../climate.js';
import { isCoastBound } from '../coast.js';
import type { Reason } from '../contract.js';
import type { Grounds } from './grounds.js';

/** From so many income groups on, what a richer country built may cost too much. */
const MUCH_RICHER = 2;

export function placeReason({ facts }: Candidate, { city, words }: Grounds): Reason | undefined {
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

export function climateReason({ facts }: Candidate, { city, words }: Grounds): Reason | undefined {
  const theirs = facts.climate;
  const bound = isClimateBound(asCaseStudy(facts.entry)?.sectors ?? []);
  if (!theirs || !city.climate || !bound) return undefined;
  const kind = climateKind(theirs);
  if (kind !== climateKind(city.climate)) return undefined;
  return { stance: 'for', kind: 'climate', text: words.sameClimate(kind) };
}

export function coastReason(
  { facts }: Candidate,
  { city, words }: Grounds,
  stance: Reason['stance'],
): Reason | undefined {
  if (!facts.coastal || !isCoastBound(asCaseStudy(facts.entry)?.sectors ?? [])) return undefined;
  if (stance === 'for') return city.coastal ? { stance, kind: 'coast', text: words.bothCoastal } : undefined;
  return city.coastal === false ? { stance, kind: 'coast', text: words.onlyTheirsCoastal } : undefined;
}

/** Says nothing of a case from the city's own country, which another reason names. */
export function incomeReason(
  { facts }: Candidate,
  { city, words }: Grounds,
  stance: Reason['stance'],
): Reason | undefined {
  const country = asCaseStudy(facts.entry)?.country;
  if (!country || !city.country || country === city.country) return undefined;
  const [theirs, ours] = [incomeGroupOf(country), incomeGroupOf(city.country)];
  if (!theirs || !ours) return undefined;
  if (stance === 'for')
    return theirs === ours ? { stance, kind: 'income', text: words.sameIncome(ours) } : undefined;
  if (groupsRicher(ours, theirs) < MUCH_RICHER) return undefined;
  return { stance, kind: 'income', text: words.richer(theirs, ours) };
}

export function governanceReason({ facts }: Candidate, { city, words }: Grounds): Reason | undefined {
  const country = asCaseStudy(facts.entry)?.country;
  if (!country || !city.country || country === city.country) return undefined;
  const both = [country, city.country].every((code) => governmentOf(code) === 'federal');
  return both ? { stance: 'for', kind: 'governance', text: words.bothFederal } : undefined;
}

export function serviceReason(
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
