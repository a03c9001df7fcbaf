import { and, asc, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Role } from '../access.js';
import type { ServiceLevel } from '../config.js';
import { challenges, people } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { composeMail } from '../mail/compose.js';
import { queueMails } from '../mail/queue.js';
import type { ChallengeRow } from './read.js';
import { OPEN } from './states.js';

const HOUR_MS = 3_600_000;
/** Share of the promised time after which somebody is reminded. */
const REMIND_AT = 0.75;

/** What a challenge waits for. */
export interface Promised {
  what: 'answer' | 'publication';
  due: Date;
  /** Share of the promised time that has passed; 1 and more is late. */
  passed: number;
}

/** What is promised next: the first answer of a person, then the published answer. */
export function promised(
  row: Pick<ChallengeRow, 'submittedAt' | 'firstAnswerAt'>,
  level: ServiceLevel,
  now: Date,
): Promised {
  const what = row.firstAnswerAt === null ? 'answer' : 'publication';
  const hours = what === 'answer' ? Math.min(level.answerHours, level.publishHours) : level.publishHours;
  const passed = (now.getTime() - row.submittedAt.getTime()) / (hours * HOUR_MS);
  return { what, due: new Date(row.submittedAt.getTime() + hours * HOUR_MS), passed };
}

/**
 * Reminds whoever has the task (or all staff) of what falls due soon, and tells admins what is late: each once.
 * @returns how many mails were new.
 */
export async function escalate(
  deps: { db: Database; serviceLevel: ServiceLevel; siteUrl: string },
  now: Date,
): Promise<number> {
  const { db, serviceLevel, siteUrl } = deps;
  const since = (hours: number) => new Date(now.getTime() - REMIND_AT * hours * HOUR_MS);
  const { answerHours, publishHours } = serviceLevel;
  const due = await db
    .select()
    .from(challenges)
    .where(
      and(
        inArray(challenges.status, [...OPEN]),
        or(
          and(
            isNull(challenges.firstAnswerAt),
            lt(challenges.submittedAt, since(Math.min(answerHours, publishHours))),
          ),
          lt(challenges.submittedAt, since(publishHours)),
        ),
      ),
    )
    .orderBy(asc(challenges.submittedAt));
  if (due.length === 0) return 0;
  const staff = await db.select().from(people).where(eq(people.disabled, false));
  const having = (...roles: Role[]) => staff.filter(({ role }) => roles.includes(role));
  let sent = 0;
  for (const row of due) {
    const next = promised(row, serviceLevel, now);
    const late = next.passed >= 1;
    const mine = staff.filter(({ id }) => id === row.assignedTo);
    const to = late ? having('admin') : mine.length > 0 ? mine : having('staff', 'admin');
    sent += await db.transaction((tx) =>
      queueMails(
        tx,
        ...to.map(({ id, name, email }) => ({
          key: `${late ? 'late' : 'soon'}:${row.id}:${next.what}:${id}`,
          template: late ? 'review-late' : 'review-soon',
          to: { name, address: email },
          challengeId: row.id,
          ...reminder(name, row, next, `${siteUrl}/console/challenges/${row.id}`),
        })),
      ),
    );
  }
  return sent;
}

function reminder(name: string, row: ChallengeRow, { what, due, passed }: Promised, href: string) {
  const when = `${due.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const thing = what === 'answer' ? 'A first answer' : 'The answer';
  const text = passed >= 1 ? `${thing} was promised by ${when}.` : `${thing} is promised by ${when}.`;
  return composeMail({
    subject: `${passed >= 1 ? 'Late' : 'Due soon'}: ${row.title}`,
    greeting: `Dear ${name},`,
    blocks: [
      { kind: 'text', text: `${row.cityName} waits. ${text}` },
      { kind: 'action', label: 'Open the challenge', href },
    ],
    closing: ['CityMatch', 'You get this mail because you review challenges.'],
  });
}
