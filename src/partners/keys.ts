import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { partnerKeys, partners } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { ErrorCode } from '../errors.js';
import { hashSecret, newSecret } from '../ids.js';
import type { KeyKind, WidgetTheme } from './contract.js';
import { themeSchema } from './contract.js';
import type { OpenedKey } from './opened.js';
import { scopeSchema } from './scope.js';

/** How long a change may take to be seen by other processes, in milliseconds. */
export const KEY_SEEN_MS = 5_000;
/** While the database is away what was known goes on holding for so long, in milliseconds. */
const AWAY_MS = 10 * 60_000;
/** Keys that are remembered, those that are none included. */
const REMEMBERED = 2_000;

const PREFIXES: Record<KeyKind, string> = { publishable: 'pk_', server: 'sk_' };
const FORM = /^(pk|sk)_[a-z0-9]{32}$/;

/** A new key: 32 random characters behind what tells its kind. */
export function newKey(kind: KeyKind): string {
  return PREFIXES[kind] + newSecret();
}

/** First and last characters of a key, by which people tell keys apart. */
export function hintOf(key: string): string {
  return `${key.slice(0, 7)}…${key.slice(-4)}`;
}

/** Why a key that is known does not work. */
export type KeyRefusal = Extract<ErrorCode, 'key-expired' | 'key-revoked' | 'partner-paused'>;

/** A key that is known, and whether it works. */
export interface FoundKey {
  key: OpenedKey;
  /** Absent: it works. */
  refusal?: KeyRefusal;
  /** Its partner's widget: name and look. */
  partner: { name: string; theme: WidgetTheme };
}

/** Looks keys up. */
export interface PartnerKeys {
  /**
   * What a key opens; undefined for one that is unknown. A change is seen at once where it was made, and within
   * KEY_SEEN_MS elsewhere.
   * @throws the database's error where it is away for longer than ten minutes, or never gave that key.
   */
  find(secret: string): Promise<FoundKey | undefined>;
}

/** Until when a key works, beside what it opens. */
interface Held extends Omit<FoundKey, 'refusal'> {
  paused: boolean;
  revoked: boolean;
  expiresAt: Date | null;
}

const keptSchema = z.object({ origins: z.array(z.string()), scope: scopeSchema, theme: themeSchema });

/** Looks keys up in the database, and remembers them for a few seconds. */
export function createPartnerKeys({
  db,
  now = () => new Date(),
}: {
  db: Database;
  now?: () => Date;
}): PartnerKeys & {
  /** Something changed: all is looked up anew. */
  forget(): void;
} {
  /** In order of use. `at`: when it was asked for. */
  let remembered = new Map<string, { at: number; held: Promise<Held | undefined> }>();

  const look = (hash: string): Promise<Held | undefined> => {
    const before = remembered.get(hash);
    const at = now().getTime();
    if (before !== undefined && at - before.at < KEY_SEEN_MS) return before.held;
    const into = remembered;
    const held = read(db, hash).catch((error: unknown) => {
      if (before === undefined || at - before.at > AWAY_MS) {
        into.delete(hash);
        throw error;
      }
      // Asked again with the next request after a while; until then what was known holds.
      into.set(hash, { at: before.at, held: before.held });
      return before.held;
    });
    into.delete(hash);
    into.set(hash, { at, held });
    const oldest = into.keys().next();
    if (into.size > REMEMBERED && !oldest.done) into.delete(oldest.value);
    return held;
  };

  return {
    async find(secret) {
      if (!FORM.test(secret)) return undefined;
      const held = await look(hashSecret(secret));
      if (held === undefined) return undefined;
      const refusal = refusalOf(held, now());
      return { key: held.key, partner: held.partner, ...(refusal && { refusal }) };
    },
    forget() {
      // Answers to what was asked before come too late to be remembered.
      remembered = new Map();
    },
  };
}

function refusalOf({ paused, revoked, expiresAt }: Held, now: Date): KeyRefusal | undefined {
  if (revoked) return 'key-revoked';
  if (expiresAt !== null && expiresAt <= now) return 'key-expired';
  return paused ? 'partner-paused' : undefined;
}

async function read(db: Database, hash: string): Promise<Held | undefined> {
  const [row] = await db
    .select()
    .from(partnerKeys)
    .innerJoin(partners, and(eq(partnerKeys.partnerId, partners.id)))
    .where(eq(partnerKeys.hash, hash));
  if (row === undefined) return undefined;
  const { partner_keys: key, partners: partner } = row;
  const { origins, scope, theme } = keptSchema.parse(partner);
  return {
    key: {
      ...{ id: key.id, kind: key.kind, partnerId: partner.id, origins, scope },
      quotaPerDay: partner.quotaPerDay,
      ratePerMinute: partner.ratePerMinute,
      perAddressPerMinute: partner.perAddressPerMinute,
    },
    partner: { name: partner.name, theme },
    paused: partner.status === 'paused',
    revoked: key.revokedAt !== null || partner.removedAt !== null,
    expiresAt: key.expiresAt,
  };
}
