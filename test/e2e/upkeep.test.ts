import { eq } from 'drizzle-orm';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entries, mails } from '../../src/db/schema.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { caseStudyEntry } from '../helpers/catalogue.js';
import { startWholeSite } from '../helpers/whole-site.js';

// That the pages need no script is shown by test/integration/upkeep-pages.test.ts, which has none.
const windows: [string, BrowserContextOptions][] = [
  ['320 pixels wide, dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ['1280 pixels wide', {}],
];

describe('upkeep of the catalogue by keyboard', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startWholeSite>>;
  let staff: SignedInPerson;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWholeSite()]);
    staff = await peopleOf(site.features.accounts).signIn('staff', 'Sam Staff');
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** Presses Tab as often as there are places for the focus before it; then the focus must be there, in sight. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    const target = page.locator(selector).first();
    const presses = await target.evaluate((element) => {
      const places = [
        ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary'),
      ].filter((one) => one.getClientRects().length > 0);
      const before = (one: Element) =>
        (document.activeElement ?? document.body).compareDocumentPosition(one) &
        Node.DOCUMENT_POSITION_FOLLOWING;
      return places.filter((one) => before(one)).indexOf(element as HTMLElement) + 1;
    });
    for (let press = 0; press < presses; press += 1) await page.keyboard.press('Tab');
    const { focused, seen } = await target.evaluate((element) => {
      const { top, bottom, left } = element.getBoundingClientRect();
      const over = document.elementFromPoint(left + 3, Math.min(bottom - 3, Math.max(top + 3, 3)));
      return {
        focused: element === document.activeElement,
        seen: over === null || element.contains(over) || over.contains(element),
      };
    });
    expect(focused, `the keyboard reaches ${selector}`).toBe(true);
    expect(seen, `${selector} is in sight while it has the focus`).toBe(true);
  }
  const type = async (page: Page, field: string, text: string) => {
    await tabTo(page, `#field-${field}`);
    await page.keyboard.type(text);
  };
  const press = async (page: Page, selector: string) => {
    await tabTo(page, selector);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  };

  it.each(windows)('adds, mends, previews, publishes and archives an entry, %s', async (window, options) => {
    const name = `Rain garden, ${window}`;
    const { page, complaints, close } = await openTab(browser, { baseURL: site.address, ...options });
    await page.context().addCookies(staff.cookiesFor(site.address));
    const isSound = async (state: string) => {
      expect(await accessibilityFaults(page), state).toEqual([]);
      expect(await sidewaysScroll(page), state).toBe(0);
    };
    await site.store.save([caseStudyEntry('cs-like', { title: name, city: 'Delft', sourceUrl: null })]);

    await page.goto('/console/catalogue');
    await isSound('the list');
    await press(page, 'a[href="/console/catalogue/new?kind=case-study"]');
    await isSound('the empty form');
    await type(page, 'title', name);
    await type(page, 'summary', 'A garden takes the rain.');
    await type(page, 'challenge', 'Streets flood.');
    await type(page, 'city', 'Delft');
    await tabTo(page, '#field-country');
    await page.keyboard.type('Netherlands');
    await tabTo(page, '#field-sectors input');
    await page.keyboard.press('Space');
    await press(page, 'button[value="draft"]');
    expect(await page.textContent('#look-alikes')).toContain(name);
    await isSound('the look-alikes');
    await press(page, 'button[value="draft"]');
    expect(await page.textContent('#error-summary')).toContain('Say what was done');
    expect(await page.inputValue('#field-title')).toBe(name);
    await isSound('the form with what is wrong');
    await press(page, '#error-summary a');
    await type(page, 'solution', 'They dug a garden.');
    await press(page, 'button[value="preview"]');
    expect(await page.textContent('h1')).toBe(name);
    await isSound('the preview');
    await press(page, '.preview-banner a');
    await isSound('the draft');
    await press(page, 'form:has([value="publish"]) button');
    expect(await page.textContent('[role="status"].notice')).toContain('Published');
    await press(page, 'form:has([value="verify"]) button');
    expect(await page.textContent('main')).toContain('by the secretariat');
    await press(page, 'a[href$="/edit"]');
    await type(page, 'outcomes', 'It holds 20 litres.');
    await press(page, 'button[value="draft"]');
    expect(await page.textContent('#pending-heading')).toBeTruthy();
    await isSound('an entry with unpublished changes');
    await press(page, 'form:has([value="archive"]) button');
    expect(await page.textContent('[role="status"].notice')).toContain('Archived');
    await isSound('the archived entry');
    const held = await site.db.select().from(entries).where(eq(entries.title, name));
    expect(held.map(({ status }) => status).sort()).toEqual(['archived', 'published']);
    await site.db.delete(entries);
    expect(complaints).toEqual([]);
    await close();
  });

  it.each(windows)('asks a contact, who answers without signing in, %s', async (window, options) => {
    const { page, complaints, close } = await openTab(browser, { baseURL: site.address, ...options });
    const address = `${window.length}@city.example`;
    await site.store.save([caseStudyEntry('cs-old', { title: 'An old pond' })]);
    await site.db
      .update(entries)
      .set({ updatedAt: new Date('2020-01-01') })
      .where(eq(entries.id, 'cs-old'));
    await site.features.upkeep.setContact(
      'cs-old',
      { name: 'Parks', email: address },
      { actor: staff.person },
    );
    await site.features.upkeep.reconfirm();
    const [mail] = await site.db.select().from(mails).where(eq(mails.toAddress, address));
    const link = new URL(/http\S+\/confirm\/\S+/.exec(mail?.text ?? '')?.[0] ?? '');
    await page.goto(link.pathname + link.search);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await press(page, 'form:has(textarea) button');
    expect(await page.textContent('#what-error')).toContain('what has changed');
    expect(await accessibilityFaults(page)).toEqual([]);
    await tabTo(page, '#what');
    await page.keyboard.type('It was filled in.');
    await press(page, 'form:has(textarea) button');
    expect(await page.textContent('h1')).toBe('Thank you');
    const { answers } = await site.features.upkeep.get('cs-old');
    expect(answers).toMatchObject([{ text: 'It was filled in.' }]);
    await site.db.delete(entries);
    await site.db.delete(mails);
    expect(complaints).toEqual([]);
    await close();
  });
});
