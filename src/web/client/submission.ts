import { coach, offerFromCity, type Submission } from './coach.js';
import { byId } from './dom.js';
import { createPreview } from './preview.js';

const KEY = 'citymatch-submission';
const ASK_AFTER_MS = 900;
/** From this width on there is room beside the form. */
const WIDE = '(min-width: 1040px)';
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
  'climate',
];

/** What may be handed over from a partner's page; it counts more than a draft. */
const HANDED_OVER = ['title', 'statement', 'city', 'country', 'population'];

/** Keeps the draft of a challenge on this device; shows advice and likely matches while it is written. */
export function enhanceSubmission(): void {
  const own = document.querySelector<HTMLInputElement>('[data-own-address]');
  if (own !== null) {
    own.value = new URL(own.value, location.href).href;
    forget();
  }
  const form = byId('submission', HTMLFormElement);
  if (form === undefined) return;
  const note = form.querySelector<HTMLElement>('.draft-note');
  takeHandedOver(form);
  restore(form);
  const value = (name: string) => fieldOf(form, name)?.value ?? '';
  const submission: Submission = { form, value };
  placeBeside(form);
  offerFromCity(submission);
  const preview = createPreview(submission);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    void coach(submission);
    void preview.ask();
  };
  form.addEventListener('input', () => {
    if (keep(form) && note !== null) note.hidden = false;
    preview.typed();
    clearTimeout(timer);
    timer = setTimeout(ask, ASK_AFTER_MS);
  });
  form.querySelector('[data-clear-draft]')?.addEventListener('click', () => {
    forget();
    form.reset();
    if (note !== null) note.hidden = true;
    preview.typed();
    byId('title', HTMLInputElement)?.focus();
  });
  ask();
}

/** Beside the form where there is room, else below the field that is written in: there matches are folded up. */
function placeBeside(form: HTMLFormElement): void {
  const beside = document.querySelector<HTMLElement>('[data-beside]');
  const home = document.querySelector<HTMLElement>('[data-beside-home]');
  const field = form.querySelector('#statement')?.closest('.field');
  if (beside === null || home === null || !field) return;
  const box = beside.querySelector<HTMLDetailsElement>('[data-preview-box]');
  const wide = matchMedia(WIDE);
  const place = () => {
    if (wide.matches) home.prepend(beside);
    else field.after(beside);
    if (box !== null) box.open = wide.matches;
  };
  wide.addEventListener('change', place);
  place();
  beside.hidden = false;
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

/** What a widget hands over behind the `#` of the address, so that no server logs it; then the address is cleared. */
function takeHandedOver(form: HTMLFormElement): void {
  const given = new URLSearchParams(location.hash.slice(1));
  const taken = HANDED_OVER.filter((name) => given.has(name));
  if (taken.length === 0) return;
  for (const name of taken) {
    const field = fieldOf(form, name);
    if (field !== undefined) field.value = given.get(name) ?? '';
  }
  history.replaceState(history.state, '', location.pathname + location.search);
  keep(form);
}

function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
