import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disclosedTextOf } from '../../src/challenges/disclosure.js';
import { challenges } from '../../src/db/schema.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { challengeRow, seedChallenges, seedEntries } from '../helpers/challenges.js';
import { startWholeSite } from '../helpers/whole-site.js';

const HTML = '<img src=x onerror=alert(1)>';

let site: Awaited<ReturnType<typeof startWholeSite>>;
let browser: Browser;
let staff: SignedInPerson;
let reviewer: SignedInPerson;
let ids: string[];

beforeAll(async () => {
  site = await startWholeSite();
  browser = await launchBrowser();
  const people = peopleOf(site.features.accounts);
  staff = await people.signIn('staff');
  reviewer = await people.signIn('reviewer');
  ids = await seedChallenges(site.db, { count: 3, matches: 1, entryIds: await seedEntries(site.db, 1) });
  const statement = `The cellar of Mrs Torres floods; write to ana@city.test. ${HTML} It rains more each year.`;
  await site.db.update(challenges).set({ disclosure: 'providers', statement });
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const open = async (who: SignedInPerson, id: string | undefined, options: Parameters<typeof openTab>[1]) => {
  const tab = await openTab(browser, options);
  await tab.page.context().addCookies(who.cookiesFor(site.address));
  const response = await tab.page.goto(`${site.address}/console/challenges/${id}/disclosure`);
  return { ...tab, status: response?.status() };
};

describe('opening a challenge to others', () => {
  it.each([
    ['on a phone', 0, { viewport: { width: 320, height: 800 } }],
    ['on a desktop in the dark', 1, { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' as const }],
    ['without JavaScript', 2, { javaScriptEnabled: false }],
  ])('takes personal data out, or keeps it on purpose, by the keyboard %s', async (_how, index, options) => {
    const id = ids[index] ?? '';
    const { page, close } = await open(staff, id, options);
    const inOrder = async () => {
      if ('javaScriptEnabled' in options) return;
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
    };
    expect(await page.locator('mark').allTextContents()).toEqual(['Torres', 'ana@city.test']);
    expect(await page.inputValue('#statement')).toBe(
      `The cellar of Mrs […] floods; write to […]. ${HTML} It rains more each year.`,
    );
    // The city agreed to providers: no more is offered.
    expect(
      await page
        .locator('input[name="shownTo"]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('value'))),
    ).toEqual(['providers']);
    await inOrder();

    await page.fill('#title', 'Cellars flood');
    await page.fill('#statement', `Ask Mrs Torres, or ana@city.test. ${HTML}`);
    await page.focus('text=Save');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=The statement still has personal data in it');
    expect(await page.inputValue('#statement')).toContain('Ask Mrs Torres');
    expect(disclosedTextOf(await challengeRow(site.db, id))).toBeUndefined();
    await inOrder();

    await page.fill('#statement', `Ask Mrs Torres. ${HTML}`);
    await page.focus('input[name="keep"][value="Torres"]');
    await page.keyboard.press('Space');
    await page.focus('text=Save');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Now: providers it is introduced to read the redacted words.');
    expect(disclosedTextOf(await challengeRow(site.db, id))).toEqual({
      title: 'Cellars flood',
      statement: `Ask Mrs Torres. ${HTML}`,
    });
    await inOrder();

    await page.focus('text=Close it to others now');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Now: the secretariat alone reads it.');
    expect(disclosedTextOf(await challengeRow(site.db, id))).toBeUndefined();
    await close();
  });

  it('keeps what was typed when another was faster, and says so', async () => {
    const { page, close } = await open(staff, ids[0], {});
    await page.fill('#title', 'Typed meanwhile');
    await site.db
      .update(challenges)
      .set({ version: 99 })
      .where(eq(challenges.id, ids[0] ?? ''));
    await page.click('text=Save');
    await page.waitForSelector('text=Somebody changed this challenge meanwhile');
    expect(await page.inputValue('#title')).toBe('Typed meanwhile');
    await close();
  });

  it('is not offered where the city keeps it to the secretariat, nor to reviewers, nor for a challenge that is none', async () => {
    await site.db.update(challenges).set({ disclosure: 'secretariat' });
    const kept = await open(staff, ids[1], {});
    expect(await kept.page.textContent('.sheet')).toContain('The city agreed to the secretariat alone');
    expect(await kept.page.locator('form textarea').count()).toBe(0);
    await kept.close();
    const none = await open(staff, 'ch-none', {});
    expect(none.status).toBe(404);
    await none.close();
    const refused = await open(reviewer, ids[1], {});
    expect(refused.status).toBe(403);
    await refused.close();
  });
});
