import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { audit, entries, imports, outbox } from '../../src/db/schema.js';
import type { ImportFormat, ImportService } from '../../src/imports/contract.js';
import { createImportService } from '../../src/imports/service.js';
import { bothDatabases, DATABASES } from '../helpers/both-databases.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';

const DAY = 86_400_000;
const asker = {
  actor: { kind: 'person', id: 'pe-1', name: 'Sam', email: 'sam@secretariat.test', role: 'staff' },
} as const;
const HTML = '<img src=x onerror=alert(1)>';

const open = bothDatabases();

const json = (id: string, changes: object = {}) =>
  JSON.stringify({ ...(id.startsWith('cs-') ? caseStudyEntry(id) : providerEntry(id)).body, ...changes });

describe.each(DATABASES)('an uploaded file on %s', (kind) => {
  let database: DatabaseHandle;
  let service: ImportService;
  let now = new Date('2026-03-02T09:00:00Z');
  beforeAll(async () => {
    database = await open(kind);
    const { db } = database;
    service = createImportService({ db, store: createCatalogueStore(db), nudge: () => {}, now: () => now });
  });
  afterAll(() => database?.close());
  beforeEach(async () => {
    await database.db.delete(entries);
    await database.db.delete(outbox);
    await database.db.delete(imports);
  });

  const take = (content: string | Uint8Array, format: ImportFormat = 'jsonl', dryRun = true) =>
    service.take(
      {
        name: `file.${format}`,
        format,
        content: typeof content === 'string' ? Buffer.from(content) : content,
      },
      { dryRun },
      asker,
    );
  const titles = async () =>
    (await database.db.select({ title: entries.title }).from(entries)).map((row) => row.title);

  it('is looked through without a trace in the catalogue, then imported, and not twice', async () => {
    await take([json('cs-a'), json('pr-a')].join('\n'), 'jsonl', false);
    const file = [json('cs-a', { title: 'Another title' }), json('pr-a'), json('cs-b'), 'nonsense'].join(
      '\n',
    );
    const before = await titles();
    const looked = await take(file);
    expect(looked).toMatchObject({
      status: 'checked',
      dryRun: true,
      runnable: true,
      rowsRead: 4,
      rowsSaved: 0,
    });
    expect(looked.report).toMatchObject({ read: 4, created: 1, updated: 1, unchanged: 1, refused: 1 });
    expect(looked.report?.planned).toMatchObject([
      { line: 1, id: 'cs-a', title: 'Another title', what: 'update', changed: ['title'] },
      { line: 2, id: 'pr-a', what: 'unchanged', changed: [] },
      { line: 3, id: 'cs-b', what: 'create', changed: [] },
    ]);
    expect(looked.report?.rejected).toMatchObject([{ line: 4, field: '' }]);
    expect(await titles()).toEqual(before);
    expect(await database.db.$count(outbox)).toBe(2);

    const runs = await Promise.allSettled([service.run(looked.id, asker), service.run(looked.id, asker)]);
    expect(runs.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await service.get(looked.id)).toMatchObject({
      ...{ status: 'done', dryRun: false, runnable: false, rowsSaved: 3 },
      report: { created: 1, updated: 1, unchanged: 1, refused: 1 },
    });
    expect((await titles()).sort()).toContain('Another title');
    expect(await database.db.$count(outbox)).toBe(4);
    await expect(service.run(looked.id, asker)).rejects.toMatchObject({ code: 'conflict' });
    await expect(service.run('im-none', asker)).rejects.toMatchObject({ code: 'not-found' });
    const record = await database.db.select().from(audit).where(eq(audit.subjectId, looked.id));
    expect(record.map(({ action }) => action)).toEqual(['catalogue.checked', 'catalogue.imported']);
  });

  it('tells that an archived entry would come back', async () => {
    await take(json('cs-a'), 'jsonl', false);
    await database.db.update(entries).set({ status: 'archived' });
    const looked = await take(json('cs-a'));
    expect(looked.report?.planned).toMatchObject([{ what: 'update', changed: [], was: 'archived' }]);
  });

  it('is CSV with any usual separator, quotes, line breaks in cells, lists and a byte order mark', async () => {
    const csv = [
      '\uFEFFid;Title;summary;challenge;solution;city;country;sectors;sdgs;population;verified;costBand',
      `cs-a;"A ""title""; ${HTML}";Two;"Line one`,
      'line two";=SUM(A1:A9);Lima;PE;flooding-stormwater | food-systems;11|13;40000;yes;low',
      '',
      'cs-b;T;S;C;S;Lima;PE;flooding-stormwater;eleven;many;perhaps;low',
      'cs-c;T;S;C;S;Lima;PE;flooding-stormwater;;;;;;extra',
    ].join('\r\n');
    const { report } = await take(csv, 'csv', false);
    expect(report).toMatchObject({ read: 3, created: 1, refused: 2 });
    expect(report?.rejected.map(({ line, id, field }) => [line, id, field])).toEqual(
      [
        [5, 'cs-b', 'population'],
        [5, 'cs-b', 'sdgs.0'],
        [5, 'cs-b', 'verified'],
        [6, undefined, ''],
      ].sort((a, b) => Number(a[0]) - Number(b[0])),
    );
    const [row] = await database.db.select().from(entries);
    expect(row?.body).toMatchObject({
      title: `A "title"; ${HTML}`,
      challenge: 'Line one\r\nline two',
      solution: '=SUM(A1:A9)',
      sectors: ['flooding-stormwater', 'food-systems'],
      ...{ sdgs: [11, 13], population: 40_000, verified: true, costBand: 'low' },
    });
  });

  it('is CSV of providers, with the place of their seat in two columns', async () => {
    const template = await service.template('provider');
    const { report } = await take(template, 'csv', false);
    expect(report?.rejected).toEqual([]);
    const [row] = await database.db.select().from(entries);
    expect(row?.body).toMatchObject({
      id: 'pr-example',
      headquarters: { city: 'Delft', country: 'NL' },
      countriesServed: ['NL', 'DE'],
    });
    expect((await take(await service.template('case-study'), 'csv')).report).toMatchObject({
      created: 1,
      refused: 0,
    });
  });

  it.each<[string, string | Uint8Array, ImportFormat, RegExp]>([
    ['columns that no entry has', 'id,titel,sumary\ncs-a,x,y', 'csv', /"titel", "sumary"/],
    ['no column of ids', 'title,summary\nx,y', 'csv', /no column "id"/],
    ['a column twice', 'id,title,Title\ncs-a,x,y', 'csv', /title twice/],
    ['a quote that does not end', 'id,title\ncs-a,"x\ncs-b,y', 'csv', /opened and never closed/],
    ['other signs than UTF-8', Buffer.from([0x69, 0x64, 0x2c, 0xff, 0xfe, 0x0a]), 'csv', /not UTF-8/],
  ])('is refused whole for %s, with the reason', async (_what, content, format, reason) => {
    const { report } = await take(content, format);
    expect(report).toMatchObject({ created: 0, refused: 1 });
    expect(report?.rejected[0]).toMatchObject({ line: 0 });
    expect(report?.rejected[0]?.message).toMatch(reason);
  });

  it('is kept for a week where nobody imports it', async () => {
    const { id } = await take(json('cs-a'));
    const start = now;
    expect(await service.forget(new Date(start.getTime() + 6.9 * DAY))).toBe(0);
    expect(await service.forget(new Date(start.getTime() + 7.1 * DAY))).toBe(1);
    expect((await service.get(id)).runnable).toBe(false);
    await expect(service.run(id, asker)).rejects.toThrow(/upload it again/);
  });

  it('is shown as broken off once a run has said nothing for a minute, and can be gone on with', async () => {
    const { id } = await take(json('cs-a'));
    await database.db.update(imports).set({ status: 'running' });
    await expect(service.run(id, asker)).rejects.toThrow(/being imported now/);
    now = new Date(now.getTime() + 61_000);
    expect((await service.get(id)).status).toBe('interrupted');
    expect((await service.run(id, asker)).status).toBe('done');
    expect(await service.list(10)).toMatchObject([{ id, status: 'done' }]);
  });
});
