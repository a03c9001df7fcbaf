import { z } from 'zod';
import { LANGUAGES, type Language } from '../languages.js';
import type { SearchFilter } from '../search/port.js';
import { climateClasses } from '../taxonomy/climates.js';
import { countryCodes, pathwayIds, regions, sectorIds } from '../taxonomy/index.js';

const list = <T extends z.ZodType>(item: T, max: number) =>
  z.array(item).max(max, `takes ${max} values at most`);
const kind = z.enum(['case-study', 'provider'], 'must be case-study or provider');
const country = z.enum(countryCodes, 'must be an ISO 3166-1 alpha-2 code, such as "PE"');
const sector = z.enum(sectorIds, 'must be a sector of GET /v1/taxonomy');
const regionCodes: ReadonlySet<string> = new Set(regions.map(({ code }) => code));

/** Longest statement taken, in characters; a page of A4 holds about 3,000. */
const MAX_STATEMENT = 10_000;

/** Body of `POST /v1/match`. */
export const matchRequestSchema = z
  .strictObject({
    statement: z
      .string()
      .max(MAX_STATEMENT, `must be ${MAX_STATEMENT} characters at most`)
      .refine((value) => /\p{L}{2}/u.test(value), 'must say in words what the challenge is')
      .describe('The challenge in the words of the city, in any language; neither stored nor logged'),
    title: z.string().max(300).optional().describe('The challenge in a few words'),
    city: z
      .strictObject({
        name: z.string().max(200).optional().describe('Name of the city'),
        country: country.optional().describe('ISO 3166-1 alpha-2 code of its country'),
        population: z.int().positive().max(50_000_000).optional().describe('People in the city'),
        climate: z
          .enum(climateClasses, 'must be a Köppen-Geiger class, such as "Cfb"')
          .optional()
          .describe('Köppen-Geiger climate class; found from name and country when absent'),
      })
      .optional()
      .describe('Where the challenge is: entries from places like this one come first'),
    sectors: list(sector, 21)
      .optional()
      .describe('Sectors the challenge is about; lifts their entries, leaves none out'),
    kinds: list(kind, 2).min(1).optional().describe('Kinds of entry wanted; both when absent'),
    filters: z
      .strictObject({
        sector: list(sector, 50).optional().describe('Only entries of one of these sectors'),
        country: list(country, 50)
          .optional()
          .describe('Only entries of one of these countries (ISO 3166-1 alpha-2)'),
        sdg: list(z.int().min(1).max(17), 17)
          .optional()
          .describe('Only entries of one of these Sustainable Development Goals, 1 to 17'),
        pathway: list(z.enum(pathwayIds), 5)
          .optional()
          .describe('Only entries of one of these ICLEI pathways'),
        region: list(
          z.string().refine((code) => regionCodes.has(code), 'must be a region of GET /v1/taxonomy'),
          50,
        )
          .optional()
          .describe('Only entries of one of these regions (UN M49)'),
      })
      .optional()
      .describe('What every result must satisfy'),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag, such as "es"')
      .optional()
      .describe('BCP 47 language of the statement; detected when absent'),
    limit: z.int().min(1).max(50).default(10).describe('Most results'),
    draft: z
      .boolean()
      .optional()
      .describe('Still being written: what is shown does not count as shown in `GET /v1/fairness`'),
  })
  .meta({ id: 'MatchRequest', description: 'A stated challenge' });

export type MatchRequest = z.infer<typeof matchRequestSchema>;

/** Why an entry is shown, or what to check before copying it. */
export const reasonSchema = z
  .object({
    stance: z.enum(['for', 'against']).describe('`for`: it fits; `against`: check this first'),
    kind: z
      .enum([
        'passage',
        'concept',
        'sector',
        'size',
        'place',
        'climate',
        'cost',
        'evidence',
        'provider',
        'age',
        'income',
        'coast',
        'governance',
        'maturity',
      ])
      .describe('What the reason rests on'),
    text: z.string().describe('A sentence for a city officer, in the language of the answer'),
    passage: z.string().optional().describe('The passage it rests on, word for word from the entry'),
  })
  .meta({ id: 'Reason', description: 'Why an entry is shown, or what to check before copying it' });

const highlightSchema = z.object({
  field: z.string().describe('Field of the entry that the passage is from'),
  text: z.string().describe('The passage, word for word'),
  ranges: z
    .array(z.tuple([z.int(), z.int()]))
    .describe('Where the shared words stand in the passage: [start, end) in UTF-16 units'),
});

const linkedSchema = z.object({
  id: z.string().describe('Id of the other entry'),
  kind: kind.describe('Kind of entry'),
  title: z.string().describe('Its title or name'),
});

const share = (described: string) => z.number().min(0).max(1).describe(described);

