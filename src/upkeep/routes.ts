import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import { readCursor, writeCursor } from '../http/cursor.js';
import {
  type EntryRecord,
  entryListSchema,
  entryRecordSchema,
  lookAlikeSchema,
  type UpkeepService,
} from './contract.js';
import {
  contactSchema,
  entryChangeSchema,
  entryListQuerySchema,
  lookAlikeRequestSchema,
  newEntrySchema,
  seenVersionSchema,
} from './requests.js';

const PAGE = 50;
const params = z.strictObject({
  id: z.string().meta({ description: 'Id of the entry', example: 'cs-medellin-green-corridors' }),
});
const answerParams = z.strictObject({
  id: z.string().meta({ description: 'Id of the entry', example: 'cs-medellin-green-corridors' }),
  questionId: z.string().meta({ description: 'Id of the question', example: 'qu-abcdefghjkmnpqrs' }),
});
const archiveQuery = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
    .optional()
    .describe('Version of the entry that was seen; absent: whichever it has'),
});

const STAFF = { access: 'staff', tag: 'Catalogue upkeep' } as const;
const RECORD = {
  response: entryRecordSchema,
  responseDescription: 'The entry as it is now',
} as const;

/** Calls of staff who keep the catalogue true. */
export function upkeepCalls(service: UpkeepService): Call[] {
  return [...listCalls(service), ...editCalls(service), ...careCalls(service)];
}

/** What pages alone need is left out. */
function recordOf({ working: _, ...record }: EntryRecord): z.infer<typeof entryRecordSchema> {
  return record;
}

function listCalls(service: UpkeepService): Call[] {
  return [
    call({
      ...STAFF,
      method: 'get',
      path: '/v1/entries',
      operationId: 'listEntries',
      summary: 'Every entry, for staff',
      description:
        'Drafts, published and archived entries in the order of titles. Different filters must all hold.',
      params: NO_PARAMETERS,
      query: entryListQuerySchema,
      body: NO_BODY,
      response: entryListSchema,
      responseDescription: 'The entries, page by page',
      async handle({ query: { cursor, stale, pending, dead, asked, ...rest } }) {
        const on = (value: string | undefined) => value === 'true';
        const filter = { ...rest, stale: on(stale), pending: on(pending), dead: on(dead), asked: on(asked) };
        const offset = cursor === undefined ? 0 : readCursor(cursor, filter);
        const { entries, total } = await service.list(filter, { limit: PAGE, offset });
        const next = offset + entries.length;
        return {
          entries,
          total,
          ...(entries.length > 0 && next < total && { nextCursor: writeCursor(next, filter) }),
        };
      },
    }),
    call({
      ...STAFF,
      method: 'get',
      path: '/v1/entries/{id}/record',
      operationId: 'getEntryRecord',
      summary: 'One entry, for staff',
      description:
        'An entry of any status with its draft, its contact, its links and what contacts say of it.',
      params,
      query: NO_PARAMETERS,
      body: NO_BODY,
      ...RECORD,
      problems: ['not-found'],
      handle: async ({ params: { id } }) => recordOf(await service.get(id)),
    }),
    call({
      ...STAFF,
      method: 'post',
      path: '/v1/entries/look-alikes',
      operationId: 'findLookAlikes',
      summary: 'Entries that may be the same',
      description:
        'For an entry that is about to be saved: those with the same web address, the same name and place, most words of the name, or the same meaning.',
      params: NO_PARAMETERS,
      query: NO_PARAMETERS,
      body: lookAlikeRequestSchema,
      example: { kind: 'case-study', title: 'Green corridors', city: 'Medellín', country: 'CO' },
      response: z.object({ lookAlikes: z.array(lookAlikeSchema).describe('The surest first') }),
      responseDescription: 'What may be the same',
      handle: async ({ body }) => ({ lookAlikes: await service.lookAlikes(body) }),
    }),
  ];
}

