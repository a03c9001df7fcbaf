import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradesOf, leaderOf, learnFrom, peopleIn } from '../../../src/learning/learnt.js';
import type { ChallengeRecord } from '../../../src/learning/record.js';
import {
  approved,
  challengeRecord,
  did,
  matchRecord,
  minute,
  rejected,
} from '../../helpers/challenge-record.js';

/** Challenges that one person decided and another published, one a minute. */
const decidedBy = (person: string, publisher: string, count: number, from = 0): ChallengeRecord[] =>
  Array.from({ length: count }, (_, index) =>
    challengeRecord({
      id: `ch-${person}-${index + 1}`,
      events: [
        did(person, 'decided', from + index, approved('m1', 'm2', 'm3')),
        did(publisher, 'published', from + index),
      ],
    }),
  );
const used = (records: readonly ChallengeRecord[]) =>
  learnFrom(records).filter(({ leftOut }) => leftOut === undefined);

describe('the grade of an entry', () => {
  it('is the mean of what is said by weight, rounded, and keeps who disagreed', () => {
    const matches = [matchRecord(1, { dismissal: { reason: 'not-our-problem', at: minute(9) } })];
    const events = [did('ann', 'decided', 1, approved('m1')), did('bob', 'published', 2)];
    const [graded] = gradesOf(challengeRecord({ matches, events }));
    // (2 + 0.5 * 2 + 0) / 2.5
    expect(graded).toMatchObject({ entryId: 'cs-1', grade: 1, counts: true });
    expect(graded?.says.map(({ by, grade }) => [by, grade])).toEqual([
      ['ann', 2],
      ['bob', 2],
      ['city', 0],
    ]);
  });

  it('counts only where a second one speaks of it', () => {
    const events = [did('ann', 'decided', 1, approved('m1')), did('ann', 'published', 2)];
    expect(gradesOf(challengeRecord({ events }))[0]?.counts).toBe(false);
  });
});

describe('what is learnt', () => {
  it('leaves out a challenge in which one alone says that an entry helps', () => {
    const matches = [matchRecord(1, { dismissal: { reason: 'wrong-scale', at: minute(9) } }), matchRecord(2)];
    const events = [did('ann', 'decided', 1, approved('m1', 'm2')), did('ann', 'published', 2)];
    expect(learnFrom([challengeRecord({ matches, events })])).toMatchObject([{ leftOut: 'one-source' }]);
  });

  it('uses as many challenges that one person decided as others, the newest', () => {
    const records = [...decidedBy('ann', 'bob', 5), ...decidedBy('bob', 'ann', 2, 20)];
    expect(used(records).map(({ record }) => record.id)).toEqual([
      'ch-ann-4',
      'ch-ann-5',
      'ch-bob-1',
      'ch-bob-2',
    ]);
    expect(learnFrom(records)[0]).toMatchObject({ leftOut: 'too-much-of-one' });
  });

  it('uses nothing where one person decides all, whoever publishes', () => {
    expect(used(decidedBy('ann', 'bob', 20))).toEqual([]);
  });

  it('uses nothing where all is of one person and cities', () => {
    const records = decidedBy('ann', 'ann', 4).map((record) => ({
      ...record,
      matches: record.matches.map((match) => ({
        ...match,
        dismissal: { reason: 'wrong-scale', at: minute(9) },
      })),
    }));
    expect(used(records)).toEqual([]);
  });

  it('keeps "nothing fits" that two people say', () => {
    const nothing = (person: string, publisher: string) =>
      challengeRecord({
        id: `ch-${person}`,
        matches: [matchRecord(1, { status: 'rejected' })],
        events: [did(person, 'decided', 1, rejected('off-topic', 'm1')), did(publisher, 'published', 2)],
      });
    const learnt = used([nothing('ann', 'bob'), nothing('bob', 'ann')]);
    expect(learnt.map(({ entries }) => entries.map(({ grade }) => grade))).toEqual([[0], [0]]);
  });
});

const PEOPLE = ['ann', 'bob', 'cem'] as const;
const person = fc.constantFrom(...PEOPLE);
const decision = fc.oneof(
  fc.constant({ status: 'approved' as const }),
  fc
    .constantFrom('off-topic', 'wrong-scale', 'near-copy')
    .map((rejectionReason) => ({ status: 'rejected' as const, rejectionReason })),
);
const step = fc.record({ who: person, match: fc.integer({ min: 1, max: 3 }), decision });
const challenge = fc.record({
  steps: fc.array(step, { maxLength: 6 }),
  publisher: person,
  asks: fc.boolean(),
});

function toRecord(one: typeof challenge extends fc.Arbitrary<infer T> ? T : never, index: number) {
  const status = (number: number) => {
    const last = one.steps.filter(({ match }) => match === number).at(-1)?.decision.status;
    return last ?? ('proposed' as const);
  };
  const start = index * 10;
  return challengeRecord({
    id: `ch-${index}`,
    matches: [1, 2, 3].map((number) => matchRecord(number, { status: status(number) })),
    events: [
      ...one.steps.map(({ who, match, decision: fields }, at) =>
        did(who, 'decided', start + at, { [`m${match}`]: fields }),
      ),
      did(one.publisher, 'published', start + 9),
    ],
    introductions: one.asks ? [{ entryId: 'cs-1', requestedAt: minute(start + 9), reports: [] }] : [],
  });
}
const records = fc.array(challenge, { maxLength: 12 }).map((all) => all.map(toRecord));

describe('whatever people decide', () => {
  it('no one of them decided more than half of what is used, and there are two at least', () => {
    fc.assert(
      fc.property(records, (all) => {
        const learnt = used(all);
        for (const one of PEOPLE) {
          const led = learnt.filter((entry) => leaderOf(entry) === one).length;
          expect(led * 2).toBeLessThanOrEqual(learnt.length);
        }
        if (learnt.length > 0) expect(peopleIn(learnt).size).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('nothing is learnt from what one of them says alone', () => {
    fc.assert(
      fc.property(records, person, (all, one) => {
        const alone = all.map((record) => ({
          ...record,
          events: record.events.filter((event) => event.person === one),
        }));
        expect(used(alone)).toEqual([]);
      }),
    );
  });

  it('what one of them says of other entries changes no grade that rests on others alone', () => {
    fc.assert(
      fc.property(records, person, (all, one) => {
        const without = (record: ChallengeRecord) => ({
          ...record,
          events: record.events.filter((event) => event.person !== one),
        });
        for (const record of all) {
          const rest = new Map(gradesOf(without(record)).map((entry) => [entry.entryId, entry.grade]));
          for (const { entryId, grade, says } of gradesOf(record)) {
            // Who decides last has others publish that decision and no other, also where it says nothing itself.
            const decided = record.events.some(
              ({ person: who, after }) => who === one && entryId.replace('cs-', 'm') in after,
            );
            if (!decided && says.every(({ by }) => by !== one)) expect(grade).toBe(rest.get(entryId));
          }
        }
      }),
    );
  });
});
