import { z } from 'zod';
import { entryResponseSchema, searchResponseSchema, similarResponseSchema } from '../catalogue/contract.js';
import { searchQuerySchema } from '../catalogue/requests.js';
import { LANGUAGES } from '../languages.js';
import { matchRequestSchema, matchResponseSchema, matchResultSchema } from '../matching/contract.js';

const request = matchRequestSchema.shape;
const filters = request.filters.unwrap().shape;

const id = z
  .string()
  .max(200)
  .meta({ description: 'Id of the entry, as other tools give it', example: 'cs-medellin-green-corridors' });
const url = z.string().describe('Page of the entry, for people: give it whenever you speak of the entry');
const answerIn = z
  .enum(LANGUAGES)
  .default('en')
  .describe('Language of sentences and labels: that of the person you speak with, else en');
const limit = (max: number, preset: number) =>
  z.int().min(1).max(max).default(preset).describe('Most results');

/** What `match_challenge` takes: the body of `POST /v1/match`. */
export const matchInputSchema = z.strictObject({
  statement: request.statement,
  title: request.title,
  city: request.city,
  sectors: request.sectors,
  kinds: request.kinds,
  filters: request.filters,
  language: request.language,
  limit: limit(50, 5),
  answerIn,
});

export const searchInputSchema = z.strictObject({
  text: z
    .string()
    .max(500, 'must be 500 characters at most')
    .default('')
    .describe('A few words to look for; without them everything is listed, in the order of titles'),
  kinds: request.kinds,
  ...filters,
  region: searchQuerySchema.shape.region.describe(
    'Only entries of one of these regions, by their UN M49 codes',
  ),
  limit: limit(100, 10),
  offset: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe('How many hits to pass over: `nextOffset` of the answer before'),
});

export const entryInputSchema = z.strictObject({ id, answerIn });
export const similarInputSchema = z.strictObject({ id, limit: limit(50, 5) });

const LISTS = ['sectors', 'sdgs', 'pathways', 'regions', 'countries'] as const;

export const taxonomyInputSchema = z.strictObject({
  lists: z
    .array(z.enum(LISTS))
    .min(1)
    .max(LISTS.length)
    .default(['sectors', 'sdgs', 'pathways'])
    .describe('Lists wanted; `regions` and `countries` are long'),
  answerIn,
});

/** Where the found words stand, and how it was ranked, is nothing that an assistant could use. */
const matchSchema = matchResultSchema.omit({ highlights: true, components: true }).extend({ url });

export const matchOutputSchema = matchResponseSchema
  .omit({ tookMs: true, model: true, concepts: true })
  .extend({ results: z.array(matchSchema).describe('The matches, best first') });

const hitSchema = searchResponseSchema.shape.hits.element.omit({ highlights: true }).extend({ url });

export const searchOutputSchema = searchResponseSchema.pick({ total: true, degraded: true }).extend({
  hits: z.array(hitSchema).describe('Best first'),
  nextOffset: z.int().optional().describe('Give this as `offset` for the next hits; absent at the end'),
});

export const entryOutputSchema = entryResponseSchema.extend({ url });

export const similarOutputSchema = similarResponseSchema.extend({
  results: z.array(hitSchema).describe('Nearest first'),
});

const labelled = z.object({
  id: z.string().describe('What filters take'),
  label: z.string().describe('Its name'),
});

export const taxonomyOutputSchema = z.object({
  sectors: z.array(labelled).optional().describe('Fields of work'),
  sdgs: z
    .array(labelled.extend({ id: z.int().min(1).max(17).describe('Number of the goal') }))
    .optional()
    .describe('Sustainable Development Goals'),
  pathways: z.array(labelled).optional().describe('Pathways of ICLEI'),
  regions: z
    .array(
      labelled.extend({
        countries: z.array(z.string()).describe('ISO 3166-1 alpha-2 codes; of the smallest regions only'),
      }),
    )
    .optional()
    .describe('Regions of the UN M49 standard'),
  countries: z.array(labelled).optional().describe('ISO 3166-1 countries'),
});

export type MatchOutput = z.infer<typeof matchOutputSchema>;
export type Hit = z.infer<typeof hitSchema>;
export type SearchOutput = z.infer<typeof searchOutputSchema>;
export type EntryOutput = z.infer<typeof entryOutputSchema>;
export type TaxonomyOutput = z.infer<typeof taxonomyOutputSchema>;
