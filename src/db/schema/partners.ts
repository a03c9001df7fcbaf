import { date, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { citymatch, time } from './base.js';

/** Sites that embed the search. One that was removed stays, without its contact, for what was counted of it. */
export const partners = citymatch.table('partners', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  contact: text('contact'),
  /** Origins that may use publishable keys. */
  origins: jsonb('origins').notNull(),
  /** The Scope, whole. */
  scope: jsonb('scope').notNull(),
  /** Searches and matches a day (UTC); null: any number. */
  quotaPerDay: integer('quota_per_day'),
  ratePerMinute: integer('rate_per_minute').notNull(),
  perAddressPerMinute: integer('per_address_per_minute').notNull(),
  /** The WidgetTheme, whole. */
  theme: jsonb('theme').notNull(),
  status: text('status', { enum: ['active', 'paused'] }).notNull(),
  version: integer('version').notNull().default(1),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
  removedAt: time('removed_at'),
});

/** Keys of partners. Of a server key only the hash is kept. */
export const partnerKeys = citymatch.table(
  'partner_keys',
  {
    id: text('id').primaryKey(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partners.id),
    kind: text('kind', { enum: ['publishable', 'server'] }).notNull(),
    /** SHA-256 (hex) of the key: what it is found by. */
    hash: text('hash').notNull(),
    /** A publishable key itself: it stands in pages anyway. */
    publishable: text('publishable'),
    /** First and last characters, by which people tell keys apart. */
    hint: text('hint').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    expiresAt: time('expires_at'),
    revokedAt: time('revoked_at'),
  },
  (table) => [
    uniqueIndex('partner_keys_hash').on(table.hash),
    index('partner_keys_partner').on(table.partnerId, table.createdAt),
  ],
);

/** What was counted of each key, by day (UTC). Nothing tells who asked, from where, or for what. */
export const partnerUsage = citymatch.table(
  'partner_usage',
  {
    day: date('day').notNull(),
    /** No foreign key: a count is never refused. */
    keyId: text('key_id').notNull(),
    partnerId: text('partner_id').notNull(),
    searches: integer('searches').notNull().default(0),
    matches: integer('matches').notNull().default(0),
    empty: integer('empty').notNull().default(0),
    selections: integer('selections').notNull().default(0),
    handOvers: integer('hand_overs').notNull().default(0),
    refused: integer('refused').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.keyId] }),
    index('partner_usage_partner').on(table.partnerId, table.day),
  ],
);

/** The secret links by which partners' own people see the use of their keys: one of each partner, its hash alone. */
export const partnerLinks = citymatch.table('partner_links', {
  partnerId: text('partner_id')
    .primaryKey()
    .references(() => partners.id),
  tokenHash: text('token_hash').notNull(),
  madeAt: time('made_at').notNull().defaultNow(),
});
