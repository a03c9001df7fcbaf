import { sql } from 'drizzle-orm';
import { bigserial, index, integer, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';

/** What webhooks tell of; `test` is sent when somebody asks for it. */
export const WEBHOOK_EVENTS = [
  'challenge.published',
  'challenge.withdrawn',
  'entry.published',
  'entry.changed',
  'entry.withdrawn',
] as const;
export const SENT_EVENTS = [...WEBHOOK_EVENTS, 'test'] as const;
/** Why nothing is sent: an admin said so, the address said that it is gone, or nothing but failures for days. */
export const PAUSE_REASONS = ['admin', 'gone', 'failing'] as const;
/** `dropped`: what it told of is not so any more. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed', 'dropped'] as const;

/** Addresses of others that are told of changes. */
export const webhooks = citymatch.table('webhooks', {
  id: text('id').primaryKey(),
  /** What admins call it. */
  name: text('name').notNull(),
  url: text('url').notNull(),
  events: text('events', { enum: WEBHOOK_EVENTS }).array().notNull(),
  /** Only what is in one of these; empty: whatever it is in. */
  sectors: text('sectors').array().notNull(),
  countries: text('countries').array().notNull(),
  state: text('state', { enum: ['active', 'paused'] }).notNull(),
  pauseReason: text('pause_reason', { enum: PAUSE_REASONS }),
  /** The secret that signs, encrypted (src/webhooks/secret.ts). */
  secret: text('secret').notNull(),
  /** The one before, which signs as well until then. */
  previousSecret: text('previous_secret'),
  previousUntil: time('previous_until'),
  /** Attempts in a row that failed, and since when. */
  failures: integer('failures').notNull().default(0),
  failingSince: time('failing_since'),
  /** Nothing is tried before then. */
  waitUntil: time('wait_until'),
  /** Until then one process sends to it, and no other. */
  leasedUntil: time('leased_until'),
  deliveredAt: time('delivered_at'),
  version: integer('version').notNull().default(1),
  createdBy: text('created_by').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
});

/**
 * One message to one address, written in the transaction that it tells of. Only what it is about: its text is made when
 * it is sent, of what everybody may read by then.
 */
export const webhookDeliveries = citymatch.table(
  'webhook_deliveries',
  {
    /** The `webhook-id` of every attempt. */
    id: text('id').primaryKey(),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    event: text('event', { enum: SENT_EVENTS }).notNull(),
    /** Id of the entry or challenge; of a test, its own. */
    subjectId: text('subject_id').notNull(),
    occurredAt: time('occurred_at').notNull(),
    state: text('state', { enum: DELIVERY_STATES }).notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    /** Null: at once. */
    nextAttemptAt: time('next_attempt_at'),
    /** When it was delivered, given up or dropped. */
    settledAt: time('settled_at'),
  },
  (table) => [
    // Changes of one subject that nobody was told of yet are one message.
    uniqueIndex('webhook_deliveries_untold')
      .on(table.webhookId, table.subjectId)
      .where(sql`state = 'waiting' and attempts = 0`),
    index('webhook_deliveries_waiting').on(table.webhookId, table.occurredAt).where(sql`state = 'waiting'`),
    index('webhook_deliveries_log').on(table.webhookId, table.occurredAt, table.id),
  ],
);

/** What became of each attempt. */
export const webhookAttempts = citymatch.table(
  'webhook_attempts',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    deliveryId: text('delivery_id')
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: 'cascade' }),
    at: time('at').notNull(),
    tookMs: integer('took_ms').notNull(),
    /** HTTP status; null where none came. */
    status: integer('status'),
    /** What went wrong: a code of FAILURES (src/webhooks/send.ts); null where nothing did. */
    failure: text('failure'),
  },
  (table) => [
    index('webhook_attempts_delivery').on(table.deliveryId, table.id),
    index('webhook_attempts_at').on(table.at),
  ],
);
