import { byId, memory } from './dom.js';
import type { Swap } from './swap.js';

const FIELDS = ['statement', 'city', 'country', 'population'] as const;
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Counts characters, keeps the draft, and answers without leaving the page. */
export function enhanceForm(swap: Swap): void {
  const form = byId('challenge', HTMLFormElement);
  enhanceLinks(swap);
  if (form === undefined || form.dataset.enhanced === 'yes') return;
  form.dataset.enhanced = 'yes';
  if (!new URLSearchParams(location.search).has('statement')) restoreDraft(form);
  count();
  form.addEventListener('input', () => {
    count();
    keepDraft(form);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    keepDraft(form);
    void swap.go(addressOf(form), { history: 'push', focus: 'answer' });
  });
  // A line break belongs into the text; together with Ctrl or Cmd it sends.
  byId('statement', HTMLTextAreaElement)?.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

/** Address of a GET form as it stands, without its empty fields. */
export function addressOf(form: HTMLFormElement, submitter?: HTMLElement | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === 'string' && (value !== '' || name === 'statement')) query.append(name, value);
  }
  return `${form.getAttribute('action') ?? '/'}?${query}`;
}

function enhanceLinks(swap: Swap): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-swap]')) {
    if (link.dataset.enhanced === 'yes') continue;
    link.dataset.enhanced = 'yes';
    link.addEventListener('click', (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      fill(new URL(link.href).searchParams);
      void swap.go(link.href, { history: 'push', focus: 'answer' });
    });
  }
}

/** Shows at once in the form what a link asks for. */
function fill(query: URLSearchParams): void {
  const form = byId('challenge', HTMLFormElement);
  if (form === undefined) return;
  for (const name of FIELDS) {
    const field = form.elements.namedItem(name);
    if (isField(field)) field.value = query.get(name) ?? '';
  }
  count();
  keepDraft(form);
}

function count(): void {
  const area = byId('statement', HTMLTextAreaElement);
  const line = document.getElementById('statement-count');
  if (area === undefined || line === null) return;
  const max = Number(area.dataset.max);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  line.hidden = area.value.length < max * 0.5;
  line.classList.toggle('over', area.value.length > max);
  line.textContent = (line.dataset.pattern ?? '')
    .replace('{used}', numbers.format(area.value.length))
    .replace('{max}', numbers.format(max));
}

function keepDraft(form: HTMLFormElement): void {
  memory.set('draft', addressOf(form));
}

function restoreDraft(form: HTMLFormElement): void {
  const query = new URLSearchParams(memory.get('draft')?.split('?')[1] ?? '');
  for (const name of FIELDS) {
    const field = form.elements.namedItem(name);
    const kept = query.get(name);
    if (isField(field) && field.value === '' && kept !== null) field.value = kept;
  }
}

function isField(field: unknown): field is Field {
  return (
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
  );
}
