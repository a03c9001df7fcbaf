import type { Submission } from './coach.js';
import { copyOf } from './dom.js';
import { ask, field, listField, textField } from './json.js';

/** Fewer words say too little to match; scripts without spaces are judged by their length. */
const FEW_WORDS = 5;
const FEW_LETTERS = 25;
const MOST = 3;

/** Likely matches beside the form. */
export interface Preview {
  /** Something was typed: what is under way is not wanted any more. */
  typed(): void;
  /** Asks for what fits what is written so far. */
  ask(): Promise<void>;
}

function saysEnough(statement: string): boolean {
  const text = statement.trim();
  return (
    text.length >= FEW_LETTERS &&
    (text.split(/\s+/).length >= FEW_WORDS || /[^\p{Script=Latin}\P{L}]/u.test(text))
  );
}

/** Whatever goes wrong, nothing is shown: a preview is never worth an error. */
export function createPreview({ value }: Submission): Preview {
  const part = document.querySelector<HTMLElement>('[data-preview]');
  let running: AbortController | undefined;
  let shown = '';
  const hide = () => {
    shown = '';
    if (part !== null) part.hidden = true;
    say('');
  };
  return {
    typed() {
      running?.abort();
      running = undefined;
      if (!saysEnough(value('statement'))) hide();
    },
    async ask() {
      if (part === null || !saysEnough(value('statement')) || !navigator.onLine) return hide();
      const request = requestOf(value);
      const key = JSON.stringify(request);
      if (key === shown) return;
      running?.abort();
      const mine = new AbortController();
      running = mine;
      const answer = await ask('/v1/match', request, mine.signal);
      if (mine.signal.aborted) return;
      if (answer === undefined) return hide();
      shown = key;
      show(part, answer);
    },
  };
}

function requestOf(value: Submission['value']) {
  const population = Number(value('population').replace(/[\s.,'’]/g, ''));
  const known = Number.isInteger(population) && population > 0 && population <= 50_000_000;
  const city = {
    ...(value('city').trim() !== '' && { name: value('city').trim().slice(0, 200) }),
    ...(value('country') !== '' && { country: value('country') }),
    ...(known && { population }),
  };
  return {
    statement: value('statement').slice(0, 10_000),
    ...(value('title').trim() !== '' && { title: value('title').slice(0, 300) }),
    ...(Object.keys(city).length > 0 && { city }),
    limit: MOST,
    draft: true,
  };
}

function say(text: string): void {
  const live = document.querySelector('[data-preview-live]');
  if (live !== null && live.textContent !== text) live.textContent = text;
}

function show(part: HTMLElement, answer: unknown): void {
  const results = field(answer, 'confident') === true ? listField(answer, 'results').slice(0, MOST) : [];
  const nothing = part.querySelector<HTMLElement>('[data-preview-nothing]');
  const counts = (part.dataset.counts ?? '').split('|');
  const count = counts[results.length - 1] ?? '';
  part
    .querySelector('[data-preview-list]')
    ?.replaceChildren(...results.map((result) => itemOf(result, part.dataset.newTab ?? '')));
  part.querySelector('[data-preview-hint]')?.toggleAttribute('hidden', results.length === 0);
  nothing?.toggleAttribute('hidden', results.length > 0);
  const counter = part.querySelector('[data-preview-count]');
  const short = (part.dataset.short ?? '').split('|')[results.length] ?? '';
  if (counter !== null) counter.textContent = short;
  part.hidden = false;
  say(results.length === 0 ? (nothing?.textContent ?? '') : count);
}

/** Title, band and why; the entry opens apart, so that nothing typed is lost. */
function itemOf(result: unknown, newTab: string): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `/entries/${encodeURIComponent(textField(result, 'id'))}`;
  link.target = '_blank';
  link.rel = 'noopener';
  link.dir = 'auto';
  const told = document.createElement('span');
  told.className = 'away';
  told.textContent = ` ${newTab}`;
  link.append(textField(result, 'title'), told);
  const why = document.createElement('p');
  why.className = 'hint';
  why.dir = 'auto';
  why.textContent = whyOf(result);
  item.append(link, bandOf(textField(result, 'band')), why);
  return item;
}

function bandOf(band: string): Node {
  return ['high', 'medium', 'low'].includes(band) ? copyOf(`preview-${band}`) : document.createTextNode('');
}

/** The reason that says most in a line: what it deals with, else the first one for it. */
function whyOf(result: unknown): string {
  const fits = listField(result, 'reasons').filter((one) => textField(one, 'stance') === 'for');
  const telling = fits.find((one) => ['concept', 'sector'].includes(textField(one, 'kind')));
  return textField(telling ?? fits[0], 'text');
}
