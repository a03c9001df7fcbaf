import type { PartnerUsage } from '../../partners/contract.js';
import type { Page } from '../pages.js';
import { usageCsv } from './usage-spans.js';

/** The days of use as a file to be saved. */
export function usageFile(id: string, { days }: Pick<PartnerUsage, 'days'>): Page {
  const file = { name: `use-${id}.csv`, type: 'text/csv', body: usageCsv(days) } as const;
  return { status: 200, content: <></>, file };
}
