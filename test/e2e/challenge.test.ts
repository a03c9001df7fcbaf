import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challenges, matches } from '../../src/db/schema.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { challengeRow, seedChallenges, seedEntries, seedPeople } from '../helpers/challenges.js';
import { startWholeSite } from '../helpers/whole-site.js';

const PHONE = { viewport: { width: 390, height: 844 } };
const HTML = '<img src=x onerror=alert(1)><script>alert(2)</script>';

let site: Awaited<ReturnType<typeof startWholeSite>>;
let browser: Browser;
let published: string;

beforeAll(async () => {
  site = await startWholeSite();
  browser = await launchBrowser();
  const { db, features } = site;
  const [id = ''] = await seedChallenges(db, { count: 1, matches: 2, entryIds: await seedEntries(db, 2) });
  const [person] = await seedPeople(db, 1, 'staff');
  if (person === undefined) throw new Error('nobody');
  await db.update(matches).set({ status: 'approved', note: HTML });
  const asker = { actor: person };
  const { version } = await features.review.edit(id, { version: 1, note: `Two cases fit. ${HTML}` }, asker);
  await features.review.publish(id, { version, key: 'publish-once' }, asker);
  published = `${site.address}/challenges/${id}?token=token-${id}`;
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('a challenge for the secretariat', () => {
  it.each([
    ['with JavaScript on a desktop', {}],
    ['without JavaScript on a phone', { ...PHONE, javaScriptEnabled: false }],
  ])('is sent and followed %s', async (_how, options) => {
    const { page, complaints, close } = await openTab(browser, options);
    await page.goto(
      `${site.address}/challenges/new?statement=Rain%20floods%20the%20market&country=PE&city=Cusco`,
    );
    expect(await page.inputValue('#statement')).toBe('Rain floods the market');
    await page.click('text=Send to the secretariat');
    await page.waitForSelector('#error-summary');
    expect(await page.inputValue('#statement')).toBe('Rain floods the market');
    await page.fill('#title', `Market floods ${HTML}`);
    await page.fill('#name', 'Ana Torres');
    await page.fill('#email', 'ana@cusco.test');
    await page.check('#processing');
    await page.click('text=Send to the secretariat');
    await page.waitForSelector('text=We have your challenge');
    expect(await page.textContent('h1')).toBe(`Market floods ${HTML}`);
    const id = /\/challenges\/(ch-[a-z0-9]+)/.exec(page.url())?.[1] ?? '';
    expect(await challengeRow(site.db, id)).toMatchObject({
      status: 'received',
      cityName: 'Cusco',
      contactEmail: 'ana@cusco.test',
      disclosure: 'secretariat',
    });
    await page.fill('#question', `Who reads this? ${HTML}`);
    await page.click('text=Send the question');
    await page.waitForSelector('.message');
    expect(await page.textContent('.message p:last-child')).toBe(`Who reads this? ${HTML}`);
    expect(complaints).toEqual([]);
    await close();
  });

  it('keeps the draft over a reload, and forgets it when it was sent', async () => {
    const { page, complaints, close } = await openTab(browser);
    await page.goto(`${site.address}/challenges/new`);
    await page.fill('#title', 'Landfill is full');
    await page.fill(
      '#statement',
      'The landfill is nearly full of market waste that rots. Call me at +51 984 123 456.',
    );
    await page.waitForSelector('[data-coach-list] li');
    expect(await page.textContent('[data-coach-list]')).toContain('telephone number');
    await page.reload();
    expect(await page.inputValue('#title')).toBe('Landfill is full');
    await page.fill('#city', 'Puno');
    await page.selectOption('#country', 'PE');
    await page.fill('#name', 'Ana Torres');
    await page.fill('#email', 'ana@puno.test');
    await page.check('#processing');
    await page.focus('text=Send to the secretariat');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=We have your challenge');
    await page.goto(`${site.address}/challenges/new`);
    expect(await page.inputValue('#title')).toBe('');
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows what was published, and takes a reason why a match is not wanted', async () => {
    const { page, complaints, close } = await openTab(browser, PHONE);
    await page.goto(published);
    expect(await page.textContent('.note')).toContain(HTML);
    expect(await page.locator('.cards > li').count()).toBe(2);
    await page.click('#match-1 >> text=Not for us');
    await page.selectOption('#why-1', 'no-budget');
    await page.click('#match-1 >> role=button[name="Not for us"]');
    await page.waitForSelector('#match-1 >> text=You set this aside: no budget.');
    await page.click('text=Take that back');
    await page.waitForSelector('#why-1', { state: 'attached' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('opens with its own link only', async () => {
    const { page, close } = await openTab(browser);
    const response = await page.goto(published.replace('token=token-', 'token=taken-'));
    expect(response?.status()).toBe(401);
    expect(await page.content()).not.toContain('Streets flood');
    await close();
  });

  it.each([
    ['the form', () => `${site.address}/challenges/new`],
    ['a published answer', () => published],
  ])('has nothing for axe to find on %s, and fits a phone', async (_what, address) => {
    for (const options of [PHONE, { colorScheme: 'dark' as const }]) {
      const { page, close } = await openTab(browser, options);
      await page.goto(address());
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await close();
    }
  });

  it('is shown to its city in the language of the challenge, unless the reader chose another', async () => {
    const id = /ch-\w+/.exec(published)?.[0] ?? '';
    await site.db.update(challenges).set({ language: 'pt-BR' }).where(eq(challenges.id, id));
    const shown = async (headers: Record<string, string>) => {
      const response = await fetch(published, { headers: { accept: 'text/html', ...headers } });
      return { language: response.headers.get('content-language'), html: await response.text() };
    };
    const own = await shown({ 'accept-language': 'fr' });
    expect(own.language).toBe('pt');
    expect(own.html).toContain('<html lang="pt"');
    expect(own.html).toContain('A resposta');
    const chosen = await shown({ cookie: 'citymatch.language=es' });
    expect(chosen.language).toBe('es');
    expect(chosen.html).toContain('La respuesta');
    await site.db.update(challenges).set({ language: 'de' }).where(eq(challenges.id, id));
    expect((await shown({ 'accept-language': 'fr' })).language).toBe('fr');
  });
});
