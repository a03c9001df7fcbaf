import { z } from 'zod';
import { CHALLENGE_STATUSES } from '../../db/schema.js';
import type { QueueQuery } from '../../review/contract.js';
import { manyValues, oneValue } from '../form.js';
import type { View } from '../view.js';

/** Challenges on one page of the queue. */
const PAGE = 25;
const MAX_WORDS = 200;

/** What is asked of the queue, as the address has it. */
export interface QueueFilter {
  /** `open`: what waits for an answer; `all`; or one state. */
  status: string;
  assigned: QueueQuery['assigned'];
  sector: string;
  country: string;
  late: '' | 'yes' | 'no';
  q: string;
  order: QueueQuery['order'];
  cursor: string;
}

const rawSchema = z.object({
  status: oneValue,
  assigned: oneValue.pipe(z.enum(['me', 'nobody', 'anyone']).catch('anyone')),
  sector: oneValue,
  country: manyValues,
  late: oneValue.pipe(z.enum(['', 'yes', 'no']).catch('')),
  q: oneValue,
  order: oneValue.pipe(z.enum(['waiting', 'newest']).catch('waiting')),
  cursor: oneValue,
});

/** Reads the filters of an address. A value that does not exist is left out rather than refused. */
export function readFilter(query: unknown, view: Pick<View, 'taxonomy'>): QueueFilter {
  const raw = rawSchema.parse(query);
  const states: readonly string[] = [...CHALLENGE_STATUSES, 'all'];
  const [country = ''] = raw.country;
  return {
    ...raw,
    status: states.includes(raw.status) ? raw.status : 'open',
    sector: view.taxonomy.sectors.some(({ id }) => id === raw.sector) ? raw.sector : '',
    country: view.taxonomy.countryCodes.includes(country) ? country : '',
    q: raw.q.trim().slice(0, MAX_WORDS),
    cursor: raw.cursor.slice(0, 500),
  };
}

/** The filter as the service takes it. */
export function toQueueQuery(filter: QueueFilter): QueueQuery {
  return {
    ...(filter.status !== 'open' && { status: statesOf(filter.status) }),
    ...(filter.sector !== '' && { sector: [filter.sector] }),
    ...(filter.country !== '' && { country: [filter.country] }),
    ...(filter.late !== '' && { late: filter.late }),
    ...(filter.cursor !== '' && { cursor: filter.cursor }),
    assigned: filter.assigned,
    q: filter.q,
    order: filter.order,
    limit: PAGE,
  };
}

function statesOf(status: string): NonNullable<QueueQuery['status']> {
  return CHALLENGE_STATUSES.filter((one) => status === 'all' || one === status);
}

const DEFAULTS: QueueFilter = {
  status: 'open',
  assigned: 'anyone',
  sector: '',
  country: '',
  late: '',
  q: '',
  order: 'waiting',
  cursor: '',
};
const FIELDS = ['status', 'assigned', 'sector', 'country', 'late', 'q', 'order', 'cursor'] as const;

/** Whether anything but the order and the page is asked for. */
export function isFiltered(filter: QueueFilter): boolean {
  return FIELDS.some((field) => field !== 'order' && field !== 'cursor' && filter[field] !== DEFAULTS[field]);
}

function queryOf(filter: QueueFilter): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) if (filter[field] !== DEFAULTS[field]) query.set(field, filter[field]);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Address of the queue with this filter. */
export function queueAddress(filter: QueueFilter, changes: Partial<QueueFilter> = {}): string {
  return `/console${queryOf({ ...filter, ...changes })}`;
}

/** Address of a challenge, with the queue that it was chosen from. */
export function challengeAddress(id: string, filter: QueueFilter): string {
  return `/console/challenges/${encodeURIComponent(id)}${queryOf(filter)}`;
}
