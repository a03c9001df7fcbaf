import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposals } from '../../src/db/schema.js';
import { readShipped } from '../../src/evaluation/judged.js';
import { WEIGHTS } from '../../src/matching/weights.js';
import type { SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { evaluationOver } from '../helpers/evaluation.js';
import { type ReviewSite, startReviewSite } from '../helpers/review-site.js';

const PHONE = { viewport: { width: 320, height: 800 } };
const DESKTOP = { viewport: { width: 1280, height: 900 } };
const DARK = { ...DESKTOP, colorScheme: 'dark' as const };

let site: ReviewSite;
let browser: Browser;
let staff: SignedInPerson;
let reviewer: SignedInPerson;
beforeAll(async () => {
  site = await startReviewSite({ challenges: 3, matches: 3 });
  await site.db.update(proposals).set({ confident: false });
  browser = await launchBrowser();
  staff = await site.people.signIn('staff');
  reviewer = await site.people.signIn('reviewer');
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

async function open(who: SignedInPerson, options: object) {
  const tab = await openTab(browser, options);
  await tab.page.context().addCookies(who.cookiesFor(site.address));
  return tab;
}

async function inOrder(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
}

/** Measures a few statements as the worker would all, on some day, with some share of meaning. */
async function measured(day: string, sector: number): Promise<void> {
  const shipped = (await readShipped()).filter((_, index) => index % 12 === 0);
  await evaluationOver(site, {
    shipped: () => Promise.resolve(shipped),
    weights: () => ({ ...WEIGHTS, sector: { ...WEIGHTS.sector, weight: sector } }),
    now: () => new Date(day),
  }).evaluateIfDue();
}

describe('the evaluation page', () => {
  it('says that nothing is measured yet, and is started by staff alone', async () => {
    const { page, complaints, close } = await open(reviewer, PHONE);
    await page.goto(`${site.address}/console`);
    await page.focus('.console-nav a:has-text("Evaluation")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Nothing measured yet');
    await page.waitForSelector('text=What the catalogue lacks');
    expect(await page.locator('text=Evaluate now').count()).toBe(0);
    await inOrder(page);
    expect(complaints).toEqual([]);
    await close();
  });

  it('says that a run is under way, and when it is done, without being asked again', async () => {
    const { page, complaints, close } = await open(staff, DESKTOP);
    await page.goto(`${site.address}/console/evaluation`);
    await page.focus('text=Evaluate now');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=waits for a worker');
    expect(await page.textContent('#evaluation-state')).toContain(staff.person.name);
    expect(await page.locator('text=Evaluate now').count()).toBe(0);
    await inOrder(page);
    await measured('2026-03-01T02:00:00Z', 0.5);
    await page.waitForSelector('text=The evaluation is done.');
    expect(await page.textContent('#live')).toContain('done');
    await page.focus('text=Show the new figures');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=This is the first run.');
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([
    ['on a phone', PHONE],
    ['on a desktop', DESKTOP],
    ['on a desktop in the dark', DARK],
    ['without JavaScript', { ...DESKTOP, javaScriptEnabled: false }],
  ])('shows quality over time, what is worst, and what lacks %s', async (how, options) => {
    if (how === 'on a phone') {
      await measured('2026-03-02T02:00:00Z', 0);
      await measured('2026-03-04T02:00:00Z', 1);
    }
    const { page, complaints, close } = await open(reviewer, options);
    await page.goto(`${site.address}/console/evaluation`);
    expect(await page.getAttribute('.over-time svg', 'aria-label')).toMatch(
      /^nDCG@10 from March 1, 2026 to March 4/,
    );
    expect(await page.textContent('#newest + p')).toContain('the settings of matching');
    expect(await page.locator('.worst > li').count()).toBeGreaterThan(3);
    expect(await page.textContent('.worst > li')).toContain('What should have been');
    await page.focus('#lacks ~ .lacks summary');
    if (how !== 'without JavaScript') {
      await page.keyboard.press('Enter');
      await page.focus('text=The same as a table');
      await page.keyboard.press('Enter');
      expect(
        await page.locator('.lacks details[open] a[href^="/console/challenges/"]').count(),
      ).toBeGreaterThan(0);
      await inOrder(page);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([
    ['on a phone', PHONE],
    ['on a desktop', DESKTOP],
  ])('compares two settings on one of its statements by the keyboard %s', async (_how, options) => {
    const { page, complaints, close } = await open(reviewer, options);
    await page.goto(`${site.address}/console/evaluation`);
    await page.focus('text=Compare settings on it');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:has-text("Compare two settings")');
    expect((await page.inputValue('#statement')).length).toBeGreaterThan(20);
    await page.fill('[id="b.context.place"]', 'much');
    await page.focus('main button[type="submit"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role="alert"]');
    expect(await page.textContent('[role="alert"]')).toContain('Settings B, Context: place');
    await inOrder(page);
    await page.fill('[id="b.context.place"]', '9,5');
    await page.selectOption('#country', 'PE');
    await page.focus('main button[type="submit"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#order-b');
    expect(await page.locator('.order').first().locator('> li').count()).toBe(10);
    expect(await page.locator('.moved-up').count()).toBeGreaterThan(0);
    expect(await page.textContent('section:has(#order-b)')).toContain('place 9,5');
    expect(await page.textContent('section:has(#order-a)')).toContain('The settings in use.');
    const boxes = await page.locator('section:has(> .order)').all();
    const [a, b] = await Promise.all(boxes.map((box) => box.boundingBox()));
    if (options === PHONE) expect(b?.y).toBeGreaterThan(a?.y ?? Number.NaN);
    else expect(b?.y).toBe(a?.y);
    await inOrder(page);
    expect(complaints).toEqual([]);
    await close();
  });
});
