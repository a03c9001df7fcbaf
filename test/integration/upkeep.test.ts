import { and, asc, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../src/access.js';
import { createCatalogueService } from '../../src/catalogue/service.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { audit, entries, entryQuestions, mails, outbox } from '../../src/db/schema.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { EntryRecord } from '../../src/upkeep/contract.js';
import { createUpkeep } from '../../src/upkeep/service.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';
import { openTestDatabase } from '../helpers/database.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';

const log = pino({ level: 'silent' });
const DAY_MS = 86_400_000;
const config = {
  staleAfterDays: 730,
  retentionDays: 730,
  publicUrl: 'https://match.example.org',
  host: '127.0.0.1',
  port: 3000,
};
const person = (id: string, name: string): Person => ({
  kind: 'person',
  id,
  name,
  email: `${id}@x.test`,
  role: 'staff',
});
const ana = { actor: person('pe-ana', 'Ana') };
const ben = { actor: person('pe-ben', 'Ben') };
const fields = (changes: Record<string, unknown> = {}): Record<string, unknown> => {
  const { id: _, ...body } = caseStudyEntry('cs-x').body;
  return { ...body, ...changes };
};

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

const open = {
  PGlite: () => openTestDatabase(),
  PostgreSQL: async () => openDatabase({ dataDir: '', databaseUrl: await postgres.createDatabase(), log }),
};

describe.each(['PGlite', 'PostgreSQL'] as const)('upkeep of the catalogue on %s', (kind) => {
  let database: DatabaseHandle;
  let now = new Date('2026-03-01T10:00:00Z');
  const upkeep = async () => {
    const { db } = database;
    const store = createCatalogueStore(db);
    const clock = () => now;
    return createUpkeep({
      db,
      config,
      store,
      catalogue: createCatalogueService({ store, staleAfterDays: config.staleAfterDays, now: clock }),
      engine: await createEmbeddedEngine({ log }),
      embedder: () => undefined,
      nudge: () => {},
      now: clock,
    });
  };
  let service: Awaited<ReturnType<typeof upkeep>>;
  let number = 0;
  beforeAll(async () => {
    database = await open[kind]();
    service = await upkeep();
  });
  afterAll(() => database?.close());

  const add = (changes: Record<string, unknown> = {}, publish = true): Promise<EntryRecord> => {
    number += 1;
    return service.create(
      { kind: 'case-study', entry: fields({ title: `Entry ${number}`, ...changes }), publish },
      ana,
    );
  };
  const seen = (id: string) => createCatalogueStore(database.db).get(id);
  const actions = async (id: string) =>
    (await database.db.select().from(audit).where(eq(audit.subjectId, id)).orderBy(asc(audit.id))).map(
      ({ action }) => action,
    );
  const follow = (id: string) =>
    database.db.$count(outbox, and(eq(outbox.topic, 'entry-changed'), eq(outbox.key, id)));

  it('keeps what staff change of a published entry apart until it is published', async () => {
    const { id, version } = await add({ summary: 'Old.' });
    const draft = await service.edit(id, { version, entry: { summary: 'New.' }, publish: false }, ana);
    expect(draft).toMatchObject({ version: 2, entry: { summary: 'Old.' }, working: { summary: 'New.' } });
    expect((await seen(id))?.body).toMatchObject({ summary: 'Old.' });
    expect((await service.preview(id)).summary).toBe('New.');
    expect(await follow(id)).toBe(1);
    const published = await service.publish(id, 2, ben);
    expect(published).toMatchObject({ version: 3, entry: { summary: 'New.' }, status: 'published' });
    expect(published.draft).toBeUndefined();
    expect((await seen(id))?.body).toMatchObject({ summary: 'New.' });
    expect(await follow(id)).toBe(2);
    const [row] = await database.db
      .select()
      .from(audit)
      .where(and(eq(audit.subjectId, id), eq(audit.action, 'entry.published')));
    expect(row).toMatchObject({ actorName: 'Ben', before: { summary: 'Old.' }, after: { summary: 'New.' } });
  });

  it('lets one of two people who change the same version win, tells the other, and loses nothing', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, version } = await add({}, round % 2 === 0);
      const tries = await Promise.allSettled([
        service.edit(id, { version, entry: { summary: 'Ana was here.' }, publish: false }, ana),
        service.edit(id, { version, entry: { outcomes: 'Ben was here.' }, publish: round % 3 === 0 }, ben),
      ]);
      const [won] = tries.filter(({ status }) => status === 'fulfilled');
      const [lost] = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect(won).toBeDefined();
      expect(lost).toMatchObject({ code: 'conflict', fields: [{ path: 'version', message: 'is 2 by now' }] });
      const first = tries[0]?.status === 'fulfilled' ? 'Ana' : 'Ben';
      expect((lost as Error).message).toBe(`${first} changed this entry after you had opened it`);
      // Whoever lost looks again and saves: both changes stand.
      const mine = first === 'Ana' ? { outcomes: 'Ben was here.' } : { summary: 'Ana was here.' };
      const { version: next } = await service.get(id);
      const both = await service.edit(id, { version: next, entry: mine, publish: true }, ana);
      expect(both).toMatchObject({
        entry: { summary: 'Ana was here.', outcomes: 'Ben was here.' },
        version: 3,
      });
      expect(await actions(id)).toHaveLength(3);
    }
  });

  it('counts each of many changes at once that are told the version they are based on', async () => {
    const { id } = await add();
    const change = async (name: string): Promise<void> => {
      const { version, working } = await service.get(id);
      const measures = [...(working.measures as string[]), name];
      try {
        await service.edit(id, { version, entry: { measures }, publish: true }, ana);
      } catch (error) {
        expect(error).toMatchObject({ code: 'conflict' });
        await change(name);
      }
    };
    const names = Array.from({ length: 8 }, (_, index) => `measure ${index}`);
    await Promise.all(names.map(change));
    const { entry, version } = await service.get(id);
    expect([...(entry.measures as string[])].sort()).toEqual([...names, 'water square'].sort());
    expect(version).toBe(9);
  });

  it('archives and restores without losing or publishing anything', async () => {
    const { id, version } = await add();
    await service.edit(id, { version, entry: { summary: 'Draft.' }, publish: false }, ana);
    const archived = await service.archive(id, 2, ana);
    expect(archived).toMatchObject({ status: 'archived', version: 3, working: { summary: 'Draft.' } });
    expect(await seen(id)).toBeUndefined();
    await expect(service.publish(id, 3, ana)).rejects.toMatchObject({ code: 'conflict' });
    await expect(service.verify(id, 3, ana)).rejects.toMatchObject({ code: 'conflict' });
    await expect(service.edit(id, { version: 3, entry: {}, publish: true }, ana)).rejects.toMatchObject({
      code: 'conflict',
    });
    const restored = await service.restore(id, 3, ana);
    expect(restored).toMatchObject({ status: 'draft', working: { summary: 'Draft.' } });
    expect(await seen(id)).toBeUndefined();
    await expect(service.restore(id, 4, ana)).rejects.toMatchObject({ code: 'conflict' });
    await service.publish(id, 4, ana);
    expect((await seen(id))?.body).toMatchObject({ summary: 'Draft.' });
    expect(await database.db.$count(entries, eq(entries.id, id))).toBe(1);
  });

  it('leaves no trace of a change that changes nothing, and drops a draft that says what is published', async () => {
    const { id, version, entry } = await add();
    const { id: _, ...same } = entry;
    expect(await service.edit(id, { version, entry: same, publish: false }, ana)).toMatchObject({ version });
    expect(await service.publish(id, version, ana)).toMatchObject({ version });
    await service.edit(id, { version, entry: { year: 1999 }, publish: false }, ana);
    const back = await service.edit(id, { version: 2, entry: { year: entry.year }, publish: false }, ana);
    expect(back.draft).toBeUndefined();
    await service.edit(id, { version: 3, entry: { year: 1999 }, publish: false }, ana);
    expect(await service.discardDraft(id, 4, ana)).toMatchObject({
      version: 5,
      working: { year: entry.year },
    });
    expect(await actions(id)).toEqual([
      'entry.created',
      'entry.draft-saved',
      'entry.draft-saved',
      'entry.draft-saved',
      'entry.draft-discarded',
    ]);
  });

  it('says that a draft is outdated when an import changed the published text meanwhile', async () => {
    const { id, version, entry } = await add();
    await service.edit(id, { version, entry: { summary: 'Draft.' }, publish: false }, ana);
    await createCatalogueStore(database.db).save([
      caseStudyEntry(id, { title: String(entry.title), summary: 'Imported.' }),
    ]);
    const record = await service.get(id);
    expect(record).toMatchObject({ entry: { summary: 'Imported.' }, draft: { outdated: true }, version: 3 });
  });

  it('refuses fields that are not staff’s to write, and names each field that is wrong', async () => {
    const { id, version } = await add();
    const wrong = {
      version: 99,
      status: 'published',
      lastVerifiedAt: '2026-01-01',
      contentHash: 'x',
      stale: false,
    };
    for (const [name, value] of Object.entries(wrong)) {
      const change = { version, entry: { [name]: value }, publish: false };
      await expect(service.edit(id, change, ana), name).rejects.toMatchObject({
        code: 'bad-request',
        fields: [{ path: `entry.${name}` }],
      });
    }
    await expect(
      service.edit(id, { version, entry: { id: 'cs-other' }, publish: false }, ana),
    ).rejects.toMatchObject({
      fields: [{ path: 'entry.id' }],
    });
    const many = {
      kind: 'case-study' as const,
      publish: true,
      entry: fields({ title: '', year: 3000, sectors: [] }),
    };
    const error = await service.create(many, ana).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'bad-request' });
    const paths = (error as { fields: { path: string }[] }).fields.map(({ path }) => path);
    expect(paths).toEqual(['entry.title', 'entry.year', 'entry.sectors']);
  });

  it('gives entries of one name ids of their own, also at once and in another script', async () => {
    const make = (title: string) =>
      service.create({ kind: 'case-study', entry: fields({ title, city: 'Medellín' }), publish: false }, ana);
    const made = await Promise.all(['Same', 'Same', 'Same', 'Same', 'Same'].map(make));
    expect(new Set(made.map(({ id }) => id)).size).toBe(5);
    expect(made.map(({ id }) => id)).toContain('cs-medellin-same');
    const { id } = await service.create(
      {
        kind: 'provider',
        entry: { ...withoutId(providerEntry('pr-x').body), name: '東京ガス' },
        publish: false,
      },
      ana,
    );
    expect(id).toMatch(/^pr-[a-z0-9]{6}$/);
  });

  describe('what nobody has checked for long', () => {
    const old = async () => {
      const before = now;
      now = new Date(before.getTime() - 800 * DAY_MS);
      const record = await add();
      now = before;
      return record.id;
    };
    const mailsOf = (id: string) =>
      database.db
        .select()
        .from(mails)
        .where(eq(mails.key, `reconfirm:${id}:2023-12-22:0`));
    const contact = { name: 'Parks department', email: 'parks@city.example' };

    it('is stale until staff confirm it, which everybody sees', async () => {
      const id = await old();
      expect(await service.get(id)).toMatchObject({ stale: true });
      const { entries: listed } = await service.list({ q: '', stale: true }, { limit: 50, offset: 0 });
      expect(listed).toMatchObject([{ id, stale: true, contact: false }]);
      const checked = await service.verify(id, 1, ana);
      expect(checked).toMatchObject({
        stale: false,
        lastVerifiedAt: now.toISOString(),
        lastVerifiedBy: 'secretariat',
      });
      expect(checked.updatedAt).not.toBe(now.toISOString());
      expect(await follow(id)).toBe(2);
      expect(await service.counts()).toMatchObject({ stale: 0 });
    });

    it('is asked about once, however many processes do so at once, and by mail alone', async () => {
      const id = await old();
      await service.setContact(id, contact, ana);
      const runs = await Promise.all([service.reconfirm(), service.reconfirm(), service.reconfirm()]);
      expect(runs.reduce((sum, count) => sum + count, 0)).toBe(1);
      expect(await service.reconfirm()).toBe(0);
      const sent = await mailsOf(id);
      expect(sent).toHaveLength(1);
      expect(sent[0]).toMatchObject({ toAddress: contact.email, template: 'entry-still-right' });
      const record = JSON.stringify(await database.db.select().from(audit).where(eq(audit.subjectId, id)));
      expect(record).not.toContain('parks@city');
      expect(record).not.toContain('Parks department');
      // Nobody answers: asked again in the next period, once.
      const before = now;
      now = new Date(before.getTime() + 91 * DAY_MS);
      expect(await service.reconfirm()).toBe(1);
      expect(await service.reconfirm()).toBe(0);
      now = before;
      await service.archive(id, undefined, ana);
    });

    async function question() {
      const id = await old();
      await service.setContact(id, contact, ana);
      expect(await service.reconfirm()).toBe(1);
      const [mail] = await mailsOf(id);
      const link = new URL(/https:\S+\/confirm\/\S+/.exec(mail?.text ?? '')?.[0] ?? '');
      return {
        id,
        question: link.pathname.split('/').at(-1) ?? '',
        token: link.searchParams.get('token') ?? '',
      };
    }

    it('is fresh again when its contact says so, once, whoever presses twice', async () => {
      const { id, question: asked, token } = await question();
      expect(await service.question(asked, token)).toMatchObject({ entry: { id }, answer: undefined });
      const yes = { answer: 'right' as const, text: '' };
      await Promise.all([1, 2, 3].map(() => service.answer(asked, token, yes, undefined)));
      expect(await service.get(id)).toMatchObject({ stale: false, lastVerifiedBy: 'contact', version: 2 });
      await service.answer(asked, token, { answer: 'wrong', text: 'No!' }, undefined);
      expect((await service.get(id)).answers).toEqual([]);
      expect(await actions(id)).toEqual(['entry.created', 'entry.contact-changed', 'entry.confirmed']);
    });

    it('is a task of staff when its contact says what has changed, until somebody has dealt with it', async () => {
      const { id, question: asked, token } = await question();
      await expect(
        service.answer(asked, token, { answer: 'wrong', text: '  ' }, undefined),
      ).rejects.toMatchObject({
        fields: [{ path: 'text' }],
      });
      await service.answer(asked, token, { answer: 'wrong', text: 'It was torn down; ask Eva.' }, undefined);
      const { answers, stale } = await service.get(id);
      expect(answers).toMatchObject([{ id: asked, text: 'It was torn down; ask Eva.' }]);
      expect(stale).toBe(true);
      expect((await service.list({ q: '', asked: true }, { limit: 9, offset: 0 })).entries).toMatchObject([
        { id },
      ]);
      const later = now;
      now = new Date(later.getTime() + 100 * DAY_MS);
      expect(await service.reconfirm()).toBe(0);
      now = later;
      expect((await service.finishAnswer(id, asked, ana)).answers).toEqual([]);
      await service.finishAnswer(id, asked, ben);
      expect((await actions(id)).filter((action) => action === 'entry.answer-done')).toHaveLength(1);
      const kept = async () => {
        const [row] = await database.db.select().from(entryQuestions).where(eq(entryQuestions.id, asked));
        const [mail] = await mailsOf(id);
        return [row?.text, mail?.status, mail?.toAddress];
      };
      await service.reconfirm();
      expect(await kept()).toEqual(['It was torn down; ask Eva.', 'queued', contact.email]);
      now = new Date(Date.now() + 731 * DAY_MS);
      await service.setContact(id, null, ana);
      await service.reconfirm();
      expect(await kept()).toEqual(['', 'erased', '']);
      now = later;
      const record = JSON.stringify(await database.db.select().from(audit).where(eq(audit.subjectId, id)));
      expect(record).not.toContain('Eva');
      await service.archive(id, undefined, ana);
    });

    it('is opened by its own link alone, until that expires or the contact is another', async () => {
      const { id, question: asked, token } = await question();
      const closed = { code: 'not-found' };
      await expect(service.question(asked, '')).rejects.toMatchObject(closed);
      await expect(service.question(asked, `${token.slice(0, -1)}1`)).rejects.toMatchObject(closed);
      await expect(service.question('qu-other', token)).rejects.toMatchObject(closed);
      const [row] = await database.db.select().from(entryQuestions).where(eq(entryQuestions.id, asked));
      expect(row?.tokenHash).toHaveLength(64);
      await expect(service.question(asked, row?.tokenHash ?? '')).rejects.toMatchObject(closed);
      const before = now;
      now = new Date(before.getTime() + 61 * DAY_MS);
      await expect(
        service.answer(asked, token, { answer: 'right', text: '' }, undefined),
      ).rejects.toMatchObject(closed);
      now = before;
      await service.setContact(id, { name: 'Somebody else', email: 'else@city.example' }, ana);
      await expect(service.question(asked, token)).rejects.toMatchObject(closed);
      await service.archive(id, undefined, ana);
    });
  });
});

function withoutId<T extends { id: string }>({ id: _, ...rest }: T): Omit<T, 'id'> {
  return rest;
}
