import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchBrowser, openTab, type Tab } from './browser.js';
import { startPartnerSite } from './partners.js';

/** A page of a partner, on another origin than the site's. */
export interface HostPage {
  /** Attributes of `<html>`. */
  html?: string;
  /** Put at the end of the head; in front of the widget's script. */
  head?: string;
  /** In place of one widget with the partner's key. */
  body?: string;
  /** Attributes of the widget beside its key. */
  attributes?: string;
  /** In place of the element that loads the widget's script. */
  script?: string;
  headers?: Record<string, string>;
}

/** A site with a partner, the partner's pages on an origin of their own, and a browser. */
export interface WidgetSite {
  address: string;
  /** Origin of the partner's pages. */
  host: string;
  /** Publishable key of the partner. */
  key: string;
  site: Awaited<ReturnType<typeof startPartnerSite>>;
  browser: Browser;
  /** Opens a page with a widget; the page must be closed. */
  open(page?: HostPage, options?: BrowserContextOptions): Promise<WidgetTab>;
  /** The address at which this page is served from now on. */
  put(page: HostPage): string;
  stop(): Promise<void>;
}

export interface WidgetTab extends Tab {
  widget: Locator;
}

/** Everything in this process, over the seed catalogue, matched by words. */
export async function startWidgetSite(): Promise<WidgetSite> {
  const [browser, site] = await Promise.all([launchBrowser(), startPartnerSite()]);
  const pages = new Map<string, HostPage>();
  const server = createServer((req, res) => {
    const page = pages.get(req.url ?? '');
    if (page === undefined) {
      res.writeHead(404).end();
      return;
    }
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
    res.end(write(page));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `http://localhost:${port}`;
  const partner = await site.partner({
    name: 'Partner',
    origins: [host],
    ratePerMinute: 100_000,
    perAddressPerMinute: 100_000,
  });

  function write({ html = 'lang="en"', head = '', attributes = '', ...page }: HostPage): string {
    const script = page.script ?? `<script src="${site.address}/embed/v1/widget.js" async></script>`;
    const widget = `<city-match key="${partner.pk}" ${attributes}><a href="${site.address}/search">Search CityMatch</a></city-match>`;
    return `<!doctype html><html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>A partner</title><link rel="icon" href="data:,">${head}${script}</head>
      <body><main><h1>A page of a partner</h1>${page.body ?? widget}</main></body></html>`;
  }

  function put(page: HostPage): string {
    const path = `/page-${pages.size}`;
    pages.set(path, page);
    return host + path;
  }

  return {
    ...{ address: site.address, host, key: partner.pk, site, browser, put },
    async open(page = {}, options = {}) {
      const tab = await openTab(browser, options);
      await tab.page.goto(put(page));
      const widget = tab.page.locator('city-match').first();
      await widget
        .locator('.root')
        .waitFor({ timeout: 10_000 })
        .catch((error: unknown) => {
          throw new Error(`No widget: ${tab.complaints.join('; ')}`, { cause: error });
        });
      return { ...tab, widget };
    },
    async stop() {
      await browser.close();
      server.close();
      server.closeAllConnections();
      await site.stop();
    },
  };
}

/** Types words and sends them; waits for the answer. */
export async function search(page: Page, widget: Locator, words: string): Promise<void> {
  await widget.locator('#box').fill(words);
  await page.keyboard.press('Enter');
  await widget.locator('.results .heading').waitFor();
}

/** States a challenge and sends it; waits for the answer. */
export async function state(page: Page, widget: Locator, statement: string): Promise<void> {
  await widget.locator('#mode-challenge').click();
  await widget.locator('#statement').fill(statement);
  await widget.locator('#statement').focus();
  await page.keyboard.press('Control+Enter');
  await widget.locator('.results .heading').waitFor();
}
