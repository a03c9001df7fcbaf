import { z } from 'zod';
import type { Asker } from '../access.js';
import { DELIVERY_STATES, PAUSE_REASONS, SENT_EVENTS, WEBHOOK_EVENTS } from '../db/schema.js';
import { countryCodes, sectorIds } from '../taxonomy/index.js';
import { FAILURES } from './send.js';

const at = (what: string) => z.iso.datetime().optional().describe(`${what}, ISO 8601 in UTC`);
const name = z
  .string()
  .trim()
  .min(1, 'is needed')
  .max(100, 'must be 100 characters at most')
  .refine((text) => !text.includes('\0') && text.isWellFormed(), 'must be well-formed Unicode without NUL');
const url = z
  .url({ protocol: /^https?$/, error: 'must be a web address, such as https://example.org/hooks' })
  .max(2000, 'must be 2,000 characters at most')
  .refine((text) => !text.includes('\0') && text.isWellFormed(), 'must be a web address');
const WITHDRAWN = 'challenge.withdrawn' as const;
const distinct = <T>(items: T[]) => [...new Set(items)];
const events = z
  .array(z.enum(WEBHOOK_EVENTS, 'must be one of the events'))
  .min(1, 'needs one event at least')
  // Who is told of challenges is told as well when to delete them.
  .transform((list) =>
    distinct(list.flatMap((one) => (one === 'challenge.published' ? [one, WITHDRAWN] : [one]))),
  );
const sectors = z
  .array(z.enum(sectorIds, 'must be one of the sectors of GET /v1/taxonomy'))
  .max(100)
  .transform(distinct);
const countries = z
  .array(z.enum(countryCodes, 'must be an ISO 3166-1 alpha-2 code, such as "PE"'))
  .max(250)
  .transform(distinct);

/** Body of `POST /v1/webhooks`. */
export const newWebhookSchema = z
  .strictObject({
    name: name.describe('What the secretariat calls it'),
    url: url.describe('Where messages are posted to: https, at an address of the public internet'),
    events: events.describe(
      'What it is told of; `challenge.withdrawn` always comes with `challenge.published`',
    ),
    sectors: sectors.default([]).describe('Only what is in one of these sectors; empty: in any'),
    countries: countries
      .default([])
      .describe('Only what is in one of these countries, or works there; empty: in any'),
  })
  .meta({ id: 'NewWebhook', description: 'An address that is to be told of changes' });
export type NewWebhook = z.output<typeof newWebhookSchema>;

/** Body of `PATCH /v1/webhooks/{id}`. */
export const webhookChangeSchema = z
  .strictObject({
    version: z.int().min(1).describe('Version of the webhook that it is based on'),
    name: name.optional().describe('What the secretariat calls it'),
    url: url.optional().describe('Where messages are posted to'),
    events: events.optional().describe('What it is told of'),
    sectors: sectors.optional().describe('Only what is in one of these sectors; empty: in any'),
    countries: countries.optional().describe('Only what is in one of these countries; empty: in any'),
    state: z
      .enum(['active', 'paused'])
      .optional()
      .describe('`paused`: nothing is sent, and nothing new waits'),
  })
  .meta({ id: 'WebhookChange', description: 'What is to be another; what is left out stays' });
export type WebhookChange = z.output<typeof webhookChangeSchema>;

/** Most hours that an old secret goes on signing. */
const MOST_OVERLAP_HOURS = 168;

/** Body of `POST /v1/webhooks/{id}/secret`. */
export const rotationSchema = z
  .strictObject({
    overlapHours: z
      .int()
      .min(0)
      .max(MOST_OVERLAP_HOURS)
      .default(24)
      .describe('Hours for which messages carry the signature of the old secret as well; 0: not at all'),
  })
  .meta({ id: 'WebhookRotation', description: 'For how long the old secret still holds' });

