import { setTimeout as sleep } from 'node:timers/promises';
import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN } from '../helpers/partners.js';
import { search, startWidgetSite, type WidgetSite, type WidgetTab } from '../helpers/widget-site.js';

const SEARCH = '**/v1/widget/search*';
const wordsOf = (route: Route) => new URL(route.request().url()).searchParams.get('q') ?? '';

describe('the widget on the network', () => {
  let site: WidgetSite;
  beforeAll(async () => {
    site = await startWidgetSite();
  });
  afterAll(() => site?.stop());

  async function visit(steps: (tab: WidgetTab) => Promise<void>, ...opened: Parameters<WidgetSite['open']>) {
    const tab = await site.open(...opened);
    try {
      await steps(tab);
      // The browser itself tells of requests that failed: they were meant to.
      expect(tab.complaints.filter((text) => !/Failed to load|CORS policy/.test(text))).toEqual([]);
    } finally {
      await tab.close();
    }
  }

  it('shows answers in the order of the keystrokes, and drops those that come late', () =>
    visit(async ({ page, widget }) => {
      const asked: string[] = [];
      await page.route(SEARCH, async (route) => {
        const words = wordsOf(route);
        asked.push(words);
        // The first question is answered last.
        await sleep(words === 'wa' ? 1500 : 50);
        await route.continue().catch(() => undefined);
      });
      const box = widget.locator('#box');
      await box.fill('wa');
      await expect.poll(() => asked.length).toBe(1);
      await box.fill('bus');
      await widget.locator('.option').first().waitFor();
      const titles = await widget.locator('.option-title').allTextContents();
      await sleep(1800);
      expect(await widget.locator('.option-title').allTextContents()).toEqual(titles);
      expect(asked).toEqual(['wa', 'bus']);
      // Suggestions are found by titles: the answer is asked for as a whole.
      await page.keyboard.press('Enter');
      await widget.locator('.card').first().waitFor();
      expect(asked).toEqual(['wa', 'bus', 'bus']);
    }));

  it('asks once for words typed fast', () =>
    visit(async ({ page, widget }) => {
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/v1/widget/search')) asked.push(request.url());
      });
      // In one go, so that a busy machine makes no pauses.
      await widget.locator('#box').evaluate((box: HTMLInputElement) => {
        box.focus();
        for (let end = 1; end <= 'flooding'.length; end += 1) {
          box.value = 'flooding'.slice(0, end);
          box.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }
      });
      await widget.locator('.option').first().waitFor();
      expect(asked).toHaveLength(1);
      await widget.locator('#box').fill('');
      await sleep(400);
      expect(asked).toHaveLength(1);
      expect(await widget.locator('.option').first().isVisible()).toBe(false);
    }));

  it('says on a slow network that it searches, then that it takes long, and shows the answer', () =>
    visit(async ({ page, widget }) => {
      await page.route(SEARCH, async (route) => {
        await sleep(6500);
        await route.continue();
      });
      await widget.locator('#box').fill('flooding');
      await page.keyboard.press('Enter');
      await sleep(100);
      expect(await widget.locator('.searching').count()).toBe(0);
      await widget.locator('.searching', { hasText: 'Searching…' }).waitFor();
      expect(await widget.getByRole('status').textContent()).toBe('Searching…');
      await widget.locator('.searching', { hasText: 'longer than usual' }).waitFor();
      await widget.locator('.card').first().waitFor();
      expect(await widget.locator('.searching').count()).toBe(0);
    }));

  it('says offline that it is, and goes on by itself when it is back', () =>
    visit(async ({ page, widget }) => {
      await page.context().setOffline(true);
      await widget.locator('#box').fill('flooding');
      await page.keyboard.press('Enter');
      await widget.locator('[data-problem=offline]').waitFor();
      expect(await widget.getByRole('status').textContent()).toMatch(/You are offline/);
      expect(await widget.locator('#box').inputValue()).toBe('flooding');
      await page.context().setOffline(false);
      await widget.locator('.card').first().waitFor();
      expect(await widget.locator('[data-problem]').count()).toBe(0);
    }));

  it('tries again by itself where the site does not answer', () =>
    visit(async ({ page, widget }) => {
      let tries = 0;
      await page.route('**/embed/v1/widget.js', (route) => route.abort());
      await page.route(SEARCH, (route) => {
        tries += 1;
        return tries < 2 ? route.abort() : route.continue();
      });
      await widget.locator('#box').fill('flooding');
      await page.keyboard.press('Enter');
      await widget.locator('[data-problem=unreachable]').waitFor();
      await widget.locator('.card').first().waitFor();
      expect(tries).toBe(2);
    }));

  const CODES: [string, number, RegExp][] = [
    ['key-expired', 401, /key has expired/],
    ['key-revoked', 401, /switched off/],
    ['partner-paused', 403, /paused/],
    ['server-key-in-browser', 403, /must not be used in a page/],
    ['out-of-scope', 403, /lies outside/],
    ['rate-limited', 429, /very many searches from here just now\. Try again in 7 seconds/],
    ['quota-used-up', 429, /used up for today/],
    ['unavailable', 503, /away for a moment/],
    ['some-later-code', 500, /went wrong on our side/],
  ];

  it('has words of its own for each problem, and the way to the site', () =>
    visit(async ({ page, widget }) => {
      let turn = 0;
      await page.route(SEARCH, (route) => {
        const [code, status] = CODES[turn] ?? ['', 500];
        return route.fulfill({
          status,
          contentType: 'application/problem+json',
          headers: {
            'access-control-allow-origin': site.host,
            'access-control-expose-headers': 'Retry-After',
            'retry-after': '7',
          },
          json: { type: `urn:citymatch:problem:${code}`, title: '', status, detail: '', requestId: 'r-1' },
        });
      });
      for (const [code, status, words] of CODES) {
        await widget.locator('#box').fill(`flooding ${turn}`);
        await page.keyboard.press('Enter');
        const notice = widget.locator(`[data-problem=${code}]`);
        await notice.waitFor();
        expect(await notice.textContent()).toMatch(words);
        const link = notice.getByRole('link', { name: 'Search on CityMatch' });
        expect(await link.getAttribute('href')).toBe(`${site.address}/search?q=flooding+${turn}`);
        const mayRetry = ['rate-limited', 'unavailable', 'some-later-code'].includes(code);
        expect(await notice.getByRole('button', { name: 'Try again' }).count()).toBe(mayRetry ? 1 : 0);
        expect((await notice.textContent())?.includes('r-1')).toBe(status >= 500);
        turn += 1;
      }
    }));

  it('is told by the real site: quota used up, revoked, of another origin, without a key', async () => {
    const { partners } = site.site.features;
    const make = (settings: object) => site.site.partner({ origins: [site.host], ...settings });
    const [used, revoked, elsewhere] = [
      await make({ quotaPerDay: 0 }),
      await make({}),
      await make({ origins: ['https://elsewhere.example'] }),
    ];
    await partners.revoke(revoked.id, revoked.keys[0]?.id ?? '', ADMIN);
    const keys: [string, string][] = [
      [used.pk, 'quota-used-up'],
      [revoked.pk, 'key-revoked'],
      [elsewhere.pk, 'origin-refused'],
      ['', 'key-missing'],
    ];
    await visit(async ({ page, widget }) => {
      for (const [key, code] of keys) {
        await widget.evaluate((element, value) => element.setAttribute('key', value), key);
        await widget.locator('#box').fill('flooding');
        await page.keyboard.press('Enter');
        await widget.locator(`[data-problem=${code}]`).waitFor();
      }
    });
  });

  it('keeps two widgets with two keys apart', async () => {
    const other = await site.site.partner({ origins: [site.host], scope: { country: ['CO'] } });
    const script = `<script src="${site.address}/embed/v1/widget.js"></script>`;
    const body = `${script}<city-match id="a" key="${site.key}" language="es"></city-match><city-match id="b" key="${other.pk}"></city-match>`;
    await visit(
      async ({ page }) => {
        const keys: (string | null)[] = [];
        page.on('request', (request) => keys.push(new URL(request.url()).searchParams.get('key')));
        const [a, b] = [page.locator('#a'), page.locator('#b')];
        await search(page, a, 'water');
        expect(await b.locator('.results').textContent()).toBe('');
        const before = await a.locator('.results').textContent();
        keys.length = 0;
        await search(page, b, 'parks');
        expect(new Set(keys)).toEqual(new Set([other.pk]));
        expect(await a.locator('.results').textContent()).toBe(before);
        expect(await b.locator('.card').allTextContents()).not.toEqual([]);
        for (const card of await b.locator('.card').allTextContents()) expect(card).toContain('Colombia');
        expect(await a.locator('.root').getAttribute('aria-label')).not.toBe(
          await b.locator('.root').getAttribute('aria-label'),
        );
      },
      { body },
    );
  });

  it('takes the script twice, and two versions of it', () =>
    visit(
      async ({ page, widget }) => {
        await search(page, widget, 'flooding');
        expect(await widget.locator('.card').count()).toBeGreaterThan(0);
      },
      {
        head: `<script src="${site.address}/embed/v1/widget.js" async></script><script src="${site.address}/embed/v1/1.0.0/widget.js" async></script>`,
      },
    ));
});
