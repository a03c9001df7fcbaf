import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { bytea, citymatch, time } from './base.js';

/** Providers and case studies. `body` is the entry as validated; the other columns are for queries. */
export const entries = citymatch.table(
  'entries',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['case-study', 'provider'] }).notNull(),
    status: text('status', { enum: ['draft', 'published', 'archived'] })
      .notNull()
      .default('published'),
    title: text('title').notNull(),
    country: text('country').notNull(),
    language: text('language').notNull(),
    verified: boolean('verified').notNull().default(false),
    latitude: doublePrecision('latitude'),
    longitude: doublePrecision('longitude'),
    /** True where latitude and longitude are the middle of the country, the city being unknown. */
    locationApproximate: boolean('location_approximate').notNull().default(true),
    body: jsonb('body').notNull(),
    contentHash: text('content_hash').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: time('created_at').notNull().defaultNow(),
    /** When its content last changed. */
    updatedAt: time('updated_at').notNull().defaultNow(),
    /** When somebody last confirmed that it is still true, and who; null: nobody since it was entered. */
    lastVerifiedAt: time('last_verified_at'),
    lastVerifiedBy: text('last_verified_by', { enum: ['secretariat', 'contact'] }),
  },
  (table) => [
    index('entries_status_kind').on(table.status, table.kind),
    // Which case studies name a provider: body -> 'providers' @> '["pr-..."]'.
    index('entries_providers').using('gin', sql`(${table.body} -> 'providers') jsonb_path_ops`),
  ],
);

/** What must still be put on the job queue; written in the transaction that changed the row. */
export const outbox = citymatch.table(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    topic: text('topic', {
      enum: [
        ...(['entry-changed', 'challenge-changed', 'mail-queued', 'evaluation-asked'] as const),
        ...(['webhook-due', 'harvest-asked'] as const),
      ],
    }).notNull(),
    key: text('key').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    relayedAt: time('relayed_at'),
  },
  (table) => [index('outbox_unrelayed').on(table.id).where(sql`relayed_at is null`)],
);

/** Vectors by content and model, so that no text is embedded twice. Little-endian float32. */
export const embeddings = citymatch.table(
  'embeddings',
  {
    /** SHA-256 (hex) of the text that was embedded. */
    textHash: text('text_hash').notNull(),
    modelId: text('model_id').notNull(),
    vector: bytea('vector').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.modelId, table.textHash] })],
);

/** Single values that outlive a process: the model the index was built with, and the like. */
export const settings = citymatch.table('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
  updatedAt: time('updated_at').notNull().defaultNow(),
});
