import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asker, Person } from '../../src/access.js';
import { eraseChallenge, exportChallenge } from '../../src/challenges/personal-data.js';
import { readChallenge } from '../../src/challenges/read.js';
import { createServiceLevel } from '../../src/challenges/service-level.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import {
  audit,
  challenges,
  introductionLinks,
  introductions,
  mails,
  matches,
  outcomeReports,
} from '../../src/db/schema.js';
import type { IntroductionService } from '../../src/introductions/contract.js';
import { createIntroductionService } from '../../src/introductions/service.js';
import { createReviewService } from '../../src/review/service.js';
import { bothDatabases, DATABASES } from '../helpers/both-databases.js';
import { challengeRow, frozenMatch, seedChallenges, seedEntries, seedPeople } from '../helpers/challenges.js';
import { mailsOf } from '../helpers/mail.js';

const DAY = 86_400_000;
const START = new Date('2026-03-02T09:00:00Z');
const serviceLevel = { answerHours: 72, publishHours: 240, introduceHours: 120 };
const config = { publicUrl: 'https://match.example.org', host: '127.0.0.1', port: 3000 };
const JAN = { name: 'Jan de Vries', email: 'jan@provider.test' };

const open = bothDatabases();

describe.each(DATABASES)('introductions on %s', (kind) => {
  let database: DatabaseHandle;
  let staff: Person;
  let now = START;
  let service: IntroductionService;
  const id = 'ch-0000000000000001';
  const matchId = 'ma-0000000000000001-1';
  const city: Asker = { actor: { kind: 'city', challengeId: id } };
  const desk = (): Asker => ({ actor: staff });
  const provider = (introductionId: string): Asker => ({ actor: { kind: 'provider', introductionId } });
  const ask = (message = 'We want to see your pilot.', match = matchId) =>
    service.request(id, { matchId: match, message, consent: true }, city);
  const daysOn = (days: number) => new Date(START.getTime() + days * DAY);
  const written = async () =>
    (await mailsOf(database.db)).filter(({ template }) => template === 'introduction');
  const follow = (days: number) => service.followUp(daysOn(days));

  beforeAll(async () => {
    database = await open(kind);
    const { db } = database;
    await seedEntries(db, 3);
    [staff] = (await seedPeople(db, 1, 'staff')) as [Person];
  });
  afterAll(() => database?.close());

  /** A published challenge, as if nothing had been before. */
  beforeEach(async () => {
    now = START;
    const { db } = database;
    await db.delete(challenges);
    await db.delete(mails);
    await seedChallenges(db, {
      count: 1,
      matches: 3,
      entryIds: ['cs-case-1', 'cs-case-2', 'cs-case-3'],
      from: START,
    });
    await db.update(matches).set({ status: 'approved' });
    const review = createReviewService({
      db,
      config: { serviceLevel },
      nudge: () => {},
      now: () => now,
      proposer: { freezeEntry: (entryId) => Promise.resolve(frozenMatch(entryId)) },
    });
    await review.publish(id, { version: 1, key: 'publish-it-once' }, desk());
    service = createIntroductionService({ db, config, nudge: () => {}, now: () => now });
  });

  it('goes from the city’s request to a contract, and each side has its own mail', async () => {
    const before = (await mailsOf(database.db)).length;
    const asked = await ask();
    expect(asked).toMatchObject({
      status: 'requested',
      waitsFor: 'secretariat',
      entryTitle: 'Case cs-case-1',
    });
    expect(asked.provider).toBeUndefined();
    const toStaff = (await mailsOf(database.db)).slice(before);
    expect(toStaff.map(({ to, template }) => [to, template])).toEqual([[staff.email, 'staff-introduction']]);

    now = daysOn(1);
    const invited = await service.invite(asked.id, { version: 1, provider: JAN, consent: 'both' }, desk());
    expect(invited).toMatchObject({ status: 'requested', waitsFor: 'provider', provider: JAN });
    const [invitation] = await written();
    expect(invitation?.to).toBe(JAN.email);
    expect(invitation?.text).toContain('We want to see your pilot.');
    // The challenge is for the secretariat only, and nobody has agreed yet.
    for (const secret of ['Ana', 'ana1@city.test', 'sewers', 'Streets flood']) {
      expect(invitation?.text + (invitation?.html ?? '')).not.toContain(secret);
    }
    const seen = await service.get(asked.id, provider(asked.id));
    expect(seen.city).toEqual({ name: 'City 1', country: 'PE' });
    expect(seen.challenge).toBeUndefined();
    expect(seen.challengeId).toBeUndefined();

    now = daysOn(2);
    const met = await service.answer(asked.id, { agree: true, note: '' }, provider(asked.id));
    expect(met).toMatchObject({ status: 'introduced', outcome: 'introduced' });
    expect(met.city.contact).toEqual({ name: 'Ana Torres', email: 'ana1@city.test' });
    const [, toCity, toProvider] = await written();
    expect([toCity?.to, toProvider?.to].sort()).toEqual(['ana1@city.test', JAN.email]);
    expect(toCity?.subject).not.toBe(toProvider?.subject);
    expect((await challengeRow(database.db, id)).firstIntroductionAt).toEqual(daysOn(2));
    const shown = (await readChallenge(database.db, id, serviceLevel)).matches[0]?.introduction;
    expect(shown).toEqual({
      ...{ id: asked.id, status: 'introduced', outcome: 'introduced', waitsFor: 'nobody', contact: JAN },
    });

    for (const outcome of ['replied', 'met', 'pilot', 'contract'] as const) {
      now = new Date(now.getTime() + DAY);
      await service.reportOf(id, asked.id, { outcome, note: `so far: ${outcome}` }, city);
    }
    const contract = await service.get(asked.id, provider(asked.id));
    expect(contract.outcome).toBe('contract');
    expect(contract.reports.map(({ by, note }) => [by, note])).toEqual([1, 2, 3, 4].map(() => ['city', '']));
    const report = await createServiceLevel({ db: database.db, serviceLevel, now: () => now }).report();
    expect(report.introduction).toMatchObject({ done: 1, kept: 1, missed: 0 });
    const record = await database.db
      .select()
      .from(audit)
      .where(eq(audit.subjectId, asked.id))
      .orderBy(audit.id);
    expect(record.map(({ action }) => action)).toEqual([
      'introduction.requested',
      'introduction.invited',
      'introduction.introduced',
      ...[1, 2, 3, 4].map(() => 'introduction.reported'),
    ]);
    expect(JSON.stringify(record)).not.toMatch(/Ana|ana1@|Jan|jan@|pilot\./);
  });

  it('is asked for once, however often the form is sent at once', async () => {
    const sent = await Promise.all([ask(), ask(), ask(), ask()]);
    expect(new Set(sent.map((one) => one.id)).size).toBe(1);
    expect(await database.db.$count(introductions)).toBe(1);
  });

  it('is refused where the other side could read nothing, for a foreign match, and to who is not the city', async () => {
    await expect(ask('')).rejects.toMatchObject({ code: 'bad-request', fields: [{ path: 'message' }] });
    await expect(ask('Hello there', 'ma-none')).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      service.request(id, { matchId, message: 'Hello there', consent: true }, desk()),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await database.db.$count(introductions)).toBe(0);
  });

  it('shows the redacted words to the other side where the city allows that, and nothing before they are written', async () => {
    await database.db.update(challenges).set({ disclosure: 'providers' });
    const asked = await ask('');
    const invited = { version: 1, provider: JAN, consent: 'both' } as const;
    await expect(service.invite(asked.id, invited, desk())).rejects.toMatchObject({ code: 'conflict' });
    await database.db
      .update(challenges)
      .set({ shownTo: 'providers', publicTitle: 'Water in the streets', publicStatement: 'It rains a lot.' });
    await service.invite(asked.id, invited, desk());
    expect((await service.get(asked.id, provider(asked.id))).challenge).toEqual({
      title: 'Water in the streets',
      statement: 'It rains a lot.',
    });
    const [invitation] = await written();
    expect(invitation?.text).toContain('Water in the streets');
    expect(invitation?.text).not.toContain('Streets flood');
  });

  it('introduces at once where the other side agreed beforehand', async () => {
    const asked = await ask();
    const made = await service.invite(asked.id, { version: 1, provider: JAN, consent: 'city' }, desk());
    expect(made).toMatchObject({ status: 'introduced' });
    expect((await written()).map(({ to }) => to).sort()).toEqual(['ana1@city.test', JAN.email]);
  });

  it('tells a second one of staff that the first was faster, and writes to one provider only', async () => {
    const asked = await ask();
    const both = await Promise.allSettled([
      service.invite(asked.id, { version: 1, provider: JAN, consent: 'both' }, desk()),
      service.invite(
        asked.id,
        { version: 1, provider: { name: 'Eve', email: 'eve@provider.test' }, consent: 'both' },
        desk(),
      ),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await written()).toHaveLength(1);
  });

  it('ends with the other side’s no, of which the city is told without the reason', async () => {
    const asked = await ask();
    await service.invite(asked.id, { version: 1, provider: JAN, consent: 'both' }, desk());
    await service.answer(
      asked.id,
      { agree: false, reason: 'no-budget', note: 'They never pay.' },
      provider(asked.id),
    );
    const forCity = await service.get(asked.id, city);
    expect(forCity.status).toBe('declined');
    expect(JSON.stringify(forCity)).not.toMatch(/no-budget|never pay|jan@/);
    const toCity = (await written()).at(-1);
    expect(toCity?.to).toBe('ana1@city.test');
    expect(toCity?.text).not.toMatch(/never pay|jan@/);
    const agreeing = service.answer(asked.id, { agree: true, note: '' }, provider(asked.id));
    await expect(agreeing).rejects.toMatchObject({ code: 'conflict' });
    expect((await service.get(asked.id, desk())).endNote).toBe('They never pay.');
    // The city may ask again.
    expect((await ask()).id).not.toBe(asked.id);
  });

  it('takes an answer from nobody but who was asked, and no report before they are introduced', async () => {
    const asked = await ask();
    await expect(
      service.answer(asked.id, { agree: true, note: '' }, provider(asked.id)),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    await service.invite(asked.id, { version: 1, provider: JAN, consent: 'both' }, desk());
    for (const other of [city, desk()]) {
      await expect(service.answer(asked.id, { agree: true, note: '' }, other)).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await expect(
      service.report(asked.id, { outcome: 'met', note: '' }, provider(asked.id)),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      service.reportOf(
        'ch-0000000000000002',
        asked.id,
        { outcome: 'ended', reason: 'other', note: '' },
        city,
      ),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('reminds twice, then expires and tells the city, each once however many processes look', async () => {
    const asked = await ask();
    await service.invite(asked.id, { version: 1, provider: JAN, consent: 'both' }, desk());
    const run = (days: number) => Promise.all([follow(days), follow(days), follow(days)]);
    await run(6.9);
    expect(await written()).toHaveLength(1);
    await run(7);
    await run(7.1);
    expect(await written()).toHaveLength(2);
    await run(14);
    expect(await written()).toHaveLength(3);
    await run(21);
    const all = await written();
    expect(all.map(({ to }) => to)).toEqual([JAN.email, JAN.email, JAN.email, 'ana1@city.test']);
    expect(all.filter(({ subject }) => subject.startsWith('Reminder'))).toHaveLength(2);
    expect((await service.get(asked.id, desk())).status).toBe('expired');
    expect(await follow(400)).toBe(0);
  });

  it('asks both sides at 30, 90, 180 and 365 days, again after ten, and not who has just told', async () => {
    const asked = await ask();
    await service.invite(asked.id, { version: 1, provider: JAN, consent: 'city' }, desk());
    const questions = async () => (await written()).length - 2;
    await follow(29);
    expect(await questions()).toBe(0);
    await follow(30);
    expect(await questions()).toBe(2);
    now = daysOn(35);
    await service.report(asked.id, { outcome: 'met', note: '' }, provider(asked.id));
    await follow(40);
    expect(await questions()).toBe(2);
    await follow(90);
    await follow(100);
    expect(await questions()).toBe(6);
    // A server that was away for long asks once, not for all it missed.
    await follow(380);
    expect(await questions()).toBe(8);
    expect(await follow(800)).toBe(0);
    now = daysOn(801);
    await service.report(asked.id, { outcome: 'operating', note: '' }, city);
    expect((await service.get(asked.id, desk())).nextDueAt).toBeUndefined();
  });

  it('asks the city nothing where it did not agree to that', async () => {
    await database.db.update(challenges).set({ consents: { processing: true, followUp: false } });
    const asked = await ask();
    await service.invite(asked.id, { version: 1, provider: JAN, consent: 'city' }, desk());
    await follow(30);
    expect((await written()).slice(2).map(({ to }) => to)).toEqual([JAN.email]);
  });

  it('has links of which each opens its own side, until they expire or the data are erased', async () => {
    const asked = await ask();
    await service.invite(asked.id, { version: 1, provider: JAN, consent: 'city' }, desk());
    const tokens = (await written()).map(
      ({ links }) => new URL(links[0] ?? '').searchParams.get('token') ?? '',
    );
    const sides = await Promise.all(tokens.map((token) => service.byToken(token)));
    expect(sides.map((one) => one?.side).sort()).toEqual(['city', 'provider']);
    const rows = await database.db.select().from(introductionLinks);
    expect(rows.map(({ tokenHash }) => tokenHash)).not.toContain(tokens[0]);
    now = daysOn(199);
    expect(await service.byToken(tokens[0] ?? '')).toBeDefined();
    now = daysOn(201);
    expect(await service.byToken(tokens[0] ?? '')).toBeUndefined();
    now = daysOn(3);
    await service.report(asked.id, { outcome: 'met', note: 'Ana came by.' }, city);
    const data = await exportChallenge(database.db, id, serviceLevel, city);
    expect(JSON.stringify(data)).toContain('Ana came by.');
    await eraseChallenge(database.db, id, city, now);
    expect(await service.byToken(tokens[0] ?? '')).toBeUndefined();
    const left = JSON.stringify([
      await database.db.select().from(introductions),
      await database.db.select().from(outcomeReports),
      await mailsOf(database.db),
    ]);
    expect(left).not.toMatch(/Ana|ana1@|Jan|jan@provider|pilot\./);
    expect(await database.db.select({ status: introductions.status }).from(introductions)).toEqual([
      { status: 'ended' },
    ]);
    await expect(service.report(asked.id, { outcome: 'met', note: '' }, desk())).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await follow(400)).toBe(0);
  });

  it('is listed by what waits longest, page by page', async () => {
    for (const [index, match] of [matchId, 'ma-0000000000000001-2', 'ma-0000000000000001-3'].entries()) {
      now = daysOn(index);
      await ask('Hello there', match);
    }
    const first = await service.list({ show: 'waiting', limit: 2 });
    expect(first).toMatchObject({ total: 3 });
    const rest = await service.list({ show: 'waiting', limit: 2, cursor: first.nextCursor });
    expect([...first.introductions, ...rest.introductions].map((one) => one.matchId)).toEqual([
      matchId,
      'ma-0000000000000001-2',
      'ma-0000000000000001-3',
    ]);
    expect(rest.nextCursor).toBeUndefined();
    await expect(service.list({ show: 'all', limit: 2, cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'bad-request',
    });
    const [one] = first.introductions;
    await service.invite(one?.id ?? '', { version: 1, provider: JAN, consent: 'both' }, desk());
    expect((await service.list({ show: 'invited', limit: 9 })).total).toBe(1);
    expect(await service.lastContact(one?.entryId ?? '')).toEqual(JAN);
  });
});
