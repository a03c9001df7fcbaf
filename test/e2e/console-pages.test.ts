import { eq } from 'drizzle-orm';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challenges, matches } from '../../src/db/schema.js';
import type { SignedInPerson } from '../helpers/accounts.js';
import { accessibilityFaults, launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { type ReviewSite, startReviewSite } from '../helpers/review-site.js';

const windows: [string, BrowserContextOptions][] = [
  ['390 pixels wide, dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ['1280 pixels wide, light', { colorScheme: 'light' }],
];

describe('the pages of the review console', () => {
  let browser: Browser;
  let site: ReviewSite;
  let staff: SignedInPerson;
  let reviewer: SignedInPerson;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startReviewSite({ challenges: 6, matches: 4 })]);
    staff = await site.people.signIn('staff');
    reviewer = await site.people.signIn('reviewer');
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  async function open(path: string, options: BrowserContextOptions = {}, person = staff) {
    const tab = await openTab(browser, { baseURL: site.address, ...options });
    await tab.page.context().addCookies(person.cookiesFor(site.address));
    await tab.page.goto(path);
    return tab;
  }
  const challenge = (place: number) => `/console/challenges/${site.ids[place] ?? ''}`;
  const dialog = (page: Page, name: string) => page.locator(`#dialog-${name}[open]`).waitFor();
  const decideAll = async (place: number) => {
    const { id = '', held } = await heldBy(place);
    const decisions = held.map(({ id: matchId, version }, index) =>
      index === 1
        ? { matchId, version, decision: 'reject' as const, reason: 'outdated' as const, note: 'From 1998.' }
        : { matchId, version, decision: 'approve' as const, note: '' },
    );
    await site.features.review.decide(id, { decisions }, { actor: staff.person });
  };
  const heldBy = async (place: number) => {
    const id = site.ids[place] ?? '';
    return { id, held: await site.db.select().from(matches).where(eq(matches.challengeId, id)) };
  };

  describe.each(windows)('%s', (_window, options) => {
    async function isSound(page: Page, state: string) {
      expect(await accessibilityFaults(page), state).toEqual([]);
      expect(await sidewaysScroll(page), state).toBe(0);
    }

    it('show the queue and each of its dialogs without a fault, a complaint or a sideways scroll', async () => {
      const { page, complaints, close } = await open('/console', options);
      await isSound(page, 'the queue');
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await isSound(page, 'with a challenge selected');
      for (const [key, name] of [
        ['g', 'bulk-assign'],
        ['d', 'bulk-decline'],
        ['?', 'keys'],
      ] as const) {
        await page.keyboard.press(key);
        await dialog(page, name);
        await isSound(page, name);
        await page.keyboard.press('Escape');
      }
      for (const path of [
        '/console?q=nothing-like-this',
        '/console?status=all',
        '/console/challenges/ch-unknown',
      ]) {
        await page.goto(path);
        await isSound(page, path);
      }
      expect(complaints).toEqual([]);
      await close();
    });

    it('show a challenge and each of its dialogs without a fault, a complaint or a sideways scroll', async () => {
      const { page, complaints, close } = await open(challenge(0), options);
      for (const summary of await page.locator('summary:visible').all()) await summary.click();
      await isSound(page, 'a challenge');
      for (const [key, name] of [
        ['r', 'reject'],
        ['e', 'edit'],
        ['n', 'note'],
        ['g', 'assign'],
        ['m', 'message'],
        ['d', 'end'],
        ['p', 'publish'],
        ['?', 'keys'],
        ['+', 'add'],
      ] as const) {
        await page.keyboard.press(key);
        await dialog(page, name);
        await isSound(page, name);
        if (name !== 'add') await page.keyboard.press('Escape');
      }
      await page.keyboard.type('rain');
      await page.keyboard.press('Enter');
      await page.locator('#found [data-add]').first().waitFor();
      await isSound(page, 'with entries found');
      expect(complaints).toEqual([]);
      await close();
    });
  });

  it('show what the city will get before it is published, and the published challenge after', async () => {
    await decideAll(1);
    const { page, complaints, close } = await open(challenge(1));
    await page.keyboard.press('p');
    await dialog(page, 'publish');
    expect(await page.locator('#dialog-publish .preview > li').count()).toBe(3);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.includes(site.ids[1] ?? '-'));
    await page.goto(challenge(1));
    expect(await page.locator('#head').textContent()).toContain('Published');
    expect(await page.locator('[data-act="approve"]').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('do to all that is selected what is asked, and tell for each that was refused why', async () => {
    await site.features.review.claim(site.ids[3] ?? '', { actor: reviewer.person });
    const { page, complaints, close } = await open('/console?order=waiting');
    for (const place of [2, 3]) await page.locator(`[data-select="${site.ids[place]}"]`).check();
    expect(await page.locator('#bulk [data-chosen]').textContent()).toBe('2 selected');
    await page.keyboard.press('s');
    await dialog(page, 'bulk-result');
    expect(await page.locator('#bulk-done').textContent()).toBe('Changed: 1. Not changed: 1.');
    expect(await page.locator('#bulk-refused').textContent()).toContain('has this in hand until');
    expect(await accessibilityFaults(page)).toEqual([]);
    const { held } = await heldBy(2);
    expect(held.filter(({ band }) => band === 'high').every(({ status }) => status === 'approved')).toBe(
      true,
    );
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-select]:checked').count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  it('find challenges by words, state and lateness, and keep the filter on the way to a challenge and back', async () => {
    const { page, close } = await open('/console');
    await page.keyboard.press('/');
    await page.keyboard.type('Kisumu');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console?q=Kisumu**');
    expect(await page.locator('[data-row]').count()).toBe(1);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/challenges/**q=Kisumu**');
    expect(await page.locator('#queue-rows > li').count()).toBe(1);
    await page.keyboard.press('b');
    await page.waitForURL('**/console?q=Kisumu**');
    await close();
  });

  it('leave keys to fields, to the browser and to those who turned them off', async () => {
    const { page, close } = await open(challenge(4));
    const undecided = () => page.locator('#match-rows > [data-status="proposed"]').count();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('n');
    await page.keyboard.type('aaa');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    await page.reload();
    await page.keyboard.press('a');
    await page.waitForTimeout(200);
    expect(await undecided()).toBe(4);
    await page.locator('#act-approve').click();
    await page.waitForFunction(
      () => document.querySelectorAll('#match-rows > [data-status="proposed"]').length === 3,
    );
    await close();
  });

  it('offer a reviewer no publication, no end and no contact, and say so', async () => {
    await site.features.review.release(site.ids[1] ?? '', { actor: staff.person }).catch(() => undefined);
    const { page, complaints, close } = await open(challenge(5), {}, reviewer);
    expect(await page.locator('#act-end').count()).toBe(0);
    expect(await page.locator('#statement').textContent()).not.toContain('contact@city.example');
    await page.keyboard.press('p');
    await dialog(page, 'publish');
    expect(await page.locator('#publish-lacking').textContent()).toContain(
      'Publishing needs the role of staff',
    );
    expect(await page.locator('#publish-go').count()).toBe(0);
    await page.goto('/console');
    expect(await page.locator('#bulk').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('show HTML in every field as the text that it is', async () => {
    const html = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    const id = site.ids[5] ?? '';
    await site.db
      .update(challenges)
      .set({
        title: html,
        statement: html,
        outcome: html,
        tried: html,
        cityName: html,
        note: html,
        contactName: html,
      })
      .where(eq(challenges.id, id));
    const { held } = await heldBy(5);
    const [first] = held;
    await site.db
      .update(matches)
      .set({ note: html, rejectionNote: html })
      .where(eq(matches.id, first?.id ?? ''));
    await site.features.review.say(id, { kind: 'internal', text: html }, { actor: staff.person });
    const { page, complaints, close } = await open(`${challenge(5)}?match=${first?.id}`);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.locator('#title').textContent()).toBe(html);
    for (const key of ['n', 'e', 'p']) {
      await page.keyboard.press(key);
      await page.locator('dialog[open]').waitFor();
      expect(await page.locator('dialog img, dialog script').count()).toBe(0);
      await page.keyboard.press('Escape');
    }
    await page.goto('/console');
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('give every control a target of 44 pixels on touch', async () => {
    const options = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, close } = await open('/console', options);
    const small = () =>
      page.evaluate(() =>
        [
          ...document.querySelectorAll(
            'button, summary, input:not([type=hidden]), select, textarea, .console-nav a, [data-rows] a',
          ),
        ]
          .filter((control) => control.checkVisibility())
          .map((control) => ({
            control: control.outerHTML.slice(0, 80),
            height: (control.closest('label') ?? control).getBoundingClientRect().height,
          }))
          .filter(({ control, height }) => height < (control.startsWith('<a id="open') ? 24 : 44)),
      );
    expect(await small()).toEqual([]);
    await page.goto(challenge(0));
    expect(await small()).toEqual([]);
    await page.locator('#act-reject').tap();
    await dialog(page, 'reject');
    expect(await small()).toEqual([]);
    await close();
  });

  it('move nothing where less motion is asked for', async () => {
    const { page, close } = await open(challenge(0), { reducedMotion: 'reduce' });
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

  it('can be read and filtered without JavaScript, and say what needs it', async () => {
    const { page, close } = await open('/console', { javaScriptEnabled: false });
    expect(await page.locator('noscript .notice, .notice').first().textContent()).toContain(
      'need JavaScript',
    );
    expect(await page.locator('[data-row]').count()).toBeGreaterThan(0);
    await page.goto(challenge(0));
    await page.locator('#match-rows a').nth(2).click();
    const title = await page.locator('#match-rows .line-title').nth(2).textContent();
    expect(await page.locator('.match-panel:visible h2').textContent()).toBe(title);
    await close();
  });
});
