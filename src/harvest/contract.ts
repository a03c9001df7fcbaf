import { z } from 'zod';
import type { Asker } from '../access.js';
import { HARVEST_STATES } from '../db/schema.js';
import { countryCodes, sectorIds } from '../taxonomy/index.js';

const moment = (text: string) => z.iso.datetime().describe(text);
const count = (text: string) => z.int().min(0).default(0).describe(text);

/** What became of the changes of one run. */
export const harvestCountsSchema = z.object({
  read: count('Changes read'),
  created: count('New entries'),
  changed: count('Entries that changed here as well'),
  unchanged: count('Entries that are as they were'),
  withdrawn: count('Entries archived here, as they are gone there'),
  duplicates: count('Entries that may be ones of ours: staff decide'),
  kept: count('Changed or gone there, but edited here: ours stays, staff are told'),
  outside: count('Of other sectors or countries than are asked for'),
  refused: count('Entries that are not valid'),
});
export type HarvestCounts = z.infer<typeof harvestCountsSchema>;

export const refusedSchema = z.object({
  id: z.string().describe('Id of the entry there'),
  field: z.string().describe('Dotted path of the field; empty where the whole entry is meant'),
  message: z.string().describe('What is wrong, and what is expected'),
});
export type Refused = z.infer<typeof refusedSchema>;

const runSchema = z
  .object({
    id: z.string().describe('Id of the run'),
    state: z
      .enum([...HARVEST_STATES, 'interrupted'])
      .describe(
        '`done`: read to the end; `partly`: time ran out, the next one goes on; `failed`; `interrupted`: its process ended midway',
      ),
    startedAt: moment('When it began'),
    finishedAt: moment('When it ended').optional(),
    failure: z.string().optional().describe('Why it failed: `timed-out`, `not-json`, an HTTP status'),
    counts: harvestCountsSchema.describe('What became of the changes that it read'),
    refused: z.array(refusedSchema).describe('Entries that were refused, field by field; the first 200'),
  })
  .meta({ id: 'HarvestRun', description: 'One reading of a source' });
export type HarvestRun = z.infer<typeof runSchema>;

const name = z.string().trim().min(1, 'must not be empty').max(200).describe('Name of the other site');
const address = z
  .url({ protocol: /^https?$/, error: 'must be a web address, such as https://match.example.org' })
  .max(500)
  .refine((value) => {
    const { pathname, search, hash, username } = new URL(value);
    return pathname === '/' && search === '' && hash === '' && username === '';
  }, 'must be the address of a site alone, without a path')
  .transform((value) => new URL(value).origin)
  .describe('Its address, `https://match.example.org`');
const sectors = z
  .array(z.enum(sectorIds, 'must be one of the sectors of GET /v1/taxonomy'))
  .max(50)
  .describe('Only entries of these sectors; empty: of any');
const countries = z
  .array(z.enum(countryCodes, 'must be an ISO 3166-1 alpha-2 code, such as "PE"'))
  .max(260)
  .describe('Only entries of these countries; empty: of any');
const takesAs = z
  .enum(['draft', 'published'])
  .describe('What becomes of entries that nobody here has: drafts, or published as unverified');

/** Body of `POST /v1/harvest/sources`. */
export const newSourceSchema = z
  .strictObject({
    name,
    address,
    sectors: sectors.default([]),
    countries: countries.default([]),
    takesAs: takesAs.default('draft'),
  })
  .meta({ id: 'NewHarvestSource', description: 'Another CityMatch to harvest' });
export type NewSource = z.infer<typeof newSourceSchema>;

/** Body of `PATCH /v1/harvest/sources/{id}`. */
export const sourceChangeSchema = z
  .strictObject({
    version: z.int().min(1).describe('Version of the source that this is based on'),
    name: name.optional(),
    sectors: sectors.optional(),
    countries: countries.optional(),
    takesAs: takesAs.optional(),
    active: z.boolean().optional().describe('`false`: it is not harvested any more; what is here stays'),
  })
  .meta({ id: 'HarvestSourceChange', description: 'What changes of a source' });
export type SourceChange = z.infer<typeof sourceChangeSchema>;

