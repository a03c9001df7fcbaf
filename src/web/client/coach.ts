import { byId } from './dom.js';
import { ask, field, listField, textField } from './json.js';

/** The form of a challenge, and what stands in it. */
export interface Submission {
  form: HTMLFormElement;
  value(name: string): string;
}

let asked = 0;

/** Asks for advice on what is written so far, and shows what the answer proposes. */
export async function coach({ form, value }: Submission): Promise<void> {
  const country = value('country');
  const city = value('city').trim();
  const hasText = value('statement').trim() !== '';
  const mine = ++asked;
  if (city === '' || country === '') showPlace(form, {});
  if (!hasText && (city === '' || country === '')) return;
  const answer = await ask('/v1/challenges/coach', {
    title: value('title').slice(0, 200),
    statement: value('statement').slice(0, 10_000),
    outcome: value('outcome').slice(0, 4000),
    tried: value('tried').slice(0, 4000),
    city: { name: city.slice(0, 200), ...(country !== '' && { country }) },
  });
  // Advice is never worth an error; a later question's answer counts.
  if (answer === undefined || mine !== asked) return;
  if (hasText) showAdvice(answer);
  showSectors(form, answer);
  if (city !== '' && country !== '') showPlace(form, answer);
}

function showAdvice(answer: unknown): void {
  const list = document.querySelector('[data-coach-list]');
  if (list === null) return;
  const texts = listField(answer, 'advice').map((one) => textField(one, 'text'));
  const told = [...list.children].map((item) => item.textContent);
  const news = [...new Set(texts.filter((text) => text !== ''))];
  document.querySelector('[data-coach-empty]')?.setAttribute('hidden', '');
  document.querySelector('[data-coach-none]')?.toggleAttribute('hidden', news.length > 0);
  if (told.join('\n') === news.join('\n')) return;
  list.replaceChildren(...news.map((text) => inItem(text)));
}

function inItem(content: string | Node): HTMLLIElement {
  const item = document.createElement('li');
  item.append(content);
  return item;
}

const boxOf = (form: HTMLFormElement, sector: string) =>
  form.querySelector<HTMLInputElement>(`input[name="sectors"][value="${CSS.escape(sector)}"]`);

/** Sectors that it seems to be about, each a button that ticks its box, and takes the tick away again. */
function showSectors(form: HTMLFormElement, answer: unknown): void {
  const part = form.querySelector<HTMLElement>('[data-sectors-suggested]');
  const list = form.querySelector('[data-sectors-list]');
  if (part === null || list === null) return;
  const sectors = listField(answer, 'sectors').filter(
    (one): one is string => typeof one === 'string' && boxOf(form, one) !== null,
  );
  const shown = [...list.querySelectorAll('button')].map((button) => button.dataset.sector);
  part.hidden = sectors.length === 0;
  if (shown.join() === sectors.join()) return;
  // Whoever is about to press one keeps it under the finger.
  if (list.contains(document.activeElement)) return;
  list.replaceChildren(...sectors.map((sector) => inItem(sectorButton(form, sector))));
}

function sectorButton(form: HTMLFormElement, sector: string): HTMLButtonElement {
  const box = boxOf(form, sector);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'chip';
  button.dataset.sector = sector;
  button.textContent = box?.closest('label')?.textContent ?? sector;
  const tell = () => button.setAttribute('aria-pressed', String(box?.checked ?? false));
  tell();
  box?.addEventListener('change', tell);
  button.addEventListener('click', () => {
    if (box === null) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  });
  return button;
}

const grouped = new Intl.NumberFormat(document.documentElement.lang || 'en');

/** The proposed number of people fills the field when it is taken. */
export function offerFromCity({ form }: Submission): void {
  const button = form.querySelector<HTMLButtonElement>('[data-population] button');
  const input = byId('population', HTMLInputElement);
  button?.addEventListener('click', () => {
    if (input === undefined) return;
    input.value = button.dataset.people ?? '';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.focus();
    showPlace(form, place);
  });
  byId('climate', HTMLSelectElement)?.addEventListener('change', () => showPlace(form, place));
}

let place: unknown = {};

/** What is known of the city: its climate, and how many people it has. */
function showPlace(form: HTMLFormElement, answer: unknown): void {
  place = answer;
  const part = form.querySelector<HTMLElement>('[data-population]');
  const button = part?.querySelector('button');
  const population = field(answer, 'population');
  const input = byId('population', HTMLInputElement);
  if (part && button) {
    const known = typeof population === 'number' ? population : undefined;
    part.hidden = known === undefined || input?.value.trim() !== '';
    button.dataset.people = String(known ?? '');
    button.textContent = (button.dataset.words ?? '').replace('{people}', grouped.format(known ?? 0));
  }
  showClimate(form, textField(answer, 'climate'));
}

function showClimate(form: HTMLFormElement, code: string): void {
  const part = form.querySelector<HTMLElement>('[data-climate]');
  const text = part?.querySelector<HTMLElement>('[data-climate-text]');
  const select = byId('climate', HTMLSelectElement);
  if (!part || !text || select === undefined) return;
  text.dataset.first ??= text.textContent ?? '';
  const wordsOf = (value: string) => [...select.options].find((one) => one.value === value)?.text;
  const found = code === '' ? undefined : wordsOf(code);
  const asked = form.querySelector<HTMLInputElement>('#city')?.value.trim() !== '';
  const country = byId('country', HTMLSelectElement)?.value !== '';
  if (select.value !== '') text.textContent = wordsOf(select.value) ?? '';
  else if (found !== undefined) text.textContent = `${found} ${part.dataset.found ?? ''}`;
  else text.textContent = (asked && country ? part.dataset.unknown : text.dataset.first) ?? '';
}
