import { and, asc, eq, inArray, isNull, lt, lte, or } from 'drizzle-orm';
import type { ServiceLevel } from '../config.js';
import { challenges, introductions } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { queueMails } from '../mail/queue.js';
import { escalationOf, nextDue, promisedHours, REMIND_AT } from './clock.js';
import { introductionDueMail, promiseDueMail } from './clock-mails.js';
import type { ChallengeRow } from './read.js';
import { everybodyOf, having, type Recipient, taskOf } from './recipients.js';
import { OPEN } from './states.js';

export interface EscalateDeps {
  db: Database;
  serviceLevel: ServiceLevel;
  /** Where people reach us, for links. */
  siteUrl: string;
}

const HOUR_MS = 3_600_000;
/** Challenges looked at in one run, the longest waiting first. */
const MOST = 1_000;

/**
 * Reminds whoever has a challenge as their task, or all staff, at three quarters of the promised time, and tells
 * admins when it has passed: each once, whatever is killed and however many processes run it.
 * @returns how many mails were new.
 */
export async function escalate(deps: EscalateDeps, now: Date): Promise<number> {
  const { db } = deps;
  const everybody = await everybodyOf(db);
  const due = await dueChallenges(deps, now);
  let sent = 0;
  for (const row of due) sent += await escalateOne(deps, row, everybody, now);
  return sent + (await remindOfIntroductions(deps, everybody, now));
}

/** Open challenges of which a step may be due. */
function dueChallenges({ db, serviceLevel }: EscalateDeps, now: Date): Promise<ChallengeRow[]> {
  const since = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
  const answer = promisedHours('answer', serviceLevel);
  const publication = promisedHours('publication', serviceLevel);
  const step = (level: number, hours: number) =>
    and(lt(challenges.escalation, level), lte(challenges.submittedAt, since(hours)));
  const unanswered = isNull(challenges.firstAnswerAt);
  return db
    .select()
    .from(challenges)
    .where(
      and(
        inArray(challenges.status, [...OPEN]),
        isNull(challenges.publishedAt),
        isNull(challenges.erasedAt),
        or(
          and(unanswered, or(step(1, answer * REMIND_AT), step(2, answer))),
          step(3, publication * REMIND_AT),
          step(4, publication),
        ),
      ),
    )
    .orderBy(asc(challenges.submittedAt))
    .limit(MOST);
}

/** Makes the step that is due, in one transaction with its mails. */
function escalateOne(
  { db, serviceLevel, siteUrl }: EscalateDeps,
  seen: ChallengeRow,
  everybody: readonly Recipient[],
  now: Date,
): Promise<number> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(challenges).where(eq(challenges.id, seen.id)).for('update');
    const due = row && OPEN.includes(row.status) ? nextDue(row, serviceLevel, now) : undefined;
    if (row === undefined || row.erasedAt !== null || due === undefined || due.state === 'on-time') return 0;
    const level = escalationOf(due);
    if (row.escalation >= level) return 0;
    const to = due.state === 'late' ? having(everybody, 'admin') : taskOf(everybody, row.assignedTo);
    // Nobody to tell: whoever comes first is told then.
    if (to.length === 0) return 0;
    // Neither version nor time of the last change: nothing about the challenge itself is another.
    await tx.update(challenges).set({ escalation: level }).where(eq(challenges.id, row.id));
    const href = `${siteUrl}/console/challenges/${row.id}`;
    return queueMails(
      tx,
      ...to.map(({ id, name, email }) => ({
        key: `${due.state}:${due.what}:${row.id}:${id}`,
        template: due.state === 'late' ? 'staff-late' : 'staff-due',
        to: { name, address: email },
        challengeId: row.id,
        ...promiseDueMail({ name, title: row.title, city: row.cityName, due, href }),
      })),
    );
  });
}

/** Introductions that a city asked for, and of which the other side has not been written to yet. */
async function remindOfIntroductions(
  { db, serviceLevel, siteUrl }: EscalateDeps,
  everybody: readonly Recipient[],
  now: Date,
): Promise<number> {
  const promised = serviceLevel.introduceHours * HOUR_MS;
  const rows = await db
    .select({
      id: introductions.id,
      requestedAt: introductions.requestedAt,
      challengeId: challenges.id,
      title: challenges.title,
      city: challenges.cityName,
      assignedTo: challenges.assignedTo,
    })
    .from(introductions)
    .innerJoin(challenges, eq(challenges.id, introductions.challengeId))
    .where(
      and(
        eq(introductions.status, 'requested'),
        isNull(introductions.providerEmail),
        isNull(challenges.erasedAt),
        lte(introductions.requestedAt, new Date(now.getTime() - promised * REMIND_AT)),
      ),
    )
    .orderBy(asc(introductions.requestedAt))
    .limit(MOST);
  let sent = 0;
  for (const row of rows) {
    const late = now.getTime() - row.requestedAt.getTime() > promised;
    const to = late ? having(everybody, 'admin') : taskOf(everybody, row.assignedTo);
    const at = new Date(row.requestedAt.getTime() + promised);
    const href = `${siteUrl}/console/introductions/${row.id}`;
    // Their keys alone make these once.
    const batch = to.map(({ id, name, email }) => ({
      key: `${late ? 'late' : 'soon'}:introduction:${row.id}:${id}`,
      template: late ? 'staff-late' : 'staff-due',
      to: { name, address: email },
      challengeId: row.challengeId,
      ...introductionDueMail({ name, title: row.title, city: row.city, late, at, href }),
    }));
    sent += await db.transaction((tx) => queueMails(tx, ...batch));
  }
  return sent;
}
