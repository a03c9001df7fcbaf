import type { MatchRequest } from '../matching/contract.js';

/** What is on record of one challenge that learning goes by. Plain data. */
export interface ChallengeRecord {
  id: string;
  /** As the city asked. */
  request: MatchRequest;
  country: string;
  population: number | null;
  language: string;
  /** Those that are not superseded. */
  matches: readonly MatchRecord[];
  /** What people did with its answer, in order. */
  events: readonly RecordedEvent[];
  introductions: readonly IntroductionRecord[];
}

export interface MatchRecord {
  id: string;
  entryId: string;
  status: 'proposed' | 'approved' | 'rejected' | 'superseded';
  /** From 1. */
  position: number;
  /** Why the city does not want it, and since when. */
  dismissal: { reason: string; at: Date } | undefined;
}

/** One row of the audit record of an answer. */
export interface RecordedEvent {
  /** Id of the person. */
  person: string;
  action: string;
  at: Date;
  /** What differs of each match, before and after; a match that was not there is null. */
  before: Readonly<Record<string, MatchFields | null>>;
  after: Readonly<Record<string, MatchFields | null>>;
  /** Whether anything was changed at all: only then it can be taken back. */
  changed: boolean;
}

/** Of a match what the record says and learning needs. */
export interface MatchFields {
  status?: string | undefined;
  position?: number | undefined;
  rejectionReason?: string | null | undefined;
}

export interface IntroductionRecord {
  entryId: string;
  requestedAt: Date;
  /** `by` as an actor stands in the database: `city:ID`, `person:ID`, `provider:ID`. */
  reports: readonly { outcome: string; reason: string | null; by: string; at: Date }[];
}