function editCalls(service: UpkeepService): Call[] {
  return [
    call({
      ...STAFF,
      method: 'post',
      path: '/v1/entries',
      operationId: 'createEntry',
      summary: 'Add an entry',
      description: 'Adds a case study or a provider, as a draft or published. Its id is made from its name.',
      params: NO_PARAMETERS,
      query: NO_PARAMETERS,
      body: newEntrySchema,
      ...RECORD,
      status: 201,
      handle: async ({ body }, asker) => recordOf(await service.create(body, asker)),
    }),
    call({
      ...STAFF,
      method: 'patch',
      path: '/v1/entries/{id}',
      operationId: 'editEntry',
      summary: 'Edit an entry',
      description:
        'Changes fields. Of a published entry the changes are kept apart as a draft, unless `publish` is true: everybody reads the old text until then.',
      params,
      query: NO_PARAMETERS,
      body: entryChangeSchema,
      example: { version: 3, entry: { year: 2024 }, publish: false },
      ...RECORD,
      problems: ['not-found', 'conflict'],
      handle: async ({ params: { id }, body }, asker) => recordOf(await service.edit(id, body, asker)),
    }),
    call({
      ...STAFF,
      method: 'delete',
      path: '/v1/entries/{id}',
      operationId: 'archiveEntry',
      summary: 'Archive an entry',
      description: 'Takes it out of the catalogue. Nothing of it is lost: it can be restored.',
      params,
      query: archiveQuery,
      body: NO_BODY,
      ...RECORD,
      problems: ['not-found', 'conflict'],
      handle: async ({ params: { id }, query: { version } }, asker) =>
        recordOf(await service.archive(id, version === undefined ? undefined : Number(version), asker)),
    }),
    call({
      ...STAFF,
      method: 'delete',
      path: '/v1/entries/{id}/draft',
      operationId: 'discardEntryDraft',
      summary: 'Drop changes that are not published',
      description: 'The published text stays as it is.',
      params,
      query: archiveQuery.required(),
      body: NO_BODY,
      ...RECORD,
      problems: ['not-found', 'conflict'],
      handle: async ({ params: { id }, query: { version } }, asker) =>
        recordOf(await service.discardDraft(id, Number(version), asker)),
    }),
    seenCall('publish', 'Publish an entry', 'Everybody sees it, its draft included, from now on.', service),
    seenCall('restore', 'Restore an archived entry', 'It comes back as a draft.', service),
    seenCall(
      'verify',
      'Confirm that an entry is still true',
      'Notes the day, which everybody sees.',
      service,
    ),
  ];
}

/** Something that is done with an entry as it was seen. */
function seenCall(
  name: 'publish' | 'restore' | 'verify',
  summary: string,
  description: string,
  service: UpkeepService,
): Call {
  return call({
    ...STAFF,
    method: 'post',
    path: `/v1/entries/{id}/${name}`,
    operationId: `${name}Entry`,
    summary,
    description,
    params,
    query: NO_PARAMETERS,
    body: seenVersionSchema,
    example: { version: 3 },
    ...RECORD,
    problems: ['not-found', 'conflict'],
    handle: async ({ params: { id }, body: { version } }, asker) =>
      recordOf(await service[name](id, version, asker)),
  });
}

function careCalls(service: UpkeepService): Call[] {
  return [
    call({
      ...STAFF,
      method: 'put',
      path: '/v1/entries/{id}/contact',
      operationId: 'setEntryContact',
      summary: 'Set the contact of an entry',
      description:
        'Whom to ask by mail, when the entry grows stale, whether it is still right. Never public.',
      params,
      query: NO_PARAMETERS,
      body: contactSchema,
      example: { contact: { name: 'Parks department', email: 'parks@city.example' } },
      ...RECORD,
      problems: ['not-found'],
      handle: async ({ params: { id }, body: { contact } }, asker) =>
        recordOf(await service.setContact(id, contact, asker)),
    }),
    call({
      ...STAFF,
      method: 'post',
      path: '/v1/entries/{id}/answers/{questionId}/done',
      operationId: 'finishEntryAnswer',
      summary: 'Note that an answer was dealt with',
      description: 'What a contact wrote leaves the list of what is to be done.',
      params: answerParams,
      query: NO_PARAMETERS,
      body: NO_BODY,
      ...RECORD,
      problems: ['not-found'],
      handle: async ({ params: { id, questionId } }, asker) =>
        recordOf(await service.finishAnswer(id, questionId, asker)),
    }),
  ];
}
