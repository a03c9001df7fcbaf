import { z } from 'zod';
import { FACETS, type Facet, type SearchFilter } from '../search/port.js';
import { countryCodes, pathwayIds, regions, sectorIds } from '../taxonomy/index.js';

const regionCodes: ReadonlySet<string> = new Set(regions.map(({ code }) => code));
const values = <T extends z.ZodType<string>>(item: T, described: string) =>
  z
    .array(item)
    .min(1, 'needs one value at least')
    .max(50, 'takes 50 values at most')
    .optional()
    .describe(described);

/**
 * What of the catalogue a partner's keys open: an entry is in scope where each facet that is named has one of its
 * values. Without a facet all of its values are open; the empty scope is the whole catalogue.
 */
export const scopeSchema = z
  .strictObject({
    kind: values(z.enum(['case-study', 'provider']), 'Kinds of entry'),
    sector: values(z.enum(sectorIds, 'must be a sector of GET /v1/taxonomy'), 'Sectors'),
    country: values(
      z.enum(countryCodes, 'must be an ISO 3166-1 alpha-2 code, such as "PE"'),
      'Countries, as ISO 3166-1 alpha-2 codes; a provider has its seat and the countries it serves',
    ),
    region: values(
      z.string().refine((code) => regionCodes.has(code), 'must be a region of GET /v1/taxonomy'),
      'Regions, as UN M49 codes',
    ),
    sdg: values(z.string().regex(/^([1-9]|1[0-7])$/, 'must be a goal, 1 to 17'), 'Goals, "1" to "17"'),
    pathway: values(z.enum(pathwayIds, 'must be a pathway of GET /v1/taxonomy'), 'ICLEI pathways'),
  })
  .meta({ id: 'Scope', description: 'What of the catalogue the keys of a partner open' });

export type Scope = z.infer<typeof scopeSchema>;

/** A value that was asked for and is outside the scope. */
export interface OutOfScope {
  facet: Facet;
  value: string;
}

/**
 * What is asked for, narrowed to the scope: for each facet the values asked for where there are any, else those of the
 * scope. It never opens more than the scope: a value outside it is named in `outside`, and the filter must not be used
 * then.
 */
export function narrow(scope: Scope, asked: SearchFilter): { filter: SearchFilter; outside: OutOfScope[] } {
  const filter: SearchFilter = {};
  const outside: OutOfScope[] = [];
  for (const facet of FACETS) {
    const open: readonly string[] | undefined = scope[facet];
    const wanted = asked[facet] ?? [];
    if (open !== undefined) {
      outside.push(...wanted.filter((value) => !open.includes(value)).map((value) => ({ facet, value })));
    }
    const within = wanted.length > 0 ? wanted : open;
    if (within !== undefined) filter[facet] = within;
  }
  return { filter, outside };
}
