import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openTab, type Tab } from '../helpers/browser.js';
import { startSite } from '../helpers/web-site.js';

const CHALLENGE = 'Our old town floods after every heavy rain and the sewers overflow.';
const NOTHING = 'Stray dogs, more than 20,000 of them: bites and rabies cases are rising.';

/** Presses Tab until the focus is on what the selector names. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Tab never reached ${selector}`);
}

describe('the pages in a browser', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** Runs one visit, and fails when the browser complained of anything. */
  async function visit(
    steps: (tab: Tab) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const tab = await openTab(browser, { baseURL: site.address, ...options });
    try {
      await steps(tab);
      expect(tab.complaints).toEqual([]);
    } finally {
      await tab.close();
    }
  }

  it.each([
    ['with JavaScript', true],
    ['without JavaScript', false],
  ])('take a challenge by keyboard alone, open an entry and come back, %s', (_how, javaScriptEnabled) =>
    visit(
      async ({ page }) => {
        await page.goto('/');
        await tabTo(page, '#statement');
        await page.keyboard.type(CHALLENGE);
        await tabTo(page, '#city');
        await page.keyboard.type('Lübeck');
        await tabTo(page, '#country');
        await page.keyboard.type('Germ');
        await tabTo(page, '#population');
        await page.keyboard.type('217 000');
        await page.keyboard.press('Enter');
        await page.waitForSelector('.cards');
        const answer = page.url();
        expect(new URL(answer).searchParams.get('country')).toBe('DE');
        await tabTo(page, '.card h3 a');
        const title = await page.locator('.card h3 a').first().textContent();
        await page.keyboard.press('Enter');
        await page.waitForSelector('.entry');
        expect(await page.locator('h1').textContent()).toBe(title);
        await tabTo(page, '.back a');
        await page.keyboard.press('Enter');
        await page.waitForSelector('.cards');
        expect(page.url()).toBe(answer);
        expect(await page.locator('.asked-statement').textContent()).toBe(CHALLENGE);
      },
      { javaScriptEnabled },
    ),
  );

  it('say aloud how many matches there are, and put the focus on their heading', () =>
    visit(async ({ page }) => {
      await page.goto('/');
      await page.fill('#statement', CHALLENGE);
      await page.click('button[type=submit]');
      await page.waitForSelector('.cards');
      expect(await page.locator('#live').textContent()).toMatch(/^\d+ match(es)? found/);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('answer-heading');
      expect(await page.title()).toMatch(/match(es)? for your challenge/);
    }));

  it('go back to the start and forward to the answer', () =>
    visit(async ({ page }) => {
      await page.goto('/');
      await page.fill('#statement', CHALLENGE);
      await page.click('button[type=submit]');
      await page.waitForSelector('.cards');
      await page.goBack();
      await page.waitForSelector('.start');
      expect(await page.inputValue('#statement')).toBe(CHALLENGE);
      await page.goForward();
      await page.waitForSelector('.cards');
    }));

  it('fill in an example and answer it with one click', () =>
    visit(async ({ page }) => {
      await page.goto('/');
      await page.click('.example');
      await page.waitForSelector('.cards');
      expect(new URL(page.url()).searchParams.get('statement')).toBe(await page.inputValue('#statement'));
    }));

  it.each([
    ['at once', 0],
    ['when the answer takes its time', 600],
  ])('filter by kind %s, keep the focus, and clear again', (_how, delay) =>
    visit(async ({ page }) => {
      await page.route('**/*kind=provider*', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, delay));
        await route.continue();
      });
      await page.goto(`/?statement=${encodeURIComponent(CHALLENGE)}`);
      await page.click('#pick-kind > summary');
      await page.click('#filter-kind-provider');
      await page.waitForURL(/kind=provider/);
      await page.waitForSelector('.clear');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('filter-kind-provider');
      expect(await page.locator('.card-line').allInnerTexts()).toEqual(
        expect.arrayContaining([expect.stringMatching(/^Provider/)]),
      );
      expect(
        (await page.locator('.card-line').allInnerTexts()).every((line) => line.startsWith('Provider')),
      ).toBe(true);
      await page.keyboard.press('Escape');
      expect(await page.locator('details.pick[open]').count()).toBe(0);
      await page.click('.clear');
      await page.waitForFunction(() => document.querySelector('.clear') === null);
    }),
  );

  it('filter without JavaScript by a button', () =>
    visit(
      async ({ page }) => {
        await page.goto(`/?statement=${encodeURIComponent(CHALLENGE)}`);
        await page.click('#pick-kind > summary');
        await page.check('#filter-kind-provider');
        await page.click('#pick-kind button');
        expect(new URL(page.url()).searchParams.getAll('kind')).toEqual(['provider']);
        expect(await page.locator('.card').count()).toBeGreaterThan(0);
      },
      { javaScriptEnabled: false },
    ));

  it.each([
    ['with JavaScript', true],
    ['without JavaScript', false],
  ])('keep what was typed and name the wrong field, %s', (_how, javaScriptEnabled) =>
    visit(
      async ({ page }) => {
        await page.goto('/');
        await page.fill('#city', 'Łódź');
        await page.fill('#population', 'many');
        await page.click('button[type=submit]');
        await page.waitForSelector('#error-summary');
        expect(await page.inputValue('#city')).toBe('Łódź');
        expect(await page.inputValue('#population')).toBe('many');
        expect(await page.getAttribute('#statement', 'aria-invalid')).toBe('true');
        expect(await page.locator('#statement-error').count()).toBe(1);
        await page.click('#error-summary a[href="#population"]');
        expect(new URL(page.url()).hash).toBe('#population');
      },
      { javaScriptEnabled },
    ),
  );

  it('say that nothing fits when nothing does', () =>
    visit(async ({ page }) => {
      await page.goto('/');
      await page.fill('#statement', NOTHING);
      await page.click('button[type=submit]');
      await page.waitForSelector('.nothing');
      expect(await page.locator('.band-high, .band-medium').count()).toBe(0);
    }));

  it('show markup that was typed as text, and run none of it', () =>
    visit(async ({ page }) => {
      const markup = `"><img src=x onerror=alert(1)><script>alert(2)</script> floods in town`;
      await page.goto('/');
      await page.fill('#statement', markup);
      await page.fill('#city', markup);
      await page.click('button[type=submit]');
      await page.waitForSelector('#answer');
      expect(await page.locator('.asked-statement').textContent()).toBe(markup);
      expect(await page.locator('img').count()).toBe(0);
      await page.goto(`/search?q=${encodeURIComponent(markup)}`);
      expect(await page.inputValue('#q')).toBe(markup);
      expect(await page.locator('img').count()).toBe(0);
    }));

  it('take a statement of 4,000 letters of any script', () =>
    visit(async ({ page }) => {
      await page.goto('/');
      const long = '洪水'.repeat(2000);
      await page.fill('#statement', long);
      await page.click('button[type=submit]');
      await page.waitForSelector('#answer-heading');
      expect(await page.inputValue('#statement')).toBe(long);
    }));

  it('show that a search is under way, and what to do when the connection is gone', () =>
    visit(async ({ page, complaints }) => {
      await page.goto('/');
      await page.fill('#statement', CHALLENGE);
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route('**/?statement=*', async (route) => {
        await held;
        await route.abort('internetdisconnected');
      });
      await page.click('button[type=submit]');
      await page.waitForSelector('.skeleton');
      release();
      await page.waitForSelector('[data-retry]');
      expect(await page.inputValue('#statement')).toBe(CHALLENGE);
      await page.unroute('**/?statement=*');
      await page.click('[data-retry]');
      await page.waitForSelector('.cards');
      // The lost connection itself is told to the console by the browser.
      complaints.splice(
        0,
        complaints.length,
        ...complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED')),
      );
    }));

  it('answer an unknown address with a page that leads on', () =>
    visit(async ({ page }) => {
      const response = await page.goto('/entries/cs-none');
      expect(response?.status()).toBe(404);
      await page.click('main a[href="/"]');
      await page.waitForSelector('.start');
    }));
});
