import { and, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { partnerKeys, partners, partnerUsage } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { differences } from '../differences.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import type { Partner, PartnerKey, PartnerService, PartnerSettings } from './contract.js';
import { addKey, type NewKey, revokeKey, rotateKey } from './key-changes.js';
import { type KeyRow, type PartnerRow, presentKey, presentPartner } from './rows.js';
import { readUsage, type UsageCounter } from './usage.js';

export interface PartnerServiceDeps {
  db: Database;
  usage: Pick<UsageCounter, 'flush'>;
  /** Called after each change: what is remembered of keys no longer holds. */
  changed: () => void;
  now?: (() => Date) | undefined;
}

/** Partners in the database. */
export function createPartnerService({
  db,
  usage,
  changed,
  now = () => new Date(),
}: PartnerServiceDeps): PartnerService {
  /** One key of a partner that is there, locked against what others change. */
  const ofPartner = async (id: string, work: (tx: Database) => Promise<NewKey>): Promise<PartnerKey> => {
    const { row, secret } = await db.transaction(async (tx) => {
      await lock(tx, id);
      return work(tx);
    });
    changed();
    return presentKey(row, { now: now(), secret });
  };
  const get = async (id: string) => (await read(db, now(), id))[0];
  const found = async (id: string) => (await get(id)) ?? missing();

  return {
    list: () => read(db, now()),
    get,
    async create(settings, asker, id = newId('pa')) {
      await db.transaction(async (tx) => {
        const values = { id, ...valuesOf(settings), status: 'active' } as const;
        const entered = await tx.insert(partners).values(values).onConflictDoNothing().returning();
        if (entered.length === 0) throw new AppError('conflict', 'There was a partner of this id before');
        const { row } = await addKey(tx, { partnerId: id, kind: 'publishable', now: now() });
        await recordAudit(tx, {
          ...by(asker, id),
          action: 'partner.created',
          after: { ...withoutContact(settings), key: row.hint },
        });
      });
      changed();
      return found(id);
    },
    async update(id, { version, ...change }, asker) {
      await db.transaction(async (tx) => {
        const row = await lock(tx, id);
        if (row.version !== version) {
          throw new AppError('conflict', 'Somebody changed this partner meanwhile: nothing was changed', {
            fields: [{ path: 'version', message: `is ${row.version} now` }],
          });
        }
        const values = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const [after] = await tx
          .update(partners)
          .set({ ...values, version: version + 1, updatedAt: now() })
          .where(eq(partners.id, id))
          .returning();
        await recordAudit(tx, {
          ...by(asker, id),
          action: 'partner.changed',
          ...differences(told(row), told(after ?? row)),
        });
      });
      changed();
      return found(id);
    },
    async remove(id, asker) {
      await db.transaction(async (tx) => {
        const { name } = await lock(tx, id);
        // Who to write to is a person, and nobody is written to any more.
        await tx
          .update(partners)
          .set({ removedAt: now(), contact: null, version: sql`${partners.version} + 1` })
          .where(eq(partners.id, id));
        await tx
          .update(partnerKeys)
          .set({ revokedAt: now() })
          .where(and(eq(partnerKeys.partnerId, id), isNull(partnerKeys.revokedAt)));
        await recordAudit(tx, { ...by(asker, id), action: 'partner.removed', before: { name } });
      });
      changed();
    },
    addKey: (id, kind, asker) =>
      ofPartner(id, async (tx) => {
        const made = await addKey(tx, { partnerId: id, kind, now: now() });
        await recordAudit(tx, {
          ...by(asker, id),
          action: 'partner.key-added',
          after: { kind, key: made.row.hint },
        });
        return made;
      }),
    rotate: (id, keyId, overlapHours, asker) =>
      ofPartner(id, async (tx) => {
        const { made, old } = await rotateKey(tx, { partnerId: id, keyId, overlapHours, now: now() });
        await recordAudit(tx, {
          ...by(asker, id),
          action: 'partner.key-rotated',
          before: { key: old.hint },
          after: { key: made.row.hint, overlapHours },
        });
        return made;
      }),
    revoke: (id, keyId, asker) =>
      ofPartner(id, async (tx) => {
        const row = await revokeKey(tx, { partnerId: id, keyId, now: now() });
        await recordAudit(tx, {
          ...by(asker, id),
          action: 'partner.key-revoked',
          before: { key: row.hint },
        });
        return { row };
      }),
    async usage(id, days) {
      await usage.flush();
      const { quotaPerDay, keys } = await found(id);
      return readUsage(db, { id, quotaPerDay, keyIds: keys.map((key) => key.id) }, days, now());
    },
  };
}

function missing(): never {
  throw new AppError('not-found', 'There is no partner of this id');
}

/** @throws AppError `not-found`. */
async function lock(tx: Database, id: string): Promise<PartnerRow> {
  const [row] = await tx
    .select()
    .from(partners)
    .where(and(eq(partners.id, id), isNull(partners.removedAt)))
    .for('update');
  return row ?? missing();
}

/** Partners by name, or the one of this id, with their keys. */
async function read(db: Database, now: Date, id?: string): Promise<Partner[]> {
  const rows = await db
    .select()
    .from(partners)
    .where(and(isNull(partners.removedAt), id === undefined ? undefined : eq(partners.id, id)))
    .orderBy(partners.name, partners.id);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const [keys, used] = await Promise.all([
    db
      .select()
      .from(partnerKeys)
      .where(inArray(partnerKeys.partnerId, ids))
      .orderBy(desc(partnerKeys.createdAt), desc(partnerKeys.id)),
    db
      .select({ keyId: partnerUsage.keyId, day: max(partnerUsage.day) })
      .from(partnerUsage)
      .where(inArray(partnerUsage.partnerId, ids))
      .groupBy(partnerUsage.keyId),
  ]);
  const lastUse = new Map(used.map(({ keyId, day }) => [keyId, day ?? undefined]));
  const shown = (key: KeyRow) => presentKey(key, { now, lastUsedOn: lastUse.get(key.id) });
  return rows.map((row) =>
    presentPartner(row, keys.filter(({ partnerId }) => partnerId === row.id).map(shown)),
  );
}

function valuesOf(settings: PartnerSettings) {
  return { ...settings, contact: settings.contact ?? null };
}

const by = ({ actor, requestId }: Asker, id: string) => ({
  ...{ actor, requestId },
  subject: { kind: 'partner', id },
});

/** What the record tells of a partner: all but the person who is written to. */
function told(row: PartnerRow): object {
  const { id: _, version: __, createdAt: ___, updatedAt: ____, removedAt: _____, contact, ...rest } = row;
  return { ...rest, hasContact: contact !== null };
}

function withoutContact({ contact: _, ...rest }: PartnerSettings): object {
  return rest;
}
