import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CaseStudy } from '../../src/catalogue/entry.js';
import { audit, entries, entryDrafts, harvestedEntries, outbox } from '../../src/db/schema.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';
import { startWholeSite } from '../helpers/whole-site.js';

/** Two sites, each with its own database: B harvests A. */
let a: Awaited<ReturnType<typeof startWholeSite>>;
let b: Awaited<ReturnType<typeof startWholeSite>>;
let staff: SignedInPerson;
let sourceId: string;

const CITIES = ['Lyon', 'Nantes', 'Bordeaux', 'Lille', 'Toulouse', 'Rennes'];
const lyon = caseStudyEntry('cs-lyon', {
  ...{ title: 'Rain gardens along the tram', city: 'Lyon', country: 'FR', providers: ['pr-terre'] },
  sourceUrl: 'https://example.org/lyon',
});
/** As unlike as cases may be. */
const cases = CITIES.slice(1).map((city, index) =>
  caseStudyEntry(`cs-${city.toLowerCase()}`, {
    ...{
      city,
      country: 'FR',
      title: `${city} tries idea ${index}`,
      sourceUrl: `https://example.org/${city}`,
    },
    summary: `Idea ${index} of ${city}.`,
  }),
);
const terre = providerEntry('pr-terre', { name: 'Terre et Eau', website: 'https://terre.example' });

beforeAll(async () => {
  a = await startWholeSite();
  b = await startWholeSite({ HARVEST_HOSTS: new URL(a.address).host });
  const people = peopleOf(b.features.accounts);
  const admin = await people.signIn('admin');
  staff = await people.signIn('staff', 'Sam');
  const made = await call('POST', '/v1/harvest/sources', admin, { name: 'Site A', address: a.address });
  expect(made.status).toBe(201);
  sourceId = z.object({ id: z.string() }).parse(made.body).id;
});
afterAll(async () => {
  await b?.stop();
  await a?.stop();
});

