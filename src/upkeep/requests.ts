import { z } from 'zod';
import { caseStudySchema, providerSchema } from '../catalogue/entry.js';

const c = caseStudySchema.shape;
const p = providerSchema.shape;
const sectors = c.sectors.describe('Ids of its sectors, as in GET /v1/taxonomy; one at least');
const verified = c.verified.describe('Whether its facts were seen in the source that is named');
const language = c.language.describe('BCP 47 language of the text');
const sourceUrl = c.sourceUrl.describe('Where this was published; null where nowhere');

/** The fields of a case study that staff write; its id is made from them. */
const caseStudyFields = z
  .strictObject({
    title: c.title.describe('Title'),
    summary: c.summary.describe('What it is, in two or three sentences'),
    challenge: c.challenge.describe('What the city was up against'),
    solution: c.solution.describe('What it did'),
    outcomes: c.outcomes.describe('What came of it; empty where nothing is published'),
    city: c.city.describe('Name of the city'),
    country: c.country.describe('ISO 3166-1 alpha-2 code of its country'),
    region: c.region.describe('Name of its UN M49 region'),
    population: c.population.describe('People in the city, approximate; null where unknown'),
    year: c.year.describe('Year of the case; null where unknown'),
    sdgs: c.sdgs.describe('Sustainable Development Goals, 1 to 17'),
    pathways: c.pathways.describe('ICLEI pathways, as in GET /v1/taxonomy'),
    measures: c.measures.describe('What was put in place, in key phrases'),
    costBand: c.costBand.describe('What it cost; the bands are those of GET /v1/entries/{id}'),
    providers: c.providers.describe('Ids of the providers that delivered it'),
    sourceUrl,
    sectors,
    verified,
    language,
  })
  .meta({ id: 'NewCaseStudy', description: 'The fields of a case study' });

const providerFields = z
  .strictObject({
    name: p.name.describe('Name of the organisation'),
    kind: p.kind.describe('What kind of organisation it is'),
    description: p.description.describe('What it does'),
    offerings: p.offerings.describe('What it offers, in key phrases'),
    countriesServed: p.countriesServed.describe('Codes of the countries it works in, or `global`'),
    headquarters: z
      .strictObject({
        city: p.headquarters.shape.city.describe('City of its seat; null where only the country is known'),
        country: p.headquarters.shape.country.describe('ISO 3166-1 alpha-2 code of its country'),
      })
      .describe('Where its seat is'),
    website: p.website.describe('Its own web address; null where it has none'),
    sourceUrl,
    sectors,
    verified,
    language,
  })
  .meta({ id: 'NewProvider', description: 'The fields of a provider' });

const publish = z
  .boolean()
  .default(false)
  .describe('`true`: everybody sees it at once; `false`: it is kept as a draft');
const version = z.int().min(1).describe('Version of the entry that this is based on');

/** Body of `POST /v1/entries`. */
export const newEntrySchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('case-study').describe('Kind of entry'),
      entry: caseStudyFields,
      publish,
    }),
    z.strictObject({ kind: z.literal('provider').describe('Kind of entry'), entry: providerFields, publish }),
  ])
  .meta({ id: 'NewEntry', description: 'An entry to add to the catalogue' });

/** Body of `PATCH /v1/entries/{id}`. */
export const entryChangeSchema = z
  .strictObject({
    version,
    entry: z
      .record(z.string(), z.unknown())
      .describe('The fields that change, named as in POST /v1/entries; what is left out stays as it is'),
    publish,
  })
  .meta({ id: 'EntryChange', description: 'Changes of an entry' });

export type EntryChange = z.infer<typeof entryChangeSchema>;

/** Body of what is done with an entry as it was seen. */
export const seenVersionSchema = z
  .strictObject({ version })
  .meta({ id: 'SeenVersion', description: 'The version of an entry that was seen' });

/** Body of `PUT /v1/entries/{id}/contact`. */
export const contactSchema = z
  .strictObject({
    contact: z
      .strictObject({
        name: z.string().trim().min(1).max(200).describe('Name of the person or office'),
        email: z.email('must be a mail address').max(254).describe('Mail address'),
      })
      .nullable()
      .describe('Whom to ask whether the entry is still right; null takes the contact away'),
  })
  .meta({ id: 'EntryContact', description: 'The contact of an entry, seen by staff only' });
export type Contact = z.infer<typeof contactSchema>['contact'];

/** Body of `POST /v1/entries/look-alikes`: as much as is known of an entry that is not saved yet. */
export const lookAlikeRequestSchema = z
  .strictObject({
    kind: z.enum(['case-study', 'provider']).describe('Kind of entry'),
    title: z.string().trim().max(300).default('').describe('Title of a case study, name of a provider'),
    text: z.string().trim().max(10_000).default('').describe('What it says: a summary is enough'),
    city: z.string().trim().max(200).default('').describe('City of a case study, seat of a provider'),
    country: z.string().trim().max(2).default('').describe('ISO 3166-1 alpha-2 code of its country'),
    urls: z
      .array(z.string().trim().max(2000))
      .max(2)
      .default([])
      .describe('Its source and its own web address'),
    except: z.string().max(100).optional().describe('Id of the entry itself, where it has one'),
  })
  .meta({ id: 'LookAlikeRequest', description: 'What is known of a new entry' });
export type LookAlikeRequest = z.infer<typeof lookAlikeRequestSchema>;

const kind = z.enum(['case-study', 'provider']).describe('Kind of entry');
const status = z
  .enum(['draft', 'published', 'archived'])
  .describe('`draft`: never published, or restored; `published`: everybody sees it; `archived`: taken out');

const yes = (text: string) => z.enum(['true', 'false'], 'must be true or false').optional().describe(text);

/** Query of `GET /v1/entries`. */
export const entryListQuerySchema = z.strictObject({
  status: status.optional(),
  kind: kind.optional(),
  stale: yes('Only published entries that nobody has checked for long'),
  pending: yes('Only entries with changes that are not published'),
  dead: yes('Only entries with a dead link'),
  asked: yes('Only entries that a contact says have changed'),
  q: z.string().trim().max(200).default('').describe('Part of the title or id'),
  cursor: z.string().max(200).optional().describe('The `nextCursor` of an answer to this same query'),
});
