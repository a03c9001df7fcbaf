import type { Locator, Page } from 'playwright-core';
import { accessibilityFaults } from './browser.js';

/** Points that a page for everybody meets; each with what does not meet it. */
export type Points = Record<
  | 'name'
  | 'label'
  | 'references'
  | 'target size'
  | 'language'
  | 'heading order'
  | 'focus visible'
  | 'role and contrast',
  string[]
>;

/** Looks at a widget as it stands, on a touch screen; the focus walks through all of it. */
export async function accessibilityPoints(page: Page, widget: Locator): Promise<Points> {
  const standing = await widget.evaluate((element) => {
    const root = element.shadowRoot;
    if (root === null) throw new Error('no shadow root');
    const seen = [...root.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')].filter(
      (one) => one.checkVisibility(),
    );
    const told = (one: Element) => one.outerHTML.slice(0, 90);
    const labelOf = (one: Element) => root.querySelector(`label[for="${one.id}"]`)?.textContent ?? '';
    const isField = (one: Element) => /^(INPUT|SELECT|TEXTAREA)$/.test(one.tagName);
    const references = [...root.querySelectorAll('*')].flatMap((one) =>
      ['aria-controls', 'aria-activedescendant', 'aria-describedby', 'aria-labelledby', 'for'].flatMap(
        (name) =>
          (one.getAttribute(name) ?? '')
            .split(' ')
            .filter((id) => id !== '' && root.getElementById(id) === null)
            .map((id) => `${name}=${id}`),
      ),
    );
    const levels = [
      1,
      ...[...root.querySelectorAll('h1, h2, h3, h4, h5, h6')]
        .filter((one) => one.checkVisibility())
        .map((one) => Number(one.tagName.slice(1))),
    ];
    const texts = [...root.querySelectorAll('.title, .summary')];
    return {
      name: seen.filter((one) => !isField(one) && (one.textContent ?? '').trim() === '').map(told),
      label: seen.filter((one) => isField(one) && labelOf(one).trim() === '').map(told),
      references,
      'target size': seen
        .filter(
          (one) => one.getBoundingClientRect().height < (one.closest('.inline, .source') === null ? 44 : 24),
        )
        .map((one) => `${Math.round(one.getBoundingClientRect().height)} px: ${told(one)}`),
      language: [
        ...(root.querySelector('.root')?.getAttribute('lang') ? [] : ['the root has none']),
        ...texts.filter((one) => !one.hasAttribute('lang') || !one.hasAttribute('dir')).map(told),
      ],
      'heading order': levels.flatMap((level, at) =>
        level - (levels[at - 1] ?? level) > 1 ? [`h${levels[at - 1]} is followed by h${level}`] : [],
      ),
      count: seen.length,
    };
  });
  const { count, ...points } = standing;
  const unseen = await walk(page, widget, count);
  return { ...points, 'focus visible': unseen, 'role and contrast': await accessibilityFaults(page) };
}

/** Goes through all controls with Tab; gives those that do not show that they have the focus, or are never reached. */
async function walk(page: Page, widget: Locator, count: number): Promise<string[]> {
  const faults: string[] = [];
  const reached = new Set<string>();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.locator('h1').click();
  for (let step = 0; step < count + 2; step += 1) {
    await page.keyboard.press('Tab');
    const at = await widget.evaluate(({ shadowRoot }) => {
      const one = shadowRoot?.activeElement;
      if (!one) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      const place = [...(shadowRoot?.querySelectorAll('*') ?? [])].indexOf(one);
      return {
        place,
        told: one.outerHTML.slice(0, 90),
        shown: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      };
    });
    if (at === undefined) continue;
    if (!at.shown) faults.push(at.told);
    reached.add(String(at.place));
  }
  if (reached.size < count) faults.push(`${count - reached.size} controls are never reached`);
  return faults;
}
