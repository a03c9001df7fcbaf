import { type PartnerUsage, USAGE_COUNTS, type UsageCount } from '../../partners/contract.js';
import { oneValue } from '../form.js';

/** Spans that can be chosen, in days. */
export const SPANS = [7, 30, 90, 365] as const;
export type Span = (typeof SPANS)[number];
const USUAL: Span = 30;
/** From so many days on they are added up by the week. */
const BY_WEEK = 120;

/** The span that an address asks for; the usual one where it asks for none that there is. */
export function spanOf(asked: unknown): Span {
  const days = Number(oneValue.parse(asked));
  return SPANS.find((span) => span === days) ?? USUAL;
}

/** What was used on a day, or in the days from `day` to `to`. */
export type UsagePeriod = PartnerUsage['days'][number] & { to: string };

/** The days one by one; of many days the weeks, counted from the last day back. */
export function periodsOf(days: PartnerUsage['days']): UsagePeriod[] {
  const length = days.length >= BY_WEEK ? 7 : 1;
  const periods: UsagePeriod[] = [];
  for (let end = days.length; end > 0; end -= length) {
    const some = days.slice(Math.max(0, end - length), end);
    const [first, last] = [some[0], some.at(-1)];
    if (first === undefined || last === undefined) break;
    const counts = USAGE_COUNTS.map((count) => [count, sum(some, count)]);
    periods.push({ ...first, ...(Object.fromEntries(counts) as Record<UsageCount, number>), to: last.day });
  }
  return periods.reverse();
}

const sum = (days: PartnerUsage['days'], count: UsageCount) =>
  days.reduce((total, day) => total + day[count], 0);

/** The days as CSV (RFC 4180), a row for each. */
export function usageCsv(days: PartnerUsage['days']): string {
  const columns = ['day', ...USAGE_COUNTS] as const;
  const rows = days.map((day) => columns.map((column) => day[column]).join(','));
  return [columns.join(','), ...rows, ''].join('\r\n');
}
