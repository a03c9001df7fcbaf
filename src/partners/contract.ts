import { z } from 'zod';
import type { Asker } from '../access.js';
import { scopeSchema } from './scope.js';

/** `publishable`: stands in pages, works from the partner's origins; `server`: a secret of the partner's back end. */
export const KEY_KINDS = ['publishable', 'server'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** Keys of a partner that work at the same time. */
export const MAX_KEYS = 50;

/** Hours that a key goes on working after another took its place. */
export const MAX_OVERLAP_HOURS = 24 * 90;

/** An origin as browsers send it (RFC 6454, 6.2): scheme, host, port where it is not the scheme's own; nothing behind. */
export const originSchema = z
  .string()
  .max(300)
  .refine(isOrigin, 'must be an origin such as "https://www.example.org", without path or final slash')
  .describe('Origin of pages that may use the publishable keys');

/** A host by its name or number: URLs take letters in it that would mean something where origins are listed (CSP). */
const HOST = /^https?:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?$/;

function isOrigin(value: string): boolean {
  if (!HOST.test(value) || !URL.canParse(value)) return false;
  return new URL(value).origin === value;
}

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as "#0b6e6e"');

/** How the widget looks on the partner's pages: what the snippet carries. */
export const themeSchema = z
  .strictObject({
    scheme: z
      .enum(['light', 'dark', 'auto'])
      .default('auto')
      .describe('Light, dark, or as the reader prefers'),
    accent: colour.optional().describe('Colour of actions and focus'),
    ink: colour.optional().describe('Colour of text'),
    paper: colour.optional().describe('Colour behind text'),
    radius: z.int().min(0).max(24).optional().describe('Radius of corners, in pixels'),
    font: z
      .string()
      .max(200)
      .regex(/^[\w\s,'"-]*$/, 'must be names of fonts with commas between')
      .optional()
      .describe('Families of fonts, as CSS font-family takes them'),
  })
  .meta({ id: 'WidgetTheme', description: 'How the widget looks' });
export type WidgetTheme = z.infer<typeof themeSchema>;

/** What an admin sets of a partner, none of it by itself. */
const fields = {
  name: z.string().trim().min(1, 'must not be empty').max(200).describe('Name of the partner'),
  contact: z.email('must be a mail address').max(200).describe('Whom to write to about its keys'),
  origins: z
    .array(originSchema)
    .max(50, 'takes 50 at most')
    .describe('Origins that may use publishable keys'),
  scope: scopeSchema.describe('What its keys open'),
  quotaPerDay: z
    .int()
    .min(0)
    .max(100_000_000)
    .nullable()
    .describe('Searches and matches of all its keys in a day (UTC); null: any number'),
  ratePerMinute: z.int().min(1).max(1_000_000).describe('Requests of each key in a minute'),
  perAddressPerMinute: z
    .int()
    .min(1)
    .max(1_000_000)
    .describe('Requests of one address with a publishable key in a minute'),
  theme: themeSchema.describe('How its widget looks'),
};

/** Body of `POST /v1/partners`. */
export const partnerSettingsSchema = z.strictObject({
  name: fields.name,
  contact: fields.contact.optional(),
  origins: fields.origins.default([]),
  scope: fields.scope.default({}),
  quotaPerDay: fields.quotaPerDay.default(10_000),
  ratePerMinute: fields.ratePerMinute.default(600),
  perAddressPerMinute: fields.perAddressPerMinute.default(120),
  theme: fields.theme.default({ scheme: 'auto' }),
});
export type PartnerSettings = z.infer<typeof partnerSettingsSchema>;

const STATUSES = ['active', 'paused'] as const;

/** Body of `PATCH /v1/partners/{id}`: what is not named stays. */
export const partnerChangeSchema = z.strictObject({
  version: z.int().min(1).describe('Version of the partner that was seen'),
  status: z.enum(STATUSES).optional().describe('`paused`: none of its keys works'),
  name: fields.name.optional(),
  contact: fields.contact.nullable().optional().describe('Whom to write to about its keys; null: nobody'),
  origins: fields.origins.optional(),
  scope: fields.scope.optional(),
  quotaPerDay: fields.quotaPerDay.optional(),
  ratePerMinute: fields.ratePerMinute.optional(),
  perAddressPerMinute: fields.perAddressPerMinute.optional(),
  theme: fields.theme.optional(),
});
export type PartnerChange = z.infer<typeof partnerChangeSchema>;

export const partnerKeySchema = z
  .object({
    id: z.string().describe('Id of the key'),
    kind: z.enum(KEY_KINDS).describe('`publishable`: stands in pages; `server`: a secret of the back end'),
    key: z.string().optional().describe('The key itself; of a server key only when it is made'),
    hint: z.string().describe('Its first and last characters'),
    state: z
      .enum(['active', 'expiring', 'expired', 'revoked'])
      .describe('Whether it works: `expiring` does, until `expiresAt`'),
    createdAt: z.iso.datetime().describe('When it was made'),
    expiresAt: z.iso.datetime().optional().describe('When it ends to work'),
    revokedAt: z.iso.datetime().optional().describe('When it was revoked'),
    lastUsedOn: z.iso.date().optional().describe('Day (UTC) on which it was last used'),
  })
  .meta({ id: 'PartnerKey', description: 'A key of a partner' });
export type PartnerKey = z.infer<typeof partnerKeySchema>;

export const partnerSchema = z
  .object({
    id: z.string().describe('Id of the partner'),
    ...fields,
    contact: fields.contact.optional(),
    status: z.enum(STATUSES).describe('`paused`: none of its keys works'),
    version: z.int().describe('Rises with each change; a change names the one it was made on'),
    createdAt: z.iso.datetime().describe('When it was entered'),
    updatedAt: z.iso.datetime().describe('When it last changed'),
    keys: z.array(partnerKeySchema).describe('Its keys, newest first'),
  })
  .meta({ id: 'Partner', description: 'A site that embeds the search, with its keys' });
export type Partner = z.infer<typeof partnerSchema>;

/** What is counted of a key and day: nothing of who asked, or what. */
export const USAGE_COUNTS = ['searches', 'matches', 'empty', 'selections', 'handOvers', 'refused'] as const;
export type UsageCount = (typeof USAGE_COUNTS)[number];

const count = (described: string) => z.int().min(0).describe(described);
const usageCountsSchema = z.object({
  searches: count('Searches answered'),
  matches: count('Stated challenges answered'),
  empty: count('Of both, those that found nothing, or nothing that fits'),
  selections: count('Results that were opened'),
  handOvers: count('Challenges handed over to the form of the secretariat'),
  refused: count('Requests refused: origin, scope, quota or rate'),
});
export const usageSchema = z
  .object({
    days: z
      .array(z.object({ day: z.iso.date(), ...usageCountsSchema.shape }))
      .describe('Each day (UTC) asked for, oldest first; those without use too'),
    keys: z
      .array(z.object({ id: z.string(), ...usageCountsSchema.shape }))
      .describe('The same by key, over all those days'),
    total: usageCountsSchema.describe('Over all those days'),
    today: z.object({ used: count('Searches and matches today'), quotaPerDay: z.int().nullable() }),
  })
  .meta({ id: 'PartnerUsage', description: 'How much a partner used' });
export type PartnerUsage = z.infer<typeof usageSchema>;

/** What admins do with partners. Every change is in the record. */
export interface PartnerService {
  list(): Promise<Partner[]>;
  get(id: string): Promise<Partner | undefined>;
  /** With a first publishable key. */
  create(settings: PartnerSettings, asker: Asker): Promise<Partner>;
  /** @throws AppError `not-found`; `conflict` where `version` is not that of the row. */
  update(id: string, change: PartnerChange, asker: Asker): Promise<Partner>;
  /** Its keys stop working; what was counted stays. @throws AppError `not-found`. */
  remove(id: string, asker: Asker): Promise<void>;
  /** @throws AppError `not-found`; `conflict` where it has MAX_KEYS that work. */
  addKey(id: string, kind: KeyKind, asker: Asker): Promise<PartnerKey>;
  /** A new key of the same kind; the old one works for so many hours more. @throws AppError `conflict` where it works no more. */
  rotate(id: string, keyId: string, overlapHours: number, asker: Asker): Promise<PartnerKey>;
  revoke(id: string, keyId: string, asker: Asker): Promise<PartnerKey>;
  /** @param days how many, today included; 366 at most. @throws AppError `not-found`. */
  usage(id: string, days: number): Promise<PartnerUsage>;
}
