import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueStore } from '../../src/catalogue/port.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { type Submission, submissionSchema } from '../../src/challenges/contract.js';
import { retain } from '../../src/challenges/personal-data.js';
import { createProposer, type Proposer } from '../../src/challenges/propose.js';
import { createChallengeService } from '../../src/challenges/service.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { audit, challenges, mails, matches, proposals } from '../../src/db/schema.js';
import { AppError } from '../../src/errors.js';
import { createMailDispatch } from '../../src/mail/dispatch.js';
import { createFolderSender } from '../../src/mail/folder.js';
import type { Matcher, MatchResult, Telling } from '../../src/matching/contract.js';
import { createReviewService } from '../../src/review/service.js';
import { bothDatabases, DATABASES } from '../helpers/both-databases.js';
import { challengeRow, frozenMatch, seedEntries, seedPeople } from '../helpers/challenges.js';

const serviceLevel = { answerHours: 72, publishHours: 240, introduceHours: 120 };
const config = {
  serviceLevel,
  retentionDays: 730,
  reviewApprovals: 1,
  publicUrl: 'https://match.example.org',
  host: '127.0.0.1',
  port: 3000,
};
const submission = (changes: Partial<Record<keyof Submission, unknown>> = {}): Submission =>
  submissionSchema.parse({
    title: 'Old town floods',
    statement: 'Our old town floods after every heavy rain.',
    city: { name: 'Cusco', country: 'PE', population: 430_000 },
    contact: { name: 'Ana Torres', email: 'ana@cusco.test' },
    consents: { processing: true },
    ...changes,
  });

const open = bothDatabases();