async function call(method: string, path: string, who: SignedInPerson, body?: unknown) {
  const response = await fetch(b.address + path, {
    method,
    headers: { ...who.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer };
}

/** Harvests, and gives what came of it. */
async function harvest() {
  await b.features.harvest.harvest(sourceId);
  const { runs } = await b.features.harvest.source(sourceId);
  const [run] = runs;
  if (run === undefined) throw new Error('There was no run');
  return run;
}
const oursOf = async (theirId: string) => {
  const [row] = await b.db.select().from(harvestedEntries).where(eq(harvestedEntries.theirId, theirId));
  const [ours] = await b.db
    .select()
    .from(entries)
    .where(eq(entries.id, row?.entryId ?? ''));
  return { row, ours };
};
const put = (id: string, body: Partial<CaseStudy>) => {
  const held = [lyon, ...cases].find((entry) => entry.id === id);
  if (held?.kind !== 'case-study') throw new Error(`There is no ${id}`);
  return a.store.save([caseStudyEntry(id, { ...held.body, ...body })]);
};

describe('a site that harvests another', () => {
  it('takes its entries as drafts of its own, with where they come from, and asks about what it has', async () => {
    const own = caseStudyEntry('cs-lyon', {
      ...{ title: 'Rain gardens along the tram', city: 'Lyon', country: 'FR' },
      sourceUrl: 'https://example.org/elsewhere',
    });
    await b.store.save([own]);
    await a.store.save([lyon, ...cases, terre]);
    const run = await harvest();
    expect(run).toMatchObject({
      state: 'done',
      counts: { read: 7, created: 6, duplicates: 1, refused: 0, changed: 0, withdrawn: 0 },
    });
    const { row, ours } = await oursOf('cs-nantes');
    expect(row).toMatchObject({ state: 'taken', theirAddress: `${a.address}/entries/cs-nantes` });
    expect(ours).toMatchObject({ status: 'draft', verified: false, version: 1 });
    // Ours is as it was.
    const [kept] = await b.db.select().from(entries).where(eq(entries.id, 'cs-lyon'));
    expect(kept).toMatchObject({ status: 'published', version: 1, body: own.body });
    const [record] = await b.db
      .select()
      .from(audit)
      .where(and(eq(audit.action, 'entry.harvested'), eq(audit.subjectId, ours?.id ?? '')));
    expect(record).toMatchObject({
      actor: 'system:harvest',
      after: { source: a.address, theirId: 'cs-nantes' },
    });
    expect(await b.features.harvest.provenance(ours?.id ?? '')).toMatchObject([
      { sourceName: 'Site A', theirId: 'cs-nantes', state: 'taken' },
    ]);
  });

  it('reads only changes from then on, and asks nothing twice', async () => {
    expect(await harvest()).toMatchObject({ state: 'done', counts: { read: 0, duplicates: 0 } });
    await put('cs-lyon', { year: 2015 });
    expect(await harvest()).toMatchObject({ counts: { read: 1, changed: 1, duplicates: 0, created: 0 } });
    const { body } = await call('GET', '/v1/harvest/entries', staff);
    expect(body).toMatchObject({
      total: 1,
      entries: [
        {
          theirId: 'cs-lyon',
          theirs: { year: 2015 },
          ours: [{ id: 'cs-lyon', why: expect.arrayContaining(['same-name', 'same-place']) }],
        },
      ],
    });
  });

  it('follows changes of drafts, keeps those of published ones for staff, and never overwrites what was edited', async () => {
    const nantes = await oursOf('cs-nantes');
    const lille = await oursOf('cs-lille');
    const bordeaux = await oursOf('cs-bordeaux');
    const { upkeep } = b.features;
    const asker = { actor: staff.person };
    await upkeep.publish(lille.ours?.id ?? '', 1, asker);
    await upkeep.edit(
      bordeaux.ours?.id ?? '',
      { version: 1, entry: { summary: 'In our words.' }, publish: false },
      asker,
    );
    await put('cs-nantes', { year: 2001 });
    await put('cs-lille', { year: 2002 });
    await put('cs-bordeaux', { year: 2003 });
    expect(await harvest()).toMatchObject({ counts: { read: 3, changed: 2, kept: 1 } });
    expect((await oursOf('cs-nantes')).ours).toMatchObject({ status: 'draft', body: { year: 2001 } });
    expect(nantes.ours?.body).toMatchObject({ year: 2013 });
    expect((await oursOf('cs-lille')).ours).toMatchObject({ status: 'published', body: { year: 2013 } });
    const [draft] = await b.db
      .select()
      .from(entryDrafts)
      .where(eq(entryDrafts.entryId, lille.ours?.id ?? ''));
    expect(draft).toMatchObject({ savedBy: 'Site A', body: { year: 2002 } });
    const edited = await oursOf('cs-bordeaux');
    expect(edited.ours?.body).toMatchObject({ summary: 'In our words.', year: 2013 });
    expect(edited.row).toMatchObject({ notice: 'changed' });
    const noted = await call('POST', `/v1/harvest/entries/${edited.row?.id}/noted`, staff);
    expect(noted.status).toBe(200);
    expect((await oursOf('cs-bordeaux')).row?.notice).toBeNull();
  });

  it('archives what is withdrawn there, unless it was edited here; what comes back is a draft again', async () => {
    for (const id of ['cs-nantes', 'cs-lille', 'cs-bordeaux']) await a.store.archive(id);
    expect(await harvest()).toMatchObject({ counts: { read: 3, withdrawn: 2, kept: 1 } });
    expect((await oursOf('cs-nantes')).ours?.status).toBe('archived');
    expect((await oursOf('cs-lille')).ours?.status).toBe('archived');
    expect(await oursOf('cs-bordeaux')).toMatchObject({
      row: { notice: 'withdrawn' },
      ours: { status: 'draft' },
    });
    await put('cs-nantes', { year: 2010 });
    expect(await harvest()).toMatchObject({ counts: { read: 1, changed: 1 } });
    expect((await oursOf('cs-nantes')).ours).toMatchObject({ status: 'draft', body: { year: 2010 } });
  });

  it('keeps what staff decide: the same stays ours, a different one is taken', async () => {
    const { row } = await oursOf('cs-lyon');
    const wrong = await call('POST', `/v1/harvest/entries/${row?.id}/same`, staff, { entryId: 'pr-none' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'entryId' }] } });
    const same = await call('POST', `/v1/harvest/entries/${row?.id}/same`, staff, { entryId: 'cs-lyon' });
    expect(same.status).toBe(200);
    const again = await call('POST', `/v1/harvest/entries/${row?.id}/different`, staff);
    expect(again.status).toBe(409);
    await put('cs-lyon', { year: 2016 });
    expect(await harvest()).toMatchObject({ counts: { read: 1, duplicates: 0, created: 0 } });
    expect((await oursOf('cs-lyon')).ours).toMatchObject({ id: 'cs-lyon', body: { year: 2013 } });
    // Another case under the same name in the same city, which staff take.
    await a.store.save([
      caseStudyEntry('cs-lyon-again', { title: 'Rain gardens along the tram', city: 'Lyon', country: 'FR' }),
    ]);
    expect(await harvest()).toMatchObject({ counts: { duplicates: 1 } });
    const asked = await oursOf('cs-lyon-again');
    const taken = await call('POST', `/v1/harvest/entries/${asked.row?.id}/different`, staff);
    expect(taken).toMatchObject({ status: 200, body: { entryId: expect.stringMatching(/^cs-lyon-rain/) } });
    expect((await oursOf('cs-lyon-again')).row).toMatchObject({
      state: 'taken',
      decidedBy: expect.any(String),
    });
    const actions = await b.db.select({ action: audit.action }).from(audit);
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['harvest.source-added', 'harvest.run', 'harvest.same', 'harvest.different']),
    );
  });

  it('names its own providers in cases, also where they come later', async () => {
    const provider = await oursOf('pr-terre');
    await put('cs-rennes', { providers: ['pr-terre', 'pr-later'] });
    await harvest();
    expect((await oursOf('cs-rennes')).ours?.body).toMatchObject({ providers: [provider.ours?.id] });
    await a.store.save([providerEntry('pr-later', { name: 'Later Works', website: null })]);
    expect(await harvest()).toMatchObject({ counts: { created: 1, changed: 1 } });
    const later = await oursOf('pr-later');
    expect((await oursOf('cs-rennes')).ours?.body).toMatchObject({
      providers: [provider.ours?.id, later.ours?.id],
    });
  });

  it('reads anew with another filter, or where its cursor is refused, and finds out what is gone', async () => {
    const source = await b.features.harvest.source(sourceId);
    const asker = { actor: staff.person };
    await b.features.harvest.changeSource(sourceId, { version: source.version, countries: ['NL'] }, asker);
    const narrowed = await harvest();
    expect(narrowed.counts.outside).toBeGreaterThan(3);
    expect((await oursOf('cs-rennes')).ours?.status).toBe('archived');
    expect((await oursOf('pr-later')).ours?.status).toBe('draft');
    await b.features.harvest.changeSource(sourceId, { version: source.version + 1, countries: [] }, asker);
    await harvest();
    expect((await oursOf('cs-rennes')).ours?.status).toBe('draft');

    // As if A had been restored from a backup that lacks an entry.
    await a.db.delete(entries).where(eq(entries.id, 'cs-rennes'));
    await a.db.execute(`delete from citymatch.entry_changes where entry_id = 'cs-rennes'`);
    await a.db.execute(`delete from citymatch.settings where key = 'change-feed'`);
    expect(await harvest()).toMatchObject({ state: 'done', counts: { withdrawn: 1 } });
    expect((await oursOf('cs-rennes')).ours?.status).toBe('archived');
  });

  it('is asked for by staff and done by the clock, once', async () => {
    const asked = await call('POST', `/v1/harvest/sources/${sourceId}/run`, staff);
    expect(asked).toMatchObject({ status: 202, body: { asked: true } });
    expect(await b.db.$count(outbox, eq(outbox.topic, 'harvest-asked'))).toBe(1);
    await a.store.save([
      caseStudyEntry('cs-toulouse', { title: 'Changed', city: 'Toulouse', country: 'FR' }),
    ]);
    expect(await b.features.maintenance.harvest?.()).toBe(1);
    expect(await b.features.maintenance.harvest?.()).toBe(0);
    expect((await b.features.harvest.source(sourceId)).asked).toBe(false);
  });
});
