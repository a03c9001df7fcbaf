import type { WidgetSearchResponse } from '../../../partners/widget-contract.js';
import { placeLine } from './card-parts.js';
import type { Context } from './context.js';
import { entryText, h, on } from './dom.js';
import { closest, removeAttribute, replaceChildren, scrollIntoView, setAttribute } from './natives.js';

type Hit = WidgetSearchResponse['hits'][number];

/** The search box: a combobox with a list (WAI-ARIA APG 1.2), whole inside the root. */
export interface Combobox {
  form: HTMLElement;
  input: HTMLElement;
  text(): string;
  fill(text: string): void;
  /** Shows the nearest entries below the box, while it has the focus. */
  suggest(hits: readonly Hit[]): void;
  close(): void;
}

interface Deeds {
  /** Something else stands in the box. */
  typed(text: string): void;
  submit(text: string): void;
  pick(hit: Hit): void;
}

const SHOWN = 6;

export function createCombobox(ctx: Context, deeds: Deeds): Combobox {
  const { m, count } = ctx.words;
  const list = h('ul', {
    id: 'list',
    role: 'listbox',
    class: 'list',
    part: 'suggestions',
    'aria-label': m.suggestions,
  });
  const input = h('input', {
    ...{ id: 'box', class: 'field', part: 'input', type: 'text', role: 'combobox', dir: 'auto' },
    ...{
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      enterkeyhint: 'search',
      maxlength: 500,
    },
    ...{
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': 'list',
      'aria-describedby': 'box-hint',
    },
  }) as HTMLInputElement;
  const form = h(
    'form',
    { class: 'form', part: 'form', novalidate: true },
    h('label', { class: 'label', for: 'box' }, m.box),
    h(
      'div',
      { class: 'line' },
      h('div', { class: 'combo' }, input, list),
      h('button', { class: 'button', part: 'button' }, m.search),
    ),
    h('p', { class: 'hint', id: 'box-hint' }, m.boxHint),
  );
  list.hidden = true;
  let shown: readonly Hit[] = [];
  let active = -1;

  function close(): void {
    list.hidden = true;
    setAttribute(input, 'aria-expanded', 'false');
    mark(-1);
  }

  function open(): void {
    if (shown.length === 0) return;
    list.hidden = false;
    setAttribute(input, 'aria-expanded', 'true');
  }

  function mark(index: number): void {
    active = index;
    [...list.children].forEach((option, at) => {
      setAttribute(option, 'aria-selected', String(at === index));
    });
    const option = list.children[index];
    if (option === undefined) removeAttribute(input, 'aria-activedescendant');
    else {
      setAttribute(input, 'aria-activedescendant', option.id);
      scrollIntoView(option, { block: 'nearest' });
    }
  }

  function pick(index: number): void {
    const hit = shown[index];
    close();
    if (hit !== undefined) deeds.pick(hit);
  }

  /** Down and Up go round, by way of the box itself. */
  function move(step: 1 | -1): void {
    const wasClosed = list.hidden;
    open();
    const places = shown.length + 1;
    if (shown.length > 0) mark((((wasClosed ? -1 : active) + 1 + step + places) % places) - 1);
  }

  function stepBack(event: KeyboardEvent): void {
    if (!list.hidden) close();
    else if (input.value !== '') {
      input.value = '';
      deeds.typed('');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  on(input, {
    input: () => {
      shown = [];
      close();
      deeds.typed(input.value);
    },
    keydown: (event) => {
      if (!(event instanceof KeyboardEvent) || event.isComposing) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
      } else if (event.key === 'Escape') stepBack(event);
      else if (event.key === 'Enter' && active >= 0) {
        event.preventDefault();
        pick(active);
      }
    },
    blur: close,
  });
  on(list, {
    // The box keeps the focus.
    pointerdown: (event) => event.preventDefault(),
    mousedown: (event) => event.preventDefault(),
    click: (event) => {
      const option = event.target instanceof Element ? closest(event.target, '[role=option]') : null;
      if (option !== null) pick([...list.children].indexOf(option));
    },
  });
  on(form, {
    submit: (event) => {
      event.preventDefault();
      close();
      deeds.submit(input.value.trim());
    },
  });

  return {
    form,
    input,
    text: () => input.value.trim(),
    fill: (text) => {
      input.value = text;
    },
    suggest(hits) {
      shown = hits.slice(0, SHOWN);
      replaceChildren(
        list,
        ...shown.map((hit, index) =>
          h(
            'li',
            {
              id: `option-${index}`,
              role: 'option',
              class: 'option',
              part: 'suggestion',
              'aria-selected': 'false',
            },
            entryText('span', hit.language, { class: 'option-title' }, hit.title),
            h('span', { class: 'muted' }, placeLine(ctx, hit)),
          ),
        ),
      );
      active = -1;
      if (shown.length === 0) close();
      else open();
      if (shown.length > 0) ctx.say(count(m.suggested, shown.length));
    },
    close,
  };
}
