import { and, eq, gt, isNull, or } from 'drizzle-orm';
import { partnerKeys } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { hashSecret, newId } from '../ids.js';
import { type KeyKind, MAX_KEYS } from './contract.js';
import { hintOf, newKey } from './keys.js';
import { type KeyRow, stateOf } from './rows.js';

/** A row, with the key itself where it was just made. */
export interface NewKey {
  row: KeyRow;
  secret?: string;
}

const HOUR_MS = 3_600_000;

/** @throws AppError `conflict` where the partner has MAX_KEYS that work. */
export async function addKey(
  tx: Database,
  { partnerId, kind, now }: { partnerId: string; kind: KeyKind; now: Date },
): Promise<NewKey> {
  const working = and(
    eq(partnerKeys.partnerId, partnerId),
    isNull(partnerKeys.revokedAt),
    or(isNull(partnerKeys.expiresAt), gt(partnerKeys.expiresAt, now)),
  );
  if ((await tx.$count(partnerKeys, working)) >= MAX_KEYS) {
    throw new AppError('conflict', `A partner has ${MAX_KEYS} keys at most; revoke one first`);
  }
  const secret = newKey(kind);
  const [row] = await tx
    .insert(partnerKeys)
    .values({
      ...{ id: newId('ke'), partnerId, kind, createdAt: now },
      hash: hashSecret(secret),
      publishable: kind === 'publishable' ? secret : null,
      hint: hintOf(secret),
    })
    .returning();
  if (row === undefined) throw new Error('An inserted row comes back');
  return { row, secret };
}

/** @throws AppError `not-found`. */
async function keyOf(tx: Database, partnerId: string, keyId: string): Promise<KeyRow> {
  const [row] = await tx
    .select()
    .from(partnerKeys)
    .where(and(eq(partnerKeys.id, keyId), eq(partnerKeys.partnerId, partnerId)));
  if (row === undefined) throw new AppError('not-found', 'The partner has no key of this id');
  return row;
}

/**
 * A new key of the same kind; the old one expires after so many hours, or when it was to expire anyway.
 * @throws AppError `not-found`; `conflict` where the old one works no more.
 */
export async function rotateKey(
  tx: Database,
  {
    partnerId,
    keyId,
    overlapHours,
    now,
  }: { partnerId: string; keyId: string; overlapHours: number; now: Date },
): Promise<{ made: NewKey; old: KeyRow }> {
  const old = await keyOf(tx, partnerId, keyId);
  const state = stateOf(old, now);
  if (state === 'revoked' || state === 'expired') {
    throw new AppError('conflict', `This key is ${state}: nothing can take its place; add a key`);
  }
  const wished = new Date(now.getTime() + overlapHours * HOUR_MS);
  const expiresAt = old.expiresAt !== null && old.expiresAt < wished ? old.expiresAt : wished;
  await tx.update(partnerKeys).set({ expiresAt }).where(eq(partnerKeys.id, keyId));
  return { made: await addKey(tx, { partnerId, kind: old.kind, now }), old };
}

/** The key works no more; one that was revoked stays so. @throws AppError `not-found`. */
export async function revokeKey(
  tx: Database,
  { partnerId, keyId, now }: { partnerId: string; keyId: string; now: Date },
): Promise<KeyRow> {
  const row = await keyOf(tx, partnerId, keyId);
  if (row.revokedAt !== null) return row;
  await tx.update(partnerKeys).set({ revokedAt: now }).where(eq(partnerKeys.id, keyId));
  return { ...row, revokedAt: now };
}
