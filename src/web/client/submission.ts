import { byId } from './dom.js';

const KEY = 'citymatch-submission';
const COACH_AFTER_MS = 900;
/** What is kept and shown again; never who sends it, since others may use this device. */
const KEPT = [
  'title',
  'statement',
  'outcome',
  'tried',
  'city',
  'country',
  'population',
  'budget',
  'timeframe',
];

/** Keeps the draft of a challenge on this device, and asks the coach while it is written. */
export function enhanceSubmission(): void {
  const own = document.querySelector<HTMLInputElement>('[data-own-address]');
  if (own !== null) {
    own.value = new URL(own.value, location.href).href;
    forget();
  }
  const form = byId('submission', HTMLFormElement);
  if (form === undefined) return;
  const note = form.querySelector<HTMLElement>('.draft-note');
  restore(form);
  let timer: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('input', () => {
    if (keep(form) && note !== null) note.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => void coach(form), COACH_AFTER_MS);
  });
  form.querySelector('[data-clear-draft]')?.addEventListener('click', () => {
    forget();
    form.reset();
    if (note !== null) note.hidden = true;
    byId('title', HTMLInputElement)?.focus();
  });
  const panel = document.querySelector<HTMLElement>('[data-coach]');
  if (panel !== null) panel.hidden = false;
  void coach(form);
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fieldOf(form: HTMLFormElement, name: string): Field | undefined {
  const field = form.elements.namedItem(name);
  const known =
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement;
  return known ? field : undefined;
}

function keep(form: HTMLFormElement): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(KEPT.map((name) => fieldOf(form, name)?.value ?? '')));
    return true;
  } catch {
    // Storage is off, or full: then there is no draft.
    return false;
  }
}

function restore(form: HTMLFormElement): void {
  let kept: unknown;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
  } catch {
    return;
  }
  if (!Array.isArray(kept)) return;
  for (const [index, name] of KEPT.entries()) {
    const value: unknown = kept[index];
    const field = fieldOf(form, name);
    // What the server put there counts more.
    if (typeof value === 'string' && value !== '' && field !== undefined && field.value === '')
      field.value = value;
  }
}

function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

let asked = 0;

async function coach(form: HTMLFormElement): Promise<void> {
  const list = document.querySelector('[data-coach-list]');
  const value = (name: string) => fieldOf(form, name)?.value ?? '';
  if (list === null || value('statement').trim() === '') return;
  const mine = ++asked;
  const country = value('country');
  const draft = {
    title: value('title').slice(0, 200),
    statement: value('statement').slice(0, 10_000),
    outcome: value('outcome').slice(0, 4000),
    tried: value('tried').slice(0, 4000),
    city: { name: value('city').slice(0, 200), ...(country !== '' && { country }) },
  };
  const response = await fetch('/v1/challenges/coach', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(draft),
  }).catch(() => undefined);
  // Advice is never worth an error; a later question's answer counts.
  if (response?.ok !== true || mine !== asked) return;
  show(list, await response.json());
}

function show(list: Element, answer: unknown): void {
  const advice: unknown =
    typeof answer === 'object' && answer !== null && 'advice' in answer ? answer.advice : [];
  const texts = (Array.isArray(advice) ? advice : []).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'text' in one && typeof one.text === 'string'
      ? [one.text]
      : [],
  );
  const told = [...list.children].map((item) => item.textContent);
  const news = [...new Set(texts)];
  document.querySelector('[data-coach-empty]')?.setAttribute('hidden', '');
  document.querySelector('[data-coach-none]')?.toggleAttribute('hidden', news.length > 0);
  if (told.join('\n') === news.join('\n')) return;
  list.replaceChildren(
    ...news.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }),
  );
}
