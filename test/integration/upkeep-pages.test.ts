import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { entries, mails } from '../../src/db/schema.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { en } from '../../src/web/messages/index.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';
import { startWholeSite } from '../helpers/whole-site.js';

const DAY_MS = 86_400_000;
const HTML = '<b onclick="x()">"\'&amp;</b><script>alert(1)</script>';
const problemSchema = z.object({
  status: z.int(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});
const recordSchema = z.looseObject({ id: z.string(), version: z.int(), status: z.string() });

describe('upkeep of the catalogue over HTTP', () => {
  let site: Awaited<ReturnType<typeof startWholeSite>>;
  let sam: SignedInPerson;
  let eve: SignedInPerson;
  beforeAll(async () => {
    site = await startWholeSite();
    const people = peopleOf(site.features.accounts);
    sam = await people.signIn('staff', 'Sam Staff');
    eve = await people.signIn('staff', 'Eve Editor');
  });
  afterAll(() => site?.stop());

  const call = async (method: string, path: string, body?: unknown, who = sam) => {
    const response = await fetch(site.address + path, {
      method,
      headers: { ...who.headers, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const send = async (path: string, form: Record<string, string | readonly string[]>, who = sam) => {
    const body = new URLSearchParams(
      Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    );
    const response = await fetch(site.address + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...who.headers, accept: 'text/html' },
      body,
    });
    return {
      status: response.status,
      location: response.headers.get('location') ?? '',
      html: await response.text(),
    };
  };
  const page = async (path: string, who: SignedInPerson | undefined = sam) => {
    const headers = { accept: 'text/html', ...who?.headers };
    const response = await fetch(site.address + path, { headers });
    return { status: response.status, html: await response.text() };
  };
  const fields = (changes: Record<string, unknown> = {}) => {
    const { id: _, ...body } = caseStudyEntry('cs-x').body;
    return { ...body, sourceUrl: null, ...changes };
  };
  let number = 0;
  const add = async (changes: Record<string, unknown> = {}, publish = true) => {
    number += 1;
    const entry = fields({ title: `Number ${number}`, ...changes });
    const { body } = await call('POST', '/v1/entries', { kind: 'case-study', entry, publish });
    return recordSchema.parse(body);
  };
  const form = (changes: Record<string, string | readonly string[]> = {}) => ({
    kind: 'case-study',
    title: 'A pond in the park',
    summary: 'A pond takes the rain.',
    challenge: 'It floods.',
    solution: 'They dug a pond.',
    outcomes: '',
    city: 'Utrecht',
    country: 'NL',
    population: '360,000',
    year: '2021',
    costBand: 'low',
    measures: 'pond\nwetland',
    providers: '',
    sourceUrl: '',
    language: 'en',
    sectors: ['flooding-stormwater'],
    do: 'draft',
    ...changes,
  });

  it('takes an entry through the API from draft to archive, each step by its version', async () => {
    const created = await call('POST', '/v1/entries', { kind: 'case-study', entry: fields() });
    expect(created).toMatchObject({ status: 201, body: { status: 'draft', version: 1, stale: false } });
    const { id } = recordSchema.parse(created.body);
    expect((await call('GET', `/v1/entries/${id}`)).status).toBe(404);
    expect((await call('POST', `/v1/entries/${id}/publish`, { version: 1 })).body).toMatchObject({
      version: 2,
    });
    expect((await call('GET', `/v1/entries/${id}`)).body).toMatchObject({ stale: false });
    const stale = await call('PATCH', `/v1/entries/${id}`, { version: 1, entry: { year: 2014 } }, eve);
    expect(stale).toMatchObject({ status: 409 });
    expect(stale.body).toMatchObject({
      detail: 'Sam Staff changed this entry after you had opened it',
      errors: [{ path: 'version', message: 'is 2 by now' }],
    });
    const verified = await call('POST', `/v1/entries/${id}/verify`, { version: 2 });
    expect(verified.body).toMatchObject({ version: 3, lastVerifiedBy: 'secretariat' });
    expect((await call('GET', `/v1/entries/${id}`)).body).toMatchObject({ lastVerifiedBy: 'secretariat' });
    expect((await call('DELETE', `/v1/entries/${id}?version=2`)).status).toBe(409);
    expect((await call('DELETE', `/v1/entries/${id}`)).body).toMatchObject({ status: 'archived' });
    expect((await call('GET', `/v1/entries/${id}`)).status).toBe(404);
    expect((await call('GET', `/v1/entries/${id}/record`)).body).toMatchObject({
      entry: { title: expect.anything() },
    });
    expect((await call('POST', `/v1/entries/${id}/restore`, { version: 4 })).body).toMatchObject({
      status: 'draft',
    });
  });

  it('refuses what is no field, what is not the caller’s to set, and unknown entries', async () => {
    const bad: [unknown, string][] = [
      [{ kind: 'case-study', entry: { ...fields(), id: 'cs-mine' } }, 'entry.id'],
      [{ kind: 'case-study', entry: { ...fields(), lastVerifiedAt: '2026-01-01' } }, 'entry.lastVerifiedAt'],
      [{ kind: 'case-study', entry: fields(), status: 'published' }, 'status'],
      [{ kind: 'case-study', entry: fields(), contact: { name: 'A', email: 'a@b.test' } }, 'contact'],
      [{ kind: 'provider', entry: fields() }, 'entry.title'],
      [{ kind: 'case-study', entry: fields({ title: ' ' }) }, 'entry.title'],
    ];
    for (const [body, path] of bad) {
      const answer = await call('POST', '/v1/entries', body);
      expect(answer.status, path).toBe(400);
      expect(problemSchema.parse(answer.body).errors.map((one) => one.path)).toContain(path);
    }
    const { id, version } = await add();
    const proto = await fetch(`${site.address}/v1/entries/${id}`, {
      method: 'PATCH',
      headers: { ...sam.headers, 'content-type': 'application/json' },
      body: `{"version":${version},"entry":{"__proto__":{"title":"x"},"status":"archived"}}`,
    });
    expect(proto.status).toBe(400);
    for (const path of ['/v1/entries/none/record', '/console/catalogue/none']) {
      expect((await page(path)).status, path).toBe(404);
    }
    expect((await call('PATCH', '/v1/entries/none', { version: 1, entry: {} })).status).toBe(404);
    expect((await call('GET', '/v1/entries?cursor=forged')).status).toBe(400);
    expect((await call('GET', '/v1/entries?stale=maybe')).status).toBe(400);
  });

  it('lists every entry to staff page by page, and finds titles with signs of patterns in them', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      caseStudyEntry(`cs-list-${index}`, { title: `List ${index}` }),
    );
    await site.store.save([...many, caseStudyEntry('cs-percent', { title: '100% of_it \\ done' })]);
    const listSchema = z.object({
      entries: z.array(z.object({ id: z.string() })),
      total: z.int(),
      nextCursor: z.string().optional(),
    });
    const ids: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const answer = listSchema.parse(
        (await call('GET', `/v1/entries?q=List${cursor === '' ? '' : `&cursor=${cursor}`}`)).body,
      );
      expect(answer.total).toBe(60);
      ids.push(...answer.entries.map(({ id }) => id));
      cursor = answer.nextCursor;
    }
    expect(new Set(ids).size).toBe(60);
    for (const [words, count] of [
      ['100%25', 1],
      ['%25', 1],
      ['f_i', 1],
      ['%5C', 1],
      ['_', 1],
    ] as const) {
      expect(listSchema.parse((await call('GET', `/v1/entries?q=${words}`)).body).total, words).toBe(count);
    }
  });

  it('finds what is alike by address, by name and place, and by the words of the name', async () => {
    const url = 'https://www.Example.org/ponds/';
    await site.store.save([
      caseStudyEntry('cs-link', { title: 'Quite another name', sourceUrl: url }),
      caseStudyEntry('cs-name', {
        title: 'Green  roofs on schools',
        city: 'Basel',
        country: 'CH',
        sourceUrl: null,
      }),
      providerEntry('pr-link', { name: 'Pond Makers', website: 'http://example.org/ponds', sourceUrl: null }),
    ]);
    await site.engine.upsert(
      (await site.store.getMany(['cs-link', 'cs-name'])).map((one) => toSearchDocument(one, [], null)),
    );
    const alike = async (body: Record<string, unknown>) =>
      z
        .object({ lookAlikes: z.array(z.object({ id: z.string(), why: z.array(z.string()) })) })
        .parse((await call('POST', '/v1/entries/look-alikes', { kind: 'case-study', ...body })).body)
        .lookAlikes.map(({ id, why }) => `${id} ${why.join(' ')}`);
    expect(await alike({ urls: ['http://example.org/ponds#top'] })).toEqual(['cs-link same-link']);
    expect(await alike({ title: 'green roofs on schools ', city: 'basel' })).toEqual([
      'cs-name same-name same-words',
    ]);
    expect(await alike({ title: 'Schools with green roofs', city: 'Bern' })).toEqual(['cs-name same-words']);
    expect(await alike({ title: 'Green roofs', city: 'Basel', except: 'cs-name' })).toEqual([]);
    expect(await alike({ title: 'A tramway' })).toEqual([]);
    expect(await alike({ kind: 'provider', urls: ['https://example.org/ponds'] })).toEqual([
      'pr-link same-link',
    ]);
  });

  it('shows look-alikes before it saves, then saves, and shows new ones when the text is another', async () => {
    const first = await send('/console/catalogue/new', form({ title: 'The only pond', city: 'Ede' }));
    expect(first).toMatchObject({
      status: 303,
      location: expect.stringMatching(/cs-ede-the-only-pond\?done=created$/),
    });
    const again = await send('/console/catalogue/new', form({ title: 'The only pond', city: 'Ede' }));
    expect(again.status).toBe(200);
    expect(again.html).toContain('cs-ede-the-only-pond');
    expect(again.html).toContain('Nothing is saved yet');
    expect(again.html).toContain('They dug a pond.');
    const seen = /name="seen" value="([^"]*)"/.exec(again.html)?.[1] ?? '';
    const saved = await send('/console/catalogue/new', form({ title: 'The only pond', city: 'Ede', seen }));
    expect(saved.location).toContain('cs-ede-the-only-pond-2');
    const third = await send('/console/catalogue/new', form({ title: 'The only pond', city: 'Ede', seen }));
    expect(third.status).toBe(200);
    expect(third.html).toContain('cs-ede-the-only-pond-2');
  });

  it('shows a form that is wrong again with every word of it, and says what to mend', async () => {
    const long = 'й'.repeat(8_001);
    const wrong = form({
      title: '',
      year: 'soon',
      challenge: long,
      sectors: [],
      city: HTML,
      outcomes: '\nkept',
    });
    const { status, html } = await send('/console/catalogue/new', wrong);
    expect(status).toBe(400);
    for (const field of ['title', 'year', 'challenge', 'sectors'] as const) {
      expect(html, field).toContain(`href="#field-${field}"`);
      expect(html).toContain(en.upkeep.form.errors[field]);
    }
    expect(html).toContain(long);
    expect(html).toContain('value="soon"');
    expect(html).toContain('\n\nkept</textarea>');
    expect(html).not.toContain('<script>alert');
    expect(await site.db.$count(entries, eq(entries.title, ''))).toBe(0);
  });

  it('brings what two people typed together, and overwrites nothing unseen', async () => {
    const { id } = await add({ summary: 'First.', year: 2001 });
    const path = `/console/catalogue/${id}/edit`;
    const opened = (await page(path)).html;
    const hidden = (html: string, name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
    const typed = form({
      title: 'Sam’s title',
      summary: 'First.',
      year: '2002',
      version: hidden(opened, 'version'),
      base: hidden(opened, 'base'),
      do: 'publish',
    });
    const theirs = { summary: 'Eve’s summary.', year: 2003 };
    expect(
      (await call('PATCH', `/v1/entries/${id}`, { version: 1, entry: theirs, publish: true }, eve)).status,
    ).toBe(200);
    const conflict = await send(path, typed);
    expect(conflict.status).toBe(409);
    expect(conflict.html).toContain('Eve Editor changed this entry');
    expect(conflict.html).toContain('Sam’s title');
    expect(conflict.html).toContain('>Eve’s summary.</textarea>');
    expect(conflict.html).toContain('value="2002"');
    expect(conflict.html).toMatch(/says-now.*2003/s);
    const next = { version: hidden(conflict.html, 'version'), base: hidden(conflict.html, 'base') };
    expect(next.version).toBe('2');
    const saved = await send(path, { ...typed, summary: 'Eve’s summary.', ...next });
    expect(saved.status).toBe(303);
    expect((await call('GET', `/v1/entries/${id}/record`)).body).toMatchObject({
      version: 3,
      entry: { title: 'Sam’s title', summary: 'Eve’s summary.', year: 2002 },
    });
    // A form that was wrong must not forget what it was made from.
    const blank = await send(path, { ...typed, title: '', version: '1' });
    expect(blank.status).toBe(409);
    const wrong = await send(path, { ...typed, title: '', version: '3' });
    expect(hidden(wrong.html, 'version')).toBe('3');
  });

  it('shows HTML in any field as text, on every page', async () => {
    const { id } = await add({
      ...{ title: HTML, summary: HTML, challenge: HTML, solution: HTML, outcomes: HTML },
      ...{ city: HTML, measures: [HTML], region: HTML.slice(0, 90) },
      sourceUrl: 'https://example.org/?q="><script>alert(1)</script>',
    });
    await call('PATCH', `/v1/entries/${id}`, { version: 1, entry: { summary: `${HTML} again` } });
    await call('PUT', `/v1/entries/${id}/contact`, { contact: { name: HTML, email: 'a@city.example' } });
    const old = new Date(Date.now() - 900 * DAY_MS);
    await site.db.update(entries).set({ updatedAt: old }).where(eq(entries.id, id));
    expect(await site.features.upkeep.reconfirm()).toBe(1);
    const [mail] = await site.db.select().from(mails).where(eq(mails.template, 'entry-still-right'));
    expect(mail?.html).not.toContain('<script>alert');
    const link = new URL(/http\S+\/confirm\/\S+/.exec(mail?.text ?? '')?.[0] ?? '');
    const confirm = link.pathname + link.search;
    const paths = ['', '/edit', '/preview'].map((end) => `/console/catalogue/${id}${end}`);
    for (const path of [
      ...paths,
      '/console/catalogue',
      '/console/catalogue?show=stale',
      `/entries/${id}`,
      confirm,
    ]) {
      const { status, html } = await page(path);
      expect(status, path).toBe(200);
      expect(html, path).toContain('&lt;script>alert(1)');
      expect(html, path).not.toContain('<script>alert');
      expect(html, path).not.toContain('<b onclick');
    }
    expect((await send(confirm, { answer: 'wrong', text: HTML })).status).toBe(303);
    const { html } = await page(`/console/catalogue/${id}`);
    expect(html).toContain('Its contact wrote');
    expect(html).not.toContain('<script>alert');
  });

  it('asks a contact on a page of its own, which a scan of the link does not answer', async () => {
    const { id } = await add();
    await call('PUT', `/v1/entries/${id}/contact`, {
      contact: { name: 'Parks', email: 'parks@city.example' },
    });
    const old = new Date(Date.now() - 900 * DAY_MS);
    await site.db.update(entries).set({ updatedAt: old }).where(eq(entries.id, id));
    await site.features.upkeep.reconfirm();
    const [mail] = await site.db.select().from(mails).where(eq(mails.toAddress, 'parks@city.example'));
    const link = new URL(/http\S+\/confirm\/\S+/.exec(mail?.text ?? '')?.[0] ?? '');
    const path = link.pathname + link.search;
    const response = await fetch(site.address + path, { headers: { accept: 'text/html' } });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await call('GET', `/v1/entries/${id}/record`)).body).toMatchObject({ stale: true });
    for (const wrong of [link.pathname, `${link.pathname}?token=x`, `/confirm/qu-x${link.search}`]) {
      expect((await page(wrong, undefined)).status, wrong).toBe(404);
      expect((await send(wrong, { answer: 'right' })).status, wrong).toBe(404);
    }
    const empty = await send(path, { answer: 'wrong', text: ' ' });
    expect(empty.status).toBe(400);
    expect(empty.html).toContain(en.confirm.empty);
    const forged = await fetch(site.address + path, {
      method: 'POST',
      headers: { accept: 'text/html', 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ answer: 'right' }),
    });
    expect(forged.status).toBe(403);
    expect((await send(path, { answer: 'right' })).status).toBe(303);
    expect((await page(path, undefined)).html).toContain(en.confirm.thanksRight);
    const shown = await page(`/entries/${id}`, undefined);
    expect(shown.html).toContain('Confirmed as still right, by those behind it');
    expect(shown.html).not.toContain('parks@city');
    expect(JSON.stringify((await call('GET', `/v1/entries/${id}`)).body)).not.toContain('Parks');
  });

  it('ranks a stale entry below its equal, says why, and says so on its page', async () => {
    await site.store.save([
      caseStudyEntry('cs-fresh', { title: 'Tram lanterns', summary: 'Tram lanterns glow.', verified: true }),
      caseStudyEntry('cs-dusty', { title: 'Tram lanterns', summary: 'Tram lanterns glow.', verified: true }),
    ]);
    const old = new Date('2020-03-05T12:00:00Z');
    await site.db.update(entries).set({ updatedAt: old }).where(eq(entries.id, 'cs-dusty'));
    const stored = await site.store.getMany(['cs-dusty', 'cs-fresh']);
    await site.engine.upsert(stored.map((one) => toSearchDocument(one, [], null)));
    const { results } = await site.features.matcher.match({ statement: 'We need tram lanterns', limit: 50 });
    const [fresh, dusty] = ['cs-fresh', 'cs-dusty'].map((id) => results.find((one) => one.id === id));
    expect(dusty?.stale).toBe(true);
    expect(fresh?.stale).toBeUndefined();
    expect(dusty?.score).toBeLessThan(fresh?.score ?? 0);
    expect(dusty?.reasons.filter(({ stance }) => stance === 'against')[0]).toMatchObject({
      kind: 'age',
      text: expect.stringContaining('since March 2020'),
    });
    expect((await page('/entries/cs-dusty')).html).toContain(
      'Nobody has checked this entry since March 5, 2020',
    );
    expect((await call('GET', '/v1/entries/cs-dusty')).body).toMatchObject({ stale: true });
    const found = await site.features.search.search({
      ...{ text: 'tram lanterns', filter: {}, facets: [], limit: 9, offset: 0 },
    });
    expect(found.hits.map((one) => [one.id, one.stale]).sort()).toEqual([
      ['cs-dusty', true],
      ['cs-fresh', undefined],
    ]);
    expect((await call('GET', '/v1/search?q=tram%20lanterns')).status).toBe(200);
    expect((await page('/search?q=tram+lanterns')).html).toContain('not checked for long');
    const now = await call('POST', '/v1/entries/cs-dusty/verify', { version: 1 });
    expect(now.body).toMatchObject({ stale: false });
    expect((await page('/entries/cs-dusty')).html).toContain('Checked by the secretariat on');
  });
});
