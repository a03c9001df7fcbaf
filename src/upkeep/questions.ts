import { and, asc, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { checkedAtOf, dayOf, isStale, staleBefore } from '../catalogue/freshness.js';
import type { CatalogueService } from '../catalogue/service.js';
import { entries, entryContacts, entryQuestions } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { hashSecret, newId, newSecret } from '../ids.js';
import { eraseOldMails, queueMails } from '../mail/queue.js';
import type { ChangeDeps } from './change.js';
import { noEntry } from './change.js';
import type { OpenQuestion } from './contract.js';
import { verifyEntry } from './edit.js';
import { stillRightMail } from './mails.js';
import { staleSince } from './read.js';
import type { Contact } from './requests.js';

const DAY_MS = 86_400_000;
/** How long a link can be answered, and after how many days without an answer the contact is asked again. */
const LINK_DAYS = 60;
const AGAIN_DAYS = 90;
/** Entries looked at in one run, the longest unchecked first, and mails to one address in it. */
const MOST = 500;
const MOST_TO_ONE = 5;
const TEMPLATE = 'entry-still-right';

export interface QuestionDeps extends ChangeDeps {
  staleAfterDays: number;
  /** Days for which what contacts wrote is kept, and the mails to them. */
  retentionDays: number;
  /** Where people reach us, for links. */
  siteUrl: string;
}

/** Sets or takes away the contact of an entry; the record tells that it was done, not who it is. */
export async function setContact(
  { db, now }: QuestionDeps,
  id: string,
  contact: Contact,
  asker: Asker,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.select({ id: entries.id }).from(entries).where(eq(entries.id, id)).for('update');
    if (row === undefined) throw noEntry();
    const mine = eq(entryContacts.entryId, id);
    const [held] = await tx.select().from(entryContacts).where(mine);
    if (held?.name === contact?.name && held?.email === contact?.email) return;
    if (contact === null) await tx.delete(entryContacts).where(mine);
    else {
      const set = { ...contact, updatedAt: sql`now()` };
      await tx
        .insert(entryContacts)
        .values({ entryId: id, ...contact })
        .onConflictDoUpdate({ target: entryContacts.entryId, set });
    }
    // Whoever was asked before is not the contact any more: their links close.
    await tx
      .update(entryQuestions)
      .set({ expiresAt: now() })
      .where(and(eq(entryQuestions.entryId, id), isNull(entryQuestions.answer)));
    await recordAudit(tx, {
      actor: asker.actor,
      action: 'entry.contact-changed',
      subject: { kind: 'entry', id },
      before: { contact: held !== undefined },
      after: { contact: contact !== null },
      requestId: asker.requestId,
    });
  });
}

/**
 * Asks the contacts of stale entries whether they are still right: once when an entry becomes stale, then once in 90
 * days as long as nobody answers; each once, whatever is killed and however many processes run it.
 * @returns how many mails were new.
 */
export async function reconfirm(deps: QuestionDeps): Promise<number> {
  const now = deps.now();
  const due = await deps.db
    .select({ id: entries.id, email: entryContacts.email })
    .from(entries)
    .innerJoin(entryContacts, eq(entryContacts.entryId, entries.id))
    .where(staleSince(staleBefore(deps.staleAfterDays, now)))
    .orderBy(asc(sql`coalesce(${entries.lastVerifiedAt}, ${entries.updatedAt})`), asc(entries.id))
    .limit(MOST);
  const asked = new Map<string, number>();
  let sent = 0;
  for (const { id, email } of due) {
    const before = asked.get(email) ?? 0;
    if (before >= MOST_TO_ONE) continue;
    const count = await deps.db.transaction((tx) => askAbout(deps, tx, id, now));
    asked.set(email, before + count);
    sent += count;
  }
  await forget(deps, now);
  if (sent > 0) deps.nudge();
  return sent;
}

/** Writes the question and its mail down, in one transaction, unless the contact was asked in this period. */
async function askAbout(
  { staleAfterDays, siteUrl }: QuestionDeps,
  tx: Database,
  id: string,
  now: Date,
): Promise<number> {
  const [row] = await tx.select().from(entries).where(eq(entries.id, id)).for('update');
  if (row === undefined || row.status !== 'published') return 0;
  const checkedAt = checkedAtOf({ ...row, lastVerifiedAt: row.lastVerifiedAt ?? undefined });
  if (!isStale(checkedAt, staleAfterDays, now)) return 0;
  const [contact] = await tx.select().from(entryContacts).where(eq(entryContacts.entryId, id));
  const [open] = await tx
    .select({ id: entryQuestions.id })
    .from(entryQuestions)
    .where(
      and(eq(entryQuestions.entryId, id), eq(entryQuestions.answer, 'wrong'), isNull(entryQuestions.doneAt)),
    );
  // Staff have an answer to deal with: no need to ask again.
  if (contact === undefined || open !== undefined) return 0;
  const staleFor = now.getTime() - Date.parse(dayOf(checkedAt)) - staleAfterDays * DAY_MS;
  const period = `${dayOf(checkedAt)}:${Math.floor(staleFor / (AGAIN_DAYS * DAY_MS))}`;
  const secret = newSecret();
  const [question] = await tx
    .insert(entryQuestions)
    .values({
      id: newId('qu'),
      entryId: id,
      period,
      tokenHash: hashSecret(secret),
      askedAt: now,
      expiresAt: new Date(now.getTime() + LINK_DAYS * DAY_MS),
    })
    .onConflictDoNothing({ target: [entryQuestions.entryId, entryQuestions.period] })
    .returning({ id: entryQuestions.id });
  if (question === undefined) return 0;
  return queueMails(tx, {
    key: `reconfirm:${id}:${period}`,
    template: TEMPLATE,
    to: { name: contact.name, address: contact.email },
    ...stillRightMail({
      name: contact.name,
      title: row.title,
      since: checkedAt,
      until: new Date(now.getTime() + LINK_DAYS * DAY_MS),
      entryUrl: `${siteUrl}/entries/${encodeURIComponent(id)}`,
      href: `${siteUrl}/confirm/${question.id}?token=${secret}`,
    }),
  });
}

