import { z } from 'zod';
import { FACETS } from '../search/port.js';

const kind = z.enum(['case-study', 'provider']).describe('Kind of entry');
const id = z
  .string()
  .meta({ description: 'Id of the entry; it never changes', example: 'cs-medellin-green-corridors' });
const sectors = z.array(z.string()).describe('Ids of its sectors, as in GET /v1/taxonomy');
const verified = z.boolean().describe('Whether staff have checked it against its source');
const sourceUrl = z.string().optional().describe('Where this was published');
const countryCode = z.string().meta({ description: 'ISO 3166-1 alpha-2 code of its country', example: 'CO' });

/** An entry as others point to it. */
const linkedEntrySchema = z
  .object({
    id: z.string().describe('Id of the other entry'),
    kind,
    title: z.string().describe('Its title or name'),
  })
  .meta({ id: 'LinkedEntry', description: 'Another entry that this one is tied to' });

const caseStudySchema = z
  .object({
    challenge: z.string().describe('What the city was up against'),
    solution: z.string().describe('What it did'),
    outcomes: z.string().describe('What came of it; empty where nothing is published'),
    population: z.int().min(1).optional().describe('People in the city, approximate'),
    year: z.int().optional().describe('Year of the case'),
    sdgs: z.array(z.int().min(1).max(17)).describe('Sustainable Development Goals, 1 to 17'),
    pathways: z.array(z.string()).describe('ICLEI pathways, as in GET /v1/taxonomy'),
    measures: z.array(z.string()).describe('What was put in place, in key phrases'),
    costBand: z
      .enum(['low', 'medium', 'high', 'unknown'])
      .describe(
        '`low`: under about 2 million USD, or mostly staff; `medium`: 2 to 30 million; `high`: above that',
      ),
    region: z.string().optional().describe('Name of its UN M49 region'),
  })
  .meta({ id: 'CaseStudy', description: 'What a city did about a challenge, and what came of it' });

const providerSchema = z
  .object({
    type: z
      .enum(['company', 'ngo', 'utility', 'research', 'consultancy', 'public-agency', 'network'])
      .describe('What kind of organisation it is'),
    offerings: z.array(z.string()).describe('What it offers, in key phrases'),
    countriesServed: z
      .array(z.string())
      .describe('ISO 3166-1 alpha-2 codes of the countries it works in, or `global`'),
    website: z.string().optional().describe('Its own web address'),
  })
  .meta({ id: 'Provider', description: 'Who delivers solutions' });

/** Answer of `GET /v1/entries/{id}`. Times are ISO 8601 in UTC. */
export const entryResponseSchema = z
  .object({
    id,
    kind,
    title: z.string().describe('Title of a case study, name of a provider'),
    summary: z.string().describe('Summary of a case study, description of a provider'),
    language: z.string().describe('BCP 47 language of the text'),
    verified,
    sectors,
    city: z.string().optional().describe('City of a case study, seat of a provider; absent where unknown'),
    country: countryCode,
    countryName: z.string().describe('Name of the country, in the language of the answer'),
    coordinates: z
      .object({
        latitude: z.number().min(-90).max(90).describe('Degrees north, WGS 84'),
        longitude: z.number().min(-180).max(180).describe('Degrees east, WGS 84'),
        approximate: z.boolean().describe('True where only the country is known, not the city'),
      })
      .optional()
      .describe('Where it is, where that is known'),
    sourceUrl,
    createdAt: z.iso.datetime().describe('When the entry came into the catalogue, ISO 8601 in UTC'),
    updatedAt: z.iso.datetime().describe('When the entry last changed, ISO 8601 in UTC'),
    lastVerifiedAt: z.iso
      .datetime()
      .optional()
      .describe('When somebody last confirmed that it is still true; absent: nobody since it was entered'),
    lastVerifiedBy: z
      .enum(['secretariat', 'contact'])
      .optional()
      .describe('Who confirmed it: the secretariat, or the contact of the city or provider behind it'),
    stale: z.boolean().describe('Whether nobody has confirmed or changed it for so long that it ranks lower'),
    links: z
      .array(linkedEntrySchema)
      .describe('Providers that delivered a case study; case studies that prove a provider'),
    caseStudy: caseStudySchema.optional().describe('Present when `kind` is `case-study`'),
    provider: providerSchema.optional().describe('Present when `kind` is `provider`'),
  })
  .meta({ id: 'Entry', description: 'One published entry of the catalogue' });

export type EntryResponse = z.infer<typeof entryResponseSchema>;

/** One entry of a list. */
const hitSchema = z
  .object({
    id,
    kind,
    title: z.string().describe('Title of a case study, name of a provider'),
    summary: z.string().describe('What it is, in two or three sentences'),
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
            .array(z.tuple([z.int().min(0), z.int().min(0)]))
            .describe('Where the found words stand in the passage: [start, end) in UTF-16 units'),
        }),
      )
      .describe('Passages with the words that were found'),
    sectors,
    city: z.string().optional().describe('City of a case study, seat of a provider; absent where unknown'),
    country: countryCode,
    year: z.int().optional().describe('Year of a case study'),
    language: z.string().optional().describe('BCP 47 language that it is written in'),
    verified,
    stale: z.literal(true).optional().describe('Nobody has confirmed or changed it for long'),
    sourceUrl,
  })
  .meta({ id: 'Hit', description: 'An entry that was found' });

const degraded = z
  .literal(true)
  .optional()
  .describe(
    'A part is away, so the answer goes by words alone and good entries may be missing; absent when all is well',
  );

/** Answer of `GET /v1/search`. */
export const searchResponseSchema = z
  .object({
    hits: z.array(hitSchema).describe('Best first; a plain listing is in the order of titles'),
    total: z.int().min(0).describe('How many entries the query finds; paging to the end gives as many'),
    nextCursor: z.string().optional().describe('Give this as `cursor` for the next hits; absent at the end'),
    facets: z
      .partialRecord(
        z.enum(FACETS),
        z.record(z.string(), z.int().min(0)).describe('Number of entries found, by value'),
      )
      .describe('For each facet asked for: how many of the entries found have each value'),
    tookMs: z.number().min(0).describe('Time taken, in milliseconds'),
    degraded,
  })
  .meta({ id: 'SearchResponse', description: 'One page of what was found' });

/** Answer of `GET /v1/entries/{id}/similar`. */
export const similarResponseSchema = z
  .object({ results: z.array(hitSchema).describe('Nearest first'), degraded })
  .meta({ id: 'SimilarResponse', description: 'The neighbours of an entry' });
