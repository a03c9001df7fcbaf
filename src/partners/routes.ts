import { z } from 'zod';
import { AppError } from '../errors.js';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import {
  KEY_KINDS,
  MAX_OVERLAP_HOURS,
  type PartnerService,
  partnerChangeSchema,
  partnerKeySchema,
  partnerSchema,
  partnerSettingsSchema,
  usageSchema,
} from './contract.js';

const params = z.strictObject({
  id: z.string().meta({ description: 'Id of the partner', example: 'pa-abcdefghjkmnpqrs' }),
});
const keyParams = params.extend({
  keyId: z.string().meta({ description: 'Id of the key', example: 'ke-abcdefghjkmnpqrs' }),
});
const ADMIN = { access: 'admin', tag: 'Partners' } as const;
const PARTNER = { response: partnerSchema, responseDescription: 'The partner as it is now' } as const;
const KEY = { response: partnerKeySchema, responseDescription: 'The key as it is now' } as const;
const AT_ONCE = 'Holds at once in the process that answers, and within five seconds in all others.' as const;

/** `/v1/partners`. */
export function partnerCalls(service: PartnerService): Call[] {
  return [...settingCalls(service), ...keyCalls(service), usageCall(service)];
}

function settingCalls(service: PartnerService): Call[] {
  const found = async (id: string) => {
    const partner = await service.get(id);
    if (partner === undefined) throw new AppError('not-found', 'There is no partner of this id');
    return partner;
  };
  return [
    call({
      ...ADMIN,
      method: 'get',
      path: '/v1/partners',
      operationId: 'listPartners',
      summary: 'Partners',
      description: 'The sites that embed the search, by name, each with its keys.',
      params: NO_PARAMETERS,
      query: NO_PARAMETERS,
      body: NO_BODY,
      response: z.object({ partners: z.array(partnerSchema).describe('By name') }),
      responseDescription: 'The partners',
      handle: async () => ({ partners: await service.list() }),
    }),
    call({
      ...ADMIN,
      method: 'post',
      path: '/v1/partners',
      operationId: 'createPartner',
      summary: 'Enter a partner',
      description: 'Enters a site that embeds the search, with a first publishable key.',
      params: NO_PARAMETERS,
      query: NO_PARAMETERS,
      body: partnerSettingsSchema,
      example: {
        name: 'Andean cities',
        origins: ['https://www.example.org'],
        scope: { country: ['PE', 'BO'] },
      },
      ...PARTNER,
      status: 201,
      handle: ({ body }, asker) => service.create(body, asker),
    }),
    call({
      ...ADMIN,
      method: 'get',
      path: '/v1/partners/{id}',
      operationId: 'getPartner',
      summary: 'One partner',
      description: 'A partner with its keys, newest first. A server key itself is never shown again.',
      params,
      query: NO_PARAMETERS,
      body: NO_BODY,
      ...PARTNER,
      problems: ['not-found'],
      handle: ({ params: { id } }) => found(id),
    }),
    call({
      ...ADMIN,
      method: 'patch',
      path: '/v1/partners/{id}',
      operationId: 'changePartner',
      summary: 'Change a partner',
      description: `Changes what is named: origins, scope, quota, limits, look, or whether its keys work. ${AT_ONCE}`,
      params,
      query: NO_PARAMETERS,
      body: partnerChangeSchema,
      example: { version: 1, status: 'paused' },
      ...PARTNER,
      problems: ['not-found', 'conflict'],
      handle: ({ params: { id }, body }, asker) => service.update(id, body, asker),
    }),
    call({
      ...ADMIN,
      method: 'delete',
      path: '/v1/partners/{id}',
      operationId: 'removePartner',
      summary: 'Remove a partner',
      description: `Its keys stop working and its contact is forgotten; what was counted stays. ${AT_ONCE}`,
      params,
      query: NO_PARAMETERS,
      body: NO_BODY,
      response: z.object({ removed: z.literal(true).describe('It is gone') }),
      responseDescription: 'It is gone',
      problems: ['not-found'],
      async handle({ params: { id } }, asker) {
        await service.remove(id, asker);
        return { removed: true as const };
      },
    }),
  ];
}

function keyCalls(service: PartnerService): Call[] {
  return [
    call({
      ...ADMIN,
      method: 'post',
      path: '/v1/partners/{id}/keys',
      operationId: 'addPartnerKey',
      summary: 'Add a key',
      description: 'A server key itself is in this answer and nowhere else.',
      params,
      query: NO_PARAMETERS,
      body: z
        .strictObject({
          kind: z
            .enum(KEY_KINDS)
            .describe('`publishable`: stands in pages; `server`: a secret of the back end'),
        })
        .meta({ id: 'NewPartnerKey', description: 'A key to be made' }),
      example: { kind: 'server' },
      ...KEY,
      status: 201,
      problems: ['not-found', 'conflict'],
      handle: ({ params: { id }, body }, asker) => service.addKey(id, body.kind, asker),
    }),
    call({
      ...ADMIN,
      method: 'post',
      path: '/v1/partners/{id}/keys/{keyId}/rotate',
      operationId: 'rotatePartnerKey',
      summary: 'Put a new key in the place of another',
      description:
        'Makes a key of the same kind; the old one goes on working for so many hours, so that pages can be changed meanwhile.',
      params: keyParams,
      query: NO_PARAMETERS,
      body: z
        .strictObject({
          overlapHours: z
            .int()
            .min(0)
            .max(MAX_OVERLAP_HOURS)
            .default(24 * 7)
            .describe('Hours that the old key goes on working'),
        })
        .meta({ id: 'KeyRotation', description: 'How a key is replaced' }),
      example: { overlapHours: 168 },
      ...KEY,
      responseDescription: 'The new key',
      status: 201,
      problems: ['not-found', 'conflict'],
      handle: ({ params: { id, keyId }, body }, asker) => service.rotate(id, keyId, body.overlapHours, asker),
    }),
    call({
      ...ADMIN,
      method: 'post',
      path: '/v1/partners/{id}/keys/{keyId}/revoke',
      operationId: 'revokePartnerKey',
      summary: 'Revoke a key',
      description: `The key works no more, for ever. ${AT_ONCE}`,
      params: keyParams,
      query: NO_PARAMETERS,
      body: NO_BODY,
      ...KEY,
      problems: ['not-found'],
      handle: ({ params: { id, keyId } }, asker) => service.revoke(id, keyId, asker),
    }),
  ];
}

function usageCall(service: PartnerService): Call {
  return call({
    ...ADMIN,
    access: 'staff',
    method: 'get',
    path: '/v1/partners/{id}/usage',
    operationId: 'getPartnerUsage',
    summary: 'What a partner used',
    description:
      'Searches, matches, those that found nothing, opened results, hand-overs and refusals by day and by key. Only counts and days are kept: no address and nothing that was searched. What other processes counted is here within ten seconds.',
    params,
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(366).default(30).describe('The last days, today included'),
    }),
    body: NO_BODY,
    response: usageSchema,
    responseDescription: 'The counts',
    problems: ['not-found'],
    handle: ({ params: { id }, query: { days } }) => service.usage(id, days),
  });
}