export const matchResultSchema = z
  .object({
    id: z.string().describe('Id of the entry, as in GET /v1/entries/{id}'),
    kind: kind.describe('Kind of entry'),
    title: z.string().describe('Title of a case study, name of a provider'),
    summary: z.string().describe('Summary of a case study, description of a provider'),
    score: share('Calibrated score, 0 to 1: means the same on every engine and in every answer'),
    band: z.enum(['high', 'medium', 'low']).describe('The score in a word'),
    reasons: z.array(reasonSchema).describe('Why it is shown, and what to check first'),
    highlights: z.array(highlightSchema).describe('Passages that share words with the statement'),
    components: z
      .object({
        keyword: share('How well the words agree, 0 to 1'),
        semantic: share('How well the meaning agrees, 0 to 1'),
        context: share(
          'How well size, place, cost, service, climate, income group, coast, governance and maturity agree, 0 to 1: the mean of the nine, 0.5 for what is unknown',
        ),
      })
      .describe('How it was ranked'),
    sectors: z.array(z.string()).describe('Ids of its sectors, as in GET /v1/taxonomy'),
    city: z.string().optional().describe('City of a case study, seat of a provider; absent where unknown'),
    country: z.string().optional().describe('ISO 3166-1 alpha-2 code of its country'),
    population: z.int().optional().describe('People in the city of a case study, approximate'),
    year: z.int().optional().describe('Year of a case study'),
    language: z.string().optional().describe('BCP 47 language that the entry is written in'),
    verified: z.boolean().describe('Whether staff have checked it against its source'),
    stale: z
      .boolean()
      .optional()
      .describe('`true` where nobody has checked the entry for so long that it ranks lower; else absent'),
    sourceUrl: z.string().optional().describe('Where this was published'),
    evidence: z
      .array(linkedSchema)
      .describe('Case studies that prove a provider; providers that delivered a case study'),
  })
  .meta({ id: 'MatchResult', description: 'An entry proposed for the challenge, with its reasons' });

/** Answer of `POST /v1/match`. */
export const matchResponseSchema = z
  .object({
    language: z.string().describe('BCP 47 language that the statement was read as'),
    confident: z
      .boolean()
      .describe(
        '`false`: nothing in the catalogue fits; `results` then holds at most the nearest few, all of band `low`',
      ),
    tookMs: z.number().min(0).describe('Time taken, in milliseconds'),
    model: z.string().describe('Embedding model used, or `none` when matched by words alone'),
    degraded: z
      .literal(true)
      .optional()
      .describe(
        'A part is away, so the answer goes by words alone and good matches may be missing; absent when all is well',
      ),
    concepts: z
      .array(
        z.object({
          id: z.string().describe('Id of the concept'),
          label: z
            .string()
            .describe('Name of the concept in the language of the answer; in English where it has no other'),
        }),
      )
      .describe('Concepts of the thesaurus found in the statement'),
    corrected: z
      .array(
        z.object({
          from: z.string().describe('The word as it was written'),
          to: z.string().describe('The word that it was read as'),
        }),
      )
      .optional()
      .describe('Words of the statement that were taken for typing mistakes; absent where there are none'),
    results: z.array(matchResultSchema).describe('The matches, best first'),
  })
  .meta({ id: 'MatchResponse', description: 'Explained matches of a challenge' });

/** The reasons of a match in the language of the city, beside the English ones that reviewers read. */
export const translatedReasonsSchema = z
  .object({
    language: z.enum(LANGUAGES).describe('BCP 47 language of these reasons'),
    reasons: z.array(reasonSchema).describe('The same reasons, in the same order; worded by a machine'),
  })
  .meta({ id: 'TranslatedReasons' });

/** A match as it is kept for a challenge: rows of before languages were told have no `translated`. */
export const keptMatchSchema = matchResultSchema.extend({ translated: translatedReasonsSchema.optional() });

export type Reason = z.infer<typeof reasonSchema>;
export type TranslatedReasons = z.infer<typeof translatedReasonsSchema>;
/** `translated` is there where `Telling.also` asked for it. */
export type MatchResult = z.infer<typeof matchResultSchema> & { translated?: TranslatedReasons | undefined };
export type MatchResponse = Omit<z.infer<typeof matchResponseSchema>, 'results'> & { results: MatchResult[] };

/** How an answer is told: its languages, and whose turn it is among equals. */
export interface Telling {
  /** Of reasons and names of concepts; default English. */
  language?: Language | undefined;
  /** Reasons in this language as well, where it is another one. */
  also?: Language | undefined;
  /** The day (UTC) by which equals take turns; default today. */
  on?: Date | undefined;
  /** What the asker may see: what does not pass takes no part in the answer and is named nowhere in it. */
  within?: SearchFilter | undefined;
}

/** Answers a stated challenge. Built by `createMatcher` in `matcher.ts`. */
export interface Matcher {
  /** @throws AppError `unavailable` when the search engine is away. */
  match(request: MatchRequest, telling?: Telling): Promise<MatchResponse>;
}
