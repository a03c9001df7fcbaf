import { z } from 'zod';
import { WEBHOOK_EVENTS } from '../db/schema.js';
import { goneChallengeSchema, toldChallengeSchema, toldEntrySchema } from './payload.js';
import type { WebhookEvent } from './tell.js';

/** A message of a webhook, for the API's document. */
export interface DescribedWebhook {
  event: string;
  summary: string;
  headers: z.ZodObject;
  body: z.ZodObject;
}

const headers = z.object({
  'webhook-id': z
    .string()
    .describe('Id of the message, the same in every attempt: drop what you have dealt with already'),
  'webhook-timestamp': z
    .string()
    .describe('When this attempt was made, in seconds since 1970: refuse what is more than 5 minutes off'),
  'webhook-signature': z
    .string()
    .describe(
      'One `v1,` and base64 HMAC-SHA256 of `id.timestamp.body` for each secret that holds, with blanks between',
    ),
});

const ABOUT: Record<WebhookEvent, { summary: string; data: z.ZodType }> = {
  'challenge.published': {
    summary: 'A challenge that anyone may read was answered, or opened to anyone',
    data: toldChallengeSchema,
  },
  'challenge.withdrawn': {
    summary: 'A challenge is not open to anyone any more',
    data: goneChallengeSchema,
  },
  'entry.published': { summary: 'An entry is in the catalogue now', data: toldEntrySchema },
  'entry.changed': { summary: 'An entry of the catalogue changed', data: toldEntrySchema },
  'entry.withdrawn': { summary: 'An entry is not in the catalogue any more', data: toldEntrySchema },
};

/** What may be posted to the address of a webhook. */
export function describedWebhooks(): DescribedWebhook[] {
  return WEBHOOK_EVENTS.map((event) => ({
    event,
    summary: ABOUT[event].summary,
    headers,
    body: z.object({
      type: z.literal(event).describe('What happened'),
      timestamp: z.iso.datetime().describe('When it happened, ISO 8601 in UTC'),
      data: ABOUT[event].data,
    }),
  }));
}
