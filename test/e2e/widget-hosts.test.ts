import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newestRelease } from '../../src/web/widget/releases.js';
import { accessibilityFaults } from '../helpers/browser.js';
import { differingShare } from '../helpers/pixels.js';
import { type HostPage, search, startWidgetSite, state, type WidgetSite } from '../helpers/widget-site.js';

const CHALLENGE = 'Our old town floods after every heavy rain and the sewers overflow.';
const cssOf = (path: string) => readFileSync(createRequire(import.meta.url).resolve(path), 'utf8');

/** A page that has put its own methods in place of the browser's: they mark what they touch, or take nobody else. */
const patched = (body: string) => `<script>
  for (const [owner, names] of [
    [Element, ['setAttribute', 'append', 'replaceChildren', 'attachShadow', 'closest', 'remove']],
    [Node, ['appendChild', 'insertBefore', 'removeChild']],
    [DocumentFragment, ['append', 'replaceChildren']],
    [Document, ['createElement', 'createElementNS']],
    [EventTarget, ['addEventListener', 'dispatchEvent']],
    [HTMLElement, ['focus']],
  ]) for (const name of names) {
    const before = owner.prototype[name];
    owner.prototype[name] = function (...args) { ${body} };
  }
  Array.prototype.toJSON = function () { return 'not a list'; };
  Array.prototype.everyOther = function () {};
  String.prototype.toJSON = function () { return 1; };
</script>`;
const MARKS =
  'const made = before.apply(this, args); if (this.style) this.style.cssText = "color: red; border: 9px solid red; padding: 9px"; return made;';
const THROWS = 'throw new TypeError(name + " is for this page alone");';

const hosts = (site: WidgetSite): Record<string, HostPage> => ({
  'takes every style away': {
    head: '<style>*, *::before, *::after { all: unset !important; }</style>',
  },
  'gives everything a style': {
    head: '<style>* { font: 30px serif !important; color: red !important; letter-spacing: 3px !important; text-transform: uppercase !important; margin: 9px !important; direction: ltr } city-match { display: none !important; opacity: .5 !important; filter: invert(1) !important }</style>',
  },
  'uses Bootstrap': { head: `<style>${cssOf('bootstrap/dist/css/bootstrap.min.css')}</style>` },
  'uses the preflight of Tailwind': { head: `<style>${cssOf('tailwindcss/preflight.css')}</style>` },
  'has methods of its own that mark elements': { head: patched(MARKS) },
  'has methods of its own that throw': { head: patched(THROWS) },
  'has a strict policy with a nonce': {
    script: `<script nonce="n0nce" src="${site.address}/embed/v1/widget.js" async></script>`,
    headers: {
      'content-security-policy': `default-src 'none'; script-src 'nonce-n0nce'; connect-src ${site.address}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`,
    },
  },
  'has a strict policy with a hash': {
    script: `<script src="${site.address}${newestRelease().path}" integrity="${newestRelease().integrity}" crossorigin="anonymous" async></script>`,
    headers: {
      'content-security-policy': `default-src 'none'; script-src '${newestRelease().integrity}'; connect-src ${site.address}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`,
      'cross-origin-embedder-policy': 'require-corp',
    },
  },
});

const windows: Record<string, BrowserContextOptions & { html?: string }> = {
  'light, 1280 pixels wide': { colorScheme: 'light' },
  'dark, 320 pixels wide': { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
  'from right to left': {
    colorScheme: 'light',
    viewport: { width: 800, height: 900 },
    html: 'lang="ar" dir="rtl"',
  },
  'at a zoom of 200%': { colorScheme: 'light', viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
};

describe('the widget in a hostile page', () => {
  let site: WidgetSite;
  /** Pictures of the widget in a plain page, by window. */
  const plain = new Map<string, Buffer[]>();
  beforeAll(async () => {
    site = await startWidgetSite();
    for (const name of Object.keys(windows)) plain.set(name, await pictures({}, name));
  });
  afterAll(() => site?.stop());

  /** The widget at its start, with results, an entry and an answer, in a box of the window's width. */
  async function pictures(page: HostPage, window: string): Promise<Buffer[]> {
    const { html = 'lang="en"', ...options } = windows[window] ?? {};
    const tab = await site.open({ html, ...page }, { ...options, reducedMotion: 'reduce' });
    try {
      const { widget } = tab;
      // Where the box stands, and what is above it, is the page's; what is in it is not.
      await widget.evaluate((element) => {
        const set = (on: HTMLElement | null, styles: Record<string, string>) => {
          for (const name of Object.keys(styles))
            on?.style.setProperty(name, styles[name] ?? '', 'important');
        };
        const place = {
          display: 'block',
          position: 'absolute',
          inset: '100px 0 auto 0',
          margin: '0',
          padding: '10px',
        };
        set(element.parentElement, {
          ...place,
          width: 'auto',
          'box-sizing': 'border-box',
          'max-width': 'none',
        });
        set(document.querySelector('h1'), { position: 'absolute', top: '-90px', margin: '0' });
      });
      const taken = [await widget.screenshot()];
      await search(tab.page, widget, 'flooding');
      taken.push(await widget.screenshot());
      await widget.locator('.title').first().click();
      await widget.locator('.body .summary').waitFor();
      await tab.page.mouse.move(0, 0);
      taken.push(await widget.screenshot());
      await state(tab.page, widget, CHALLENGE);
      await tab.page.mouse.move(0, 0);
      taken.push(await widget.screenshot());
      // Axe itself cannot work among methods that throw.
      if (!(page.head ?? '').includes(THROWS)) expect(await accessibilityFaults(tab.page)).toEqual([]);
      expect(tab.complaints).toEqual([]);
      return taken;
    } finally {
      await tab.close();
    }
  }

  const WIDE = 'light, 1280 pixels wide';
  const cases = [
    ...Object.keys(windows).map((window) => ['takes every style away', window] as const),
    ['gives everything a style', 'from right to left'] as const,
    ['uses Bootstrap', 'dark, 320 pixels wide'] as const,
    ['uses the preflight of Tailwind', 'at a zoom of 200%'] as const,
    ...[
      'has methods of its own that mark elements',
      'has methods of its own that throw',
      'has a strict policy with a nonce',
      'has a strict policy with a hash',
    ].map((host) => [host, WIDE] as const),
  ];

  it.each(cases)('that %s looks as it does in a plain one, %s', async (host, window) => {
    const there = await pictures(hosts(site)[host] ?? {}, window);
    const shares = there.map((picture, index) =>
      differingShare(picture, plain.get(window)?.[index] ?? Buffer.alloc(0)),
    );
    expect(shares).toHaveLength(4);
    for (const share of shares) expect(share).toBeLessThan(0.01);
  });
});
