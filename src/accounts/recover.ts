import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record.js';
import { siteAddress } from '../config.js';
import { people } from '../db/schema.js';
import { createAuth } from './auth.js';
import { createLimiter } from './limits.js';
import { newPasswordToken } from './passwords.js';
import { addPerson } from './people.js';
import { authSecret } from './secret.js';
import { type AccountsDeps, ASKED_SECONDS } from './service.js';

/**
 * Makes somebody an administrator who can sign in, whatever they were, and gives a link that sets their password
 * within an hour. For who has the database itself in hand.
 */
export async function recoverAdmin(
  { db, config, log }: Omit<AccountsDeps, 'nudge' | 'now'>,
  { email, name }: { email: string; name?: string | undefined },
): Promise<{ link: string; made: boolean }> {
  const { id, made } = await db.transaction(async (tx) => {
    const [before] = await tx.select().from(people).where(eq(people.email, email)).for('update');
    const row = before ?? (await addPerson(tx, { email, name: name ?? email, role: 'admin' }));
    await tx
      .update(people)
      .set({ role: 'admin', disabled: false, updatedAt: new Date(), ...(name !== undefined && { name }) })
      .where(eq(people.id, row.id));
    await recordAudit(tx, {
      actor: { kind: 'system', name: 'npm run admin' },
      action: 'person.recovered',
      subject: { kind: 'person', id: row.id },
      ...(before && { before: { role: before.role, disabled: before.disabled } }),
      after: { role: 'admin', disabled: false },
    });
    return { id: row.id, made: before === undefined };
  });
  await createLimiter({ db, now: () => new Date() }).giveBack('address', email);
  const address = siteAddress(config);
  const secret = await authSecret(db, config.authSecret);
  const auth = createAuth({ db, config: { oidc: undefined }, address, secret, log, onLink: () => {} });
  return {
    made,
    link: `${address}/console/password?token=${await newPasswordToken(auth, id, ASKED_SECONDS)}`,
  };
}
