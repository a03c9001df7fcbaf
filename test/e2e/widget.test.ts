import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accessibilityFaults, sidewaysScroll } from '../helpers/browser.js';
import { accessibilityPoints } from '../helpers/widget-points.js';
import { search, startWidgetSite, state, type WidgetSite, type WidgetTab } from '../helpers/widget-site.js';

const CHALLENGE = 'Our old town floods after every heavy rain and the sewers overflow.';

describe('the widget in a page of a partner', () => {
  let site: WidgetSite;
  beforeAll(async () => {
    site = await startWidgetSite();
  });
  afterAll(() => site?.stop());

  /** Runs one visit, and fails when the browser complained of anything. */
  async function visit(
    steps: (tab: WidgetTab) => Promise<void>,
    ...opened: Parameters<WidgetSite['open']>
  ): Promise<void> {
    const tab = await site.open(...opened);
    try {
      await steps(tab);
      expect(tab.complaints).toEqual([]);
    } finally {
      await tab.close();
    }
  }

  /** Where the focus is inside the widget, as `id`, `class` or the name of the element. */
  const focused = ({ widget }: WidgetTab) =>
    widget.evaluate(({ shadowRoot }) => {
      const at = shadowRoot?.activeElement;
      return at?.id || at?.className || at?.tagName;
    });

  it('asks for nothing but its script until it is used, and stores nothing', () =>
    visit(async (tab) => {
      const asked: string[] = [];
      tab.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await tab.page.reload();
      await tab.widget.locator('.root').waitFor();
      await tab.page.waitForTimeout(300);
      expect(asked.filter((path) => !path.startsWith('/page-'))).toEqual(['/embed/v1/widget.js']);
      await search(tab.page, tab.widget, 'flooding');
      const kept = await tab.page.evaluate(async () => [
        document.cookie,
        localStorage.length,
        sessionStorage.length,
        (await indexedDB.databases()).length,
        // Only where the page is a secure context, as this machine's own address is.
        (await caches.keys()).length,
      ]);
      expect(kept).toEqual(['', 0, 0, 0, 0]);
      expect(await tab.page.context().cookies()).toEqual([]);
    }));

  it('is searched by keyboard alone: suggestions, an entry in place, and back', () =>
    visit(async (tab) => {
      const { page, widget } = tab;
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await focused(tab)).toBe('box');
      await page.keyboard.type('flood', { delay: 20 });
      await widget.locator('.option').first().waitFor();
      const box = widget.locator('#box');
      expect(await box.getAttribute('aria-expanded')).toBe('true');
      expect(await widget.getByRole('status').textContent()).toMatch(/\d suggestions/);
      await page.keyboard.press('ArrowDown');
      expect(await box.getAttribute('aria-activedescendant')).toBe('option-0');
      expect(await widget.locator('#option-0').getAttribute('aria-selected')).toBe('true');
      await page.keyboard.press('ArrowUp');
      expect(await box.getAttribute('aria-activedescendant')).toBeNull();
      await page.keyboard.press('ArrowUp');
      const last = (await widget.locator('.option').count()) - 1;
      expect(last).toBeGreaterThan(0);
      expect(await box.getAttribute('aria-activedescendant')).toBe(`option-${last}`);
      await page.keyboard.press('Escape');
      expect(await box.getAttribute('aria-expanded')).toBe('false');
      expect(await box.inputValue()).toBe('flood');
      await page.keyboard.press('Enter');
      await widget.locator('.card').first().waitFor();
      expect(await focused(tab)).toBe('box');
      expect(await widget.getByRole('status').textContent()).toMatch(/entries for “flood”/);
      const titles = widget.locator('.title');
      for (let step = 0; step < 12 && (await focused(tab)) !== 'title'; step += 1)
        await page.keyboard.press('Tab');
      const title = (await titles.first().textContent()) ?? '';
      await page.keyboard.press('Enter');
      await widget.locator('.body .summary').waitFor();
      expect(await focused(tab)).toBe('heading');
      expect(await widget.locator('.details h2').textContent()).toBe(title);
      await page.keyboard.press('Escape');
      expect(await focused(tab)).toBe('title');
      expect(await widget.locator('.details').isVisible()).toBe(false);
      await box.focus();
      await page.keyboard.press('Escape');
      expect(await box.inputValue()).toBe('');
    }));

  it('takes a challenge by keyboard alone, answers with reasons, and says what is missing', () =>
    visit(async (tab) => {
      const { page, widget } = tab;
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await focused(tab)).toBe('statement');
      await page.keyboard.press('Control+Enter');
      expect(await widget.locator('#statement-error').textContent()).toMatch(/in a sentence/);
      expect(await focused(tab)).toBe('statement');
      await page.keyboard.type(CHALLENGE);
      await page.keyboard.press('Tab');
      await page.keyboard.type('Germ');
      await page.keyboard.press('Tab');
      await page.keyboard.type('217 000');
      await page.keyboard.press('Enter');
      await widget.locator('.card').first().waitFor();
      expect(await focused(tab)).toBe('heading');
      expect(await widget.getByRole('status').textContent()).toMatch(/matches, best first/);
      const card = widget.locator('.card').first();
      expect(await card.locator('.band').textContent()).toMatch(/match$/);
      expect(await card.getByRole('heading', { name: 'Why this fits' }).count()).toBe(1);
      expect(await widget.getByRole('heading', { name: 'Check before you copy it' }).count()).toBeGreaterThan(
        0,
      );
      const shown = await widget.locator('.card').count();
      await widget.getByRole('button', { name: 'Show more' }).press('Enter');
      expect(await widget.locator('.card').count()).toBeGreaterThan(shown);
      expect(await focused(tab)).toBe('title');
    }));

  it('hands a challenge over to the form of the secretariat, which fills itself in', () =>
    visit(async ({ page, widget }) => {
      await state(page, widget, CHALLENGE);
      const link = widget.getByRole('link', { name: /Send this challenge/ });
      const counted = page.waitForRequest((request) => request.url().includes('/v1/widget/events'));
      const [form] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
      expect((await counted).postData()).toBe('{"event":"hand-over"}');
      await form.waitForSelector('#submission');
      expect(await form.locator('#statement').inputValue()).toBe(CHALLENGE);
      expect(new URL(form.url()).hash).toBe('');
    }));

  it('says that nothing fits, and shows the nearest as weak', () =>
    visit(async ({ page, widget }) => {
      await state(page, widget, 'Qwzx plmk vbnt');
      const said = 'Nothing in the catalogue fits this challenge';
      expect(await widget.locator('.notice h2').textContent()).toBe(said);
      expect(await widget.getByRole('link', { name: /Send this challenge/ }).count()).toBe(1);
      // Words alone find something for most statements: the answer is made as one that also goes by meaning.
      await page.route('**/v1/widget/match*', async (route) => {
        const response = await route.fetch();
        const answer = z.looseObject({ results: z.array(z.looseObject({})) }).parse(await response.json());
        const results = answer.results.slice(0, 3).map((result) => ({ ...result, band: 'low' }));
        await route.fulfill({ response, json: { ...answer, confident: false, results } });
      });
      await state(page, widget, 'Stray dogs: bites and rabies cases are rising.');
      await widget.locator('.card').first().waitFor();
      expect(await widget.locator('.notice h2').textContent()).toBe(said);
      expect(await widget.locator('.band').allTextContents()).toEqual(Array(3).fill('Weak match'));
      expect(await widget.getByRole('heading', { name: 'What it has in common' }).count()).toBeGreaterThan(0);
      await widget.locator('#mode-search').click();
      await search(page, widget, 'zzzzqqqq');
      expect(await widget.locator('.notice h2').textContent()).toBe('Nothing found for “zzzzqqqq”');
      await widget.locator('#mode-challenge').click();
      await widget.locator('#statement').fill('');
      await widget.locator('#mode-search').click();
      await search(page, widget, 'zzzzqqqq');
      await widget.getByRole('button', { name: 'Describe it as a challenge' }).click();
      expect(await widget.locator('#statement').inputValue()).toBe('zzzzqqqq');
    }));

  it('filters what was found, and keeps the focus on the filter', () =>
    visit(async (tab) => {
      const { page, widget } = tab;
      await search(page, widget, 'water');
      const all = await widget.locator('.results .heading').textContent();
      const sector = widget.locator('#sector');
      expect(await sector.locator('option').nth(1).textContent()).toMatch(/^[A-Z].+ \(\d+\)$/);
      await sector.focus();
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => widget.locator('.results .heading').textContent()).not.toBe(all);
      expect(await focused(tab)).toBe('sector');
      expect(await widget.locator('.results .heading').textContent()).toContain(
        String(
          (await sector.inputValue()) &&
            /\((\d+)\)/.exec((await sector.locator('option:checked').textContent()) ?? '')?.[1],
        ),
      );
      await widget.getByRole('button', { name: 'Clear filters' }).click();
      await expect.poll(() => widget.locator('.results .heading').textContent()).toBe(all);
      expect(await focused(tab)).toBe('kind');
      await widget.getByRole('button', { name: 'Show more' }).click();
      await expect.poll(() => widget.locator('.card').count()).toBe(20);
      expect(await focused(tab)).toBe('title');
      const titles = await widget.locator('.title').allTextContents();
      expect(new Set(titles).size).toBe(20);
    }));

  const eventSchema = z.array(z.object({ type: z.string(), detail: z.looseObject({}) }));

  it('tells the host page what happens, and leaves to it what it wants to do itself', () =>
    visit(async ({ page, widget }) => {
      await page.evaluate(() => {
        const told: unknown[] = [];
        Reflect.set(window, 'told', told);
        for (const name of ['search', 'select', 'submit']) {
          document.addEventListener(`citymatch:${name}`, (event) => {
            if (!(event instanceof CustomEvent)) return;
            told.push({ type: event.type, detail: event.detail as unknown });
            if (event.cancelable) event.preventDefault();
          });
        }
      });
      await search(page, widget, 'flooding');
      await widget.locator('.title').first().click();
      await state(page, widget, CHALLENGE);
      await widget.getByRole('link', { name: /Send this challenge/ }).click();
      expect(await widget.locator('.details').isVisible()).toBe(false);
      expect(page.context().pages()).toHaveLength(1);
      const told = eventSchema.parse(await page.evaluate(() => Reflect.get(window, 'told') as unknown));
      expect(told.map(({ type }) => type.replace('citymatch:', ''))).toEqual([
        'search',
        'select',
        'search',
        'submit',
      ]);
      expect(told[0]?.detail).toMatchObject({ mode: 'search', text: 'flooding' });
      expect(told[1]?.detail).toMatchObject({
        kind: 'case-study',
        page: expect.stringMatching(/\/entries\/cs-/),
      });
      expect(told[2]?.detail).toMatchObject({ mode: 'challenge', text: CHALLENGE, confident: true });
      expect(told[3]?.detail).toMatchObject({ statement: CHALLENGE });
    }));

  it('follows its attributes, and keeps what was typed', () =>
    visit(async (tab) => {
      const { page, widget } = tab;
      await search(page, widget, 'water');
      const all = await widget.locator('.results .heading').textContent();
      await widget.evaluate((element) => element.setAttribute('language', 'es'));
      await widget.locator('.results .heading', { hasText: 'fichas para «water»' }).waitFor();
      expect(await focused(tab)).toBe('box');
      expect(await widget.locator('.root').getAttribute('lang')).toBe('es');
      await widget.evaluate((element) => Reflect.set(element, 'country', 'PE'));
      await expect.poll(() => widget.locator('.results .heading').textContent()).not.toBe(all);
      await widget.evaluate((element) => element.setAttribute('mode', 'challenge'));
      expect(await widget.locator('#statement').isVisible()).toBe(true);
      await widget.evaluate((element) => {
        const { parentElement } = element;
        element.remove();
        parentElement?.append(element);
      });
      await widget.locator('#mode-search').click();
      expect(await widget.locator('#box').inputValue()).toBe('water');
    }));

  it.each([
    ['light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' as const }],
    ['dark and 320 pixels wide', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const }],
  ])('has no fault that axe finds, %s', (_name, options) =>
    visit(
      async ({ page, widget }) => {
        expect(await accessibilityFaults(page)).toEqual([]);
        await widget.locator('#box').pressSequentially('flood');
        await widget.locator('.option').first().waitFor();
        await page.keyboard.press('ArrowDown');
        expect(await accessibilityFaults(page)).toEqual([]);
        await search(page, widget, 'flooding');
        expect(await accessibilityFaults(page)).toEqual([]);
        await widget.locator('.title').first().click();
        await widget.locator('.body .summary').waitFor();
        expect(await accessibilityFaults(page)).toEqual([]);
        await state(page, widget, CHALLENGE);
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await sidewaysScroll(page)).toBe(0);
      },
      {},
      options,
    ),
  );

  it('meets every point of the list on a touch screen: with results, an entry, an answer', () =>
    visit(
      async ({ page, widget }) => {
        const none = { name: [], label: [], references: [], 'target size': [], language: [] };
        const met = { ...none, 'heading order': [], 'focus visible': [], 'role and contrast': [] };
        expect(await accessibilityPoints(page, widget)).toEqual(met);
        await search(page, widget, 'flooding');
        expect(await accessibilityPoints(page, widget)).toEqual(met);
        await widget.locator('.title').first().click();
        await widget.locator('.body .summary').waitFor();
        expect(await accessibilityPoints(page, widget)).toEqual(met);
        await state(page, widget, CHALLENGE);
        expect(await accessibilityPoints(page, widget)).toEqual(met);
      },
      {},
      { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    ));
});
