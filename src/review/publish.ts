import { and, desc, eq, inArray, max } from 'drizzle-orm';
import { z } from 'zod';
import type { Asker } from '../access.js';
import { type News, newsMail } from '../challenges/mails.js';
import type { PublishedAnswer } from '../challenges/publication.js';
import { mayBecome } from '../challenges/states.js';
import { approvals, challenges, entries, messages, proposals, publications } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import { queueMails } from '../mail/queue.js';
import { keptMatchSchema, type Reason, reasonSchema, type TranslatedReasons } from '../matching/contract.js';
import { tellOfChallenge } from '../webhooks/tell.js';
import { type ChallengeRow, type ChangeDeps, change, personOf } from './change.js';
import type { endSchema, messageSchema, publishSchema } from './contract.js';
import { heldMatches, refuseUndecided, refuseUnlessProposed } from './decisions.js';

/**
 * Publishes the answer: state, frozen answer, record and mail in one transaction. The same key again does nothing.
 * @throws AppError `conflict` while matches are undecided, approvals lack, or an approved entry is gone.
 */
export async function publish(
  deps: ChangeDeps,
  id: string,
  { version, key }: z.infer<typeof publishSchema>,
  asker: Asker,
): Promise<void> {
  const [before] = await deps.db
    .select({ id: publications.id })
    .from(publications)
    .where(and(eq(publications.challengeId, id), eq(publications.key, key)));
  if (before !== undefined) return;
  const options = { action: 'challenge.published', version, releases: true } as const;
  await change(deps, id, asker, options, async (tx, row) => {
    refuseUnlessProposed(row);
    await refuseUndecided(tx, id);
    await refuseUnapproved(tx, row);
    const answer = await answerOf(tx, row);
    const [last] = await tx
      .select({ number: max(publications.number) })
      .from(publications)
      .where(eq(publications.challengeId, id));
    const number = (last?.number ?? 0) + 1;
    await tx.insert(publications).values({ id: newId('pu'), challengeId: id, number, key, answer });
    const now = deps.now();
    const [after = row] = await tx
      .update(challenges)
      .set({ status: 'published', publishedAt: now, firstAnswerAt: row.firstAnswerAt ?? now })
      .where(eq(challenges.id, id))
      .returning();
    await tellOfChallenge(tx, row, after, { again: true });
    await mailCity(tx, row, `published:${id}:${number}`, 'published', answer.note);
  });
}

async function refuseUnapproved(tx: Database, { id, approvalsNeeded }: ChallengeRow): Promise<void> {
  // One is enough: then publishing is the approval.
  if (approvalsNeeded <= 1) return;
  const given = await tx.$count(approvals, eq(approvals.challengeId, id));
  if (given >= approvalsNeeded) return;
  throw new AppError('conflict', `${given} of ${approvalsNeeded} people have approved this answer`);
}

/** The answer as it will be shown. */
async function answerOf(tx: Database, row: ChallengeRow): Promise<PublishedAnswer> {
  const approved = (await heldMatches(tx, row.id)).filter(({ status }) => status === 'approved');
  if (approved.length === 0 && row.note === '') {
    throw new AppError('conflict', 'Approve a match, or write the city a note that nothing fits');
  }
  const ids = approved.map(({ entryId }) => entryId);
  const there =
    ids.length === 0
      ? []
      : await tx
          .select({ id: entries.id })
          .from(entries)
          .where(and(inArray(entries.id, ids), eq(entries.status, 'published')));
  const gone = approved.find(({ entryId }) => !there.some((entry) => entry.id === entryId));
  if (gone)
    throw new AppError('conflict', `The entry ${gone.entryId} has left the catalogue: reject its match`);
  const [proposal] = await tx
    .select({ confident: proposals.confident })
    .from(proposals)
    .where(eq(proposals.challengeId, row.id))
    .orderBy(desc(proposals.number))
    .limit(1);
  return {
    note: row.note,
    // What people approved fits, whatever the engine thought.
    confident: approved.length > 0 || (proposal?.confident ?? false),
    matches: approved.map((match, index) => {
      const { translated, ...shown } = keptMatchSchema.parse(match.frozen);
      const reasons = match.reasons === null ? shown.reasons : z.array(reasonSchema).parse(match.reasons);
      return {
        matchId: match.id,
        entryId: match.entryId,
        position: index + 1,
        reasons,
        ...(translated && { translated: translate(reasons, shown.reasons, translated) }),
        note: match.note,
        shown,
      };
    }),
  };
}

