import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createWebRouter } from '../../src/web/router.js';
import { launchBrowser, openTab } from '../helpers/browser.js';
import { startHttpApp, type TestSite } from '../helpers/http-app.js';
import { webDeps } from '../helpers/web-fixture.js';

const ANSWER = `/?statement=${encodeURIComponent('Our old town floods after every heavy rain.')}`;

describe('the pages behind the HTTP layer', () => {
  let browser: Browser;
  let site: TestSite;
  const start = async (rateLimit: number) => {
    site = await startHttpApp({
      config: { rateLimit, trustProxy: 0, publicUrl: undefined },
      web: (limit) => createWebRouter({ ...webDeps(), limit }),
    });
  };
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  afterEach(() => site.stop());

  it.each(['/', ANSWER, '/entries/cs-rotterdam-water-square', '/search', '/about', '/nowhere'])(
    'load nothing that the content security policy refuses at %s',
    async (path) => {
      await start(0);
      const { page, complaints, close } = await openTab(browser, { baseURL: site.address });
      await page.goto(path, { waitUntil: 'networkidle' });
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('answer people with a page and programs with a problem for an unknown address', async () => {
    await start(0);
    const page = await site.get('/nowhere', { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const problem = await site.get('/v1/nowhere', { headers: { accept: 'text/html' } });
    expect(problem.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('count together with the API, and say on a page that there were too many requests', async () => {
    await start(2);
    const html = { headers: { accept: 'text/html' } };
    expect((await site.get('/about', html)).status).toBe(200);
    expect((await site.get('/v1/taxonomy')).status).toBe(200);
    const refused = await site.get(ANSWER, html);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
