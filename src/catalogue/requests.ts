import { z } from 'zod';
import { FACETS } from '../search/port.js';
import { countryCodes, pathwayIds, regions, sectorIds } from '../taxonomy/index.js';

const kind = z.enum(['case-study', 'provider'], 'must be case-study or provider').describe('Kind of entry');
const regionCodes: ReadonlySet<string> = new Set(regions.map(({ code }) => code));

const filter = (value: z.ZodType<string>, described: string) =>
  z
    .array(value)
    .max(50, 'takes 50 values at most')
    .optional()
    .describe(`${described}; repeat the parameter for one or another`);

/** A whole number from 1 written in a query. */
const count = (max: number, preset: number, described: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/, `must be a whole number, 1 to ${max}`)
    .transform(Number)
    .refine((value) => value <= max, `must be ${max} at most`)
    .default(preset)
    .meta({ description: described, type: 'integer', minimum: 1, maximum: max, default: preset });

/** Query of `GET /v1/search`. */
export const searchQuerySchema = z.strictObject({
  q: z
    .string()
    .max(500, 'must be 500 characters at most')
    .default('')
    .meta({ description: 'Words to look for; without them everything is listed', example: 'flood' }),
  kind: filter(kind, 'Only entries of this kind'),
  sector: filter(z.enum(sectorIds, 'must be a sector of GET /v1/taxonomy'), 'Only entries of this sector'),
  country: filter(
    z.enum(countryCodes, 'must be an ISO 3166-1 alpha-2 code, such as "PE"'),
    'Only entries of this country, by its ISO 3166-1 alpha-2 code; a provider has its seat and the countries it serves',
  ),
  sdg: filter(
    z.string().regex(/^([1-9]|1[0-7])$/, 'must be a goal, 1 to 17'),
    'Only entries of this Sustainable Development Goal, 1 to 17',
  ),
  pathway: filter(
    z.enum(pathwayIds, 'must be a pathway of GET /v1/taxonomy'),
    'Only entries of this ICLEI pathway',
  ),
  region: filter(
    z.string().refine((code) => regionCodes.has(code), 'must be a region of GET /v1/taxonomy'),
    'Only entries of this region, by its UN M49 code',
  ),
  by: z
    .enum(['titles', 'meaning'], 'must be titles or meaning')
    .default('meaning')
    .describe(
      '`titles`: suggestions while somebody types, found by the words of titles and places alone; `meaning`: everything that fits',
    ),
  facets: z
    .array(z.enum(FACETS))
    .max(50, 'takes 50 values at most')
    .optional()
    .meta({
      description: 'Filters whose values are to be counted, with commas between',
      example: ['kind', 'sector'],
      param: { style: 'form', explode: false },
    }),
  limit: count(100, 20, 'Most hits of one answer'),
  cursor: z
    .string()
    .max(200, 'must be 200 characters at most')
    .optional()
    .describe('The `nextCursor` of an answer to this same query: gives the hits after it'),
});

/** Path of the calls about one entry. */
export const entryParamsSchema = z.strictObject({
  id: z.string().meta({ description: 'Id of the entry', example: 'cs-medellin-green-corridors' }),
});
/** Query of `GET /v1/entries/{id}/similar`. */
export const similarQuerySchema = z.strictObject({ limit: count(50, 10, 'Most neighbours') });
