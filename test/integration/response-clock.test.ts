import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalate } from '../../src/challenges/escalate.js';
import { createServiceLevel } from '../../src/challenges/service-level.js';
import { openDatabase } from '../../src/db/client.js';
import { challenges, introductions, people } from '../../src/db/schema.js';
import type { Database } from '../../src/db/types.js';
import { challengeRow, seedChallenges, seedPeople } from '../helpers/challenges.js';
import { openTestDatabase } from '../helpers/database.js';
import { mailsOf } from '../helpers/mail.js';
import { startPostgres } from '../helpers/postgres.js';

const HOUR = 3_600_000;
const serviceLevel = { answerHours: 72, publishHours: 240, introduceHours: 120 };
const siteUrl = 'https://match.example.org';
const from = new Date('2026-03-01T00:00:00Z');

async function onPglite() {
  const { db, close } = await openTestDatabase();
  return { db, close };
}
async function onPostgres() {
  const server = await startPostgres();
  const databaseUrl = await server.createDatabase();
  const handle = await openDatabase({ dataDir: '', databaseUrl, log: pino({ level: 'silent' }) });
  return {
    db: handle.db,
    async close() {
      await handle.close();
      await server.stop();
    },
  };
}

for (const [name, open] of Object.entries({ PGlite: onPglite, PostgreSQL: onPostgres })) {
  describe(`escalation on ${name}`, () => {
    let db: Database;
    let close: () => Promise<void>;
    let id: string;
    let start: number;
    beforeAll(async () => {
      ({ db, close } = await open());
      await seedPeople(db, 2, 'staff');
      await seedPeople(db, 1, 'admin');
      await seedPeople(db, 1, 'reviewer');
      [id = ''] = await seedChallenges(db, { count: 1, matches: 0, entryIds: [], from });
      start = (await challengeRow(db, id)).submittedAt.getTime();
    });
    afterAll(() => close());
    const run = (hours: number, ms = 0) =>
      escalate({ db, serviceLevel, siteUrl }, new Date(start + hours * HOUR + ms));
    const newest = async (count: number) =>
      (await mailsOf(db))
        .slice(-count)
        .map(({ to, subject, template }) => [to, template, subject.split(':')[0]]);

    it('reminds all staff once at three quarters, and admins once when it is late', async () => {
      expect(await run(54, -1)).toBe(0);
      expect(await run(54)).toBe(3);
      expect((await newest(3)).sort()).toEqual([
        ['admin1@secretariat.test', 'staff-due', 'Due soon'],
        ['staff1@secretariat.test', 'staff-due', 'Due soon'],
        ['staff2@secretariat.test', 'staff-due', 'Due soon'],
      ]);
      expect(await run(72)).toBe(0);
      expect(await run(72, 1)).toBe(1);
      expect(await newest(1)).toEqual([['admin1@secretariat.test', 'staff-late', 'Late']]);
      expect(await run(150)).toBe(0);
      const [mail] = (await mailsOf(db)).slice(-1);
      expect(mail?.text).toContain('was promised by');
      expect(mail?.links).toEqual([`${siteUrl}/console/challenges/${id}`]);
    });

    it('goes on with the publication, and reminds whoever has the task alone', async () => {
      const set = { firstAnswerAt: new Date(start + 80 * HOUR), assignedTo: 'pe-staff-2' };
      await db.update(challenges).set(set).where(eq(challenges.id, id));
      expect(await run(180)).toBe(1);
      expect(await newest(1)).toEqual([['staff2@secretariat.test', 'staff-due', 'Due soon']]);
      await db.update(people).set({ disabled: true }).where(eq(people.id, 'pe-admin-1'));
      // There is no admin: the step waits for one.
      expect(await run(241)).toBe(0);
      await db.update(people).set({ disabled: false }).where(eq(people.id, 'pe-admin-1'));
      expect(await run(242)).toBe(1);
      expect(await newest(1)).toEqual([['admin1@secretariat.test', 'staff-late', 'Late']]);
      expect(await run(500)).toBe(0);
    });

    it('leaves row version and time of the last change alone', async () => {
      const row = await challengeRow(db, id);
      expect(row).toMatchObject({ version: 1, escalation: 4 });
      expect(row.updatedAt.getTime()).toBeLessThan(Date.now());
    });

    it('is silent once it is published, also when it was reopened since', async () => {
      const set = { status: 'proposed', publishedAt: new Date(start), escalation: 0 } as const;
      await db.update(challenges).set(set).where(eq(challenges.id, id));
      expect(await run(1000)).toBe(0);
    });

    it('makes each step once when several processes run it at once', async () => {
      const set = { status: 'proposed', publishedAt: null, firstAnswerAt: null, escalation: 0 } as const;
      await db.update(challenges).set(set).where(eq(challenges.id, id));
      await db.update(challenges).set({ assignedTo: 'pe-staff-1' }).where(eq(challenges.id, id));
      const before = (await mailsOf(db)).length;
      const sent = await Promise.all([run(60), run(60), run(60), run(60)]);
      expect(sent.reduce((sum, one) => sum + one, 0)).toBe((await mailsOf(db)).length - before);
      expect(await run(60)).toBe(0);
    });

    it('reminds of an introduction that nobody has seen to, not of one that waits for the other side', async () => {
      await db.update(challenges).set({ status: 'published', publishedAt: new Date(start) });
      const requestedAt = new Date(start);
      const one = { challengeId: id, entryId: 'pr-x', requestedAt };
      await db.insert(introductions).values([
        { ...one, id: 'in-1', matchId: 'ma-1' },
        { ...one, id: 'in-2', matchId: 'ma-2', providerEmail: 'x@provider.test' },
      ]);
      expect(await run(89)).toBe(0);
      expect(await run(90)).toBe(1);
      expect(await newest(1)).toEqual([['staff1@secretariat.test', 'staff-due', 'Due soon']]);
      expect(await run(121)).toBe(1);
      expect(await newest(1)).toEqual([['admin1@secretariat.test', 'staff-late', 'Late']]);
      expect(await run(300)).toBe(0);
    });
  });
}

