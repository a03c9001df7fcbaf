import type { introductions } from '../db/schema.js';

const DAY_MS = 86_400_000;

/** After how many days the other side is reminded that it was asked. */
export const INVITE_REMINDER_DAYS = [7, 14] as const;
/** After how many days without an answer a request expires. */
export const INVITE_EXPIRES_DAYS = 21;
/** After how many days both are asked what came of it. */
export const QUESTION_DAYS = [30, 90, 180, 365] as const;
/** How many days after an unanswered question it is asked once more. */
const QUESTION_REMINDER_DAYS = 10;
/** A report within so many days answers the question that falls due after it. */
const FRESH_DAYS = 7;

type Row = Pick<
  typeof introductions.$inferSelect,
  'status' | 'invitedAt' | 'introducedAt' | 'outcome' | 'remindersSent'
>;

/** A step of the follow-up: what is done when its time has come. */
export type Step =
  | { kind: 'remind'; day: number }
  | { kind: 'expire'; day: number }
  | { kind: 'question'; day: number }
  | { kind: 'question-again'; day: number };

const INVITED: readonly Step[] = [
  ...INVITE_REMINDER_DAYS.map((day) => ({ kind: 'remind' as const, day })),
  { kind: 'expire', day: INVITE_EXPIRES_DAYS },
];
const INTRODUCED: readonly Step[] = QUESTION_DAYS.flatMap((day) => [
  { kind: 'question' as const, day },
  { kind: 'question-again' as const, day: day + QUESTION_REMINDER_DAYS },
]);

/** The steps of an introduction in its present state, from when they are counted. */
function scheduleOf(row: Row): { from: Date; steps: readonly Step[] } | undefined {
  if (row.status === 'requested' && row.invitedAt !== null) return { from: row.invitedAt, steps: INVITED };
  // What is in operation has come as far as it can: nobody is asked any more.
  if (row.status !== 'introduced' || row.introducedAt === null || row.outcome === 'operating')
    return undefined;
  return { from: row.introducedAt, steps: INTRODUCED };
}

/** When the next step is due; null where nothing more is to come. */
export function nextDueAt(row: Row): Date | null {
  const schedule = scheduleOf(row);
  const step = schedule?.steps[row.remindersSent];
  return schedule === undefined || step === undefined
    ? null
    : new Date(schedule.from.getTime() + step.day * DAY_MS);
}

/**
 * What to do now: of steps that fell due while nobody looked, the last alone, so that nobody gets several mails at
 * once. `step` is undefined where a report has answered it already.
 * @param reportedAt when the last report of either side was made.
 * @returns `undefined` where nothing is due; else how many steps are done after it.
 */
export function dueStep(
  row: Row,
  reportedAt: Date | undefined,
  now: Date,
): { step: Step | undefined; done: number } | undefined {
  const schedule = scheduleOf(row);
  if (schedule === undefined) return undefined;
  const { from, steps } = schedule;
  const at = (step: Step) => from.getTime() + step.day * DAY_MS;
  const done = steps.findLastIndex((step) => at(step) <= now.getTime()) + 1;
  const step = steps[done - 1];
  if (step === undefined || done <= row.remindersSent) return undefined;
  const asked = step.kind === 'question-again' ? step.day - QUESTION_REMINDER_DAYS : step.day;
  const answers = from.getTime() + (asked - FRESH_DAYS) * DAY_MS;
  const answered =
    (step.kind === 'question' || step.kind === 'question-again') &&
    reportedAt !== undefined &&
    reportedAt.getTime() >= answers;
  return { step: answered ? undefined : step, done };
}
