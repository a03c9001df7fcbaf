const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Attempts of one message. With the waits below the last one is about a day after the first. */
export const MOST_ATTEMPTS = 13;
const FIRST_WAIT_MS = 15 * SECOND_MS;
const MOST_WAIT_MS = 4 * HOUR_MS;
/** Each wait is up to a fifth longer or shorter, so that what failed together does not come again together. */
const JITTER = 0.2;
/** With nothing but failures for so long a webhook is paused. */
export const PAUSE_AFTER_MS = 3 * DAY_MS;
/** Days that the log of deliveries is kept. */
export const LOG_DAYS = 30;

/**
 * Milliseconds to wait after so many failures: 15 seconds, then three times as long each time, four hours at most.
 * @param random in [0, 1)
 */
export function waitAfter(failures: number, random: number): number {
  const wait = Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 3 ** Math.min(Math.max(failures, 1) - 1, 20));
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random));
}

/**
 * Milliseconds that a `Retry-After` asks for (RFC 9110, 10.2.3), a day at most; `undefined` for one that cannot be read
 * or has passed.
 */
export function readRetryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * SECOND_MS : Date.parse(text) - now.getTime();
  return ms > 0 ? Math.min(ms, DAY_MS) : undefined;
}
