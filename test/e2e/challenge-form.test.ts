import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntries, seedIfEmpty } from '../../src/catalogue/seed.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { challengeRow } from '../helpers/challenges.js';
import { startWholeSite } from '../helpers/whole-site.js';

const PHONE = { viewport: { width: 320, height: 800 }, hasTouch: true };
const WIDE = { viewport: { width: 1280, height: 900 } };
const FLOODS =
  'Our old town floods after every heavy rain. The combined sewers cannot take more water and cellars fill up.';

let site: Awaited<ReturnType<typeof startWholeSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await startWholeSite();
  browser = await launchBrowser();
  const { db, store, engine } = site;
  await seedIfEmpty({ db, store });
  const entries = await store.getMany((await readEntries()).map(({ id }) => id));
  await engine.upsert(entries.map((entry) => toSearchDocument(entry, [], null)));
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const open = async (options: Parameters<typeof openTab>[1]) => {
  const tab = await openTab(browser, options);
  await tab.page.goto(`${site.address}/challenges/new`);
  return tab;
};
const previewed = (page: Page) => page.waitForSelector('[data-preview]:not([hidden])');

describe('the form of a challenge', () => {
  it('shows likely matches with why beside it, and says honestly that nothing fits', async () => {
    const { page, complaints, close } = await open(WIDE);
    await page.fill('#statement', 'Too short');
    await page.fill('#title', 'Old town floods');
    expect(await page.isVisible('[data-preview]')).toBe(false);
    await page.fill('#statement', FLOODS);
    await previewed(page);
    const links = page.locator('[data-preview-list] a');
    expect(await links.count()).toBe(3);
    expect(await page.textContent('[data-preview-list]')).toMatch(
      /Benthemplein.*(Strong|Possible) match.*It deals with/s,
    );
    expect(await links.first().getAttribute('target')).toBe('_blank');
    expect(await page.textContent('[data-preview-live]')).toBe('3 likely matches so far.');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.fill(
      '#statement',
      'Our museum would like to lend its paintings of the old kings to other museums abroad.',
    );
    await page.waitForSelector('[data-preview-nothing]:not([hidden])');
    expect(await links.count()).toBe(0);
    await page.fill('#statement', 'Short again');
    await page.waitForSelector('[data-preview]', { state: 'hidden' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('asks once for what was typed last, drops the answer to what came before, and is quiet when matching is away', async () => {
    const { page, close } = await open(WIDE);
    const bodies: string[] = [];
    let away = false;
    const held: (() => void)[] = [];
    await page.route('**/v1/match', async (route) => {
      bodies.push(route.request().postData() ?? '');
      if (away) return route.fulfill({ status: 503, body: '{}' });
      if (bodies.length === 1) await new Promise<void>((resolve) => held.push(resolve));
      await route.continue().catch(() => undefined);
    });
    await page.fill('#statement', `${FLOODS} First.`);
    await page.waitForRequest('**/v1/match');
    await page.locator('#statement').press('End');
    await page.locator('#statement').pressSequentially(' Then more and more of it.');
    await previewed(page);
    for (const release of held) release();
    expect(bodies.map((body) => /First\.[^"]*/.exec(body)?.[0])).toEqual([
      'First.',
      'First. Then more and more of it.',
    ]);
    away = true;
    await page.fill('#statement', `${FLOODS} Again.`);
    await page.waitForSelector('[data-preview]', { state: 'hidden' });
    await page.context().setOffline(true);
    await page.fill('#statement', FLOODS);
    await page.waitForSelector('[data-coach-list] li');
    expect(await page.isVisible('[data-preview]')).toBe(false);
    await close();
  });

  it('is filled by touch on a phone: sectors, population and climate are proposed, and the city decides', async () => {
    const { page, complaints, close } = await open(PHONE);
    await page.fill('#title', 'Old town floods');
    await page.fill('#statement', FLOODS);
    await previewed(page);
    // Folded up below the field, until it is asked for.
    expect(await page.isVisible('[data-preview-list]')).toBe(false);
    const field = await page.locator('#statement').boundingBox();
    const summary = page.locator('[data-preview] summary');
    expect((await summary.boundingBox())?.y).toBeGreaterThan(field?.y ?? 0);
    expect(await summary.textContent()).toContain('3 so far');
    await summary.tap();
    expect(await page.isVisible('[data-preview-list] a')).toBe(true);
    const chip = page.locator('[data-sectors-list] button').first();
    await chip.tap();
    expect(await chip.getAttribute('aria-pressed')).toBe('true');
    await page.fill('#city', 'Múnich');
    await page.selectOption('#country', 'DE');
    await page.waitForSelector('[data-population]:not([hidden])');
    expect(await page.inputValue('#population')).toBe('');
    await page.locator('[data-population] button').tap();
    expect(await page.inputValue('#population')).toBe('1260391');
    expect(await page.textContent('[data-climate-text]')).toBe(
      'Cfb — temperate, no dry season, warm summer (found from the city; change)',
    );
    await page.locator('[data-climate] summary').tap();
    await page.selectOption('#climate', 'Dfb');
    expect(await page.textContent('[data-climate-text]')).toMatch(/^Dfb — cold winters/);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.fill('#name', 'Ana Torres');
    await page.fill('#email', 'ana@munich.test');
    await page.check('#processing');
    await page.click('text=Send to the secretariat');
    await page.waitForSelector('text=We have your challenge');
    const id = /\/challenges\/(ch-[a-z0-9]+)/.exec(page.url())?.[1] ?? '';
    expect(await challengeRow(site.db, id)).toMatchObject({
      climate: 'Dfb',
      population: 1_260_391,
      sectors: ['flooding-stormwater'],
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it('says that the climate of an unknown city is not known, and proposes no population', async () => {
    const { page, close } = await open(WIDE);
    await page.fill('#city', 'Nowhere at all');
    await page.selectOption('#country', 'PE');
    await page.waitForSelector('text=not known for this city');
    expect(await page.isVisible('[data-population]')).toBe(false);
    await page.fill('#city', 'Lima');
    await page.waitForSelector('text=BWh — hot desert (found from the city; change)');
    await close();
  });

  it('takes a climate without JavaScript, and finds the one that is not chosen', async () => {
    for (const [city, chosen, stored] of [
      ['Cusco', '', 'Cwb'],
      ['Lima', 'BSh', 'BSh'],
    ]) {
      const { page, close } = await open({ ...WIDE, javaScriptEnabled: false });
      expect(await page.isVisible('[data-beside]')).toBe(false);
      await page.fill('#title', 'Old town floods');
      await page.fill('#statement', FLOODS);
      await page.fill('#city', city ?? '');
      await page.selectOption('#country', 'PE');
      await page.click('.climate summary');
      await page.selectOption('#climate', chosen ?? '');
      await page.fill('#name', 'Ana Torres');
      await page.fill('#email', 'ana@city.test');
      await page.check('#processing');
      await page.click('text=Send to the secretariat');
      await page.waitForSelector('text=We have your challenge');
      const id = /\/challenges\/(ch-[a-z0-9]+)/.exec(page.url())?.[1] ?? '';
      expect(await challengeRow(site.db, id)).toMatchObject({ climate: stored, population: null });
      await close();
    }
  });

  it('speaks Spanish to who reads it, also what comes later, within 320 pixels', async () => {
    const { page, complaints, close } = await openTab(browser, { ...PHONE, locale: 'es-PE' });
    await page.goto(`${site.address}/challenges/new`);
    await page.fill('#statement', 'Nuestro casco antiguo se inunda después de cada lluvia fuerte.');
    await previewed(page);
    await page.click('[data-preview-box] > summary');
    expect(await page.textContent('[data-preview-list]')).toMatch(/Encaja bien|Podría encajar/);
    expect(await page.textContent('[data-preview-list]')).toMatch(/Trata de|Trabaja en/);
    expect(await page.textContent('[data-coach-list]')).toContain('Diga un poco más');
    expect(await page.textContent('[data-sectors-list]')).toContain('Inundaciones');
    await page.click('text=Enviar a la secretaría');
    await page.waitForSelector('#error-summary');
    expect(await page.textContent('#error-summary')).toContain('Díganos su nombre.');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('lets the reader choose a language, and comes back to the answer on show', async () => {
    const { page, complaints, close } = await openTab(browser, PHONE);
    await page.goto(site.address);
    await page.fill('#statement', FLOODS);
    await page.click('text=Find matches');
    await page.waitForSelector('.cards');
    await page.click('.speak button[lang="fr"]');
    await page.waitForSelector('html[lang="fr"] .cards');
    expect(await page.textContent('.cards')).toContain('Pourquoi cela convient');
    for (const summary of await page.locator('main summary').all()) await summary.click();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});
