import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weightSets } from '../../src/db/schema.js';
import type { WeightsReport } from '../../src/learning/contract.js';
import { keepFitted } from '../../src/learning/weight-sets.js';
import { WEIGHTS } from '../../src/matching/weights.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { startWholeSite } from '../helpers/whole-site.js';

const PHONE = { viewport: { width: 320, height: 800 } };
const PATH = '/console/learning';

let site: Awaited<ReturnType<typeof startWholeSite>>;
let browser: Browser;
let admin: SignedInPerson;
let staff: SignedInPerson;
beforeAll(async () => {
  site = await startWholeSite();
  browser = await launchBrowser();
  const people = peopleOf(site.features.accounts);
  [admin, staff] = [await people.signIn('admin'), await people.signIn('staff')];
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const effect = (before: number, after: number, statements = 40) => ({ statements, before, after });
const REPORT: WeightsReport = {
  all: effect(0.752, 0.771, 400),
  heldOut: { before: 0.751, after: 0.763 },
  shipped: effect(0.76, 0.772, 388),
  learnt: effect(0.61, 0.702, 12),
  byLanguage: { en: effect(0.79, 0.81), es: effect(0.752, 0.741) },
  bySector: { 'flooding-stormwater': effect(0.8, 0.83), others: effect(0.7, 0.7, 5) },
  nothingFits: { before: 0.95, after: 0.95 },
  calibration: { before: 0.037, after: null },
  lost: [],
  changed: [{ key: 'context.size', before: 0.4, after: 0.31 }],
  judgments: { shipped: 388, learnt: 48, challenges: 12, people: 3 },
};
const loses = { kind: 'language' as const, group: 'es', ...effect(0.752, 0.711) };

/** One set that was refused, and one that is proposed; nothing else. */
async function haveSets(): Promise<void> {
  await site.db.delete(weightSets);
  const weights = { ...WEIGHTS, context: { ...WEIGHTS.context, size: 0.31 } };
  const report = { ...REPORT, byLanguage: { ...REPORT.byLanguage, es: effect(0.752, 0.711) }, lost: [loses] };
  await keepFitted(site.db, { weights, report, fingerprint: 'a' });
  await keepFitted(site.db, { weights, report: REPORT, fingerprint: 'b' });
}

async function openAs(who: SignedInPerson, options: object) {
  const tab = await openTab(browser, options);
  await tab.page.context().addCookies(who.cookiesFor(site.address));
  await tab.page.goto(`${site.address}/console`);
  return tab;
}
const press = async (page: Page, words: string) => {
  await page.focus(`button:has-text("${words}")`);
  await page.keyboard.press('Enter');
};

describe('the page about learning', () => {
  it.each([
    ['on a phone', PHONE],
    ['on a desktop in the dark', { colorScheme: 'dark' as const }],
    ['without JavaScript', { javaScriptEnabled: false }],
  ])('shows what would change, takes it up and goes back by the keyboard %s', async (_how, options) => {
    await haveSets();
    const { page, complaints, close } = await openAs(admin, options);
    await page.focus('a:has-text("Learning")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h2:has-text("Proposed weights")');
    const text = await page.textContent('main');
    expect(text).toContain('Nothing is learnt yet.');
    expect(text).toContain(
      'Fitted on 388 statements of CityMatch and 48 judgments from 12 challenges by 3 people.',
    );
    expect(await page.textContent('#proposal tr:has-text("In Spanish")')).toContain('0.7520.741−0.011');
    expect(await page.textContent('#proposal tr:has-text("context.size")')).toContain('0.4000.310−0.090');
    expect(await page.textContent('#refused li')).toBe('In Spanish would fall from 0.752 to 0.711');
    if (!('javaScriptEnabled' in options)) {
      await page.click('#refused summary');
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      const boxes = await page
        .locator('.table-box')
        .evaluateAll((all) => all.map((box) => box.scrollWidth - box.clientWidth));
      expect(boxes).toEqual([0, 0, 0, 0, 0]);
    }
    // Without the tick nothing is sent.
    await press(page, 'Use these weights');
    expect(await page.locator('#proposal tr:has-text("context.size")').count()).toBe(1);
    await page.focus('#proposal input[type=checkbox]');
    await page.keyboard.press('Space');
    await press(page, 'Use these weights');
    await page.waitForSelector('text=These weights are in use now.');
    await page.focus('#in-use input[type=checkbox]');
    await page.keyboard.press('Space');
    await press(page, 'Go back to the weights of CityMatch');
    await page.waitForSelector('text=The weights of CityMatch are in use now.');
    expect(await page.textContent('table:has-text("retired")')).toContain(admin.person.name);
    expect(complaints).toEqual([]);
    await close();
  });

  it('tells who comes second that the proposal was decided, and takes no decision without the tick', async () => {
    await haveSets();
    const { page, close } = await openAs(admin, {});
    await page.goto(site.address + PATH);
    const [open] = (await site.features.learning.weights()).sets;
    await site.features.learning.decline(open?.id ?? '', 1, { actor: admin.person });
    await press(page, 'Decline');
    await page.waitForSelector('text=This was decided or replaced meanwhile');
    await close();
    const unsure = await fetch(site.address + PATH, {
      method: 'POST',
      headers: {
        ...admin.headers,
        origin: site.address,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ do: 'shipped' }),
    });
    expect(unsure.status).toBe(400);
    expect(await unsure.text()).toContain('Tick the box first');
  });

  it('offers staff nothing to decide', async () => {
    await haveSets();
    const { page, close } = await openAs(staff, {});
    await page.goto(site.address + PATH);
    expect(await page.textContent('#proposal')).toContain('An administrator can take it up');
    expect(await page.locator('main form').count()).toBe(0);
    await close();
  });
});
