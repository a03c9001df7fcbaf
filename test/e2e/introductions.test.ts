import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { introductions, matches } from '../../src/db/schema.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { seedChallenges, seedEntries } from '../helpers/challenges.js';
import { mailsOf } from '../helpers/mail.js';
import { startWholeSite } from '../helpers/whole-site.js';

const PHONE = { viewport: { width: 320, height: 800 } };
const NO_SCRIPT = { javaScriptEnabled: false };
const HTML = '<img src=x onerror=alert(1)><script>alert(2)</script>';

let site: Awaited<ReturnType<typeof startWholeSite>>;
let browser: Browser;
let staff: SignedInPerson;
let cityPage: string;

beforeAll(async () => {
  site = await startWholeSite();
  browser = await launchBrowser();
  const { db, features } = site;
  staff = await peopleOf(features.accounts).signIn('staff');
  const [id = ''] = await seedChallenges(db, { count: 1, matches: 2, entryIds: await seedEntries(db, 2) });
  await db.update(matches).set({ status: 'approved' });
  await features.review.publish(id, { version: 1, key: 'publish-once' }, { actor: staff.person });
  cityPage = `${site.address}/challenges/${id}?token=token-${id}`;
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** By the keyboard: what has the focus is pressed. */
async function press(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await page.focus(selector);
  await page.keyboard.press(key);
}

async function isInOrder(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
}

/** The address in the last mail to somebody, on this site. */
async function lastLink(address: string): Promise<string> {
  const mine = (await mailsOf(site.db)).filter((mail) => mail.to === address);
  const { pathname, search } = new URL(mine.at(-1)?.links[0] ?? '');
  return site.address + pathname + search;
}

describe('an introduction', () => {
  it.each([
    ['on a phone', 1, PHONE],
    ['on a desktop without JavaScript', 2, NO_SCRIPT],
  ])('comes about by the keyboard %s, from the request to a contract', async (_how, number, options) => {
    const provider = `jan${number}@provider.test`;
    // axe is a script itself.
    const inOrder = (page: Page) => (options === NO_SCRIPT ? undefined : isInOrder(page));
    const tabs = [
      await openTab(browser, options),
      await openTab(browser, options),
      await openTab(browser, options),
    ];
    const [city, desk, other] = tabs.map(({ page }) => page) as [Page, Page, Page];

    await city.goto(cityPage);
    const match = `#match-${number}`;
    await press(city, `${match} summary:has-text("Ask for an introduction")`);
    await city.fill(`#introduce-${number}`, `We want to see the pilot. ${HTML}`);
    await press(city, `${match} input[name=consent]`, 'Space');
    await inOrder(city);
    await press(city, `${match} button:has-text("Ask for the introduction")`);
    await city.waitForSelector(`${match} >> text=The secretariat writes to them next`);

    await desk.context().addCookies(staff.cookiesFor(site.address));
    await desk.goto(`${site.address}/console/introductions`);
    await inOrder(desk);
    await press(desk, 'tbody a');
    await desk.waitForSelector('#email');
    await desk.fill('#name', `Jan ${HTML}`);
    await desk.fill('#email', provider);
    await inOrder(desk);
    await press(desk, 'button:has-text("Write to them")');
    await desk.waitForSelector('text=Done. The mails are on their way.');

    await other.goto(await lastLink(provider));
    expect(await other.content()).not.toContain('@city.test');
    expect(await other.textContent('.tracking')).toContain(HTML);
    await inOrder(other);
    await press(other, 'button:has-text("Yes, introduce us")');
    await other.waitForSelector('text=ana1@city.test');

    await city.goto(cityPage);
    await city.waitForSelector(`${match} >> text=${provider}`);
    await press(city, `${match} summary:has-text("What came of it")`);
    await city.selectOption(`${match} select[name=outcome]`, 'contract');
    await press(city, `${match} button:has-text("Tell the secretariat")`);
    await city.waitForSelector(`${match} >> text=Last reported: a contract is signed.`);
    await other.goto(await lastLink(provider));
    expect(await other.textContent('.reports')).toContain('a contract is signed');
    await inOrder(other);
    await desk.reload();
    expect(await desk.textContent('.badge')).toBe('a contract is signed');
    await inOrder(desk);
    for (const { complaints, close } of tabs) {
      expect(complaints).toEqual([]);
      await close();
    }
  });

  it('keeps what staff typed where the address is none, and opens for nobody without the secret', async () => {
    const [row] = await site.db.select().from(introductions);
    await site.db.update(introductions).set({ status: 'requested', introducedAt: null });
    const { page, close } = await openTab(browser);
    await page.context().addCookies(staff.cookiesFor(site.address));
    await page.goto(`${site.address}/console/introductions/${row?.id}`);
    await page.fill('#name', 'Jan');
    await page.fill('#email', 'jan@localhost');
    await press(page, 'button:has-text("Write to")');
    await page.waitForSelector('.field-error');
    expect(await page.inputValue('#name')).toBe('Jan');
    expect(await page.inputValue('#email')).toBe('jan@localhost');
    await isInOrder(page);
    await page.context().clearCookies();
    const response = await page.goto(`${site.address}/introductions/${row?.id}?token=${'x'.repeat(32)}`);
    expect(response?.status()).toBe(401);
    expect(await page.content()).not.toContain('pilot');
    await close();
  });
});
