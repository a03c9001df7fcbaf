import { and, asc, eq, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { mails } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import type { MailSender } from './port.js';

/** What became of mails that were to be sent. */
export interface Dispatched {
  sent: number;
  /** Refused for good: staff see why. */
  refused: number;
  /** Those to be tried again, and when the first of them is due. */
  waiting: { mailIds: string[]; at: Date } | undefined;
}

export interface MailDispatch {
  /**
   * Sends those of these mails that are due; one that fails holds up no other, and a sender that is away fails none.
   * Copies of mails that were erased are removed.
   */
  send(mailIds: readonly string[]): Promise<Dispatched>;
  /** Mails that should have gone out ten minutes ago, whose job was lost; the oldest ones. */
  overdue(): Promise<string[]>;
}

type MailRow = typeof mails.$inferSelect;

/** While one sends a mail nobody else does; longer than a sender takes to give up. */
const LEASE_MS = 120_000;
/** Wait after the first attempt; doubled for each one after. */
const FIRST_WAIT_MS = 30_000;
const MOST_WAIT_MS = 3_600_000;
/** With these waits, four days (RFC 5321, 4.5.4.1). */
const MOST_ATTEMPTS = 100;
const OVERDUE_MS = 600_000;
const OVERDUE_ROWS = 200;

const headersSchema = z.record(z.string(), z.string()).catch({});

/**
 * Sends mails from the table. Each is claimed for two minutes, sent, then marked: a process killed in between leaves
 * it to be sent again later, by the same id.
 */
export function createMailDispatch(deps: {
  db: Database;
  sender: MailSender;
  now?: () => Date;
  /** How long a claim lasts, in milliseconds; default two minutes. */
  leaseMs?: number;
}): MailDispatch {
  const { db, sender, now = () => new Date(), leaseMs = LEASE_MS } = deps;

  /** Sends one; gives when it is due if it is not sent. */
  const sendOne = async (id: string): Promise<'sent' | 'refused' | 'gone' | Date> => {
    const row = await claim(db, id, now(), leaseMs);
    if (row === undefined) return standing(db, sender, id, now());
    const stillQueued = and(eq(mails.id, id), eq(mails.status, 'queued'));
    try {
      await sender.send(toMail(row));
    } catch (error) {
      const { final, why } = verdict(error, row.attempts);
      const at = new Date(now().getTime() + waitAfter(row.attempts));
      const set = final ? { status: 'failed' as const, nextAttemptAt: null } : { nextAttemptAt: at };
      await db
        .update(mails)
        .set({ ...set, error: why })
        .where(stillQueued);
      return final ? 'refused' : at;
    }
    const set = { status: 'sent', error: null, nextAttemptAt: null, sentAt: now() } as const;
    const marked = await db.update(mails).set(set).where(stillQueued).returning({ id: mails.id });
    // It was erased while it went out.
    if (marked.length === 0) await standing(db, sender, id, now());
    return 'sent';
  };

  return {
    async send(mailIds) {
      const result: Dispatched = { sent: 0, refused: 0, waiting: undefined };
      for (const id of mailIds) {
        const became = await sendOne(id);
        if (became === 'sent') result.sent += 1;
        else if (became === 'refused') result.refused += 1;
        else if (became !== 'gone') {
          const { mailIds: others = [], at = became } = result.waiting ?? {};
          const first = new Date(Math.min(became.getTime(), at.getTime()));
          result.waiting = { mailIds: [...others, id], at: first };
        }
      }
      return result;
    },
    async overdue() {
      const before = new Date(now().getTime() - OVERDUE_MS);
      const unclaimed = and(isNull(mails.nextAttemptAt), lt(mails.createdAt, before));
      const rows = await db
        .select({ id: mails.id })
        .from(mails)
        .where(and(eq(mails.status, 'queued'), or(unclaimed, lt(mails.nextAttemptAt, before))))
        .orderBy(asc(mails.createdAt))
        .limit(OVERDUE_ROWS);
      return rows.map(({ id }) => id);
    },
  };
}

/** Takes a mail to send it, unless it is sent, erased, or not due. The attempt counts from here. */
async function claim(db: Database, id: string, now: Date, leaseMs: number): Promise<MailRow | undefined> {
  const due = or(isNull(mails.nextAttemptAt), lte(mails.nextAttemptAt, now));
  const [row] = await db
    .update(mails)
    .set({ attempts: sql`${mails.attempts} + 1`, nextAttemptAt: new Date(now.getTime() + leaseMs) })
    .where(and(eq(mails.id, id), eq(mails.status, 'queued'), due))
    .returning();
  return row;
}

/** Why a mail could not be claimed: the time it is due at, or that there is nothing to do. */
async function standing(db: Database, sender: MailSender, id: string, now: Date): Promise<'gone' | Date> {
  const [row] = await db
    .select({ status: mails.status, at: mails.nextAttemptAt })
    .from(mails)
    .where(eq(mails.id, id));
  if (row?.status === 'erased') await sender.forget(id);
  return row?.status === 'queued' ? (row.at ?? now) : 'gone';
}

function toMail({ id, toName, toAddress, subject, text, html, headers, createdAt }: MailRow) {
  const to = { name: toName, address: toAddress };
  return { id, to, subject, text, html, headers: headersSchema.parse(headers), createdAt };
}

function verdict(error: unknown, attempts: number): { final: boolean; why: string } {
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof AppError && error.code === 'bad-request') return { final: true, why };
  if (attempts < MOST_ATTEMPTS) return { final: false, why };
  return { final: true, why: `Given up after ${attempts} attempts. ${why}` };
}

/** Milliseconds to wait after so many attempts. */
function waitAfter(attempts: number): number {
  return Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20));
}
