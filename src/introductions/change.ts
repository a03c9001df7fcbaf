import { desc, eq } from 'drizzle-orm';
import { type Actor, type Asker, actorKey } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { everybodyOf, taskOf } from '../challenges/recipients.js';
import { type Config, siteAddress } from '../config.js';
import { challenges, introductionLinks, introductions, outcomeReports } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { hashSecret, newId, newSecret } from '../ids.js';
import { type QueuedMail, queueMails } from '../mail/queue.js';
import type { OutcomeReport, Side } from './contract.js';
import { type About, staffMail } from './mails.js';
import { type ChallengeRow, entryTitles, type IntroductionRow, noIntroduction } from './read.js';
import { nextDueAt } from './schedule.js';

const DAY_MS = 86_400_000;
/** How long the link of a mail opens its introduction: past the next question, whose mail has a link of its own. */
const LINK_DAYS = 200;

export interface IntroductionDeps {
  db: Database;
  config: Pick<Config, 'publicUrl' | 'host' | 'port'>;
  /** Called after a commit that wrote outbox rows. */
  nudge: () => void;
  now: () => Date;
}

/** What a change works on, locked. */
export interface Change {
  tx: Database;
  row: IntroductionRow;
  challenge: ChallengeRow;
  entryTitle: string;
  at: Date;
}

type Set = Partial<IntroductionRow>;

/**
 * Locks a challenge and its introduction, does the work, and writes it into the record: all or nothing.
 * @returns `undefined` from `work`: nothing is changed.
 * @throws AppError `not-found`; `conflict` where the version is not the one the change is based on, or the challenge
 * was erased.
 */
export async function change(
  deps: IntroductionDeps,
  id: string,
  about: { actor: Actor; requestId?: string | undefined; version?: number | undefined },
  work: (change: Change) => Promise<{ action: `introduction.${string}`; set: Set } | undefined>,
): Promise<boolean> {
  const done = await deps.db.transaction(async (tx) => {
    const locked = await lock(tx, id);
    const { row, challenge } = locked;
    if (challenge.erasedAt !== null) {
      throw new AppError(
        'conflict',
        'The data of this challenge were erased: nothing more can be done with it',
      );
    }
    if (about.version !== undefined && about.version !== row.version) {
      throw new AppError(
        'conflict',
        'This was changed meanwhile: look at it again; nothing of yours was saved',
        {
          fields: [{ path: 'version', message: `is ${row.version} now` }],
        },
      );
    }
    const entryTitle = (await entryTitles(tx, [row.matchId])).get(row.matchId) ?? row.entryId;
    const at = deps.now();
    const result = await work({ tx, row, challenge, entryTitle, at });
    if (result === undefined) return false;
    const after = { ...row, ...result.set };
    await tx
      .update(introductions)
      .set({ ...result.set, version: row.version + 1, updatedAt: at, nextDueAt: nextDueAt(after) })
      .where(eq(introductions.id, id));
    // What still goes on is kept: the time after which personal data are erased begins anew.
    await tx.update(challenges).set({ updatedAt: at }).where(eq(challenges.id, challenge.id));
    await recordAudit(tx, {
      actor: about.actor,
      action: result.action,
      subject: { kind: 'introduction', id },
      challengeId: challenge.id,
      before: { status: row.status, outcome: row.outcome },
      after: { status: after.status, outcome: after.outcome, endReason: after.endReason },
      requestId: about.requestId,
    });
    return true;
  });
  if (done) deps.nudge();
  return done;
}

/** The challenge first, then the introduction: whoever locks both locks them in this order. */
async function lock(tx: Database, id: string): Promise<{ row: IntroductionRow; challenge: ChallengeRow }> {
  const [seen] = await tx
    .select({ challengeId: introductions.challengeId })
    .from(introductions)
    .where(eq(introductions.id, id));
  if (seen === undefined) throw noIntroduction();
  const [challenge] = await tx
    .select()
    .from(challenges)
    .where(eq(challenges.id, seen.challengeId))
    .for('update');
  const [row] = await tx.select().from(introductions).where(eq(introductions.id, id)).for('update');
  if (row === undefined || challenge === undefined) throw noIntroduction();
  return { row, challenge };
}

/** The address in a mail to one side, with a secret of its own. */
export async function linkFor(
  deps: IntroductionDeps,
  { tx, row, at }: Pick<Change, 'tx' | 'row' | 'at'>,
  side: Side,
): Promise<string> {
  const secret = newSecret();
  await tx.insert(introductionLinks).values({
    tokenHash: hashSecret(secret),
    introductionId: row.id,
    side,
    expiresAt: new Date(at.getTime() + LINK_DAYS * DAY_MS),
  });
  return `${siteAddress(deps.config)}/introductions/${row.id}?token=${secret}`;
}

/** What every mail about it tells of. */
export function aboutOf({ challenge, entryTitle }: Change, name: string, link: string): Omit<About, 'title'> {
  const { cityName, country, language } = challenge;
  return { name, link, city: cityName, country, entryTitle, language };
}

/** A mail to one side. */
export function mailTo(
  { challenge }: Change,
  key: string,
  to: { name: string; email: string },
  content: Pick<QueuedMail, 'subject' | 'text' | 'html'>,
): QueuedMail {
  return {
    key,
    template: 'introduction',
    to: { name: to.name, address: to.email },
    challengeId: challenge.id,
    ...content,
  };
}

/** Tells whoever has the challenge as their task, or all staff. */
export async function tellStaff(
  deps: IntroductionDeps,
  { tx, row, challenge, entryTitle }: Change,
  what: 'requested' | 'declined' | 'expired',
): Promise<void> {
  const { cityName: city, title } = challenge;
  const href = `${siteAddress(deps.config)}/console/introductions/${row.id}`;
  await queueMails(
    tx,
    ...taskOf(await everybodyOf(tx), challenge.assignedTo).map(({ id, name, email }) => ({
      key: `introduction-${what}:${row.id}:${id}`,
      template: 'staff-introduction',
      to: { name, address: email },
      challengeId: challenge.id,
      ...staffMail({ name, what, city, title, entryTitle, href }),
    })),
  );
}

/** The city's contact; `undefined` once erased. */
export function contactOf({ cityName, contactName, contactEmail }: ChallengeRow) {
  return contactEmail === null ? undefined : { name: contactName ?? cityName, email: contactEmail };
}

/** Writes a report down. */
export async function addReport(
  { tx, row, at }: Change,
  { outcome, reason, note }: OutcomeReport,
  actor: Actor,
): Promise<void> {
  await tx.insert(outcomeReports).values({
    id: newId('oc'),
    introductionId: row.id,
    outcome,
    reason: reason ?? null,
    note,
    reportedBy: actorKey(actor),
    createdAt: at,
  });
}

/** When the last report was made. */
export async function lastReportAt(tx: Database, id: string): Promise<Date | undefined> {
  const [last] = await tx
    .select({ at: outcomeReports.createdAt })
    .from(outcomeReports)
    .where(eq(outcomeReports.introductionId, id))
    .orderBy(desc(outcomeReports.createdAt))
    .limit(1);
  return last?.at;
}

/** Who asks, for the record. */
export const askedBy = ({ actor, requestId }: Asker, version?: number) => ({ actor, requestId, version });
