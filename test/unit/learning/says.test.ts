import { describe, expect, it } from 'vitest';
import type { ChallengeRecord } from '../../../src/learning/record.js';
import { saysOf } from '../../../src/learning/says.js';
import {
  approved,
  challengeRecord,
  did,
  matchRecord,
  minute,
  rejected,
} from '../../helpers/challenge-record.js';

/** What is said of an entry, shortly: who, what, grade, weight. */
const told = (record: ChallengeRecord, entryId = 'cs-1') =>
  (saysOf(record).get(entryId) ?? []).map(
    ({ by, what, grade, weight }) => `${by} ${what} ${grade} ${weight}`,
  );

describe('what decisions say of an entry', () => {
  it('is the grade of an approval, and half as heavy that of who publishes what somebody else approved', () => {
    const events = [did('ann', 'decided', 1, approved('m1')), did('bob', 'published', 2)];
    expect(told(challengeRecord({ events }))).toEqual(['ann approved 2 1', 'bob answer-published 2 0.5']);
    const alone = [did('ann', 'decided', 1, approved('m1')), did('ann', 'published', 2)];
    expect(told(challengeRecord({ events: alone }))).toEqual(['ann approved 2 1']);
  });

  it.each([
    ['off-topic', 0],
    ['wrong-scale', 0],
    ['wrong-context', 0],
  ])('is nothing of use for a rejection as %s, which who publishes confirms', (reason, grade) => {
    const matches = [matchRecord(1, { status: 'rejected' })];
    const events = [did('ann', 'decided', 1, rejected(reason, 'm1')), did('bob', 'published', 2)];
    expect(told(challengeRecord({ matches, events }))).toEqual([
      `ann rejected:${reason} ${grade} 1`,
      `bob answer-published ${grade} 0.5`,
    ]);
  });

  it.each([
    'too-early',
    'weak-evidence',
    'outdated',
    'near-copy',
    'conflict-of-interest',
    'other',
    'no code',
  ])('is nothing at all for a rejection as %s', (reason) => {
    const matches = [matchRecord(1, { status: 'rejected' })];
    const events = [did('ann', 'decided', 1, rejected(reason, 'm1')), did('bob', 'published', 2)];
    expect(told(challengeRecord({ matches, events }))).toEqual([]);
  });

  it('is the highest grade for what staff found themselves', () => {
    const matches = [matchRecord(1)];
    const events = [did('ann', 'match-added', 1, approved('m1')), did('bob', 'published', 2)];
    expect(told(challengeRecord({ matches, events }))).toEqual([
      'ann added 3 1',
      'bob answer-published 2 0.5',
    ]);
  });

  it('does not count what was undone or reset', () => {
    const undone = [
      did('ann', 'decided', 1, approved('m1')),
      did('bob', 'decided', 2, rejected('off-topic', 'm1')),
      did('bob', 'undone', 3, { m1: { status: 'approved', rejectionReason: null } }),
    ];
    expect(told(challengeRecord({ events: undone }))).toEqual(['ann approved 2 1']);
    const reset = [
      did('ann', 'decided', 1, rejected('off-topic', 'm1')),
      did('bob', 'decided', 2, { m1: { status: 'proposed', rejectionReason: null } }),
      did('bob', 'decided', 3, approved('m1')),
    ];
    expect(told(challengeRecord({ events: reset }))).toEqual(['bob approved 2 1']);
  });

  it('takes back the last change of who undoes, not one of somebody else', () => {
    const events = [
      did('ann', 'decided', 1, approved('m1')),
      did('ann', 'decided', 2, approved('m2')),
      did('bob', 'decided', 3, approved('m3')),
      did('ann', 'undone', 4, { m2: { status: 'proposed' } }),
    ];
    const says = saysOf(challengeRecord({ events }));
    expect([...says.keys()]).toEqual(['cs-1', 'cs-3']);
  });

  it('is the last word of each who spoke', () => {
    const events = [
      did('ann', 'decided', 1, rejected('off-topic', 'm1')),
      did('bob', 'decided', 2, approved('m1')),
      did('ann', 'decided', 3, rejected('wrong-scale', 'm1')),
      did('ann', 'decided', 4, approved('m1')),
    ];
    expect(told(challengeRecord({ events }))).toEqual(['bob approved 2 1', 'ann approved 2 1']);
  });

  it('counts the approvals of an answer as it stands, not of one that was changed since', () => {
    const events = [
      did('ann', 'decided', 1, approved('m1')),
      did('bob', 'approved', 2),
      did('ann', 'edited', 3),
      did('cem', 'approved', 4),
      did('ann', 'published', 5),
    ];
    expect(told(challengeRecord({ events }))).toEqual(['ann approved 2 1', 'cem answer-approved 2 0.5']);
  });

  it('is one grade more for what staff moved to the first three places, among what was kept', () => {
    const places = [4, 1, 2, 3];
    const matches = places.map((position, index) => matchRecord(index + 1, { position }));
    const was = { m1: { position: 1 }, m2: { position: 2 }, m3: { position: 3 }, m4: { position: 4 } };
    const is = { m1: { position: 4 }, m2: { position: 1 }, m3: { position: 2 }, m4: { position: 3 } };
    const events = [
      did('bob', 'ordered', 1, is, was),
      did('ann', 'decided', 2, approved('m1', 'm2', 'm3', 'm4')),
    ];
    const record = challengeRecord({ matches, events });
    expect(told(record, 'cs-4')).toEqual(['bob moved-up 3 1', 'ann approved 2 1']);
    // The second was among the first before.
    expect(told(record, 'cs-2')).toEqual(['ann approved 2 1']);
    // With the first one rejected the fourth had been among the first three anyway.
    const rest = matches.map((match) =>
      match.id === 'm1' ? { ...match, status: 'rejected' as const } : match,
    );
    expect(told(challengeRecord({ matches: rest, events }), 'cs-4')).toEqual(['ann approved 2 1']);
  });

  it('stays raised for who moves an entry up and approves it then', () => {
    const matches = [1, 2, 4, 3].map((position, index) => matchRecord(index + 1, { position }));
    const events = [
      did('ann', 'ordered', 1, { m4: { position: 3 } }, { m4: { position: 4 } }),
      did('ann', 'decided', 2, approved('m4')),
    ];
    expect(told(challengeRecord({ matches, events }), 'cs-4')).toEqual(['ann moved-up 3 1']);
  });

  it.each([
    ['not-our-problem', ['city dismissed:not-our-problem 0 1']],
    ['wrong-scale', ['city dismissed:wrong-scale 0 1']],
    ['no-budget', []],
    ['already-have-one', []],
  ])('of the city that does not want it, as %s, is %j', (reason, says) => {
    const matches = [matchRecord(1, { dismissal: { reason, at: minute(3) } })];
    expect(told(challengeRecord({ matches }))).toEqual(says);
  });

  it('of a city that asks for an introduction is the highest, until the two do not fit', () => {
    const asked = { entryId: 'cs-1', requestedAt: minute(1) };
    const report = (outcome: string, reason: string | null, by: string) => ({
      outcome,
      reason,
      by,
      at: minute(5),
    });
    const saysAfter = (...reports: ReturnType<typeof report>[]) =>
      told(challengeRecord({ introductions: [{ ...asked, reports }] }));
    expect(saysAfter()).toEqual(['city introduction-asked 3 1']);
    expect(saysAfter(report('met', null, 'city:ch-1'))).toEqual(['city introduction-asked 3 1']);
    expect(saysAfter(report('ended', 'timing', 'city:ch-1'))).toEqual(['city introduction-asked 3 1']);
    expect(saysAfter(report('ended', 'wrong-fit', 'city:ch-1'))).toEqual(['city outcome:ended 1 1']);
    expect(saysAfter(report('contract', null, 'person:ann'))).toEqual([
      'city introduction-asked 3 1',
      'ann outcome:contract 3 1',
    ]);
    // What the other side says of itself does not count.
    expect(saysAfter(report('contract', null, 'provider:in-1'))).toEqual(['city introduction-asked 3 1']);
  });
});
