import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import {
  deliverySchema,
  newWebhookSchema,
  rotationSchema,
  type WebhookService,
  webhookChangeSchema,
  webhookSchema,
  withSecretSchema,
} from './contract.js';

const params = z.strictObject({ id: z.string().max(40).describe('Id of the webhook') });
const messageParams = params.extend({
  messageId: z.string().max(40).describe('Id of the message, its `webhook-id`'),
});
const done = z.object({ done: z.literal(true).describe('It is done') });
const SHARED = { tag: 'Webhooks', access: 'admin', query: NO_PARAMETERS } as const;
const ONE = { params, response: webhookSchema, problems: ['not-found'] } as const;

/** Everything below `/v1/webhooks`. */
export function webhookCalls(service: WebhookService): Call[] {
  return [...ownCalls(service), ...messageCalls(service)];
}

/** The webhooks themselves. */
function ownCalls(service: WebhookService): Call[] {
  const path = '/v1/webhooks/{id}';
  return [
    call({
      ...SHARED,
      method: 'get',
      path: '/v1/webhooks',
      operationId: 'listWebhooks',
      summary: 'Webhooks',
      description: 'Addresses that are told of changes, by name.',
      params: NO_PARAMETERS,
      body: NO_BODY,
      response: z.object({ webhooks: z.array(webhookSchema).describe('All of them') }),
      responseDescription: 'The webhooks',
      handle: async () => ({ webhooks: await service.list() }),
    }),
    call({
      ...SHARED,
      method: 'post',
      path: '/v1/webhooks',
      operationId: 'createWebhook',
      summary: 'Add a webhook',
      description:
        'Messages are signed with the secret of the answer, as of Standard Webhooks; it is given this once. What happens from now on is told.',
      params: NO_PARAMETERS,
      body: newWebhookSchema,
      example: {
        name: 'Regional portal',
        url: 'https://portal.example.org/hooks/citymatch',
        events: ['entry.published', 'entry.changed', 'entry.withdrawn'],
        countries: ['PE', 'BO'],
      },
      response: withSecretSchema,
      responseDescription: 'The webhook, with its secret',
      status: 201,
      handle: ({ body }, asker) => service.create(body, asker),
    }),
    call({
      ...SHARED,
      ...ONE,
      method: 'get',
      path,
      operationId: 'getWebhook',
      summary: 'One webhook',
      description: 'How it is set, and how it fares.',
      body: NO_BODY,
      responseDescription: 'The webhook',
      handle: ({ params: { id } }) => service.get(id),
    }),
    call({
      ...SHARED,
      ...ONE,
      method: 'patch',
      path,
      operationId: 'changeWebhook',
      summary: 'Change, pause or resume a webhook',
      description:
        'What waits for a paused one is kept for 30 days and goes out once it is resumed; what happens meanwhile is not told.',
      body: webhookChangeSchema,
      example: { version: 1, state: 'paused' },
      responseDescription: 'The webhook as it is now',
      problems: ['not-found', 'conflict'],
      handle: ({ params: { id }, body }, asker) => service.change(id, body, asker),
    }),
    call({
      ...SHARED,
      method: 'delete',
      path,
      operationId: 'removeWebhook',
      summary: 'Remove a webhook',
      description: 'It goes with its log; what waits for it is not sent.',
      params,
      body: NO_BODY,
      response: done,
      responseDescription: 'It is removed',
      problems: ['not-found'],
      async handle({ params: { id } }, asker) {
        await service.remove(id, asker);
        return { done: true } as const;
      },
    }),
    call({
      ...SHARED,
      method: 'post',
      path: `${path}/secret`,
      operationId: 'renewWebhookSecret',
      summary: 'Give a webhook a new secret',
      description:
        'Until the overlap is over messages carry two signatures, one with each secret, so that the receiver may change over at any time within it.',
      params,
      body: rotationSchema,
      example: { overlapHours: 24 },
      response: withSecretSchema,
      responseDescription: 'The webhook, with its new secret',
      problems: ['not-found'],
      handle: ({ params: { id }, body }, asker) => service.rotate(id, body.overlapHours, asker),
    }),
  ];
}

/** What was sent to a webhook, and what is to be sent. */
function messageCalls(service: WebhookService): Call[] {
  const waits = {
    ...SHARED,
    method: 'post',
    body: NO_BODY,
    response: done,
    status: 202,
    responseDescription: 'It goes out in a moment',
    problems: ['not-found', 'conflict'],
  } as const;
  return [
    call({
      ...waits,
      path: '/v1/webhooks/{id}/test',
      operationId: 'testWebhook',
      summary: 'Send a test',
      description: 'A message of the type `test`, signed like every other; its log tells what became of it.',
      params,
      async handle({ params: { id } }, asker) {
        await service.test(id, asker);
        return { done: true } as const;
      },
    }),
    call({
      ...SHARED,
      method: 'get',
      path: '/v1/webhooks/{id}/deliveries',
      operationId: 'listWebhookDeliveries',
      summary: 'The log of a webhook',
      description: 'Its messages of the last 30 days, newest first, with each attempt to deliver them.',
      params,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(100).default(50).describe('How many at most'),
        cursor: z.string().max(200).optional().describe('The `nextCursor` of the page before'),
      }),
      body: NO_BODY,
      response: z.object({
        deliveries: z.array(deliverySchema).describe('The messages'),
        nextCursor: z.string().optional().describe('Give this as `cursor` for the next; absent at the end'),
      }),
      responseDescription: 'One page of the log',
      problems: ['not-found'],
      handle: ({ params: { id }, query }) => service.deliveries(id, query),
    }),
    call({
      ...waits,
      path: '/v1/webhooks/{id}/deliveries/{messageId}/send',
      operationId: 'sendWebhookMessageAgain',
      summary: 'Send a message again',
      description: 'Whatever became of it: with the same id, and in the words that are true by then.',
      params: messageParams,
      async handle({ params: { id, messageId } }, asker) {
        await service.sendAgain(id, messageId, asker);
        return { done: true } as const;
      },
    }),
  ];
}
