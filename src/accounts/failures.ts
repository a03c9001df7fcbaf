import { eq } from 'drizzle-orm';
import type { Actor } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { people } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import type { Client } from './contract.js';
import type { Limiter } from './limits.js';

const ANYONE: Actor = { kind: 'anyone' };

/**
 * Writes down that somebody failed to sign in. An address that is nobody's is not kept: people type passwords
 * there as well.
 */
export async function recordFailure(
  db: Database,
  about: { by: string; email?: string | undefined; reason: string; client: Client },
): Promise<void> {
  const { by, email, reason, client } = about;
  const [known] =
    email === undefined ? [] : await db.select({ id: people.id }).from(people).where(eq(people.email, email));
  await recordAudit(db, {
    actor: ANYONE,
    action: 'person.sign-in-failed',
    subject: { kind: 'person', id: known?.id ?? 'unknown' },
    after: { by, reason },
    requestId: client.requestId,
  });
}

/**
 * Counts an attempt before it is made.
 * @throws AppError `rate-limited` with the seconds to wait: the same words for an address that is nobody's.
 */
export async function takeAttempt(
  { db, limiter }: { db: Database; limiter: Limiter },
  { email, by, client }: { email?: string | undefined; by: string; client: Client },
): Promise<void> {
  const network = await limiter.take('network', client.ip ?? '');
  const address =
    network === undefined && email !== undefined ? await limiter.take('address', email) : undefined;
  const over = network ?? address;
  if (over === undefined) return;
  const reason = network === undefined ? 'locked: address' : 'locked: network';
  if (over.first) await recordFailure(db, { by, email, reason, client });
  const wait = inWords(over.seconds);
  const why = network === undefined ? 'for this address' : 'from your network';
  throw new AppError('rate-limited', `Too many failed attempts ${why}: try again in ${wait}`, {
    retryAfterSeconds: over.seconds,
  });
}

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
