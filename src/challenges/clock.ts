import type { ServiceLevel } from '../config.js';

const HOUR_MS = 3_600_000;
/** Share of the promised time after which somebody is reminded. */
export const REMIND_AT = 0.75;

/** What a city is promised: a first answer of a person, then the published answer. */
export type Promised = 'answer' | 'publication';

/** What the clock of a challenge reads. */
export interface ClockTimes {
  submittedAt: Date;
  firstAnswerAt: Date | null;
  publishedAt: Date | null;
}

/** What is due next. */
export interface Due {
  what: Promised;
  at: Date;
  /** `soon` from three quarters of the promised time on, `late` once it is over: its last millisecond is in time. */
  state: 'on-time' | 'soon' | 'late';
}

/** Promised hours from submission; the answer is never promised after the publication, which is one. */
export function promisedHours(what: Promised, { answerHours, publishHours }: ServiceLevel): number {
  return what === 'publication' ? publishHours : Math.min(answerHours, publishHours);
}

/**
 * What is due next of a challenge that is open. Promises are in hours that pass, so that neither time zones nor
 * summer time change them.
 * @returns `undefined` once the answer was published: what comes after is no promise.
 */
export function nextDue(times: ClockTimes, level: ServiceLevel, now: Date): Due | undefined {
  if (times.publishedAt !== null) return undefined;
  const what = times.firstAnswerAt === null ? 'answer' : 'publication';
  const promised = promisedHours(what, level) * HOUR_MS;
  const passed = now.getTime() - times.submittedAt.getTime();
  const state = passed > promised ? 'late' : passed >= promised * REMIND_AT ? 'soon' : 'on-time';
  return { what, at: new Date(times.submittedAt.getTime() + promised), state };
}

/**
 * How far a challenge is escalated when this is due: rises with time, so that each step is made once.
 * 1 and 2: the answer is due soon, is late; 3 and 4: the publication.
 */
export function escalationOf({ what, state }: Due): number {
  const before = what === 'answer' ? 0 : 2;
  return state === 'on-time' ? 0 : before + (state === 'soon' ? 1 : 2);
}

/** A promise, and how it was kept. */
export interface Kept {
  /** Promised time, in hours. */
  promisedHours: number;
  /** How often it came about, in time or late. */
  done: number;
  /** Kept in time. */
  kept: number;
  /** Came late, or has not come though the time is over. */
  missed: number;
  /** Neither come nor due yet. */
  waiting: number;
  /** Half of them came within so many hours; absent where fewer than five came. */
  medianHours?: number;
  /** Nine of ten came within so many hours; absent where fewer than five came. */
  p90Hours?: number;
}

/** Fewer than these tell nothing about the next one. */
const FEWEST = 5;

/**
 * How a promise was kept.
 * @param spans From when to when; `to` is null for what has not come, and `given up` for what never will.
 */
export function howKept(
  spans: readonly { from: Date; to: Date | null | 'given up' }[],
  promised: number,
  now: Date,
): Kept {
  const hours: number[] = [];
  let overdue = 0;
  let waiting = 0;
  for (const { from, to } of spans) {
    if (to instanceof Date) hours.push(Math.max(0, to.getTime() - from.getTime()) / HOUR_MS);
    else if (to === null && now.getTime() - from.getTime() > promised * HOUR_MS) overdue += 1;
    else if (to === null) waiting += 1;
  }
  hours.sort((a, b) => a - b);
  const kept = hours.filter((one) => one <= promised).length;
  return {
    promisedHours: promised,
    done: hours.length,
    kept,
    missed: hours.length - kept + overdue,
    waiting,
    ...(hours.length >= FEWEST && {
      medianHours: rounded(percentile(hours, 0.5)),
      p90Hours: rounded(percentile(hours, 0.9)),
    }),
  };
}

/**
 * A percentile of numbers in rising order, between its neighbours where it falls between them (Hyndman and Fan 1996,
 * type 7; PostgreSQL's percentile_cont).
 * @param share 0 to 1.
 */
export function percentile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

const rounded = (hours: number) => Math.round(hours * 10) / 10;
