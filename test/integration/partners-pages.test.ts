import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, partnerUsage } from '../../src/db/schema.js';
import { DEMO_PARTNER } from '../../src/partners/demo.js';
import { MESSAGES } from '../../src/web/messages/index.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { ADMIN, type PartnerSite, startPartnerSite } from '../helpers/partners.js';

describe('partners in the console, without a script', () => {
  let site: PartnerSite;
  let admin: SignedInPerson;
  beforeAll(async () => {
    site = await startPartnerSite();
    admin = await peopleOf(site.features.accounts).signIn('admin');
  });
  afterAll(() => site?.stop());

  const page = async (path: string, headers: Record<string, string> = admin.headers) => {
    const response = await fetch(site.address + path, { headers: { accept: 'text/html', ...headers } });
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  const send = async (path: string, form: Record<string, string | readonly string[]>) => {
    const body = new URLSearchParams(
      Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    );
    const headers = { ...admin.headers, accept: 'text/html' };
    const response = await fetch(site.address + path, { method: 'POST', redirect: 'manual', headers, body });
    const location = response.headers.get('location') ?? '';
    return { status: response.status, headers: response.headers, location, html: await response.text() };
  };
  const form = (changes: Record<string, string | readonly string[]> = {}) => ({
    ...{ name: 'Network', contact: '', origins: 'https://a.example', country: ['PE'] },
    ...{ quotaPerDay: '10,000', ratePerMinute: '600', perAddressPerMinute: '120', do: 'save' },
    ...changes,
  });
  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const get = async (id: string) => {
    const partner = await site.features.partners.get(id);
    if (partner === undefined) throw new Error('It is gone');
    return partner;
  };

  it('adds a partner; what is wrong is told by the field and nothing that was typed is lost', async () => {
    const wrong = await send('/console/partners/new', form({ origins: 'https://a.example/x', name: '' }));
    expect(wrong.status).toBe(400);
    expect(wrong.html).toMatch(/href="#field-name".*href="#field-origins"/s);
    expect(wrong.html).toContain('https://a.example/x</textarea>');
    expect(wrong.html).toMatch(/value="PE"[^>]*checked|checked[^>]*value="PE"/);
    const counted = await send('/console/partners/new', form({ do: 'count', name: '' }));
    const inPeru = site.stored.filter(({ body }) => JSON.stringify(body).includes('"PE"')).length;
    expect(inPeru).toBeGreaterThan(0);
    expect(counted.html).toMatch(new RegExp(`This opens ${inPeru} entr`));
    const { status, location } = await send('/console/partners/new', form());
    expect(status).toBe(303);
    const made = await page(location);
    expect(made.html).toContain('with a first publishable key');
    expect(await get(/pa-\w+/.exec(location)?.[0] ?? '')).toMatchObject({
      ...{ name: 'Network', origins: ['https://a.example'], scope: { country: ['PE'] } },
      quotaPerDay: 10_000,
    });
  });

  it('shows the second of two people what the first one changed, and keeps what they typed', async () => {
    const { id } = await site.partner({ name: 'Before' });
    const path = `/console/partners/${id}/settings`;
    const { html } = await page(path);
    const opened = { version: hidden(html, 'version'), base: hidden(html, 'base') };
    const typed = form({ name: 'Mine', origins: 'https://www.example.org', country: [], ...opened });
    await site.features.partners.update(id, { version: 1, name: 'Theirs', quotaPerDay: 7 }, ADMIN);
    const answer = await send(path, typed);
    expect(answer.status).toBe(409);
    expect(answer.html).toMatch(/id="conflict".*href="#field-name".*href="#field-quotaPerDay"/s);
    expect(answer.html).toMatch(/id="field-name"[^>]*value="Mine"|value="Mine"[^>]*id="field-name"/);
    expect(answer.html).toMatch(/id="field-name-now".*Theirs/s);
    const again = { version: hidden(answer.html, 'version'), base: hidden(answer.html, 'base') };
    expect((await send(path, { ...typed, quotaPerDay: '7', ...again })).status).toBe(303);
    expect(await get(id)).toMatchObject({ name: 'Mine', quotaPerDay: 7, version: 3 });
    const stale = await send(`/console/partners/${id}`, { do: 'pause', version: '1' });
    expect(stale.status).toBe(409);
    expect(stale.html).toContain('Nothing of yours was done');
  });

  it('tells a server key once, on a page that no cache keeps', async () => {
    const { id } = await site.partner();
    const made = await send(`/console/partners/${id}`, { do: 'add-key', kind: 'server' });
    const key = /sk_[a-z0-9]{32}/.exec(made.html)?.[0] ?? '';
    expect(key).not.toBe('');
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect((await site.ask('/v1/widget/search', key)).status).toBe(200);
    expect((await page(`/console/partners/${id}`)).html).not.toContain(key);
  });

  it('rotates with an overlap in hours or days, and revokes; a wrong overlap is told', async () => {
    const { id, keys, pk } = await site.partner();
    const key = keys[0]?.id ?? '';
    const path = `/console/partners/${id}`;
    for (const overlap of ['', 'x', '91', '1.5']) {
      const wrong = await send(path, { do: 'rotate', key, overlap, unit: 'days' });
      expect(wrong.status, overlap).toBe(400);
      expect(wrong.html).toContain(`overlap-${key}-error`);
    }
    const rotated = await send(path, { do: 'rotate', key, overlap: '48', unit: 'hours' });
    expect(rotated.html).toContain('The old one works until');
    const ends = Date.parse((await get(id)).keys.find((one) => one.id === key)?.expiresAt ?? '');
    expect((ends - Date.now()) / 3_600_000).toBeCloseTo(48, 1);
    expect((await site.ask('/v1/widget/search', pk)).status).toBe(200);
    // The lines for the pages have the new key.
    expect(rotated.html).not.toMatch(new RegExp(`&lt;city-match key="${pk}`));
    expect((await send(path, { do: 'revoke', key })).status).toBe(303);
    expect((await site.ask('/v1/widget/search', pk)).status).toBe(401);
    expect((await send(path, { do: 'rotate', key, overlap: '1', unit: 'days' })).status).toBe(409);
  });

  it('pauses, lets go on and removes', async () => {
    const { id, pk } = await site.partner();
    const path = `/console/partners/${id}`;
    const version = async () => String((await get(id)).version);
    await send(path, { do: 'pause', version: await version() });
    expect((await site.ask('/v1/widget/search', pk)).status).toBe(403);
    await send(path, { do: 'resume', version: await version() });
    expect((await site.ask('/v1/widget/search', pk)).status).toBe(200);
    const removed = await send(path, { do: 'remove' });
    expect((await page(removed.location)).html).toContain('The partner was removed');
    expect((await page(path)).status).toBe(404);
    expect((await site.ask('/v1/widget/search', pk)).status).toBe(401);
  });

  it('saves the look with the partner and puts it into the lines', async () => {
    const { id } = await site.partner();
    const look = { do: 'look', version: '1', scheme: 'dark', accent: '#0b6e6e', ink: '', paper: '' };
    const wrong = await send(`/console/partners/${id}`, { ...look, accent: 'teal', radius: '4', font: '' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('look-accent-error');
    await send(`/console/partners/${id}`, { ...look, radius: '4', font: 'Georgia, serif' });
    expect((await get(id)).theme).toEqual({
      ...{ scheme: 'dark', accent: '#0b6e6e', radius: 4, font: 'Georgia, serif' },
    });
    const { html } = await page(`/console/partners/${id}`);
    expect(html).toContain('--citymatch-radius: 4px;');
    // The accent on the widget's own dark ground.
    expect(html).toContain('too little: text needs 4.5:1');
  });

  it('gives the days of use as CSV', async () => {
    const { id, keys } = await site.partner();
    const day = new Date().toISOString().slice(0, 10);
    await site.db.insert(partnerUsage).values({ day, keyId: keys[0]?.id ?? '', partnerId: id, searches: 41 });
    const csv = await page(`/console/partners/${id}/usage.csv?days=90`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const rows = csv.html.trim().split('\r\n');
    expect(rows).toHaveLength(91);
    expect(rows.at(-1)).toBe(`${day},41,0,0,0,0,0`);
  });

  describe('the link of a partner’s own people', () => {
    const closed = (html: string) => html.includes(MESSAGES.en.partners.closedTitle);
    const linkOf = async (id: string) => {
      const { html } = await send(`/console/partners/${id}`, { do: 'link' });
      const link = /https?:[^<\s]*\/partners\/pa-[^<\s]*/.exec(html)?.[0] ?? '';
      return new URL(link);
    };

    it('opens its partner alone, to nobody’s eyes but those who have it', async () => {
      const [a, b] = [await site.partner({ name: 'A & B' }), await site.partner({ name: 'Other' })];
      const link = await linkOf(a.id);
      const token = link.searchParams.get('token') ?? '';
      const open = await page(link.pathname + link.search, {});
      expect(open.status).toBe(200);
      expect(open.headers.get('cache-control')).toBe('no-store');
      expect(open.html).toContain('The search on the pages of A &amp; B');
      expect(open.html).toContain(a.keys[0]?.hint);
      expect(open.html).not.toContain('sk_');
      expect(open.html).not.toContain('<button class="button button-danger"');
      const wrong = ['', 'x', `${token}x`, token.toUpperCase(), 'a'.repeat(10_000)];
      for (const path of [
        `/partners/${b.id}?token=${token}`,
        `/partners/none?token=${token}`,
        `/partners/${b.id}/usage.csv?token=${token}`,
        ...wrong.map((one) => `/partners/${a.id}?token=${one}`),
      ]) {
        const answer = await page(path, {});
        expect(answer.status, path.slice(0, 80)).toBe(404);
        expect(closed(answer.html)).toBe(true);
      }
      // Nor does it open what others reach by a secret.
      expect((await page(`/console/partners/${a.id}?token=${token}`, {})).html).not.toContain('A &amp; B');
      const csv = await page(`/partners/${a.id}/usage.csv?token=${token}&days=7`, {});
      expect(csv.html.trim().split('\r\n')).toHaveLength(8);
    });

    it('is renewed and withdrawn; the one before opens nothing then', async () => {
      const { id } = await site.partner();
      const first = await linkOf(id);
      const second = await linkOf(id);
      expect((await page(first.pathname + first.search, {})).status).toBe(404);
      expect((await page(second.pathname + second.search, {})).status).toBe(200);
      await send(`/console/partners/${id}`, { do: 'link-withdraw' });
      expect((await page(second.pathname + second.search, {})).status).toBe(404);
      const third = await linkOf(id);
      await send(`/console/partners/${id}`, { do: 'remove' });
      expect((await page(third.pathname + third.search, {})).status).toBe(404);
      const record = await site.db.select().from(audit).where(eq(audit.subjectId, id));
      expect(record.map(({ action }) => action).filter((action) => action.includes('link'))).toEqual([
        ...['partner.link-made', 'partner.link-made', 'partner.link-withdrawn', 'partner.link-made'],
      ]);
      const token = third.searchParams.get('token') ?? '-';
      expect(JSON.stringify(record)).not.toContain(token);
    });

    it.each(['en', 'es', 'fr', 'pt'] as const)('speaks %s', async (language) => {
      const { id } = await site.partner({ name: 'Andes' });
      const link = await linkOf(id);
      const { html } = await page(link.pathname + link.search, { 'accept-language': language });
      expect(html).toContain(MESSAGES[language].partners.usage.counts.handOvers);
      expect(html).toContain(`<html lang="${language}"`);
    });
  });
});

describe('the demonstration', () => {
  let site: PartnerSite;
  beforeAll(async () => {
    site = await startPartnerSite();
  });
  afterAll(() => site?.stop());
  const demo = () => fetch(`${site.address}/demo/partner`, { headers: { accept: 'text/html' } });

  it('is there from the first start on, and stays away once it was removed', async () => {
    const { partnerDemo, partners } = site.features;
    expect((await demo()).status).toBe(404);
    await Promise.all([partnerDemo.prepare(), partnerDemo.prepare()]);
    const key = (await partners.get(DEMO_PARTNER))?.keys[0]?.key ?? '';
    const shown = await demo();
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-security-policy')).toContain("frame-src 'self'");
    expect((await shown.text()).match(new RegExp(`<city-match KEY="${key}"`, 'g'))).toHaveLength(2);
    // Pages of this site may use it; those of others may not.
    const own = { 'sec-fetch-site': 'same-origin', origin: site.address };
    expect((await site.ask('/v1/widget/search', key, { headers: own })).status).toBe(200);
    expect((await site.ask('/v1/widget/search', key)).status).toBe(403);
    const { version } = (await partners.get(DEMO_PARTNER)) ?? { version: 0 };
    await partners.update(DEMO_PARTNER, { version, status: 'paused' }, ADMIN);
    expect((await demo()).status).toBe(404);
    await partners.remove(DEMO_PARTNER, ADMIN);
    await partnerDemo.prepare();
    expect(await partners.list()).toEqual([]);
    expect((await demo()).status).toBe(404);
  });
});
