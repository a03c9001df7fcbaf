import { all } from './dom.js';

/** The page as the server has it now, or why it could not be had. */
export type Fresh = { page: Document } | 'signed-out' | 'away';

const OTHERWISE_IN_DIALOG = 'dialog[open] [data-first], dialog[open] [data-close]';
const OTHERWISE = '#match-rows [aria-current], #title, #queue-heading';

/** Fetches the page at an address. Never throws. */
export async function fetchPage(address: string): Promise<Fresh> {
  try {
    const response = await fetch(address, { headers: { accept: 'text/html' } });
    if (response.redirected && new URL(response.url).pathname === '/console/sign-in') return 'signed-out';
    // A challenge that is gone has a page that says so.
    if (!response.ok && response.status !== 404) return 'away';
    return { page: new DOMParser().parseFromString(await response.text(), 'text/html') };
  } catch {
    return 'away';
  }
}

/** Replaces the parts of the page that changed, and keeps the focus where it was. An open dialog stays as it is. */
export function swapParts(next: Document): void {
  keepingFocus(() => {
    for (const part of all('[data-part][id]', next)) {
      const old = document.getElementById(part.id);
      if (old === null || (old instanceof HTMLDialogElement && old.open)) continue;
      replaceIfChanged(old, part);
    }
  });
}

/** Does something that may replace the focused element: the focus goes to that of the same id, and is never lost. */
export function keepingFocus(change: () => void): void {
  const focused = document.activeElement;
  change();
  if (focused === null || focused === document.body || focused.isConnected) return;
  const same = focused.id === '' ? null : document.getElementById(focused.id);
  // What had it is gone for good: it goes to what can be done next.
  const next =
    same ??
    document.querySelector<HTMLElement>(OTHERWISE_IN_DIALOG) ??
    document.querySelector<HTMLElement>(OTHERWISE);
  next?.focus({ preventScroll: true });
}

/** Whether it was replaced. What is folded out stays so. */
export function replaceIfChanged(old: Element, next: Element): boolean {
  for (const details of all('details[open][id]', old)) {
    next.querySelector(`#${CSS.escape(details.id)}`)?.setAttribute('open', '');
  }
  if (old.isEqualNode(next)) return false;
  old.replaceWith(next);
  return true;
}
