import type { ChallengeRecord } from './record.js';
import { CITY, type Say, saysOf } from './says.js';

/** The grade of an entry for a challenge, and who says so. */
export interface EntryGrade {
  entryId: string;
  /** From 0 to 3: the mean of what is said, by weight, rounded. */
  grade: number;
  /** Of everybody the last word. */
  says: readonly Say[];
  /** Whether at least two speak of it: only then it counts. */
  counts: boolean;
}

/** Why a challenge's grades are not used. */
export type LeftOut =
  /** An entry that helps rests on one source alone; without it the others would be judged wrongly. */
  | 'one-source'
  /** One person decided more than half of all: their oldest ones are left out. */
  | 'too-much-of-one';

/** What is learnt from one challenge. */
export interface LearntChallenge {
  record: ChallengeRecord;
  entries: readonly EntryGrade[];
  /** Absent: it is used. */
  leftOut: LeftOut | undefined;
}

/** The grades of one challenge's entries. Pure. */
export function gradesOf(record: ChallengeRecord): EntryGrade[] {
  return [...saysOf(record)].map(([entryId, says]) => {
    const weight = sum(says.map((say) => say.weight));
    const grade = Math.round(sum(says.map((say) => say.grade * say.weight)) / weight);
    return { entryId, grade, says, counts: says.length >= 2 };
  });
}

/**
 * What is learnt from these challenges, those of which nothing is said left out. Pure. Used are at most as many
 * challenges that one person decided as others; with fewer than two people of the secretariat, none.
 */
export function learnFrom(records: readonly ChallengeRecord[]): LearntChallenge[] {
  const all = records
    .map((record): LearntChallenge => {
      const entries = gradesOf(record);
      return { record, entries, leftOut: isWhole(entries) ? undefined : 'one-source' };
    })
    .filter(({ entries }) => entries.length > 0);
  const surplus = tooMuchOfOne(all.filter(({ leftOut }) => leftOut === undefined));
  return all.map((one) => (surplus.has(one) ? { ...one, leftOut: 'too-much-of-one' } : one));
}

/** An entry that one source alone says helps would count as one that does not: then none of them can be used. */
function isWhole(entries: readonly EntryGrade[]): boolean {
  return (
    entries.some(({ counts }) => counts) &&
    entries.every(({ counts, says }) => counts || says.every(({ grade }) => grade === 0))
  );
}

/** What must be left out so that nobody decided more than half of what is used, and two people are heard at least. */
function tooMuchOfOne(used: readonly LearntChallenge[]): ReadonlySet<LearntChallenge> {
  const by = new Map<string, LearntChallenge[]>();
  for (const one of used) {
    const leader = leaderOf(one);
    if (leader !== undefined) by.set(leader, [...(by.get(leader) ?? []), one]);
  }
  // Not more than one person can have decided more than half.
  const most = [...by.values()].find((led) => led.length * 2 > used.length) ?? [];
  const surplus = new Set(byAge(most).slice(0, Math.max(0, 2 * most.length - used.length)));
  const rest = used.filter((one) => !surplus.has(one));
  return peopleIn(rest).size < 2 ? new Set(used) : surplus;
}

/** Whose words are more than half of the weight in a challenge's grades, if anybody's. */
export function leaderOf({ entries }: Pick<LearntChallenge, 'entries'>): string | undefined {
  const shares = new Map<string, number>();
  const counted = entries.filter(({ counts }) => counts);
  for (const { says } of counted) {
    const whole = sum(says.map(({ weight }) => weight));
    for (const { by, weight } of says) shares.set(by, (shares.get(by) ?? 0) + weight / whole);
  }
  // Cities are each another one.
  const [leader] = [...shares].find(([by, share]) => by !== CITY && share * 2 > counted.length + 1e-9) ?? [];
  return leader;
}

/** Ids of the people of the secretariat whose words are used. */
export function peopleIn(used: readonly Pick<LearntChallenge, 'entries'>[]): ReadonlySet<string> {
  const says = used.flatMap(({ entries }) => entries.filter(({ counts }) => counts).flatMap((e) => e.says));
  return new Set(says.map(({ by }) => by).filter((by) => by !== CITY));
}

/** Oldest last word first. */
function byAge(challenges: readonly LearntChallenge[]): LearntChallenge[] {
  const last = ({ entries }: LearntChallenge) =>
    Math.max(...entries.flatMap(({ says }) => says.map(({ at }) => at.getTime())));
  return [...challenges].sort((a, b) => last(a) - last(b) || (a.record.id < b.record.id ? -1 : 1));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
