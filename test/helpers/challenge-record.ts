import type { ChallengeRecord, MatchFields, MatchRecord, RecordedEvent } from '../../src/learning/record.js';

/** Minutes after the first of March, so that tests can say what came first. */
export const minute = (count: number) => new Date(Date.UTC(2026, 2, 1, 0, count));

/** A published challenge with matches `m1`, `m2`, … of entries `cs-1`, `cs-2`, …, and what was done with them. */
export function challengeRecord(about: Partial<ChallengeRecord> & { count?: number } = {}): ChallengeRecord {
  const { count = 3, ...changes } = about;
  return {
    id: 'ch-1',
    request: { statement: 'The old town floods', limit: 10 },
    country: 'PE',
    population: 40_000,
    language: 'en',
    matches: Array.from({ length: count }, (_, index) => matchRecord(index + 1)),
    events: [],
    introductions: [],
    ...changes,
  };
}

/** The match of entry `cs-N`, approved in its first place. */
export function matchRecord(number: number, changes: Partial<MatchRecord> = {}): MatchRecord {
  return {
    id: `m${number}`,
    entryId: `cs-${number}`,
    status: 'approved',
    position: number,
    dismissal: undefined,
    ...changes,
  };
}

/** What a person did, so many minutes in. */
export function did(
  person: string,
  action: string,
  at: number,
  after: Record<string, MatchFields> = {},
  before: Record<string, MatchFields | null> = {},
): RecordedEvent {
  return { person, action: `challenge.${action}`, at: minute(at), before, after, changed: true };
}

export const approved = (...ids: string[]) =>
  Object.fromEntries(ids.map((id) => [id, { status: 'approved' }]));
export const rejected = (reason: string, ...ids: string[]) =>
  Object.fromEntries(ids.map((id) => [id, { status: 'rejected', rejectionReason: reason }]));
