import { and, desc, eq, lt, notLike } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { mails, outbox } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import type { MailSender } from './port.js';

export type MailRow = typeof mails.$inferSelect;

/** Mails, as staff look at them. Those with links that sign people in are never shown. */
export interface MailService {
  /** Newest first. */
  list(filter: { failed: boolean; before?: Date | undefined }, limit: number): Promise<MailRow[]>;
  /** @throws AppError `not-found`. */
  get(id: string): Promise<MailRow>;
  /** Sends one again that was refused. @throws AppError `not-found`, `conflict`. */
  sendAgain(id: string, asker: Asker): Promise<void>;
  /** Where mails go. */
  sender(): Promise<MailSender['name']>;
}

/** Whoever reads such a mail could sign in with it. */
const shown = notLike(mails.template, 'account-%');

/** Mails in the database. */
export function createMailService(deps: {
  db: Database;
  sender: MailSender;
  nudge: () => void;
}): MailService {
  const { db, sender, nudge } = deps;
  const get = async (id: string) => {
    const [row] = await db
      .select()
      .from(mails)
      .where(and(eq(mails.id, id), shown));
    if (row === undefined) throw new AppError('not-found', 'There is no mail of this id');
    return row;
  };
  return {
    list: ({ failed, before }, limit) =>
      db
        .select()
        .from(mails)
        .where(
          and(
            shown,
            failed ? eq(mails.status, 'failed') : undefined,
            before === undefined ? undefined : lt(mails.createdAt, before),
          ),
        )
        .orderBy(desc(mails.createdAt), desc(mails.id))
        .limit(limit),
    get,
    async sendAgain(id, { actor, requestId }) {
      await get(id);
      await db.transaction(async (tx) => {
        const again = await tx
          .update(mails)
          .set({ status: 'queued', error: null })
          .where(and(eq(mails.id, id), eq(mails.status, 'failed')))
          .returning({ id: mails.id });
        if (again.length === 0)
          throw new AppError('conflict', 'Only a mail that was refused can be sent again');
        await tx.insert(outbox).values({ topic: 'mail-queued', key: id });
        await recordAudit(tx, { actor, action: 'mail.sent-again', subject: { kind: 'mail', id }, requestId });
      });
      nudge();
    },
    sender: () => Promise.resolve(sender.name),
  };
}
