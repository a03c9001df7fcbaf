import { asc, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readEntries } from '../../src/catalogue/seed.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { exposure } from '../../src/db/schema.js';
import type { Database } from '../../src/db/types.js';
import { fairnessReportSchema } from '../../src/fairness/contract.js';
import { createExposure } from '../../src/fairness/counter.js';
import { createFairnessService, forgetExposure } from '../../src/fairness/service.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { warmUp } from '../../src/keep-index.js';
import { matchResponseSchema } from '../../src/matching/contract.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { bothDatabases, DATABASES } from '../helpers/both-databases.js';
import { openTestDatabase } from '../helpers/database.js';
import { startWholeSite } from '../helpers/whole-site.js';

const log = pino({ level: 'silent' });
const NOW = new Date('2026-11-28T23:59:00Z');
const seen = (...ids: string[]) => ids.map((id, index) => ({ id, place: index + 1 }));
const rowsOf = (db: Database) => db.select().from(exposure).orderBy(asc(exposure.day), asc(exposure.entryId));

describe('what is counted in answers of the whole site', () => {
  const STATEMENT = 'Our old town floods after every heavy rain and the drains cannot be enlarged.';
  let site: Awaited<ReturnType<typeof startWholeSite>>;
  let staff: SignedInPerson;
  beforeAll(async () => {
    site = await startWholeSite();
    const entries = await readEntries();
    await site.store.save(entries);
    const stored = await site.store.getMany(entries.map(({ id }) => id));
    await site.engine.upsert(stored.map((entry) => toSearchDocument(entry, [], null)));
    staff = await peopleOf(site.features.accounts).signIn('staff');
  });
  afterAll(() => site?.stop());

  const match = async (body: object = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(`${site.address}/v1/match`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ statement: STATEMENT, ...body }),
    });
    return matchResponseSchema.parse(await response.json()).results.map(({ id }) => id);
  };
  const page = async (more = '', init?: RequestInit) => {
    const response = await fetch(`${site.address}/?statement=${encodeURIComponent(STATEMENT)}${more}`, init);
    expect(response.status).toBe(200);
    return response.text();
  };
  /** How often each entry was counted since the last time, and then nothing is left. */
  const counted = async () => {
    await site.features.exposure.flush();
    const rows = await rowsOf(site.db);
    await site.db.delete(exposure);
    return new Map(rows.map(({ entryId, shown, first }) => [entryId, [shown, first]]));
  };

  it('is every result of a match, the first three apart', async () => {
    const ids = await match();
    expect(ids).toHaveLength(10);
    await match({ limit: 2 });
    const counts = await counted();
    expect([...counts.keys()].sort()).toEqual([...ids].sort());
    expect(ids.map((id) => counts.get(id))).toEqual([
      [2, 2],
      [2, 2],
      [1, 1],
      ...Array.from({ length: 7 }, () => [1, 0]),
    ]);
  });

  it('is what the page of an answer shows at first, not what is sifted or shown in full afterwards', async () => {
    const html = await page();
    const cards = [...html.matchAll(/<h3 id="match-\d+-title"><a href="\/entries\/([\w-]+)"/g)];
    const counts = await counted();
    expect([...counts.keys()].sort()).toEqual(cards.map(([, id]) => id).sort());
    expect(counts.size).toBe(10);
    await page('&kind=provider');
    await page('&show=all');
    await page('', { method: 'HEAD' });
    expect(await counted()).toEqual(new Map());
  });

  it('is nothing that is only being tried: drafts, staff who are signed in, the warm-up, health checks', async () => {
    await match({ draft: true });
    await match({}, staff.headers);
    await page('', { headers: staff.headers });
    warmUp(site.features.matcher, log);
    for (const path of ['/', '/healthz', '/readyz']) await fetch(site.address + path);
    await site.features.matcher.match({ statement: STATEMENT, limit: 10 });
    expect(await counted()).toEqual(new Map());
  });

  it('is what is proposed for a challenge, once, however often it is proposed anew', async () => {
    const response = await fetch(`${site.address}/v1/challenges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        title: 'The old town floods',
        statement: STATEMENT,
        city: { name: 'Cusco', country: 'PE' },
        contact: { name: 'Ana Torres', email: 'ana@cusco.test' },
        consents: { processing: true },
      }),
    });
    const { id } = z.object({ id: z.string() }).parse(await response.json());
    expect(await site.features.proposer.propose(id)).toBe('proposed');
    const counts = await counted();
    expect(counts.size).toBe(10);
    expect([...counts.values()].filter(([, first]) => first === 1)).toHaveLength(3);
    expect(await site.features.proposer.propose(id)).toBe('unchanged');
    const [gone = ''] = counts.keys();
    await site.engine.remove([gone]);
    expect(await site.features.proposer.propose(id)).toBe('proposed');
    const news = await counted();
    expect(news.size).toBe(1);
    expect(news.has(gone)).toBe(false);
  });

  it('can be read by staff, as a report and as a page', async () => {
    const [best = ''] = await match({ limit: 3 });
    await site.features.exposure.flush();
    const answer = await fetch(`${site.address}/v1/fairness?days=7`, { headers: staff.headers });
    const report = fairnessReportSchema.parse(await answer.json());
    expect(report).toMatchObject({ shown: 3, seen: 3, entries: 262 });
    expect(report.mostShown.map(({ id }) => id)).toContain(best);
    expect(report.providersBySize.map(({ key }) => key)).toEqual(['none', '1', '2-4']);
    expect((await fetch(`${site.address}/v1/fairness?days=401`, { headers: staff.headers })).status).toBe(
      400,
    );
    const html = await fetch(`${site.address}/console/exposure`, { headers: staff.headers });
    const text = await html.text();
    expect(text).toContain('3 of 262 entries were shown, 3 times all together.');
    expect(text).toContain(`href="/entries/${best}"`);
    expect(text).toMatch(/<a href="\/console\/exposure" aria-current="page">Exposure<\/a>/);
  });
});

const open = bothDatabases();

describe.each(DATABASES)('the table of counts on %s', (kind) => {
  let database: DatabaseHandle;
  beforeAll(async () => {
    database = await open(kind);
  });
  afterAll(() => database?.close());

  it('adds up what several processes counted at the same time', async () => {
    const { db } = database;
    const processes = Array.from({ length: 3 }, () => createExposure({ db, log, now: () => NOW }));
    const ids = Array.from({ length: 50 }, (_, i) => `cs-${i}`);
    for (let turn = 0; turn < 4; turn += 1) {
      for (const [i, one] of processes.entries()) {
        one.shown(seen(...(i % 2 === 0 ? ids : ids.toReversed())));
      }
      await Promise.all(processes.map((one) => one.flush()));
    }
    const rows = await rowsOf(db);
    expect(rows.map(({ shown }) => shown)).toEqual(ids.map(() => 12));
    expect(rows.reduce((sum, { first }) => sum + first, 0)).toBe(36);
    expect(new Set(rows.map(({ day }) => day))).toEqual(new Set(['2026-11-28']));
    await db.delete(exposure);
  });

  it('takes as many counts as are held, in one go', async () => {
    const { db } = database;
    const one = createExposure({ db, log, now: () => NOW });
    one.shown(seen(...Array.from({ length: 10_500 }, (_, i) => `cs-${i}`)));
    await one.close();
    expect(await db.$count(exposure)).toBe(10_000);
    await db.delete(exposure);
  });

  it('reports on the days asked for, and forgets after 400 days', async () => {
    const { db } = database;
    const day = (daysAgo: number) =>
      new Date(NOW.getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10);
    await db
      .insert(exposure)
      .values(
        [0, 6, 7, 400, 401].map((ago) => ({ day: day(ago), entryId: `cs-${ago}`, shown: 1, first: 0 })),
      );
    const service = createFairnessService({ db, now: () => NOW });
    expect(await service.report(7)).toMatchObject({ from: '2026-11-22', to: '2026-11-28', entries: 0 });
    expect(await forgetExposure(db, NOW)).toBe(1);
    expect(await forgetExposure(db, NOW)).toBe(0);
    expect(await db.$count(exposure, eq(exposure.entryId, 'cs-400'))).toBe(1);
  });
});

describe('a database that is away', () => {
  it('breaks no answer; counts wait for it, up to their bound', async () => {
    const gone = await openTestDatabase();
    await gone.close();
    const one = createExposure({ db: gone.db, log, now: () => NOW, most: 5 });
    one.shown(seen('cs-a', 'cs-b', 'cs-c'));
    await expect(one.flush()).resolves.toBeUndefined();
    one.shown(seen('cs-a', 'cs-d', 'cs-e', 'cs-f', 'cs-g'));
    await expect(one.close()).resolves.toBeUndefined();
  });

  it('gets everything within the bound once it is back, each count once', async () => {
    const handle = await openTestDatabase();
    let away = true;
    // The real database behind a door: insert is all that the counter calls.
    const door = new Proxy(handle.db, {
      get(db, name, receiver): unknown {
        if (away && name === 'insert') throw new Error('The database is away');
        return Reflect.get(db, name, receiver);
      },
    });
    const one = createExposure({ db: door, log, now: () => NOW, most: 4 });
    one.shown(seen('cs-a', 'cs-b'));
    await one.flush();
    one.shown(seen('cs-b', 'cs-c', 'cs-d', 'cs-e'));
    await one.flush();
    away = false;
    await one.flush();
    one.shown(seen('cs-e'));
    await one.close();
    const rows = await rowsOf(handle.db);
    expect(rows.map(({ entryId, shown, first }) => [entryId, shown, first])).toEqual([
      ['cs-a', 1, 1],
      ['cs-b', 2, 2],
      ['cs-c', 1, 1],
      ['cs-d', 1, 1],
      ['cs-e', 1, 1],
    ]);
    await handle.close();
  });

  it('is written to by itself, soon after something was shown', async () => {
    const handle = await openTestDatabase();
    const one = createExposure({ db: handle.db, log, now: () => NOW, everyMs: 20 });
    one.shown(seen('cs-a'));
    await expect.poll(() => handle.db.$count(exposure)).toBe(1);
    one.shown(seen('cs-a'));
    await expect.poll(async () => (await rowsOf(handle.db))[0]?.shown).toBe(2);
    await one.close();
    await handle.close();
  });
});
