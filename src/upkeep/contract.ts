import { z } from 'zod';
import type { Asker } from '../access.js';
import type { EntryResponse } from '../catalogue/contract.js';
import { caseStudySchema, type EntryKind, providerSchema } from '../catalogue/entry.js';

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
const moment = (text: string) => z.iso.datetime().describe(text);

export const lookAlikeSchema = z
  .object({
    id: z.string().describe('Id of the entry'),
    kind,
    status,
    title: z.string().describe('Title or name'),
    city: z.string().describe('City; empty where unknown'),
    country: z.string().describe('ISO 3166-1 alpha-2 code of its country'),
    why: z
      .array(z.enum(['same-link', 'same-name', 'same-words', 'same-meaning']))
      .describe('What is alike: the web address, the name and place, most words of the name, or the meaning'),
  })
  .meta({ id: 'LookAlike', description: 'An entry that may be the same one' });
export type LookAlike = z.infer<typeof lookAlikeSchema>;

const linkSchema = z
  .object({
    field: z.enum(['sourceUrl', 'website']).describe('Field of the entry that holds it'),
    url: z.string().describe('The address'),
    state: z
      .enum(['works', 'unclear', 'failing', 'dead', 'refused'])
      .describe(
        '`unclear`: it answers, but not to us; `failing`: it failed lately; `dead`: on several days; `refused`: not an address of the public web',
      ),
    result: z.string().describe('What the last check found, such as `404` or `timed-out`'),
    failedDays: z.int().describe('Days in a row on which it failed'),
    checkedAt: moment('When it was last checked'),
  })
  .meta({ id: 'EntryLink', description: 'A web address of an entry, as it was last checked' });
export type EntryLink = z.infer<typeof linkSchema>;

const answerSchema = z.object({
  id: z.string().describe('Id of the question'),
  text: z.string().describe('What has changed, in the words of the contact'),
  answeredAt: moment('When they wrote'),
});

/** An entry as staff hold it. */
export const entryRecordSchema = z
  .object({
    id: z.string().describe('Id of the entry'),
    kind,
    status,
    version: z.int().describe('Rises with each change; a change names the one it is based on'),
    entry: z
      .record(z.string(), z.unknown())
      .describe('Its fields; of a published entry as everybody sees them'),
    draft: z
      .object({
        entry: z.record(z.string(), z.unknown()).describe('Its fields as they will be'),
        savedBy: z.string().describe('Who saved it'),
        savedAt: moment('When it was saved'),
        outdated: z.boolean().describe('Whether the published text changed after it was begun'),
      })
      .optional()
      .describe('Changes that are not published yet'),
    createdAt: moment('When it was entered'),
    updatedAt: moment('When its content last changed'),
    lastVerifiedAt: moment('When somebody last confirmed that it is still true').optional(),
    lastVerifiedBy: z.enum(['secretariat', 'contact']).optional().describe('Who confirmed it'),
    stale: z.boolean().describe('Whether nobody has confirmed or changed it for long'),
    contact: z
      .object({ name: z.string().describe('Name'), email: z.string().describe('Mail address') })
      .optional()
      .describe('Whom to ask whether it is still right; seen by staff only'),
    links: z.array(linkSchema).describe('Its web addresses, as far as they have been checked'),
    askedAt: moment('When its contact was last asked whether it is still right').optional(),
    answers: z
      .array(answerSchema)
      .describe('What contacts say has changed, as long as nobody has dealt with it'),
  })
  .meta({ id: 'EntryRecord', description: 'An entry as the secretariat holds it' });
export type EntryRecord = z.infer<typeof entryRecordSchema> & {
  /** The fields as they are worked on: the draft where there is one. */
  working: Record<string, unknown>;
};

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

const entryRowSchema = z
  .object({
    id: z.string().describe('Id of the entry'),
    kind,
    status,
    version: z.int().describe('Version of the row'),
    title: z.string().describe('Title or name'),
    country: z.string().describe('ISO 3166-1 alpha-2 code of its country'),
    updatedAt: moment('When its content last changed'),
    lastVerifiedAt: moment('When somebody last confirmed that it is still true').optional(),
    stale: z.boolean().describe('Whether nobody has confirmed or changed it for long'),
    pending: z.boolean().describe('Whether it has changes that are not published'),
    dead: z.boolean().describe('Whether one of its links is dead'),
    asked: z.boolean().describe('Whether a contact says that it has changed'),
    contact: z.boolean().describe('Whether it has a contact to ask'),
  })
  .meta({ id: 'EntryRow', description: 'An entry in the list of the secretariat' });
