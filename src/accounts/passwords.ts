import { eq } from 'drizzle-orm';
import type { Person } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { people } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newSecret } from '../ids.js';
import type { Auth } from './auth.js';
import { cookiesOf, headersOf } from './client.js';
import type { Client } from './contract.js';
import { recordFailure, takeAttempt } from './failures.js';
import type { Limiter } from './limits.js';
import { requireGoodPassword } from './password.js';
import { toPerson } from './people.js';

interface PasswordDeps {
  db: Database;
  auth: Auth;
  limiter: Limiter;
}

const identifier = (token: string) => `reset-password:${token}`;

/** A new secret that sets the password of a person, once, within so many seconds. */
export async function newPasswordToken(auth: Auth, id: string, seconds: number): Promise<string> {
  const token = newSecret();
  const { internalAdapter } = await auth.$context;
  await internalAdapter.createVerificationValue({
    identifier: identifier(token),
    value: id,
    expiresAt: new Date(Date.now() + seconds * 1000),
  });
  return token;
}

const deadLink = () =>
  new AppError('unauthenticated', 'This link does not work any more: it was used, or it is too old');

/** Sets a password by a link; every session of that person ends. */
export async function setPassword(
  { db, auth, limiter }: PasswordDeps,
  { token, password }: { token: string; password: string },
  client: Client,
): Promise<void> {
  await takeAttempt({ db, limiter }, { by: 'password link', client });
  const { internalAdapter } = await auth.$context;
  const found = await internalAdapter.findVerificationValue(identifier(token));
  if (!found || found.expiresAt < new Date()) throw deadLink();
  const [row] = await db.select().from(people).where(eq(people.id, found.value));
  if (row === undefined || row.disabled) throw deadLink();
  requireGoodPassword(password, row);
  const answer = await auth.api.resetPassword({
    body: { newPassword: password, token },
    headers: headersOf(client),
    asResponse: true,
  });
  if (!answer.ok) throw deadLink();
  await limiter.giveBack('network', client.ip ?? '');
  await limiter.giveBack('address', row.email);
  await recordAudit(db, {
    actor: toPerson(row),
    action: 'person.password-set',
    subject: { kind: 'person', id: row.id },
    requestId: client.requestId,
  });
}

/** Changes the password of who asks; their other sessions end. */
export async function changePassword(
  { db, auth, limiter }: PasswordDeps,
  { current, password }: { current: string; password: string },
  { person, client }: { person: Person; client: Client },
): Promise<{ cookies: string[] }> {
  requireGoodPassword(password, person);
  await takeAttempt({ db, limiter }, { by: 'password change', email: person.email, client });
  const answer = await auth.api.changePassword({
    body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
    headers: headersOf(client),
    asResponse: true,
  });
  if (!answer.ok) {
    await recordFailure(db, { by: 'password change', email: person.email, reason: 'wrong password', client });
    const message = 'is not your password now';
    throw new AppError('bad-request', `What you gave as your present password ${message}`, {
      fields: [{ path: 'current', message }],
    });
  }
  await limiter.giveBack('network', client.ip ?? '');
  await limiter.giveBack('address', person.email);
  await recordAudit(db, {
    actor: person,
    action: 'person.password-changed',
    subject: { kind: 'person', id: person.id },
    requestId: client.requestId,
  });
  return { cookies: cookiesOf(answer) };
}