export const sourceSchema = z
  .object({
    id: z.string().describe('Id of the source'),
    name: z.string().describe('Name of the other site'),
    address: z.string().describe('Its address'),
    sectors: z.array(z.string()).describe('Only entries of these sectors; empty: of any'),
    countries: z.array(z.string()).describe('Only entries of these countries; empty: of any'),
    takesAs,
    active: z.boolean().describe('Whether it is harvested every night'),
    version: z.int().describe('Rises with each change of its settings'),
    asked: z.boolean().describe('Whether a harvest is asked for that is not done yet'),
    harvestedAt: moment('When it was last read to the end').optional(),
    entries: z.int().describe('Entries of ours that were made of its entries'),
    undecided: z.int().describe('Entries that may be ones of ours'),
    notices: z.int().describe('Entries that were edited here, and changed or are gone there'),
    runs: z.array(runSchema).describe('The last runs, newest first'),
  })
  .meta({ id: 'HarvestSource', description: 'Another CityMatch that is harvested' });
export type HarvestSource = z.infer<typeof sourceSchema>;

export const WHYS = ['same-link', 'same-name', 'same-place', 'same-meaning', 'same-words'] as const;
export type Why = (typeof WHYS)[number];

/** An entry of ours that theirs may be. */
export const candidateSchema = z.object({
  id: z.string().describe('Id of our entry'),
  why: z
    .array(z.enum(WHYS))
    .describe('What is alike: web address, name, place and subject, meaning, words of the name'),
});
export type Candidate = z.infer<typeof candidateSchema>;

const shownEntry = z.record(z.string(), z.unknown()).describe('The entry, as an import takes it');

export const harvestedSchema = z
  .object({
    id: z.string().describe('Id of what was harvested'),
    source: z.object({
      id: z.string().describe('Id of the source'),
      name: z.string().describe('Its name'),
    }),
    theirId: z.string().describe('Id of the entry there'),
    theirAddress: z.string().describe('Its page there'),
    fetchedAt: moment('When it was last read'),
    kind: z.enum(['case-study', 'provider']).describe('Kind of entry'),
    theirs: shownEntry,
    notice: z
      .enum(['changed', 'withdrawn'])
      .optional()
      .describe('It changed there, or is gone there, and ours was edited here'),
    ours: z
      .array(
        candidateSchema.extend({
          title: z.string().describe('Title or name'),
          status: z.enum(['draft', 'published', 'archived']).describe('Its status'),
          entry: shownEntry,
        }),
      )
      .describe('Entries of ours that it may be, the surest first; with a notice, the one made of it'),
  })
  .meta({ id: 'HarvestedEntry', description: 'An entry of another site that staff are to look at' });
export type Harvested = z.infer<typeof harvestedSchema>;

/** Where an entry of ours came from. */
export interface Provenance {
  sourceName: string;
  theirId: string;
  theirAddress: string;
  fetchedAt: Date;
  state: 'taken' | 'same';
  withdrawnAt: Date | undefined;
}

/** Entries from other CityMatch sites. */
export interface HarvestService {
  /** By name. */
  sources(): Promise<HarvestSource[]>;
  /** With its last runs. @throws AppError `not-found`. */
  source(id: string): Promise<HarvestSource>;
  /** @throws AppError `conflict` where the address is a source already. */
  addSource(given: NewSource, asker: Asker): Promise<HarvestSource>;
  /** Another choice of sectors or countries reads the source from the beginning. @throws AppError `conflict`. */
  changeSource(id: string, change: SourceChange, asker: Asker): Promise<HarvestSource>;
  /** Asks for a harvest soon. @throws AppError `not-found`; `conflict` where the source is not active. */
  ask(id: string, asker: Asker): Promise<HarvestSource>;
  /** Harvests what is asked for, and each active source once a night. @returns how many changes were read. */
  harvestDue(): Promise<number>;
  /** Harvests one source now; one that is being harvested is left alone. @returns how many changes were read. */
  harvest(id: string): Promise<number>;
  /** What staff are to decide, or to know; oldest first. */
  undecided(limit: number): Promise<{ entries: Harvested[]; total: number }>;
  /** It is this one of ours, which stays as it is. @throws AppError `not-found`; `conflict`; `bad-request`. */
  same(id: string, entryId: string, asker: Asker): Promise<void>;
  /** It is none of ours: an entry is made of it. @returns its id. @throws AppError `not-found`; `conflict`. */
  different(id: string, asker: Asker): Promise<string>;
  /** Staff have seen the notice. @throws AppError `not-found`. */
  noted(id: string, asker: Asker): Promise<void>;
  /** Where an entry of ours came from, or what it is the same as elsewhere. */
  provenance(entryId: string): Promise<Provenance[]>;
}
