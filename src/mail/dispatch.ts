import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { mails } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import type { MailSender } from './port.js';

export interface MailDispatch {
  /**
   * Sends those of these mails that are still to be sent; one that fails holds up no other.
   * @throws AppError `unavailable` when some should be tried again.
   */
  send(mailIds: readonly string[]): Promise<{ sent: number; refused: number }>;
}

const headersSchema = z.record(z.string(), z.string()).catch({});

/** Sends mails from the table; what is sent is marked after, so that a killed process sends it again, by the same id. */
export function createMailDispatch({ db, sender }: { db: Database; sender: MailSender }): MailDispatch {
  return {
    async send(mailIds) {
      const rows = await db
        .select()
        .from(mails)
        .where(and(inArray(mails.id, [...mailIds]), eq(mails.status, 'queued')));
      let sent = 0;
      let refused = 0;
      let trouble: unknown;
      for (const row of rows) {
        const { id, toName, toAddress, subject, text, html, createdAt } = row;
        const headers = headersSchema.parse(row.headers);
        const attempts = sql`${mails.attempts} + 1`;
        try {
          await sender.send({
            id,
            to: { name: toName, address: toAddress },
            subject,
            text,
            html,
            headers,
            createdAt,
          });
          await db
            .update(mails)
            .set({ status: 'sent', attempts, error: null, sentAt: new Date() })
            .where(and(eq(mails.id, id), eq(mails.status, 'queued')));
          sent += 1;
        } catch (error) {
          const final = error instanceof AppError && error.code === 'bad-request';
          const why = error instanceof Error ? error.message : String(error);
          await db
            .update(mails)
            .set({ ...(final && { status: 'failed' as const }), attempts, error: why })
            .where(eq(mails.id, id));
          if (final) refused += 1;
          else trouble = error;
        }
      }
      if (trouble !== undefined) throw trouble;
      return { sent, refused };
    },
  };
}
