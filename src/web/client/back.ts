import { memory } from './dom.js';

/** Remembers the address of the answer on show, for the way back from an entry. */
export function rememberAnswer(): void {
  if (location.pathname === '/' && document.querySelector('.answer') !== null)
    memory.set('answer', location.href);
}

/** Gives an entry's page its way back to the answer, also when other entries lay between. */
export function enhanceEntry(): void {
  const link = document.querySelector<HTMLAnchorElement>('a[data-back]');
  const address = memory.get('answer');
  if (link === null || address === undefined || new URL(address).origin !== location.origin) return;
  link.href = address;
  link.textContent = link.dataset.back ?? link.textContent;
}
