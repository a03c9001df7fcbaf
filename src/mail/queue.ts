import { and, eq, lt, ne, type SQL } from 'drizzle-orm';
import { mails, outbox } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { newId } from '../ids.js';
import type { MailContent } from './compose.js';

/** A mail to be sent once what it tells of is committed. */
export interface QueuedMail extends MailContent {
  /** What it tells of, as `published:CHALLENGE:1`: a second mail of the same key is dropped. */
  key: string;
  template: string;
  to: { name: string; address: string };
  /** The challenge it belongs to: its mails are erased with it. */
  challengeId?: string | undefined;
}

/**
 * Writes mails down in the transaction that they tell of; they go out when it is committed, and only once.
 * @returns how many were new.
 */
export async function queueMails(tx: Database, ...batch: readonly QueuedMail[]): Promise<number> {
  if (batch.length === 0) return 0;
  const written = await tx
    .insert(mails)
    .values(
      batch.map(({ key, template, to, challengeId, subject, text, html }) => ({
        id: newId('ml'),
        key,
        template,
        toName: to.name,
        toAddress: to.address,
        challengeId,
        subject,
        text,
        html,
      })),
    )
    .onConflictDoNothing({ target: mails.key })
    .returning({ id: mails.id });
  if (written.length > 0) {
    await tx.insert(outbox).values(written.map(({ id }) => ({ topic: 'mail-queued' as const, key: id })));
  }
  return written.length;
}

/** Erases the mails of a challenge, in the transaction that erases it: none is sent any more, none is kept. */
export async function eraseMails(tx: Database, challengeId: string): Promise<void> {
  await erase(tx, eq(mails.challengeId, challengeId));
}

/** Erases the mails of a template that were written before then. */
export async function eraseOldMails(db: Database, template: string, before: Date): Promise<void> {
  const old = and(eq(mails.template, template), lt(mails.createdAt, before), ne(mails.status, 'erased'));
  await db.transaction((tx) => erase(tx, old));
}

async function erase(tx: Database, which: SQL | undefined): Promise<void> {
  const erased = await tx
    .update(mails)
    .set({
      toName: '',
      toAddress: '',
      subject: '',
      text: '',
      html: '',
      headers: {},
      error: null,
      status: 'erased',
    })
    .where(which)
    .returning({ id: mails.id });
  // What takes mails out of the house may keep a copy: it is told as of a mail to send.
  if (erased.length > 0) {
    await tx.insert(outbox).values(erased.map(({ id }) => ({ topic: 'mail-queued' as const, key: id })));
  }
}
