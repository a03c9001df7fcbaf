import type { Faceted } from '../search/facets.js';
import { regionsOf } from '../taxonomy/index.js';
import { type Entry, placeOf } from './entry.js';

/** What an entry is filtered and counted by. */
export function facetsOf(entry: Entry): Faceted {
  const countries = countriesOf(entry);
  return {
    kind: entry.kind,
    sectors: entry.body.sectors,
    countries,
    sdgs: entry.kind === 'case-study' ? entry.body.sdgs.map(String) : [],
    pathways: entry.kind === 'case-study' ? entry.body.pathways : [],
    regions: [...new Set(countries.flatMap((country) => regionsOf(country)))],
  };
}

/** Where a case study is; where a provider has its seat and where it works, the whole world left out. */
function countriesOf(entry: Entry): string[] {
  const { country } = placeOf(entry);
  const served = entry.kind === 'provider' ? entry.body.countriesServed : [];
  return [...new Set([country, ...served.filter((code) => code !== 'global')])];
}
