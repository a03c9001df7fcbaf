import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { startHttpApp, type TestSite } from '../helpers/http-app.js';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([startHttpApp(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('the page about the API', () => {
  it.each(['light', 'dark'] as const)(
    'has no fault of accessibility, and no complaint of the browser, in %s',
    async (colorScheme) => {
      const tab = await openTab(browser, { colorScheme, viewport: { width: 1280, height: 900 } });
      await tab.page.goto(`${site.address}/docs`);
      // Closed parts are looked at too.
      await tab.page.evaluate(() => {
        for (const part of document.querySelectorAll('details')) part.open = true;
      });
      expect(await accessibilityFaults(tab.page)).toEqual([]);
      expect(tab.complaints).toEqual([]);
      await tab.close();
    },
  );

  it('fits a phone', async () => {
    const tab = await openTab(browser, { viewport: { width: 360, height: 740 } });
    await tab.page.goto(`${site.address}/docs`);
    expect(await sidewaysScroll(tab.page)).toBe(0);
    await tab.close();
  });
});
