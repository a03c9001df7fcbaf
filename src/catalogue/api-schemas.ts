import { z } from 'zod';
import { FACETS } from '../search/port.js';
import { countryCodes, pathwayIds, regions, sectorIds } from '../taxonomy/index.js';
import { caseStudySchema, providerSchema } from './entry.js';

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

const summaryShape = {
  id: z.string().meta({ description: 'Id of the entry', example: 'cs-medellin-corredores-verdes' }),
  kind,
  title: z.string().describe('Title of a case study, name of a provider'),
  summary: z.string().describe('What it is, in two or three sentences'),
  sectors: z.array(z.string()).describe('Ids of its sectors, as in GET /v1/taxonomy'),
  city: z.string().optional().describe('City of a case study, seat of a provider'),
  country: z.string().describe('ISO 3166-1 alpha-2 code of its country'),
  year: z.int().optional().describe('Year of a case study'),
  verified: z.boolean().describe('Whether staff have checked it against its source'),
  sourceUrl: z.string().optional().describe('Where this was published'),
};

const hitSchema = z
  .object({
    ...summaryShape,
    score: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('How well it fits, 0 to 1; comparable within one answer only. Absent in a plain listing'),
    highlights: z
      .array(
        z.object({
          field: z.string().describe('Field of the entry that the passage is from'),
          text: z.string().describe('The passage, word for word'),
          ranges: z
            .array(z.tuple([z.int(), z.int()]))
            .describe('Where the words found stand in the passage: [start, end) in UTF-16 units'),
        }),
      )
      .describe('Passages with the words that were found'),
  })
  .meta({ id: 'Hit', description: 'An entry that was found' });

/** Answer of `GET /v1/search`. */
export const searchAnswerSchema = z
  .object({
    hits: z.array(hitSchema).describe('Best first; a plain listing is in the order of titles'),
    total: z.int().min(0).describe('How many entries the query finds; paging to the end gives as many'),
    nextCursor: z.string().optional().describe('Give this as `cursor` for the next hits; absent at the end'),
    facets: z
      .partialRecord(z.enum(FACETS), z.record(z.string(), z.int().min(0)))
      .describe('For each facet asked for: how many of the entries found have each value'),
    tookMs: z.number().min(0).describe('Time taken, in milliseconds'),
  })
  .meta({ id: 'SearchAnswer', description: 'One page of what was found' });

/** Answer of `GET /v1/entries/{id}/similar`. */
export const similarAnswerSchema = z
  .object({ results: z.array(hitSchema).describe('Nearest first') })
  .meta({ id: 'SimilarAnswer', description: 'The neighbours of an entry' });

export const entryParamsSchema = z.strictObject({
  id: z.string().meta({ description: 'Id of the entry', example: 'cs-medellin-corredores-verdes' }),
});
export const similarQuerySchema = z.strictObject({ limit: count(50, 10, 'Most neighbours') });

const entryShape = {
  id: summaryShape.id,
  title: summaryShape.title,
  summary: summaryShape.summary,
  coordinates: z
    .object({
      latitude: z.number().min(-90).max(90).describe('Degrees north, WGS 84'),
      longitude: z.number().min(-180).max(180).describe('Degrees east, WGS 84'),
    })
    .optional()
    .describe('Where it is, where that is known'),
  links: z
    .array(
      z.object({
        id: z.string().describe('Id of the other entry'),
        kind,
        title: z.string().describe('Its title or name'),
      }),
    )
    .describe('Providers that delivered a case study; case studies that prove a provider'),
};

/** Answer of `GET /v1/entries/{id}`. */
export const entryAnswerSchema = z
  .discriminatedUnion('kind', [
    z
      .object({
        ...entryShape,
        kind: z.literal('case-study').describe('Kind of entry'),
        body: caseStudySchema,
      })
      .meta({ id: 'CaseStudyEntry', description: 'A case study: what a city did, and what came of it' }),
    z
      .object({ ...entryShape, kind: z.literal('provider').describe('Kind of entry'), body: providerSchema })
      .meta({ id: 'ProviderEntry', description: 'A solution provider' }),
  ])
  .meta({ id: 'Entry', description: 'One published entry of the catalogue' });
