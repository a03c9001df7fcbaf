import { z } from 'zod';
import { countryCodes, pathwayIds, sectorIds } from '../taxonomy/index.js';

/** PostgreSQL keeps neither the character NUL nor half of a surrogate pair. */
const anyText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine(
      (value) => !value.includes('\0') && value.isWellFormed(),
      'must be well-formed Unicode without NUL',
    );
const text = (max: number) => anyText(max).min(1, 'must not be empty');
const country = z.enum(countryCodes, 'must be an ISO 3166-1 alpha-2 code, such as "PE"');
const list = <T extends z.ZodType>(item: T, max = 50) => z.array(item).max(max);
const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be a web address (http or https)' })
  .max(2000)
  .refine((value) => !value.includes('\0') && value.isWellFormed(), 'must be a web address (http or https)');

const shared = {
  sectors: list(z.enum(sectorIds, 'must be one of the sectors of GET /v1/taxonomy')).min(
    1,
    'needs one sector at least',
  ),
  verified: z.boolean().default(false),
  /** BCP 47 language of the text. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag, such as "en"')
    .default('en'),
};

/** A case study as imported: what a city did about a challenge, and what came of it. */
export const caseStudySchema = z.strictObject({
  id: z.string().regex(/^cs-[a-z0-9-]{1,96}$/, 'must be "cs-" and lower-case letters, digits or hyphens'),
  title: text(300),
  summary: text(2000),
  challenge: text(8000),
  solution: text(8000),
  outcomes: anyText(8000).default(''),
  city: text(200),
  country,
  /** Name of the UN M49 region, as in the source. */
  region: anyText(100).optional(),
  /** People in the city, approximate. */
  population: z.int().positive().max(50_000_000).nullable().default(null),
  year: z.int().min(1800).max(2100).nullable().default(null),
  sdgs: list(z.int().min(1).max(17), 17).default([]),
  pathways: list(z.enum(pathwayIds), 5).default([]),
  measures: list(text(200)).default([]),
  /** low: under about 2 million USD or mostly staff; medium: 2 to 30 million; high: above. */
  costBand: z.enum(['low', 'medium', 'high', 'unknown']).default('unknown'),
  /** Ids of the providers that delivered it. */
  providers: list(z.string().regex(/^pr-[a-z0-9-]{1,96}$/, 'must be a provider id, "pr-..."')).default([]),
  sourceUrl: webAddress.nullable().default(null),
  ...shared,
});

/** A solution provider as imported. */
export const providerSchema = z.strictObject({
  id: z.string().regex(/^pr-[a-z0-9-]{1,96}$/, 'must be "pr-" and lower-case letters, digits or hyphens'),
  name: text(300),
  kind: z.enum(['company', 'ngo', 'utility', 'research', 'consultancy', 'public-agency', 'network']),
  description: text(8000),
  offerings: list(text(200)).default([]),
  /** ISO 3166-1 alpha-2 codes, or `global`. */
  countriesServed: list(z.union([country, z.literal('global')]), 260).default([]),
  headquarters: z.strictObject({
    /** Null where only the country is known. */
    city: text(200).nullable(),
    country,
  }),
  website: webAddress.nullable().default(null),
  sourceUrl: webAddress.nullable().default(null),
  ...shared,
});

export type CaseStudy = z.infer<typeof caseStudySchema>;
export type Provider = z.infer<typeof providerSchema>;
export type EntryKind = 'case-study' | 'provider';

/** One entry of the catalogue: `kind` tells which; `body` is what was imported, validated. */
export type Entry = { id: string } & (
  | { kind: 'case-study'; body: CaseStudy }
  | { kind: 'provider'; body: Provider }
);

/** An entry that comes back from where it was kept as plain JSON. */
export const entrySchema = z.discriminatedUnion('kind', [
  z.object({ id: z.string(), kind: z.literal('case-study'), body: caseStudySchema }),
  z.object({ id: z.string(), kind: z.literal('provider'), body: providerSchema }),
]);

/** Where a place is, in degrees (WGS 84). */
export interface Coordinates {
  latitude: number;
  longitude: number;
}

/** Where an entry is; `approximate` where that is the middle of its country, the city being unknown. */
export type Location = Coordinates & { approximate: boolean };

/** An entry as the database keeps it. */
export type StoredEntry = Entry & {
  status: 'draft' | 'published' | 'archived';
  location: Location | undefined;
  /** SHA-256 (hex) of the canonical body: equal hashes mean equal content. */
  contentHash: string;
  /** Row version, from 1; rises with each change. */
  version: number;
  /** When it came into the catalogue. */
  createdAt: Date;
  /** When its content last changed. */
  updatedAt: Date;
  /** When somebody last confirmed that it is still true, and who; absent: nobody since it was entered. */
  lastVerifiedAt?: Date | undefined;
  lastVerifiedBy?: 'secretariat' | 'contact' | undefined;
};

/** The name a reader sees: a case study's title, a provider's name. */
export function titleOf(entry: Entry): string {
  return entry.kind === 'case-study' ? entry.body.title : entry.body.name;
}

/** Two sentences on what it is: a case study's summary, a provider's description. */
export function summaryOf(entry: Entry): string {
  return entry.kind === 'case-study' ? entry.body.summary : entry.body.description;
}

/** Where it is: the city of a case study, the seat of a provider; an unknown city is empty. */
export function placeOf(entry: Entry): { city: string; country: string } {
  return entry.kind === 'case-study'
    ? { city: entry.body.city, country: entry.body.country }
    : { city: entry.body.headquarters.city ?? '', country: entry.body.headquarters.country };
}
