import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { caseStudy, provider, startPages } from '../helpers/web-fixture.js';

const HOSTILE = '</script><script>alert(1)</script><!--<script>\u2028\u2029&lt;"\'';
let site: { address: string; stop(): Promise<void> };
let browser: Browser;
beforeAll(async () => {
  const entries = [{ ...caseStudy, title: HOSTILE, summary: HOSTILE }, provider];
  [site, browser] = await Promise.all([startPages({ entries }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('an entry’s page in a browser', () => {
  it.each([
    ['Article', caseStudy.id, HOSTILE],
    ['Organization', provider.id, provider.title],
  ])('tells programs of its %s under the strict policy, without a complaint', async (type, id, name) => {
    const tab = await openTab(browser);
    await tab.page.goto(`${site.address}/entries/${id}`);
    const texts = await tab.page.evaluate(() =>
      [...document.querySelectorAll('script[type="application/ld+json"]')].map((one) => one.textContent),
    );
    expect(texts).toHaveLength(1);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({
      '@type': type,
      [type === 'Article' ? 'headline' : 'name']: name,
    });
    const scripts = await tab.page.evaluate(() =>
      [...document.scripts].filter((one) => one.type !== 'application/ld+json').map((one) => one.src),
    );
    expect(scripts.every((address) => address.includes('/assets/'))).toBe(true);
    expect(tab.complaints).toEqual([]);
    await tab.close();
  });
});

describe('the page about open data', () => {
  it.each([
    ['a phone, in light', { viewport: { width: 320, height: 740 }, colorScheme: 'light' as const }],
    ['a wide window, in dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' as const }],
  ])('has no fault on %s', async (_window, options) => {
    for (const locale of ['en', 'es', 'fr', 'pt']) {
      const tab = await openTab(browser, { ...options, locale });
      await tab.page.goto(`${site.address}/open-data`);
      expect(await accessibilityFaults(tab.page)).toEqual([]);
      expect(await sidewaysScroll(tab.page)).toBe(0);
      expect(tab.complaints).toEqual([]);
      await tab.close();
    }
  });

  it('is reached from the foot of every page', async () => {
    const tab = await openTab(browser);
    await tab.page.goto(`${site.address}/about`);
    await tab.page.locator('footer a[href="/open-data"]').click();
    expect(await tab.page.locator('h1').textContent()).toBe('Open data');
    await tab.close();
  });
});