export type EntryRow = z.infer<typeof entryRowSchema>;

export const entryListSchema = z
  .object({
    entries: z.array(entryRowSchema).describe('In the order of titles'),
    total: z.int().describe('How many fit the query'),
    nextCursor: z.string().optional().describe('Give this as `cursor` for the next ones; absent at the end'),
  })
  .meta({ id: 'EntryList', description: 'One page of the list of the secretariat' });

/** What of the list is wanted. */
export interface EntryFilter {
  status?: EntryRecord['status'] | undefined;
  kind?: EntryKind | undefined;
  stale?: boolean | undefined;
  pending?: boolean | undefined;
  dead?: boolean | undefined;
  asked?: boolean | undefined;
  q: string;
}

/** An entry to save: the fields are checked by the service. */
export interface NewEntry {
  kind: EntryKind;
  entry: Readonly<Record<string, unknown>>;
  publish: boolean;
}
export type EntryChange = z.infer<typeof entryChangeSchema>;

/** A question to a contact, as the contact sees it. */
export interface OpenQuestion {
  /** The entry as everybody sees it now; absent where it has been taken out. */
  entry: EntryResponse | undefined;
  answer: 'right' | 'wrong' | undefined;
}

/** Keeping the catalogue true: staff edit it, contacts are asked, links are checked. */
export interface UpkeepService {
  /** @throws AppError `bad-request`, naming each field that is wrong as `entry.title`. */
  create(given: NewEntry, asker: Asker): Promise<EntryRecord>;
  /** @throws AppError `bad-request`; `not-found`; `conflict` where somebody was faster, or it is archived. */
  edit(id: string, change: EntryChange, asker: Asker): Promise<EntryRecord>;
  publish(id: string, version: number, asker: Asker): Promise<EntryRecord>;
  /** Takes it out of the catalogue; nothing of it is lost. */
  archive(id: string, version: number | undefined, asker: Asker): Promise<EntryRecord>;
  /** Makes a draft of an archived entry. */
  restore(id: string, version: number, asker: Asker): Promise<EntryRecord>;
  /** Notes that staff have checked a published entry and that it is still true. */
  verify(id: string, version: number, asker: Asker): Promise<EntryRecord>;
  /** Drops the changes that are not published. */
  discardDraft(id: string, version: number, asker: Asker): Promise<EntryRecord>;
  setContact(id: string, contact: Contact, asker: Asker): Promise<EntryRecord>;
  /** Notes that staff have dealt with what a contact wrote. */
  finishAnswer(id: string, questionId: string, asker: Asker): Promise<EntryRecord>;
  /** @throws AppError `not-found`. */
  get(id: string): Promise<EntryRecord>;
  list(
    filter: EntryFilter,
    page: { limit: number; offset: number },
  ): Promise<{ entries: EntryRow[]; total: number }>;
  /** How many entries each filter of the list finds. */
  counts(): Promise<
    Record<'all' | 'draft' | 'published' | 'archived' | 'pending' | 'stale' | 'dead' | 'asked', number>
  >;
  lookAlikes(given: LookAlikeRequest): Promise<LookAlike[]>;
  /** The entry as everybody would see it, were it published now. */
  preview(id: string): Promise<EntryResponse>;
  /** @throws AppError `forbidden` for a link that is not right, or too old. */
  question(id: string, token: string): Promise<OpenQuestion>;
  /** Takes a contact's answer, once; the same again is harmless. */
  answer(
    id: string,
    token: string,
    given: { answer: 'right' | 'wrong'; text: string },
    requestId: string | undefined,
  ): Promise<void>;
  /** Asks contacts of stale entries whether they are still right. @returns how many mails were new. */
  reconfirm(): Promise<number>;
  /** Checks links whose turn it is. @returns how many were checked. */
  checkLinks(): Promise<number>;
}
