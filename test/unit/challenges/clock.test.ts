import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { escalationOf, howKept, nextDue, percentile } from '../../../src/challenges/clock.js';

const HOUR = 3_600_000;
const level = { answerHours: 72, publishHours: 240, introduceHours: 120 };
const submittedAt = new Date('2026-03-27T22:30:00Z');
const hoursOn = (hours: number, ms = 0) => new Date(submittedAt.getTime() + hours * HOUR + ms);
const open = { submittedAt, firstAnswerAt: null, publishedAt: null };

describe('the response clock', () => {
  it('promises an answer, then the publication, then nothing', () => {
    expect(nextDue(open, level, hoursOn(0))).toEqual({ what: 'answer', at: hoursOn(72), state: 'on-time' });
    const answered = { ...open, firstAnswerAt: hoursOn(5) };
    expect(nextDue(answered, level, hoursOn(80))).toEqual({
      what: 'publication',
      at: hoursOn(240),
      state: 'on-time',
    });
    expect(nextDue({ ...answered, publishedAt: hoursOn(90) }, level, hoursOn(999))).toBeUndefined();
  });

  it('is soon from three quarters on and late after the end, to the millisecond', () => {
    const state = (at: Date) => nextDue(open, level, at)?.state;
    expect(state(hoursOn(54, -1))).toBe('on-time');
    expect(state(hoursOn(54))).toBe('soon');
    expect(state(hoursOn(72))).toBe('soon');
    expect(state(hoursOn(72, 1))).toBe('late');
  });

  it('promises no answer after the publication, which is one', () => {
    const hasty = { ...level, publishHours: 24 };
    expect(nextDue(open, hasty, hoursOn(25))).toMatchObject({
      what: 'answer',
      at: hoursOn(24),
      state: 'late',
    });
  });

  it('counts hours that pass, over the change to summer time and wherever the server stands', () => {
    const at = new Set<number>();
    for (const zone of ['UTC', 'America/Lima', 'Europe/Berlin', 'Pacific/Apia', 'Asia/Kathmandu']) {
      process.env.TZ = zone;
      const due = nextDue(open, level, hoursOn(54));
      expect(due?.state).toBe('soon');
      at.add(due?.at.getTime() ?? 0);
    }
    expect([...at]).toEqual([submittedAt.getTime() + 72 * HOUR]);
  });
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('escalates in steps that only ever rise', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 20 }),
        fc.integer({ min: 0, max: 400 }),
        (hours, answeredAt) => {
          const steps = hours
            .sort((a, b) => a - b)
            .map((now) => {
              const times = { ...open, firstAnswerAt: now >= answeredAt ? hoursOn(answeredAt) : null };
              const due = nextDue(times, level, hoursOn(now));
              return due === undefined ? 0 : escalationOf(due);
            })
            .filter((step) => step > 0);
          expect(steps).toEqual([...steps].sort((a, b) => a - b));
        },
      ),
    );
  });
});

describe('how a promise was kept', () => {
  const span = (hours: number | null | 'given up', from = 0) => ({
    from: hoursOn(from),
    to: typeof hours === 'number' ? hoursOn(from + hours) : hours,
  });

  it('tells kept, missed and waiting apart, at the very boundary too', () => {
    const spans = [span(72), span(73), span(null), span(null, 928), span(null, 927), span('given up')];
    expect(howKept(spans, 72, hoursOn(1000))).toEqual({
      promisedHours: 72,
      done: 2,
      kept: 1,
      // The one at 927 h has waited 73 hours by now, the one at 928 h exactly 72.
      missed: 3,
      waiting: 1,
    });
  });

  it('gives median and 90th percentile from five on, and none below', () => {
    const spans = [1, 2, 3, 4, 30].map((hours) => span(hours));
    expect(howKept(spans, 72, hoursOn(1000))).toMatchObject({ medianHours: 3, p90Hours: 19.6 });
    expect(howKept(spans.slice(1), 72, hoursOn(1000))).not.toHaveProperty('medianHours');
    expect(howKept([], 72, hoursOn(0))).toEqual({
      promisedHours: 72,
      done: 0,
      kept: 0,
      missed: 0,
      waiting: 0,
    });
  });

  it('counts each span once, whatever they are', () => {
    const to = fc.oneof(
      fc.integer({ min: 0, max: 500 }),
      fc.constant(null),
      fc.constant('given up' as const),
    );
    fc.assert(
      fc.property(fc.array(to), fc.integer({ min: 1, max: 300 }), (all, promised) => {
        const { done, kept, missed, waiting } = howKept(
          all.map((one) => span(one)),
          promised,
          hoursOn(400),
        );
        expect(kept + missed + waiting).toBe(all.filter((one) => one !== 'given up').length);
        expect(done).toBe(all.filter((one) => typeof one === 'number').length);
      }),
    );
  });

  it('takes percentiles between neighbours, within what was seen', () => {
    expect(percentile([10], 0.9)).toBe(10);
    expect(percentile([0, 10], 0.5)).toBe(5);
    expect(percentile([1, 2, 3, 4], 0.9)).toBeCloseTo(3.7);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (numbers, share) => {
          const sorted = [...numbers].sort((a, b) => a - b);
          const one = percentile(sorted, share);
          expect(one).toBeGreaterThanOrEqual(sorted[0] ?? 0);
          expect(one).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
        },
      ),
    );
  });
});
