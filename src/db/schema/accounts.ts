import { boolean, index, integer, text, unique } from 'drizzle-orm/pg-core';
import { ROLES } from '../../access.js';
import { citymatch, time } from './base.js';

/** People of the secretariat. Rows are never deleted: what they decided must go on having a name. */
export const people = citymatch.table('people', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  role: text('role', { enum: ROLES }).notNull().default('reviewer'),
  /** They may no longer sign in. */
  disabled: boolean('disabled').notNull().default(false),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
});

/** Who is signed in, and from where. */
export const sessions = citymatch.table(
  'sessions',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    expiresAt: time('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [index('sessions_person').on(table.userId)],
);

/** How a person can prove who they are: by a password (`credential`), or by an account with another provider. */
export const logins = citymatch.table(
  'logins',
  {
    id: text('id').primaryKey(),
    /** Their id with the provider; for a password, their own. */
    accountId: text('subject').notNull(),
    providerId: text('provider').notNull(),
    userId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** Tokens of the provider: the library wants the columns, we keep none. */
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: time('access_token_expires_at'),
    refreshTokenExpiresAt: time('refresh_token_expires_at'),
    scope: text('scope'),
    /** scrypt hash. */
    password: text('password'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('logins_provider_subject').on(table.providerId, table.accountId),
    index('logins_person').on(table.userId),
  ],
);

/** Links that work once, and sign-ins under way with another provider; hashed where they are secrets. */
export const verifications = citymatch.table(
  'verifications',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [index('verifications_identifier').on(table.identifier)],
);

/** Attempts to sign in, by hashed mail address and by network address, that have not led to a sign-in. */
export const attempts = citymatch.table('attempts', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  /** When the first of them was made. */
  since: time('since').notNull(),
});
