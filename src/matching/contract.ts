import { z } from 'zod';
import { countryCodes, pathwayIds, sectorIds } from '../taxonomy/index.js';

const list = <T extends z.ZodType>(item: T, max: number) =>
  z.array(item).max(max, `takes ${max} values at most`);
const kind = z.enum(['case-study', 'provider']);
const country = z.enum(countryCodes, 'must be an ISO 3166-1 alpha-2 code, such as "PE"');
const sector = z.enum(sectorIds, 'must be a sector of GET /v1/taxonomy');

/** Longest statement taken, in characters; a page of A4 holds about 3,000. */
export const MAX_STATEMENT = 10_000;

/** Body of `POST /v1/match`. */
export const matchRequestSchema = z.strictObject({
  statement: z
    .string()
    .max(MAX_STATEMENT, `must be ${MAX_STATEMENT} characters at most`)
    .refine((value) => /\p{L}{2}/u.test(value), 'must say in words what the challenge is'),
  title: z.string().max(300).optional(),
  city: z
    .strictObject({
      name: z.string().max(200).optional(),
      country: country.optional(),
      population: z.int().positive().max(50_000_000).optional(),
    })
    .optional(),
  sectors: list(sector, 21).optional(),
  kinds: list(kind, 2).min(1).optional(),
  filters: z
    .strictObject({
      sector: list(sector, 50).optional(),
      country: list(country, 50).optional(),
      sdg: list(z.coerce.number().int().min(1).max(17), 17).optional(),
      pathway: list(z.enum(pathwayIds), 5).optional(),
    })
    .optional(),
  /** BCP 47 language of the statement; detected when absent. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag, such as "es"')
    .optional(),
  limit: z.int().min(1).max(50).default(10),
});

export type MatchRequest = z.infer<typeof matchRequestSchema>;

/** Why an entry is shown, or what to check before copying it. */
export const reasonSchema = z.object({
  /** `for`: it fits. `against`: check this first. */
  stance: z.enum(['for', 'against']),
  /** What the reason rests on. */
  kind: z.enum(['passage', 'concept', 'sector', 'size', 'place', 'cost', 'evidence', 'provider', 'age']),
  /** A sentence for a city officer. */
  text: z.string(),
  /** The passage it rests on, word for word from the entry. */
  passage: z.string().optional(),
});

const highlightSchema = z.object({
  field: z.string(),
  text: z.string(),
  /** [start, end) offsets of the shared words in `text`, in UTF-16 units. */
  ranges: z.array(z.tuple([z.int(), z.int()])),
});

const linkedSchema = z.object({ id: z.string(), kind, title: z.string() });

export const matchResultSchema = z.object({
  id: z.string(),
  kind,
  title: z.string(),
  summary: z.string(),
  /** Calibrated score in [0, 1]: means the same on every engine. */
  score: z.number().min(0).max(1),
  /** The score in a word. */
  band: z.enum(['high', 'medium', 'low']),
  reasons: z.array(reasonSchema),
  highlights: z.array(highlightSchema),
  /** Each in [0, 1]: how well words, meaning and context agree. */
  components: z.object({
    keyword: z.number().min(0).max(1),
    semantic: z.number().min(0).max(1),
    context: z.number().min(0).max(1),
  }),
  sectors: z.array(z.string()),
  city: z.string().optional(),
  country: z.string().optional(),
  population: z.int().optional(),
  year: z.int().optional(),
  verified: z.boolean(),
  sourceUrl: z.string().optional(),
  /** Case studies that prove a provider; providers that delivered a case study. */
  evidence: z.array(linkedSchema),
});

/** Answer of `POST /v1/match`. */
export const matchResponseSchema = z.object({
  language: z.string(),
  /** `false`: nothing in the catalogue fits; `results` then holds at most the nearest few, all `low`. */
  confident: z.boolean(),
  tookMs: z.number(),
  /** Embedding model used, or `none` when matched by words alone. */
  model: z.string(),
  /** Taxonomy concepts found in the statement. */
  concepts: z.array(z.object({ id: z.string(), label: z.string() })),
  results: z.array(matchResultSchema),
});

export type Reason = z.infer<typeof reasonSchema>;
export type MatchResult = z.infer<typeof matchResultSchema>;
export type MatchResponse = z.infer<typeof matchResponseSchema>;

/** Answers a stated challenge. Built by `createMatcher` in `matcher.ts`. */
export interface Matcher {
  /** @throws AppError `unavailable` when the search engine is away. */
  match(request: MatchRequest): Promise<MatchResponse>;
}
