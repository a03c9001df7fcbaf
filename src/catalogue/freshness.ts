const DAY_MS = 86_400_000;

/** When an entry was last known to be true: when it was confirmed or its content changed, whichever is later. */
export function checkedAtOf(entry: { updatedAt: Date; lastVerifiedAt?: Date | undefined }): Date {
  const { updatedAt, lastVerifiedAt } = entry;
  return lastVerifiedAt !== undefined && lastVerifiedAt > updatedAt ? lastVerifiedAt : updatedAt;
}

/** The day, in UTC, as `2026-03-01`: entries grow stale by days, so that search index and pages agree. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Whether nobody has confirmed or changed an entry for longer than so many days. */
export function isStale(checkedAt: Date, staleAfterDays: number, now: Date): boolean {
  return Date.parse(dayOf(checkedAt)) < staleBefore(staleAfterDays, now).getTime();
}

/** Entries that were last checked before this moment, the beginning of a day in UTC, are stale. */
export function staleBefore(staleAfterDays: number, now: Date): Date {
  return new Date(Date.parse(dayOf(now)) - staleAfterDays * DAY_MS);
}