describe('the service level', () => {
  it('measures the last 90 days, counts what the city took back in time for nothing, and tells of no city', async () => {
    const { db, close } = await onPglite();
    const ids = await seedChallenges(db, { count: 10, matches: 0, entryIds: [], from });
    const now = new Date(from.getTime() + 20 * 24 * HOUR);
    const at = (hours: number) => new Date(from.getTime() + hours * HOUR);
    const set = (index: number, values: Partial<typeof challenges.$inferInsert>) =>
      db
        .update(challenges)
        .set({ submittedAt: from, updatedAt: at(1), ...values })
        .where(eq(challenges.id, ids[index] ?? ''));
    // Answered after 10 to 50 hours, and published after ten times as long.
    for (const index of [0, 1, 2, 3, 4]) {
      const hours = (index + 1) * 10;
      await set(index, { status: 'published', firstAnswerAt: at(hours), publishedAt: at(hours * 10) });
    }
    await set(5, { status: 'declined', firstAnswerAt: at(100) });
    await set(6, { status: 'withdrawn', updatedAt: at(70) });
    await set(7, { status: 'withdrawn', updatedAt: at(80) });
    await set(8, { status: 'proposed' });
    await set(9, {
      status: 'published',
      submittedAt: at(-91 * 24),
      firstAnswerAt: at(0),
      publishedAt: at(0),
    });
    await db.insert(introductions).values({
      id: 'in-1',
      challengeId: ids[0] ?? '',
      matchId: 'ma-1',
      entryId: 'pr-x',
      status: 'introduced',
      requestedAt: at(0),
      introducedAt: at(24),
    });
    const service = createServiceLevel({ db, serviceLevel, now: () => now });
    const report = await service.report();
    expect(report).toEqual({
      days: 90,
      from: '2025-12-21T00:00:00.000Z',
      submitted: 9,
      answer: { promisedHours: 72, done: 6, kept: 5, missed: 3, waiting: 0, medianHours: 35, p90Hours: 75 },
      publication: {
        promisedHours: 240,
        done: 5,
        kept: 2,
        missed: 4,
        waiting: 0,
        medianHours: 300,
        p90Hours: 460,
      },
      introduction: { promisedHours: 120, done: 1, kept: 1, missed: 0, waiting: 0 },
    });
    await close();
  });

  it('asks the database once a minute, however often it is asked', async () => {
    const { db, close } = await onPglite();
    let now = from;
    const service = createServiceLevel({ db, serviceLevel, now: () => now });
    expect(await service.report()).toBe(await service.report());
    const first = await service.report();
    now = new Date(from.getTime() + 60_000);
    expect(await service.report()).not.toBe(first);
    await close();
    now = new Date(from.getTime() + 120_000);
    await expect(service.report()).rejects.toThrow();
  });
});
