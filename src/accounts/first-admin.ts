import { timingSafeEqual } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Person } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { logins, people, settings } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { hashSecret, newId, newSecret } from '../ids.js';
import type { FirstAdmin } from './contract.js';
import { addPerson, toPerson } from './people.js';

const KEY = 'setup-secret';
const keptSchema = z.object({ hash: z.string() });

export async function nobodyYet(db: Database): Promise<boolean> {
  const rows = await db.select({ id: people.id }).from(people).limit(1);
  return rows.length === 0;
}

/** A new setup secret, in place of the one before; `undefined` when there is somebody. */
export async function newSetupSecret(db: Database): Promise<string | undefined> {
  if (!(await nobodyYet(db))) return undefined;
  const secret = newSecret();
  const value = { hash: hashSecret(secret) };
  await db
    .insert(settings)
    .values({ key: KEY, value })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: new Date() } });
  return secret;
}

function fits(secret: string, kept: unknown): boolean {
  const parsed = keptSchema.safeParse(kept);
  if (!parsed.success) return false;
  const [given, known] = [Buffer.from(hashSecret(secret)), Buffer.from(parsed.data.hash)];
  return given.length === known.length && timingSafeEqual(given, known);
}

export async function setupIsOpen(db: Database, secret: string): Promise<boolean> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY));
  return row !== undefined && fits(secret, row.value) && (await nobodyYet(db));
}

/**
 * Makes the first admin. The secret's row is locked, so that of two attempts at once one comes second.
 * @throws AppError `conflict` when there is somebody, `forbidden` for a wrong secret.
 */
export async function addFirstAdmin(
  db: Database,
  about: { secret: string; given: FirstAdmin; passwordHash: string; requestId: string | undefined },
): Promise<Person> {
  const { secret, given, passwordHash, requestId } = about;
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ value: settings.value })
      .from(settings)
      .where(eq(settings.key, KEY))
      .for('update');
    if (!(await nobodyYet(tx))) {
      throw new AppError('conflict', 'The first admin was set already: sign in, or ask them to invite you');
    }
    if (row === undefined || !fits(secret, row.value)) {
      throw new AppError(
        'forbidden',
        'This link does not work any more: the log has a new one at each start',
      );
    }
    const person = toPerson(await addPerson(tx, { ...given, role: 'admin' }));
    await tx.insert(logins).values({
      id: newId('pe'),
      providerId: 'credential',
      accountId: person.id,
      userId: person.id,
      password: passwordHash,
    });
    await tx.delete(settings).where(eq(settings.key, KEY));
    await recordAudit(tx, {
      actor: person,
      action: 'person.first-admin',
      subject: { kind: 'person', id: person.id },
      after: { role: 'admin' },
      requestId,
    });
    return person;
  });
}
