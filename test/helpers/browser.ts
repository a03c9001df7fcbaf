import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { z } from 'zod';

/** Nothing but this machine: no background traffic, no sandbox where tests run as root. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Starts the browser of this machine: `CHROMIUM` names its binary, else the usual places are tried.
 * @throws Error that says how to get one, when there is none.
 */
export function launchBrowser(): Promise<Browser> {
  const places = [process.env.CHROMIUM, ...PLACES].filter((place) => place !== undefined);
  const executablePath = places.find((place) => existsSync(place));
  if (executablePath === undefined) {
    throw new Error(
      `No browser at ${places.join(', ')}: "apt-get install chromium", or set CHROMIUM to a binary`,
    );
  }
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A browser window without cookies, with a list of what it complained of. */
export interface Tab {
  page: Page;
  /** Errors of the console and uncaught ones; a page's own 4xx and 5xx status is none. */
  complaints: string[];
  close(): Promise<void>;
}

/** Opens a window that can reach nothing but this machine. */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await stayHere(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const failed = message.text().startsWith('Failed to load resource: the server responded');
    const own = failed && !message.location().url.includes('/assets/');
    if (message.type() === 'error' && !own) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, complaints, close: () => context.close() };
}

async function stayHere(context: BrowserContext): Promise<void> {
  await context.route('**/*', (route) => {
    const { hostname } = new URL(route.request().url());
    return hostname === '127.0.0.1' || hostname === 'localhost' ? route.continue() : route.abort();
  });
}

const resultSchema = z.object({
  violations: z.array(
    z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
  ),
});

/** What axe finds against WCAG 2.2 A and AA and its best practices, one line each; empty when all is well. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Through the debugger rather than a script element, which the page's own policy would stop.
  await page.evaluate(source);
  const found = resultSchema.parse(await page.evaluate('axe.run(document, { resultTypes: ["violations"] })'));
  return found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`,
  );
}

/** By how many pixels the page is wider than its window. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
