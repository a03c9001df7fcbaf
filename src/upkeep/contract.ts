import { z } from 'zod';
import type { Asker } from '../access.js';
import type { EntryResponse } from '../catalogue/contract.js';
import type { EntryKind } from '../catalogue/entry.js';
import type { Contact, EntryChange, LookAlikeRequest } from './requests.js';

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
  /** @throws AppError `not-found` for a link that is not right, or too old. */
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
