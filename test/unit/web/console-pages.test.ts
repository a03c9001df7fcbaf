import { describe, expect, it } from 'vitest';
import * as taxonomy from '../../../src/taxonomy/index.js';
import {
  challengeAddress,
  isFiltered,
  queueAddress,
  readFilter,
  toQueueQuery,
} from '../../../src/web/console/queue-query.js';
import { staffReview } from '../../../src/web/messages/staff/review.js';

const read = (query: unknown) => readFilter(query, { taxonomy });

describe('the filter of the queue', () => {
  it.each([
    ['nothing', {}],
    ['a state that does not exist', { status: 'lost' }],
    ['a sector that does not exist', { sector: 'witchcraft' }],
    ['a country that does not exist', { country: 'XX' }],
    ['an order that does not exist', { order: 'random' }],
    ['values that are objects', { status: { a: 1 }, q: { b: 2 }, late: ['maybe'] }],
  ])('is that of the open queue for %s', (_case, query) => {
    expect(toQueueQuery(read(query))).toEqual({ assigned: 'anyone', q: '', order: 'waiting', limit: 25 });
    expect(isFiltered(read(query))).toBe(false);
  });

  it('asks the service for what the address says', () => {
    const query = { status: 'all', assigned: 'me', country: 'PE', late: 'yes', q: ' rain ', order: 'newest' };
    expect(toQueueQuery(read(query))).toEqual({
      status: ['received', 'proposed', 'published', 'closed', 'declined', 'withdrawn'],
      assigned: 'me',
      country: ['PE'],
      late: 'yes',
      q: 'rain',
      order: 'newest',
      limit: 25,
    });
  });

  it('stays in the addresses of pages and challenges, defaults left out', () => {
    const filter = read({ status: 'published', q: 'a&b', cursor: 'next' });
    expect(queueAddress(filter)).toBe('/console?status=published&q=a%26b&cursor=next');
    expect(queueAddress(filter, { cursor: '' })).toBe('/console?status=published&q=a%26b');
    expect(challengeAddress('ch-1', read({}))).toBe('/console/challenges/ch-1');
    expect(read(Object.fromEntries(new URLSearchParams('status=published&q=a%26b&cursor=next')))).toEqual(
      filter,
    );
  });
});

describe('a duration', () => {
  it.each([
    [0, '1 minute'],
    [119 * 60_000, '119 minutes'],
    [2 * 3_600_000, '2 hours'],
    [47 * 3_600_000, '47 hours'],
    [48 * 3_600_000, '2 days'],
  ])('of %i ms is told in the largest unit that fits', (milliseconds, words) => {
    expect(staffReview.duration(milliseconds)).toBe(words);
  });
});
