import fc from 'fast-check';
import { type Scope, scopeSchema } from '../../src/partners/scope.js';
import { FACETS, type Facet, type SearchFilter } from '../../src/search/port.js';
import { countryCodes, pathwayIds, regions, sectorIds } from '../../src/taxonomy/index.js';

/** Countries that the seeds have, and some that they do not. */
const COUNTRIES = ['PE', 'CO', 'BR', 'DE', 'FR', 'IN', 'CN', 'US', 'ZA', 'KE', 'ID', 'AQ'];

const VALUES: Record<Facet, readonly string[]> = {
  kind: ['case-study', 'provider'],
  sector: sectorIds,
  country: COUNTRIES.filter((code) => countryCodes.some((one) => one === code)),
  sdg: Array.from({ length: 17 }, (_, i) => String(i + 1)),
  pathway: pathwayIds,
  region: regions.map(({ code }) => code),
};

const valuesFor = (facet: Facet) =>
  fc.uniqueArray(fc.constantFrom(...VALUES[facet]), { minLength: 1, maxLength: 6 });

/** Any scope; often of one or two facets. */
export const anyScope: fc.Arbitrary<Scope> = fc
  .subarray([...FACETS], { maxLength: 3 })
  .chain((facets) =>
    fc.tuple(...facets.map((facet) => valuesFor(facet).map((values) => [facet, values] as const))),
  )
  .map((pairs) => scopeSchema.parse(Object.fromEntries(pairs)));

/** Any filter that the API takes, values repeated. */
export const anyFilter: fc.Arbitrary<SearchFilter> = fc
  .subarray([...FACETS], { maxLength: 3 })
  .chain((facets) =>
    fc.tuple(
      ...facets.map((facet) =>
        fc
          .array(fc.constantFrom(...VALUES[facet]), { minLength: 1, maxLength: 4 })
          .map((values) => [facet, values] as const),
      ),
    ),
  )
  .map((pairs) => Object.fromEntries(pairs));
