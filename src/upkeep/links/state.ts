import type { LinkResult } from './request.js';

/** Days in a row on which a link must fail before it is called dead. */
export const DEAD_AFTER_DAYS = 3;
const DAY_MS = 86_400_000;
/** How long a result holds: what fails is asked again the next day. */
const AGAIN_MS = {
  works: 7 * DAY_MS,
  unclear: 7 * DAY_MS,
  refused: 7 * DAY_MS,
  dead: 7 * DAY_MS,
  failing: DAY_MS,
};
/** The clock begins each day's run a little earlier or later. */
const SLACK_MS = DAY_MS / 2;

/** What is known of a link. */
export interface LinkState {
  state: 'works' | 'unclear' | 'failing' | 'dead' | 'refused';
  failedDays: number;
  /** The last day, in UTC, on which it failed. */
  lastFailedOn: string | null;
}

/**
 * What is known after one more check. A link is dead when it failed on three different days with no success between;
 * several failures on one day are one, and one success forgives all.
 */
export function nextState(before: LinkState | undefined, { kind }: LinkResult, day: string): LinkState {
  const failed = { failedDays: before?.failedDays ?? 0, lastFailedOn: before?.lastFailedOn ?? null };
  if (kind === 'works') return { state: 'works', failedDays: 0, lastFailedOn: null };
  if (kind === 'refused') return { state: 'refused', ...failed };
  // It may be there: neither a failure nor a success.
  if (kind === 'unclear') return { state: before?.state === 'dead' ? 'dead' : 'unclear', ...failed };
  const failedDays = failed.lastFailedOn === day ? failed.failedDays : failed.failedDays + 1;
  return {
    state: failedDays >= DEAD_AFTER_DAYS ? 'dead' : 'failing',
    failedDays,
    lastFailedOn: day,
  };
}

/** Whether it is a link's turn to be checked. */
export function isDue(known: { state: LinkState['state']; checkedAt: Date }, now: Date): boolean {
  return now.getTime() - known.checkedAt.getTime() >= AGAIN_MS[known.state] - SLACK_MS;
}
