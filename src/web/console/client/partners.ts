import { COLOUR, contrastsOf, ratioText } from '../../partners/look.js';
import { propertiesOf, type SnippetSource, snippetsOf } from '../../partners/snippet.js';
import { all, byId } from './dom.js';

const COUNT_AFTER_MS = 300;

/** What the pages of partners do with a script: count, narrow long lists, show the look at once. */
export function startPartners(): void {
  for (const form of all('form[data-counts]')) if (form instanceof HTMLFormElement) countAlong(form);
  for (const input of all('[data-sift]')) if (input instanceof HTMLInputElement) siftTicks(input);
  const look = byId('look-form', HTMLFormElement);
  if (look !== undefined) showLook(look);
}

/** Says what is ticked, and keeps the count of entries true: the page itself counts, as its button would. */
function countAlong(form: HTMLFormElement): void {
  const opens = document.getElementById('opens');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  async function count(): Promise<void> {
    latest += 1;
    const mine = latest;
    const text = await counted(form);
    if (mine === latest && text !== undefined && opens !== null) opens.textContent = text;
  }
  form.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'checkbox') return;
    sayTicked(target.closest('.pick-facet'));
    if (opens !== null) opens.textContent = opens.dataset.counting ?? '';
    clearTimeout(timer);
    timer = setTimeout(() => void count(), COUNT_AFTER_MS);
  });
}

async function counted(form: HTMLFormElement): Promise<string | undefined> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  body.set('do', 'count');
  try {
    const answer = await fetch(form.action, { method: 'POST', body });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return page.getElementById('opens')?.textContent ?? '';
  } catch {
    return '';
  }
}

function sayTicked(picker: Element | null): void {
  const said = picker?.querySelector<HTMLElement>('.pick-said');
  if (!picker || !said) return;
  const ticked = [...picker.querySelectorAll('input:checked')].map(
    (input) => input.closest('label')?.textContent?.trim() ?? '',
  );
  said.textContent = ticked.length === 0 ? (said.dataset.none ?? '') : ticked.join(', ');
}

/** Shows those of a long list whose words have what is typed. */
function siftTicks(input: HTMLInputElement): void {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  input.addEventListener('input', () => {
    for (const tick of input.closest('fieldset')?.querySelectorAll<HTMLElement>('.tick') ?? []) {
      tick.hidden = !plain(tick.textContent ?? '').includes(plain(input.value.trim()));
    }
  });
  // It belongs to no form: Enter must not send the one around it.
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
}

/** The form's look on the preview, in the lines to copy and in the contrasts, as it is typed. */
function showLook(form: HTMLFormElement): void {
  const preview = document.getElementById('preview');
  const read = (name: string) => String(new FormData(form).get(name) ?? '').trim();
  const colour = (name: string) => (COLOUR.test(read(name)) ? read(name) : undefined);
  const show = () => {
    const scheme = read('scheme') === 'light' || read('scheme') === 'dark' ? read('scheme') : 'auto';
    const radius = /^\d{1,2}$/.test(read('radius')) ? Math.min(24, Number(read('radius'))) : undefined;
    const colours = { accent: colour('accent'), ink: colour('ink'), paper: colour('paper') };
    const font = /^[\w\s,'"-]*$/.test(read('font')) ? read('font') : '';
    const theme = { scheme: scheme as SnippetSource['theme']['scheme'], ...colours, radius, font };
    showContrasts({ scheme, ...colours });
    for (const [name, value] of Object.entries(colours)) setPicker(form, name, value);
    if (preview !== null) showOn(preview, theme);
  };
  form.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.colour !== undefined) {
      const field = byId(target.dataset.colour, HTMLInputElement);
      if (field !== undefined) field.value = target.value;
    }
    show();
  });
  byId('preview-mode', HTMLSelectElement)?.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement) preview?.setAttribute('mode', target.value);
  });
  show();
}

function setPicker(form: HTMLFormElement, name: string, value: string | undefined): void {
  const picker = form.querySelector<HTMLInputElement>(`[data-colour="look-${name}"]`);
  if (picker !== null && value !== undefined) picker.value = value.toLowerCase();
}

function showOn(preview: HTMLElement, theme: SnippetSource['theme']): void {
  preview.setAttribute('theme', theme.scheme);
  for (const property of Array.from(preview.style)) preview.style.removeProperty(property);
  for (const [property, value] of propertiesOf(theme)) preview.style.setProperty(property, value);
  const source = JSON.parse(preview.dataset.source ?? '{}') as SnippetSource;
  const snippets = new Map<string, string>(Object.entries(snippetsOf({ ...source, theme })));
  for (const kind of ['twoLines', 'fixed', 'style', 'frame', 'link']) {
    const text = snippets.get(kind);
    const part = document.getElementById(`snippet-part-${kind}`);
    const place = document.getElementById(`snippet-${kind}`);
    if (part !== null) part.hidden = text === undefined;
    if (place !== null) place.textContent = text ?? '';
  }
}

function showContrasts(look: Parameters<typeof contrastsOf>[0]): void {
  const list = document.getElementById('contrasts');
  const words = JSON.parse(list?.dataset.words ?? '{}') as Record<string, Record<string, string> & string>;
  if (list === null) return;
  const found = contrastsOf(look);
  [...list.children].slice(found.length).forEach((row) => {
    row.remove();
  });
  found.forEach(({ pair, ground, ratio, enough }, index) => {
    const row = list.children[index] ?? list.appendChild(document.createElement('li'));
    const badge = document.createElement('span');
    badge.className = `badge ${enough ? 'badge-good' : 'badge-late'}`;
    badge.textContent = (enough ? words.enough : words.low) ?? '';
    const text = `${words.pairs?.[pair]}, ${words.grounds?.[ground]}: ${ratioText(ratio)}:1`;
    // What is the same is not said again.
    if (row.textContent === `${badge.textContent} ${text}`) return;
    row.replaceChildren(badge, ` ${text}`);
  });
}
