import { and, asc, eq, inArray, isNull, like, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import type { ServiceLevel } from '../config.js';
import {
  audit,
  challenges,
  introductionLinks,
  introductions,
  mails,
  matches,
  messages,
  outcomeReports,
  publications,
  undoSteps,
} from '../db/schema.js';
import type { Database } from '../db/types.js';
import { eraseMails } from '../mail/queue.js';
import { tellOfChallenge } from '../webhooks/tell.js';
import { noChallenge, readChallenge } from './read.js';

const DAY_MS = 86_400_000;
/** Challenges erased in one go. */
const BATCH = 100;
const consentsSchema = z.looseObject({ reuse: z.boolean().default(false) });

/**
 * Everything that is kept about a challenge, as JSON.
 * @throws AppError `not-found`.
 */
export async function exportChallenge(
  db: Database,
  id: string,
  level: ServiceLevel,
  { actor, requestId }: Asker,
): Promise<unknown> {
  const challenge = await readChallenge(db, id, level);
  const [row] = await db.select().from(challenges).where(eq(challenges.id, id));
  const [sent, record, introduced] = await Promise.all([
    db.select().from(mails).where(eq(mails.challengeId, id)).orderBy(asc(mails.createdAt)),
    db.select().from(audit).where(eq(audit.challengeId, id)).orderBy(asc(audit.id)),
    exportIntroductions(db, id),
  ]);
  await recordAudit(db, {
    actor,
    action: 'challenge.exported',
    subject: { kind: 'challenge', id },
    requestId,
  });
  return {
    challenge,
    opened: { to: row?.shownTo, title: row?.publicTitle, statement: row?.publicStatement },
    contact: { name: row?.contactName, email: row?.contactEmail },
    consents: row?.consents,
    introductions: introduced,
    mails: sent.map(({ subject, text, createdAt, sentAt }) => ({ subject, text, createdAt, sentAt })),
    record: record.map(({ at, actor: by, action }) => ({ at, by: by.split(':')[0], action })),
  };
}

/** What the city asked for and reported. What the other side wrote is the other side's. */
async function exportIntroductions(db: Database, challengeId: string): Promise<unknown[]> {
  const rows = await db
    .select()
    .from(introductions)
    .where(eq(introductions.challengeId, challengeId))
    .orderBy(asc(introductions.requestedAt));
  const reports = await db
    .select()
    .from(outcomeReports)
    .where(
      and(
        inArray(
          outcomeReports.introductionId,
          rows.map((row) => row.id),
        ),
        like(outcomeReports.reportedBy, 'city:%'),
      ),
    )
    .orderBy(asc(outcomeReports.createdAt));
  return rows.map(({ id, matchId, entryId, status, outcome, message, requestedAt, introducedAt }) => ({
    ...{ matchId, entryId, status, outcome, message, requestedAt, introducedAt },
    reports: reports
      .filter(({ introductionId }) => introductionId === id)
      .map(({ outcome: step, reason, note, createdAt }) => ({ outcome: step, reason, note, at: createdAt })),
  }));
}

/**
 * Erases what is personal; what was decided stays, without names. Texts stay where the city agreed to that.
 * @throws AppError `not-found`.
 */
export async function eraseChallenge(db: Database, id: string, asker: Asker, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(challenges).where(eq(challenges.id, id)).for('update');
    if (row === undefined) throw noChallenge();
    if (row.erasedAt !== null) return;
    const { reuse } = consentsSchema.parse(row.consents);
    const ended = row.status === 'received' || row.status === 'proposed' || row.status === 'published';
    const [after = row] = await tx
      .update(challenges)
      .set({
        ...(reuse ? {} : { title: '', statement: '', outcome: '', tried: '' }),
        ...{ shownTo: 'secretariat', publicTitle: null, publicStatement: null },
        cityName: '',
        contactName: null,
        contactEmail: null,
        submissionKey: null,
        note: '',
        status: ended ? 'withdrawn' : row.status,
        claimedBy: null,
        claimedUntil: null,
        version: row.version + 1,
        erasedAt: now,
        updatedAt: now,
      })
      .where(eq(challenges.id, id))
      .returning();
    await tellOfChallenge(tx, row, after);
    await tx.update(messages).set({ text: '', actorName: '' }).where(eq(messages.challengeId, id));
    await eraseMails(tx, id);
    await tx
      .update(introductions)
      .set({
        providerName: null,
        providerEmail: null,
        message: '',
        endNote: '',
        nextDueAt: null,
      })
      .where(eq(introductions.challengeId, id));
    await eraseIntroductions(tx, id);
    // Notes of staff may name people.
    await tx
      .update(matches)
      .set({ note: '', rejectionNote: '', dismissalNote: '' })
      .where(eq(matches.challengeId, id));
    await tx.delete(undoSteps).where(eq(undoSteps.challengeId, id));
    await tx.delete(publications).where(eq(publications.challengeId, id));
    await recordAudit(tx, {
      actor: asker.actor,
      action: 'challenge.erased',
      subject: { kind: 'challenge', id },
      before: { status: row.status },
      after: { status: ended ? 'withdrawn' : row.status },
      requestId: asker.requestId,
    });
  });
}

/** Of introductions their steps stay; links, and what was written about them, go. What is under way ends. */
async function eraseIntroductions(tx: Database, challengeId: string): Promise<void> {
  const mine = eq(introductions.challengeId, challengeId);
  const ids = tx.select({ id: introductions.id }).from(introductions).where(mine);
  await tx.delete(introductionLinks).where(inArray(introductionLinks.introductionId, ids));
  await tx.update(outcomeReports).set({ note: '' }).where(inArray(outcomeReports.introductionId, ids));
  await tx
    .update(introductions)
    .set({ status: 'ended', endReason: 'other' })
    .where(and(mine, inArray(introductions.status, ['requested', 'introduced'])));
}

/**
 * Erases the personal data of challenges that ended, and did not change, for longer than so many days.
 * @returns how many were erased.
 */
export async function retain(db: Database, retentionDays: number, now: Date): Promise<number> {
  let erased = 0;
  for (;;) {
    const due = await db
      .select({ id: challenges.id })
      .from(challenges)
      .where(
        and(
          inArray(challenges.status, ['published', 'closed', 'declined', 'withdrawn']),
          isNull(challenges.erasedAt),
          lt(challenges.updatedAt, new Date(now.getTime() - retentionDays * DAY_MS)),
        ),
      )
      .limit(BATCH);
    for (const { id } of due) {
      await eraseChallenge(db, id, { actor: { kind: 'system', name: 'retention' } }, now);
    }
    erased += due.length;
    if (due.length < BATCH) return erased;
  }
}
