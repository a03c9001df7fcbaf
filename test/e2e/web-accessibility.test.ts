import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { startSite } from '../helpers/web-site.js';

const answer = `/?statement=${encodeURIComponent('Our old town floods after every heavy rain.')}&city=Lübeck&country=DE&population=217000`;
const nothing = `/?statement=${encodeURIComponent('Stray dogs, more than 20,000 of them: bites and rabies cases are rising.')}`;
const pages = {
  'the empty start': '/',
  'an answer': answer,
  'a filtered answer': `${answer}&kind=case-study`,
  'an answer that nothing fits': nothing,
  'a form with errors': '/?statement=&country=XX&population=many',
  'a case study': '/entries/cs-rotterdam-water-square',
  'a provider': '/entries/pr-de-urbanisten',
  'the catalogue': '/search',
  'a search in vain': '/search?q=zzzzqqqq',
  'how it works': '/about',
  'what is ranked by what': '/ranking',
  'a missing page': '/nowhere',
};
const windows: [string, BrowserContextOptions][] = [
  ['320 pixels wide, light', { viewport: { width: 320, height: 640 }, colorScheme: 'light' }],
  ['320 pixels wide, dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ['1280 pixels wide, light', { colorScheme: 'light' }],
  ['1280 pixels wide, dark', { colorScheme: 'dark' }],
];

describe('the pages for everyone', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  describe.each(windows)('%s', (_window, options) => {
    it.each(Object.entries(pages))(
      'show %s without a fault, a complaint or a sideways scroll',
      async (_name, path) => {
        const { page, complaints, close } = await openTab(browser, { baseURL: site.address, ...options });
        await page.goto(path);
        for (const summary of await page.locator('main summary').all()) await summary.click();
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await sidewaysScroll(page)).toBe(0);
        expect(complaints).toEqual([]);
        await close();
      },
    );
  });

  it('give every control a target of 44 pixels on touch, or 24 within text', async () => {
    const options = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, close } = await openTab(browser, { baseURL: site.address, ...options });
    await page.goto(answer);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, summary, input:not([type=hidden]), select, textarea, .nav a')]
        .filter((control) => control.checkVisibility())
        .map((control) => ({
          control: control.outerHTML.slice(0, 80),
          height: (control.closest('label') ?? control).getBoundingClientRect().height,
        }))
        .filter(({ height }) => height < 44),
    );
    expect(small).toEqual([]);
    await close();
  });

  it('move nothing where less motion is asked for', async () => {
    const { page, close } = await openTab(browser, { baseURL: site.address, reducedMotion: 'reduce' });
    await page.goto(answer);
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) => {
          const style = getComputedStyle(element);
          return (
            style.animationName !== 'none' ||
            style.transitionDuration.split(',').some((time) => Number.parseFloat(time) > 0)
          );
        }).length,
    );
    expect(moving).toBe(0);
    await close();
  });
});