describe.each(DATABASES)('challenges on %s', (kind) => {
  let database: DatabaseHandle;
  let results: MatchResult[];
  let asked: Telling | undefined;
  let proposer: Proposer;
  let store: CatalogueStore;
  const service = () => createChallengeService({ db: database.db, matcher, config, nudge: () => {} });
  // What is proposed is the test's to say; the matcher itself has tests of its own.
  const matcher: Matcher = {
    match: (_request, telling) => {
      asked = telling;
      return Promise.resolve({
        language: 'en',
        confident: true,
        tookMs: 1,
        model: 'none',
        concepts: [],
        results,
      });
    },
  };

  beforeAll(async () => {
    database = await open(kind);
    store = createCatalogueStore(database.db);
    proposer = createProposer({ db: database.db, matcher, store });
  });
  afterAll(() => database?.close());
  beforeEach(() => {
    results = ['cs-a', 'cs-b', 'cs-c'].map((id) => frozenMatch(id));
  });

  const held = (id: string) =>
    database.db
      .select()
      .from(matches)
      .where(and(eq(matches.challengeId, id), ne(matches.status, 'superseded')))
      .orderBy(matches.position);

  it('takes a form that is sent twice once, and gives the same link', async () => {
    const sent = await Promise.all(
      [1, 2, 3].map(() => service().submit(submission(), { key: 'the-same-form' })),
    );
    expect(new Set(sent.map(({ trackingUrl }) => trackingUrl)).size).toBe(1);
    const other = await service().submit(submission({ title: 'Another text' }), { key: 'the-same-form' });
    expect(other.id).not.toBe(sent[0]?.id);
    expect(await database.db.$count(mails, eq(mails.challengeId, sent[0]?.id ?? ''))).toBe(1);
  });

  it('opens by its token alone, and not when that has expired', async () => {
    const { id, trackingUrl } = await service().submit(submission(), {});
    const token = new URL(trackingUrl).searchParams.get('token') ?? '';
    expect(await service().byToken(token)).toEqual({ challengeId: id });
    expect(await service().byToken(`${token.slice(0, -1)}1`)).toBeUndefined();
    const later = createChallengeService({
      db: database.db,
      matcher,
      config,
      nudge: () => {},
      now: () => new Date(Date.now() + 731 * 86_400_000),
    });
    expect(await later.byToken(token)).toBeUndefined();
    const row = await challengeRow(database.db, id);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it('proposes once for the same answer, and anew for another, without touching decisions', async () => {
    const { id } = await service().submit(submission(), {});
    expect(await proposer.propose(id)).toBe('proposed');
    expect(await proposer.propose(id)).toBe('unchanged');
    const [first, second] = await held(id);
    const [person] = await seedPeople(database.db, 1, 'staff');
    const review = createReviewService({ db: database.db, proposer, config, nudge: () => {} });
    const asker = { actor: person ?? { kind: 'anyone' as const } };
    await review.decide(
      id,
      {
        decisions: [
          { matchId: first?.id ?? '', version: 1, decision: 'approve', note: '' },
          { matchId: second?.id ?? '', version: 1, decision: 'reject', reason: 'off-topic', note: '' },
        ],
      },
      asker,
    );
    results = ['cs-b', 'cs-d', 'cs-a'].map((entryId) => frozenMatch(entryId));
    expect(await proposer.propose(id)).toBe('proposed');
    expect((await held(id)).map(({ entryId, status }) => [entryId, status])).toEqual([
      ['cs-a', 'approved'],
      ['cs-b', 'rejected'],
      ['cs-d', 'proposed'],
    ]);
    expect(await database.db.$count(proposals, eq(proposals.challengeId, id))).toBe(2);
    await expect(
      review.decide(
        id,
        { decisions: [{ matchId: first?.id ?? '', version: 1, decision: 'reset', note: '' }] },
        asker,
      ),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(review.publish(id, { version: 1, key: 'too-early' }, asker)).rejects.toThrow(
      /decided matches meanwhile|renewed the matches meanwhile/,
    );
  });

  it('tells a city in the language of its challenge, and keeps what staff wrote as they wrote it', async () => {
    const spanish = submission({
      title: 'El centro se inunda',
      statement: 'Nuestro centro histórico se inunda después de cada lluvia fuerte.',
    });
    const { id } = await service().submit(spanish, {});
    const translated = (text: string) => ({
      language: 'es' as const,
      reasons: [{ stance: 'for' as const, kind: 'passage' as const, text }],
    });
    results = ['cs-case-1', 'cs-case-2'].map((entryId) =>
      frozenMatch(entryId, { language: 'en', translated: translated('Partió de un problema como el suyo.') }),
    );
    await seedEntries(database.db, 2);
    expect(await proposer.propose(id)).toBe('proposed');
    // Whose turn it is among equals stays as on the day it came, however often it is proposed anew.
    const [row] = await database.db.select().from(challenges).where(eq(challenges.id, id));
    expect(asked).toEqual({ also: 'es', on: row?.submittedAt });
    const [, second] = await held(id);
    const [person] = await seedPeople(database.db, 1, 'admin');
    const review = createReviewService({ db: database.db, proposer, config, nudge: () => {} });
    const asker = { actor: person ?? { kind: 'anyone' as const } };
    const reasons = [{ stance: 'for' as const, kind: 'passage' as const, text: 'As we wrote it.' }];
    const { matchList } = await review.editMatch(id, second?.id ?? '', { version: 1, reasons }, asker);
    expect(matchList[0]?.reasons[0]?.text).toMatch(/^It began/);
    const decisions = matchList.map((match) => ({
      matchId: match.id,
      version: match.version,
      decision: 'approve' as const,
      note: '',
    }));
    const { version } = await review.decide(id, { decisions }, asker);
    await review.publish(id, { version, key: 'spanish-answer' }, asker);
    const answer = await service().get(id);
    expect(
      answer.matches.map(({ reasons, translated: told }) => [reasons[0]?.text, told?.reasons[0]?.text]),
    ).toEqual([
      ['It began from a problem like yours.', 'Partió de un problema como el suyo.'],
      ['As we wrote it.', 'As we wrote it.'],
    ]);
    const sent = await database.db.select().from(mails).where(eq(mails.challengeId, id));
    expect(sent.map(({ subject }) => subject).sort()).toEqual([
      'Hemos recibido su desafío: El centro se inunda',
      'La respuesta a su desafío está lista: El centro se inunda',
    ]);
    expect(sent.every(({ html }) => html?.includes('<html lang="es">'))).toBe(true);
  });

  it('leaves what was proposed before entries told their language as it is', async () => {
    const { id } = await service().submit(submission(), {});
    expect(await proposer.propose(id)).toBe('proposed');
    results = results.map((result) => ({ ...result, language: 'en' }));
    expect(await proposer.propose(id)).toBe('unchanged');
  });

  it('leaves one proposal when two workers propose at once', async () => {
    const { id } = await service().submit(submission(), {});
    await Promise.all([proposer.propose(id), proposer.propose(id), proposer.propose(id)]);
    expect(await database.db.$count(proposals, eq(proposals.challengeId, id))).toBe(1);
    expect(await held(id)).toHaveLength(3);
  });

  it('does nothing more for a challenge that was withdrawn', async () => {
    const { id } = await service().submit(submission(), {});
    await service().withdraw(id);
    expect(await proposer.propose(id)).toBe('closed');
    await expect(service().ask(id, { text: 'Still there?' })).rejects.toBeInstanceOf(AppError);
  });

  it('erases what is personal, keeps what was decided, and sends nothing more', async () => {
    const { id, trackingUrl } = await service().submit(submission(), {});
    await proposer.propose(id);
    await service().erase(id, { actor: { kind: 'city', challengeId: id } });
    const everything = JSON.stringify([
      await challengeRow(database.db, id),
      await database.db.select().from(mails).where(eq(mails.challengeId, id)),
      await database.db.select().from(audit).where(eq(audit.challengeId, id)),
    ]);
    for (const personal of ['Ana', 'cusco.test', 'Cusco', 'floods'])
      expect(everything).not.toContain(personal);
    expect(await held(id)).toHaveLength(3);
    expect(await service().byToken(new URL(trackingUrl).searchParams.get('token') ?? '')).toBeUndefined();
    const folder = await mkdtemp(join(tmpdir(), 'citymatch-mail-'));
    const dispatch = createMailDispatch({
      db: database.db,
      sender: createFolderSender({ folder, from: 'cities@example.org' }),
    });
    const ids = (await database.db.select({ id: mails.id }).from(mails)).map((mail) => mail.id);
    const { sent } = await dispatch.send(ids);
    expect((await dispatch.send(ids)).sent).toBe(0);
    const files = await readdir(folder);
    expect(files).toHaveLength(sent);
    const all = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    expect(all.some((text) => text.includes(id))).toBe(false);
    expect(all.every((text) => /^From: CityMatch <cities@example.org>/m.test(text))).toBe(true);
    await rm(folder, { recursive: true });
  });

  it('erases by itself what ended long enough ago', async () => {
    const { id } = await service().submit(submission({ consents: { processing: true, reuse: true } }), {});
    await service().withdraw(id);
    expect(await retain(database.db, 30, new Date(Date.now() + 29 * 86_400_000))).toBe(0);
    expect(await retain(database.db, 30, new Date(Date.now() + 31 * 86_400_000))).toBeGreaterThan(0);
    const row = await challengeRow(database.db, id);
    expect(row).toMatchObject({ contactEmail: null, contactName: null, title: 'Old town floods' });
  });

  it('has a record that nobody can change', async () => {
    await expect(database.db.update(audit).set({ action: 'nothing.happened' })).rejects.toThrow();
    await expect(database.db.delete(audit)).rejects.toThrow();
    expect(await database.db.$count(audit, eq(audit.action, 'nothing.happened'))).toBe(0);
  });
});
