import type { partnerKeys, partners } from '../db/schema.js';
import { type Partner, type PartnerKey, partnerSchema } from './contract.js';

export type PartnerRow = typeof partners.$inferSelect;
export type KeyRow = typeof partnerKeys.$inferSelect;

/** Whether a key works at a time. */
export function stateOf({ revokedAt, expiresAt }: KeyRow, now: Date): PartnerKey['state'] {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt === null) return 'active';
  return expiresAt > now ? 'expiring' : 'expired';
}

/**
 * A key as admins see it.
 * @param secret The key itself, where it was just made.
 */
export function presentKey(
  row: KeyRow,
  { now, lastUsedOn, secret }: { now: Date; lastUsedOn?: string | undefined; secret?: string | undefined },
): PartnerKey {
  const key = secret ?? row.publishable ?? undefined;
  return {
    id: row.id,
    kind: row.kind,
    ...(key !== undefined && { key }),
    hint: row.hint,
    state: stateOf(row, now),
    createdAt: row.createdAt.toISOString(),
    ...(row.expiresAt && { expiresAt: row.expiresAt.toISOString() }),
    ...(row.revokedAt && { revokedAt: row.revokedAt.toISOString() }),
    ...(lastUsedOn !== undefined && { lastUsedOn }),
  };
}

/** A partner as admins see it. */
export function presentPartner(row: PartnerRow, keys: readonly PartnerKey[]): Partner {
  return partnerSchema.parse({
    ...row,
    contact: row.contact ?? undefined,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    keys,
  });
}
