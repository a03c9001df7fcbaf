import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partnerUsage } from '../../src/db/schema.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { ADMIN, type PartnerSite, startPartnerSite } from '../helpers/partners.js';

// That the pages need no script is shown by test/integration/partners-pages.test.ts, which has none.
const windows: [string, BrowserContextOptions][] = [
  ['320 pixels wide, dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ['1280 pixels wide', {}],
];

describe('partners in the browser', () => {
  let browser: Browser;
  let site: PartnerSite;
  let admin: SignedInPerson;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startPartnerSite()]);
    await site.features.partnerDemo.prepare();
    admin = await peopleOf(site.features.accounts).signIn('admin');
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const open = async (options: BrowserContextOptions = {}, signedIn = true) => {
    const tab = await openTab(browser, { baseURL: site.address, ...options });
    if (signedIn) await tab.page.context().addCookies(admin.cookiesFor(site.address));
    const isSound = async (what: string) => {
      expect(await accessibilityFaults(tab.page), what).toEqual([]);
      expect(await sidewaysScroll(tab.page), what).toBe(0);
    };
    return { ...tab, isSound };
  };

  /** Tabs on until the focus is there, as somebody without a mouse does. */
  async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
    for (let press = 0; press < most; press += 1) {
      await page.keyboard.press('Tab');
      const there = await page.evaluate(
        (wanted) => document.activeElement?.matches(wanted) === true,
        selector,
      );
      if (there) return;
    }
    throw new Error(`Tab does not come to ${selector}`);
  }
  const press = async (page: Page, selector: string) => {
    await tabTo(page, selector);
    await page.keyboard.press('Enter');
  };
  const arrives = (page: Page, selector: string) => page.waitForSelector(selector, { timeout: 15_000 });

  it.each(windows)('adds a partner by keyboard alone, %s', async (_window, options) => {
    const { page, complaints, isSound, close } = await open(options);
    await page.goto('/console/partners');
    await isSound('the list');
    await press(page, 'a[href$="/new"]');
    await arrives(page, '#field-name');
    await tabTo(page, '#field-name');
    await page.keyboard.type('Red de Ciudades');
    await tabTo(page, '#field-origins');
    await page.keyboard.type('https://a.example/path');
    await press(page, '#field-country > summary');
    await tabTo(page, '[data-sift]');
    await page.keyboard.type('peru');
    await tabTo(page, 'input[name="country"][value="PE"]', 1);
    await page.keyboard.press('Space');
    await page.waitForFunction(() =>
      /This opens \d+ entr/.test(document.getElementById('opens')?.textContent ?? ''),
    );
    const inPeru = site.stored.filter(({ body }) => JSON.stringify(body).includes('"PE"')).length;
    expect(await page.textContent('#opens')).toContain(`${inPeru} entr`);
    expect(await page.textContent('#field-country .pick-said')).toBe('Peru');
    await isSound('the form, a facet open');
    await press(page, '.form-end button');
    await arrives(page, '#error-summary');
    expect(await page.textContent('#error-summary')).toContain('https://a.example/path');
    expect(await page.inputValue('#field-name')).toBe('Red de Ciudades');
    await isSound('the form with what is wrong');
    await page.fill('#field-origins', 'https://a.example');
    await page.focus('#field-name');
    await page.keyboard.press('Enter');
    await arrives(page, '#keys');
    expect(await page.textContent('main')).toContain('with a first publishable key');
    await isSound('the partner');
    await press(page, '.key-change details:nth-child(2) summary');
    await tabTo(page, '.key-change .button-danger', 3);
    await isSound('asking before a key is revoked');
    await page.keyboard.press('Enter');
    await arrives(page, '.notice-done');
    expect(await page.textContent('.notice-done')).toContain('revoked');
    await press(page, 'button[name="kind"][value="server"]');
    await arrives(page, '#new-key');
    expect(await page.textContent('#new-key')).toMatch(/^sk_[a-z0-9]{32}$/);
    await isSound('a server key, shown once');
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows a look in the preview, the contrasts and the lines while it is chosen', async () => {
    const { id, pk } = await site.partner({ name: 'Looks' });
    const { page, complaints, isSound, close } = await open();
    await page.goto(`/console/partners/${id}`);
    const root = page.locator('#preview .root');
    await root.waitFor();
    expect(await page.locator('#snippet-part-style').isVisible()).toBe(false);
    await page.fill('#look-paper', '#fff4d6');
    await page.fill('#look-ink', '#b0a080');
    await page.selectOption('#look-scheme', 'light');
    await page.fill('#look-radius', '0');
    expect(await root.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(255, 244, 214)',
    );
    expect(await page.textContent('#contrasts')).toContain('too little');
    expect(await page.textContent('#snippet-style')).toContain('--citymatch-paper: #fff4d6;');
    expect(await page.textContent('#snippet-twoLines')).toContain(`<city-match key="${pk}" theme="light">`);
    await page.fill('#look-ink', '#2b2118');
    expect(await page.textContent('#contrasts')).not.toContain('too little');
    expect(await page.inputValue('[data-colour="look-ink"]')).toBe('#2b2118');
    await page.selectOption('#preview-mode', 'challenge');
    await page.locator('#preview #statement').waitFor();
    await isSound('a look that is tried');
    await page.click('button[value="look"]');
    await arrives(page, '.notice-done');
    expect((await site.features.partners.get(id))?.theme).toEqual({
      ...{ scheme: 'light', paper: '#fff4d6', ink: '#2b2118', radius: 0 },
    });
    await page.locator('#preview .root').waitFor();
    expect(await root.evaluate((element) => getComputedStyle(element).borderRadius)).toBe('0px');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.click('[data-copy="snippet-twoLines"]');
    await page.waitForFunction(() => document.getElementById('live')?.textContent === 'Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      await page.textContent('#snippet-twoLines'),
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it.each(windows)('shows a partner’s people what was used, %s', async (_window, options) => {
    const { id, keys } = await site.partner({ name: 'Andes' });
    const rows = Array.from({ length: 40 }, (_, back) => ({
      ...{ keyId: keys[0]?.id ?? '', partnerId: id, searches: 10 + back, matches: back },
      day: new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10),
    }));
    await site.db.insert(partnerUsage).values(rows);
    const token = await site.features.partnerLinks.make(id, ADMIN);
    const { page, complaints, isSound, close } = await open({ ...options, locale: 'es' }, false);
    await page.goto(`/partners/${id}?token=${token}`);
    const chart = page.getByRole('img', { name: /^Búsquedas: 735\. Máximo: 39/ });
    expect(await chart.count()).toBe(1);
    await isSound('the page of its people');
    await press(page, 'nav a[href*="days=7"]');
    await arrives(page, 'a[href*="days=7"][aria-current]');
    expect(await page.getByRole('img', { name: /^Búsquedas: 91\./ }).count()).toBe(1);
    await page.click('.usage > details > summary');
    expect(await page.locator('.usage tbody tr').count()).toBe(7);
    await isSound('with its table');
    expect(complaints).toEqual([]);
    await close();
  });

  it.each(windows)(
    'searches from the demonstration: two widgets and a frame, %s',
    async (_window, options) => {
      const { page, complaints, isSound, close } = await open(options, false);
      await page.goto('/demo/partner');
      const first = page.locator('city-match').first();
      await first.locator('#box').fill('flooding');
      await page.keyboard.press('Enter');
      await first.locator('.results .heading').waitFor();
      const framed = page.frameLocator('iframe').locator('city-match');
      await framed.locator('#box').fill('flooding');
      await framed.locator('#box').press('Enter');
      await framed.locator('.results .heading').waitFor();
      expect(await framed.locator('.results .heading').textContent()).toBe(
        await first.locator('.results .heading').textContent(),
      );
      const challenge = page.locator('city-match').nth(1);
      await challenge.locator('#statement').waitFor();
      // The frame grows with what it shows.
      await page.waitForFunction(() => (document.querySelector('iframe')?.clientHeight ?? 0) > 700);
      await isSound('the demonstration');
      expect(complaints).toEqual([]);
      await close();
    },
  );
});
