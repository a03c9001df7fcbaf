import { and, asc, eq, max, ne, sql } from 'drizzle-orm';
import { type Asker, actorKey, type Person } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { logins, people, sessions } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import type { Invitation, PersonChange, PersonRecord } from './contract.js';

type Row = typeof people.$inferSelect;

export function toPerson({ id, name, email, role }: Pick<Row, 'id' | 'name' | 'email' | 'role'>): Person {
  return { kind: 'person', id, name, email, role };
}

/** Everybody, by name. */
export async function listPeople(db: Database, id?: string): Promise<PersonRecord[]> {
  const rows = await db
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      role: people.role,
      disabled: people.disabled,
      createdAt: people.createdAt,
      lastSeenAt: max(sessions.updatedAt),
      canSignIn: sql<boolean>`exists (select 1 from ${logins} where ${logins.userId} = ${people.id})`,
    })
    .from(people)
    .leftJoin(sessions, eq(sessions.userId, people.id))
    .where(id === undefined ? undefined : eq(people.id, id))
    .groupBy(people.id)
    .orderBy(asc(people.name), asc(people.id));
  return rows.map(({ createdAt, lastSeenAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    ...(lastSeenAt !== null && { lastSeenAt: lastSeenAt.toISOString() }),
  }));
}

export async function onePerson(db: Database, id: string): Promise<PersonRecord> {
  const [person] = await listPeople(db, id);
  if (person !== undefined) return person;
  throw new AppError('not-found', 'There is nobody with this id', {
    fields: [{ path: 'id', message: 'is the id of nobody' }],
  });
}

/** @throws AppError `conflict` when the address is taken. */
export async function addPerson(tx: Database, { name, email, role }: Invitation): Promise<Row> {
  const [row] = await tx
    .insert(people)
    // An admin's word is what proves an address: nobody else can add one.
    .values({ id: newId('pe'), name, email, role, emailVerified: true })
    .onConflictDoNothing({ target: people.email })
    .returning();
  if (row !== undefined) return row;
  throw new AppError('conflict', 'Somebody with this mail address is in the list already', {
    fields: [{ path: 'email', message: 'belongs to somebody in the list' }],
  });
}

/**
 * Changes a person, and keeps one admin who can sign in.
 * @throws AppError `not-found`; `conflict` when no admin would be left.
 */
export async function changePerson(
  db: Database,
  { id, change, asker, now }: { id: string; change: PersonChange; asker: Asker; now: Date },
): Promise<PersonRecord> {
  await db.transaction(async (tx) => {
    // All admins are locked in one order, so that two who remove each other come one after the other.
    const admins = await tx
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.role, 'admin'), eq(people.disabled, false)))
      .orderBy(asc(people.id))
      .for('update');
    const [before] = await tx.select().from(people).where(eq(people.id, id)).for('update');
    if (before === undefined) await onePerson(tx, id);
    else await changeRow(tx, { before, change, admins: admins.map((admin) => admin.id), asker, now });
  });
  return onePerson(db, id);
}

async function changeRow(
  tx: Database,
  about: { before: Row; change: PersonChange; admins: string[]; asker: Asker; now: Date },
): Promise<void> {
  const { before, change, admins, asker, now } = about;
  const { id } = before;
  const after = {
    name: change.name ?? before.name,
    role: change.role ?? before.role,
    disabled: change.disabled ?? before.disabled,
  };
  const leaves = after.role !== 'admin' || after.disabled;
  if (leaves && admins.includes(id) && admins.length === 1) {
    throw new AppError('conflict', 'This is the last admin: make somebody else an admin first');
  }
  await tx
    .update(people)
    .set({ ...after, updatedAt: now })
    .where(eq(people.id, id));
  if (after.disabled) await tx.delete(sessions).where(eq(sessions.userId, id));
  const told = (action: `person.${string}`, field: 'name' | 'role' | 'disabled') =>
    before[field] === after[field]
      ? []
      : [
          {
            actor: asker.actor,
            action,
            subject: { kind: 'person', id },
            before: { [field]: before[field] },
            after: { [field]: after[field] },
            requestId: asker.requestId,
          },
        ];
  await recordAudit(
    tx,
    ...told('person.renamed', 'name'),
    ...told('person.role-changed', 'role'),
    ...told(after.disabled ? 'person.disabled' : 'person.enabled', 'disabled'),
  );
}

/** Ends sessions of a person, all or all but one, and says so in the record. */
export async function endSessions(
  db: Database,
  {
    person,
    except,
    requestId,
  }: { person: Person; except?: string | undefined; requestId?: string | undefined },
): Promise<number> {
  return db.transaction(async (tx) => {
    const mine = eq(sessions.userId, person.id);
    const ended = await tx
      .delete(sessions)
      .where(except === undefined ? mine : and(mine, ne(sessions.id, except)))
      .returning({ id: sessions.id });
    await recordAudit(tx, {
      actor: person,
      action: 'person.signed-out-everywhere',
      subject: { kind: 'person', id: person.id },
      after: { sessions: ended.length },
      requestId,
    });
    return ended.length;
  });
}

/** Who asks, for a sentence: their name, or what they are. */
export function nameOf({ actor }: Asker): string {
  return actor.kind === 'person' ? actor.name : actorKey(actor);
}