/** A webhook as admins see it. */
export const webhookSchema = z
  .object({
    id: z.string().describe('Id of the webhook'),
    version: z.int().describe('Row version'),
    name: z.string().describe('What the secretariat calls it'),
    url: z.string().describe('Where messages are posted to'),
    events: z.array(z.enum(WEBHOOK_EVENTS)).describe('What it is told of'),
    sectors: z.array(z.string()).describe('Only what is in one of these sectors; empty: in any'),
    countries: z.array(z.string()).describe('Only what is in one of these countries; empty: in any'),
    state: z.enum(['active', 'paused']).describe('Whether anything is sent'),
    pauseReason: z
      .enum(PAUSE_REASONS)
      .optional()
      .describe(
        '`admin`: an administrator paused it; `gone`: it answered 410; `failing`: nothing but failures for three days',
      ),
    waiting: z.int().describe('Messages that wait to be sent'),
    failures: z.int().describe('Attempts in a row that failed; 0 when all is well'),
    failingSince: at('When the first of them was made'),
    deliveredAt: at('When it last took a message'),
    oldSecretUntil: at('Until when the secret before this one signs as well'),
    createdBy: z.string().describe('Who made it'),
    createdAt: z.iso.datetime().describe('When it was made, ISO 8601 in UTC'),
  })
  .meta({ id: 'Webhook', description: 'An address that is told of changes' });
export type Webhook = z.infer<typeof webhookSchema>;

export const withSecretSchema = webhookSchema
  .extend({
    secret: z
      .string()
      .describe('What messages are signed with, `whsec_...`: given once, and never shown again'),
  })
  .meta({ id: 'WebhookWithSecret', description: 'A webhook, with its new secret' });
export type WebhookWithSecret = z.infer<typeof withSecretSchema>;

/** One message, and each attempt to deliver it. */
export const deliverySchema = z
  .object({
    id: z.string().describe('Id of the message: the `webhook-id` of each attempt'),
    event: z.enum(SENT_EVENTS).describe('What it tells of'),
    subject: z.string().describe('Id of the entry or challenge'),
    occurredAt: z.iso.datetime().describe('When that happened, ISO 8601 in UTC'),
    state: z
      .enum(DELIVERY_STATES)
      .describe('`failed`: given up; `dropped`: what it told of was not so any more, and nothing was sent'),
    nextAttemptAt: at('When it is tried next; absent: at once, or not any more'),
    attempts: z
      .array(
        z.object({
          at: z.iso.datetime().describe('When it was made, ISO 8601 in UTC'),
          tookMs: z.int().describe('How long it took, in milliseconds'),
          status: z.int().optional().describe('HTTP status of the answer; absent where none came'),
          failure: z.enum(FAILURES).optional().describe('What went wrong; absent where nothing did'),
          text: z.string().describe('What became of it, in words'),
        }),
      )
      .describe('The attempts, oldest first'),
  })
  .meta({ id: 'WebhookDelivery', description: 'A message to a webhook, and what became of it' });
export type Delivery = z.infer<typeof deliverySchema>;

export interface DeliveryPage {
  deliveries: Delivery[];
  nextCursor?: string;
}

/** Webhooks: for administrators, and for what sends. */
export interface WebhookService {
  list(): Promise<Webhook[]>;
  /** @throws AppError `not-found`. */
  get(id: string): Promise<Webhook>;
  /** @throws AppError `bad-request` where the address is none that may be told. */
  create(given: NewWebhook, asker: Asker): Promise<WebhookWithSecret>;
  /** @throws AppError `not-found`, `bad-request`, `conflict`. */
  change(id: string, change: WebhookChange, asker: Asker): Promise<Webhook>;
  /** Removes it with its log. @throws AppError `not-found`. */
  remove(id: string, asker: Asker): Promise<void>;
  /** Gives it a new secret; the old one signs as well for so many hours. @throws AppError `not-found`. */
  rotate(id: string, overlapHours: number, asker: Asker): Promise<WebhookWithSecret>;
  /** Sends a message that tells of nothing. @throws AppError `not-found`; `conflict` while it is paused. */
  test(id: string, asker: Asker): Promise<void>;
  /** Newest first. @throws AppError `not-found`. */
  deliveries(id: string, about: { limit: number; cursor?: string | undefined }): Promise<DeliveryPage>;
  /** Sends a message once more, with the same id. @throws AppError `not-found`; `conflict` while it is paused. */
  sendAgain(id: string, deliveryId: string, asker: Asker): Promise<void>;
  /** Sends what is due to a webhook. @returns when to come again, if at all. */
  deliver(id: string): Promise<Date | undefined>;
  /** Makes what should have gone out two minutes ago go out: its job was lost. @returns how many webhooks. */
  wake(): Promise<number>;
  /** Forgets what is older than the log is kept. @returns how many messages. */
  forget(now: Date): Promise<number>;
}
