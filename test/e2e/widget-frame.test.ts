import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTab } from '../helpers/browser.js';
import { startWidgetSite, type WidgetSite } from '../helpers/widget-site.js';

describe('the widget without a script of the page', () => {
  let site: WidgetSite;
  beforeAll(async () => {
    site = await startWidgetSite();
  });
  afterAll(() => site?.stop());

  const framed = (key: string) =>
    `<iframe title="CityMatch" width="600" height="200" src="${site.address}/embed/v1/frame?key=${key}&language=es&mode=challenge"></iframe>`;
  const script = () => `<script src="${site.address}/embed/v1/frame.js" async></script>`;

  it('works in a frame, in the look of the partner, which follows its height', async () => {
    const partner = await site.site.partner({
      origins: [site.host],
      theme: { scheme: 'light', accent: '#aa0000', radius: 0 },
    });
    const { page, complaints, close } = await openTab(site.browser);
    await page.goto(site.put({ body: framed(partner.pk), script: script() }));
    const widget = page.frameLocator('iframe').locator('city-match');
    await widget.locator('#statement').fill('Our old town floods after every heavy rain.');
    const heightOf = async () => (await page.locator('iframe').boundingBox())?.height ?? 0;
    await expect.poll(heightOf).toBeGreaterThan(300);
    await widget.getByRole('button', { name: 'Buscar soluciones' }).click();
    await widget.locator('.card').first().waitFor();
    await expect.poll(heightOf).toBeGreaterThan(1000);
    const inside = await page
      .frames()[1]
      ?.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    expect(inside).toBeLessThanOrEqual(8);
    const colour = await widget
      .locator('.mode[aria-pressed=true]')
      .evaluate((button) => getComputedStyle(button).borderBottomColor);
    expect(colour).toBe('rgb(170, 0, 0)');
    expect(complaints).toEqual([]);
    await close();
  });

  it('is given its height by a script that comes later', async () => {
    const partner = await site.site.partner({ origins: [site.host] });
    const { page, close } = await openTab(site.browser);
    await page.goto(site.put({ body: framed(partner.pk), script: '' }));
    await page.frameLocator('iframe').locator('#statement').waitFor();
    await page.addScriptTag({ url: `${site.address}/embed/v1/frame.js` });
    const heightOf = async () => (await page.locator('iframe').boundingBox())?.height ?? 0;
    await expect.poll(heightOf).toBeGreaterThan(300);
    await close();
  });

  it('is refused by the browser in a frame of another origin', async () => {
    const partner = await site.site.partner({ origins: ['https://elsewhere.example'] });
    const { page, complaints, close } = await openTab(site.browser);
    await page.goto(site.put({ body: framed(partner.pk), script: script() }));
    await expect.poll(() => complaints.join()).toMatch(/frame-ancestors/);
    expect(await page.frameLocator('iframe').locator('city-match').count()).toBe(0);
    await close();
  });

  it('has no frame for a key that is none', async () => {
    const response = await fetch(`${site.address}/embed/v1/frame?key=pk_none`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/problem\+json/);
  });

  it('is a plain link where no script runs', async () => {
    const { page, close } = await openTab(site.browser, { javaScriptEnabled: false });
    await page.goto(site.put({}));
    const link = page.getByRole('link', { name: 'Search CityMatch' });
    expect(await link.isVisible()).toBe(true);
    await link.click();
    await page.waitForURL(`${site.address}/search`);
    await close();
  });

  it('is served to every page: the newest for an hour, a version for ever, with the hash that it is told by', async () => {
    const newest = await fetch(`${site.address}/embed/v1/widget.js`);
    const version = await fetch(`${site.address}/embed/v1/1.0.0/widget.js`);
    expect(newest.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(version.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const { headers, status } of [newest, version]) {
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
    const etag = newest.headers.get('etag') ?? '';
    const again = await fetch(`${site.address}/embed/v1/widget.js`, {
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
    expect((await fetch(`${site.address}/embed/v1/9.9.9/widget.js`)).status).toBe(404);
  });
});
