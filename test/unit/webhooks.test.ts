import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newWebhookSchema } from '../../src/webhooks/contract.js';
import { MOST_ATTEMPTS, readRetryAfter, waitAfter } from '../../src/webhooks/schedule.js';
import { createSecretBox, newSigningSecret } from '../../src/webhooks/secret.js';
import { isWithin } from '../../src/webhooks/send.js';
import { signMessage } from '../../src/webhooks/sign.js';
import { entryEventOf, fits } from '../../src/webhooks/tell.js';

describe('a signature', () => {
  it('is that of the example that Standard Webhooks gives', () => {
    const signed = signMessage(
      {
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        at: new Date(1_614_265_330_000),
        body: '{"test": 2432232314}',
      },
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    );
    expect(signed.headers).toMatchObject({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });
});

describe('a secret that is kept', () => {
  it('opens for its owner under the same secret of the server alone, and is never twice the same text', () => {
    const box = createSecretBox('one secret of a server');
    const secret = newSigningSecret();
    const kept = box.close(secret, 'wh-a');
    expect(box.open(kept, 'wh-a')).toBe(secret);
    expect(box.close(secret, 'wh-a')).not.toBe(kept);
    const changed = `${kept.startsWith('A') ? 'B' : 'A'}${kept.slice(1)}`;
    for (const open of [
      () => box.open(kept, 'wh-b'),
      () => box.open(changed, 'wh-a'),
      () => box.open('', 'wh-a'),
      () => createSecretBox('another secret').open(kept, 'wh-a'),
    ]) {
      expect(open).toThrow('AUTH_SECRET is another');
    }
  });
});

describe('waits', () => {
  it('never shrink from one failure to the next by more than chance, and last a day in all', () => {
    const waits = (random: number) =>
      Array.from({ length: MOST_ATTEMPTS - 1 }, (_, index) => waitAfter(index + 1, random) / 3_600_000);
    const sum = (random: number) => waits(random).reduce((all, wait) => all + wait, 0);
    expect([sum(0), sum(0.5), sum(1)].map((hours) => Math.round(hours * 10) / 10)).toEqual([
      19.6, 24.6, 29.5,
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, random) => {
          const wait = waitAfter(n, random);
          expect(wait).toBeGreaterThanOrEqual(12_000);
          expect(wait).toBeLessThanOrEqual(4.8 * 3_600_000);
        },
      ),
    );
  });

  it('that a receiver asks for are read in seconds or as a date, up to a day', () => {
    const now = new Date('2026-03-01T12:00:00Z');
    expect(
      [
        '120',
        ' 120 ',
        'Sun, 01 Mar 2026 12:05:00 GMT',
        '999999',
        '0',
        '-5',
        'Sun, 01 Mar 2026 11:00:00 GMT',
        'x',
        undefined,
      ].map((text) => readRetryAfter(text, now)),
    ).toEqual([120_000, 120_000, 300_000, 86_400_000, undefined, undefined, undefined, undefined, undefined]);
  });
});

describe('what is told', () => {
  it('is what a change of state is for those outside', () => {
    const states = [undefined, 'draft', 'archived', 'published'] as const;
    const told = states.map((before) =>
      (['draft', 'archived', 'published'] as const).map((after) => entryEventOf(before, after)?.slice(6)),
    );
    expect(told).toEqual([
      [undefined, undefined, 'published'],
      [undefined, undefined, 'published'],
      [undefined, undefined, 'published'],
      ['withdrawn', 'withdrawn', 'changed'],
    ]);
  });

  it('fits a filter in every part of it that says something', () => {
    const news = { sectors: ['water', 'health'], countries: ['PE'] };
    const fitting = (sectors: string[], countries: string[]) => fits({ sectors, countries }, news);
    expect([
      fitting([], []),
      fitting(['water'], []),
      fitting(['water', 'energy'], ['PE', 'BO']),
      fitting(['energy'], ['PE']),
      fitting(['water'], ['BO']),
    ]).toEqual([true, true, true, false, false]);
  });

  it('of challenges always comes with their withdrawal', () => {
    const eventsOf = (...events: string[]) =>
      newWebhookSchema.parse({ name: 'One', url: 'https://example.org/', events }).events;
    expect(eventsOf('challenge.published', 'entry.changed')).toEqual([
      'challenge.published',
      'challenge.withdrawn',
      'entry.changed',
    ]);
    expect(eventsOf('challenge.withdrawn', 'challenge.published')).toEqual([
      'challenge.withdrawn',
      'challenge.published',
    ]);
    expect(eventsOf('entry.changed')).toEqual(['entry.changed']);
  });
});

it('networks hold their own addresses, of their own kind', () => {
  expect([
    isWithin('10.1.2.3', '10.1.0.0/16'),
    isWithin('10.2.2.3', '10.1.0.0/16'),
    isWithin('fd00::5', 'fd00::/8'),
    isWithin('::ffff:10.1.2.3', '10.1.0.0/16'),
    isWithin('10.1.2.3', 'fd00::/8'),
    isWithin('no address', '10.1.0.0/16'),
    isWithin('10.1.2.3', '10.1.0.0'),
  ]).toEqual([true, false, true, false, false, false, false]);
});