/** The reasons in the city's language; what staff wrote themselves stays as they wrote it. */
function translate(
  told: readonly Reason[],
  frozen: readonly Reason[],
  { language, reasons }: TranslatedReasons,
): TranslatedReasons {
  const wordsOf = ({ text }: Reason) => reasons[frozen.findIndex((reason) => reason.text === text)]?.text;
  return { language, reasons: told.map((reason) => ({ ...reason, text: wordsOf(reason) ?? reason.text })) };
}

/** Writes to the city, unless its contact was erased. */
async function mailCity(
  tx: Database,
  row: ChallengeRow,
  key: string,
  what: News,
  text: string,
): Promise<void> {
  if (row.contactEmail === null) return;
  const name = row.contactName ?? row.cityName;
  await queueMails(tx, {
    key,
    template: 'challenge-news',
    to: { name, address: row.contactEmail },
    challengeId: row.id,
    ...newsMail({ name, title: row.title, what, text, language: row.language }),
  });
}

/** Declines a challenge, or closes it, and tells the city why. */
export function end(
  deps: ChangeDeps,
  id: string,
  body: z.infer<typeof endSchema>,
  asker: Asker,
): Promise<void> {
  const { version, as, reason, note } = body;
  const options = { action: `challenge.${as}`, version, releases: true } as const;
  return change(deps, id, asker, options, async (tx, row) => {
    if (!mayBecome(row.status, as)) {
      throw new AppError('conflict', `A challenge that is ${row.status} cannot become ${as}`);
    }
    const now = deps.now();
    const [after = row] = await tx
      .update(challenges)
      .set({ status: as, endReason: reason, note, firstAnswerAt: row.firstAnswerAt ?? now })
      .where(eq(challenges.id, id))
      .returning();
    await tellOfChallenge(tx, row, after);
    await mailCity(tx, row, `${as}:${id}:${row.version}`, as, note);
  });
}

/** A published, closed or declined challenge comes back to review; the city goes on seeing what was published. */
export function reopen(
  deps: ChangeDeps,
  id: string,
  { version }: { version: number },
  asker: Asker,
): Promise<void> {
  return change(deps, id, asker, { action: 'challenge.reopened', version, answer: true }, async (tx, row) => {
    if (row.status === 'proposed' || !mayBecome(row.status, 'proposed')) {
      throw new AppError('conflict', `A challenge that is ${row.status} cannot be reopened`);
    }
    await tx.update(challenges).set({ status: 'proposed', endReason: null }).where(eq(challenges.id, id));
  });
}

/** Writes to the city, or a note among staff. */
export function say(
  deps: ChangeDeps,
  id: string,
  body: z.infer<typeof messageSchema>,
  asker: Asker,
): Promise<void> {
  const person = personOf(asker);
  const { kind, text, matchId } = body;
  if (kind === 'answer' && person.role === 'reviewer') {
    throw new AppError('forbidden', 'Writing to the city is for the role staff; yours is reviewer');
  }
  const messageId = newId('ms');
  const options = {
    action: kind === 'answer' ? 'challenge.answered' : 'challenge.noted',
    detail: { messageId },
  } as const;
  return change(deps, id, asker, options, async (tx, row) => {
    if (row.erasedAt !== null) throw new AppError('conflict', 'The data of this challenge were erased');
    await tx.insert(messages).values({
      id: messageId,
      challengeId: id,
      matchId: matchId ?? null,
      kind,
      actor: `person:${person.id}`,
      actorName: person.name,
      text,
      createdAt: deps.now(),
    });
    if (kind === 'internal') return;
    await tx
      .update(challenges)
      .set({ firstAnswerAt: row.firstAnswerAt ?? deps.now() })
      .where(eq(challenges.id, id));
    await mailCity(tx, row, `answer:${messageId}`, 'written', text);
  });
}