/** Forgets what contacts wrote, and the mails to them, once that is dealt with for so long. */
async function forget({ db, retentionDays }: QuestionDeps, now: Date): Promise<void> {
  const before = new Date(now.getTime() - retentionDays * DAY_MS);
  await db
    .update(entryQuestions)
    .set({ text: '' })
    .where(and(lt(entryQuestions.doneAt, before), ne(entryQuestions.text, '')));
  await eraseOldMails(db, TEMPLATE, before);
}

type Question = typeof entryQuestions.$inferSelect;

/** @throws AppError `not-found` for a link that is not right, or too old. */
async function questionOf(tx: Database, id: string, token: string, now: Date): Promise<Question> {
  const [question] = await tx
    .select()
    .from(entryQuestions)
    .where(
      and(
        eq(entryQuestions.id, id),
        eq(entryQuestions.tokenHash, hashSecret(token)),
        gt(entryQuestions.expiresAt, now),
      ),
    );
  if (question === undefined) {
    throw new AppError('not-found', 'This link is not right, or it was sent too long ago');
  }
  return question;
}

export async function readQuestion(
  deps: QuestionDeps & { catalogue: Pick<CatalogueService, 'get'> },
  id: string,
  token: string,
): Promise<OpenQuestion> {
  const { entryId, answer } = await questionOf(deps.db, id, token, deps.now());
  return { entry: await deps.catalogue.get(entryId), answer: answer ?? undefined };
}

/** What answers of contacts are recorded as: who they are stands in no record. */
const CONTACT: Asker['actor'] = { kind: 'system', name: 'contact' };

export async function takeAnswer(
  deps: QuestionDeps,
  id: string,
  token: string,
  given: { answer: 'right' | 'wrong'; text: string },
  requestId: string | undefined,
): Promise<void> {
  const at = deps.now();
  const asker: Asker = { actor: CONTACT, requestId };
  const text = given.text.trim();
  if (given.answer === 'wrong' && text === '') {
    throw new AppError('bad-request', 'Say what has changed', {
      fields: [{ path: 'text', message: 'must not be empty' }],
    });
  }
  await deps.db.transaction(async (tx) => {
    const { entryId } = await questionOf(tx, id, token, at);
    // First the entry, then what belongs to it: as everybody who changes it does.
    const [entry] = await tx.select().from(entries).where(eq(entries.id, entryId)).for('update');
    const question = await questionOf(tx, id, token, at);
    // The same button pressed twice, or a second thought: the first answer stands.
    if (question.answer !== null) return;
    await tx
      .update(entryQuestions)
      .set({ answer: given.answer, text: given.answer === 'wrong' ? text : '', answeredAt: at })
      .where(eq(entryQuestions.id, id));
    if (given.answer === 'right') {
      if (entry?.status !== 'published') return;
      await verifyEntry({ ...deps, db: tx, nudge: () => {} }, entryId, undefined, 'contact', asker);
      return;
    }
    await recordAudit(tx, {
      actor: CONTACT,
      action: 'entry.objected',
      subject: { kind: 'entry', id: entryId },
      after: { question: id },
      requestId,
    });
  });
  deps.nudge();
}

/** Notes that staff have dealt with an answer. */
export async function finishAnswer(
  { db, now }: QuestionDeps,
  id: string,
  questionId: string,
  asker: Asker,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [done] = await tx
      .update(entryQuestions)
      .set({ doneAt: now() })
      .where(
        and(
          eq(entryQuestions.id, questionId),
          eq(entryQuestions.entryId, id),
          eq(entryQuestions.answer, 'wrong'),
          isNull(entryQuestions.doneAt),
        ),
      )
      .returning({ id: entryQuestions.id });
    // Done already, by whomever.
    if (done === undefined) return;
    await recordAudit(tx, {
      actor: asker.actor,
      action: 'entry.answer-done',
      subject: { kind: 'entry', id },
      after: { question: questionId },
      requestId: asker.requestId,
    });
  });
}
