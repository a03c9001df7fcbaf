import { and, gte, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { ServiceLevel } from '../config.js';
import { challenges, introductions } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { howKept, type Promised, promisedHours } from './clock.js';
import type { ChallengeStatus } from './states.js';

/** Days that are looked back. */
const DAYS = 90;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** How long a measurement is given again, in milliseconds: anyone may ask. */
const FRESH_MS = 60_000;

const keptSchema = z
  .object({
    promisedHours: z.number().describe('Promised time, in hours'),
    done: z.int().describe('How often it came about, in time or late'),
    kept: z.int().describe('Came in time'),
    missed: z.int().describe('Came late, or has not come though the time is over'),
    waiting: z.int().describe('Neither come nor due yet'),
    medianHours: z.number().optional().describe('Half came within so many hours; absent below five'),
    p90Hours: z.number().optional().describe('Nine of ten came within so many hours; absent below five'),
  })
  .meta({ id: 'PromiseKept', description: 'A promise, and how it was kept' });

/** Answer of `GET /v1/service-level`. */
export const serviceLevelSchema = z
  .object({
    days: z.int().describe('Days looked back'),
    from: z.iso.datetime().describe('Challenges and requests since then are counted, ISO 8601 in UTC'),
    submitted: z.int().describe('Challenges submitted since then'),
    answer: keptSchema.describe('From submission to the first answer of a person'),
    publication: keptSchema.describe('From submission to the published answer'),
    introduction: keptSchema.describe('From a city’s request to the introduction'),
  })
  .meta({ id: 'ServiceLevel', description: 'What the secretariat promises, and how it was kept' });
export type ServiceLevelReport = z.infer<typeof serviceLevelSchema>;

/** What is promised, and how it was kept. */
export interface ServiceLevelService {
  /** Counts and times only: nothing of any one city. At most a minute old. */
  report(): Promise<ServiceLevelReport>;
}

/** Measures the service level in the database. */
export function createServiceLevel(deps: {
  db: Database;
  serviceLevel: ServiceLevel;
  now?: () => Date;
}): ServiceLevelService {
  const { db, serviceLevel, now = () => new Date() } = deps;
  let last: { at: number; report: Promise<ServiceLevelReport> } | undefined;
  return {
    report() {
      const at = now();
      if (last === undefined || at.getTime() - last.at >= FRESH_MS) {
        const report = measure(db, serviceLevel, at);
        last = { at: at.getTime(), report };
        report.catch(() => {
          last = undefined;
        });
      }
      return last.report;
    },
  };
}

/** How the promises of the last 90 days were kept. */
async function measure(db: Database, level: ServiceLevel, now: Date): Promise<ServiceLevelReport> {
  const from = new Date(now.getTime() - DAYS * DAY_MS);
  const [submitted, requested] = await Promise.all([
    db
      .select({
        status: challenges.status,
        submittedAt: challenges.submittedAt,
        firstAnswerAt: challenges.firstAnswerAt,
        publishedAt: challenges.publishedAt,
        updatedAt: challenges.updatedAt,
      })
      .from(challenges)
      .where(gte(challenges.submittedAt, from)),
    db
      .select({
        status: introductions.status,
        from: introductions.requestedAt,
        to: introductions.introducedAt,
      })
      .from(introductions)
      .where(and(gte(introductions.requestedAt, from), ne(introductions.status, 'declined'))),
  ]);
  const spans = (what: Promised, done: 'firstAnswerAt' | 'publishedAt', ended: readonly ChallengeStatus[]) =>
    submitted.map(({ status, submittedAt, updatedAt, ...times }) => {
      const due = submittedAt.getTime() + promisedHours(what, level) * HOUR_MS;
      // What ended before its time breaks no promise; what ended after it had been broken does.
      const excused = ended.includes(status) && updatedAt.getTime() <= due;
      return { from: submittedAt, to: times[done] ?? (excused ? ('given up' as const) : null) };
    });
  const answers = spans('answer', 'firstAnswerAt', ['withdrawn']);
  const publications = spans('publication', 'publishedAt', ['withdrawn', 'declined', 'closed']);
  const introduced = requested.map(({ status, from: asked, to }) => ({
    from: asked,
    to: to ?? (status === 'requested' ? null : ('given up' as const)),
  }));
  return {
    days: DAYS,
    from: from.toISOString(),
    submitted: submitted.length,
    answer: howKept(answers, promisedHours('answer', level), now),
    publication: howKept(publications, promisedHours('publication', level), now),
    introduction: howKept(introduced, level.introduceHours, now),
  };
}
