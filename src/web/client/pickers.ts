import { addressOf } from './form.js';
import type { Swap } from './swap.js';

/** Filters act at once, close with Escape and with a click elsewhere. Listens on the document: pages are swapped. */
export function enhancePickers(swap: Swap): void {
  const apply = (form: HTMLFormElement, submitter?: HTMLElement | null) =>
    swap.go(addressOf(form, submitter), { history: 'push', focus: 'keep' });

  document.addEventListener('change', (event) => {
    const { target } = event;
    if (target instanceof HTMLInputElement && target.form?.id === 'filters') void apply(target.form);
    if (target instanceof HTMLSelectElement && target.dataset.auto !== undefined && target.form !== null) {
      void apply(target.form);
    }
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || (form.id !== 'filters' && form.id !== 'browse')) return;
    event.preventDefault();
    void apply(form, event.submitter);
  });
  document.addEventListener('click', (event) => {
    for (const open of document.querySelectorAll('details.pick[open]')) {
      if (!(event.target instanceof Node) || !open.contains(event.target)) open.removeAttribute('open');
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const open = document.querySelector('details.pick[open]');
    if (open === null) return;
    open.removeAttribute('open');
    open.querySelector('summary')?.focus();
  });
}
