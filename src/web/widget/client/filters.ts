import type { WidgetSearchResponse } from '../../../partners/widget-contract.js';
import type { Chosen } from './api.js';
import type { Context } from './context.js';
import { focusOn, h, on } from './dom.js';
import { replaceChildren } from './natives.js';

const FACETS = ['kind', 'sector', 'country'] as const;

/** Selects over what was found: each value with its name and how many entries have it. */
export interface Filters {
  element: HTMLElement;
  chosen(): Chosen;
  clear(): void;
  /** Offers the values of an answer. */
  show(answer: WidgetSearchResponse): void;
}

export function createFilters(ctx: Context, changed: () => void): Filters {
  const { m, language } = ctx.words;
  const names = { kind: m.kind, sector: m.sector, country: m.where };
  const choices = FACETS.map((facet) => {
    const select = h('select', { id: facet, class: 'field', part: 'select' }) as HTMLSelectElement;
    const box = h(
      'div',
      { class: 'filter' },
      h('label', { class: 'small', for: facet }, names[facet]),
      select,
    );
    return { facet, select: on(select, { change: changed }), box };
  });
  const clear = on(h('button', { type: 'button', class: 'link', part: 'link-button' }, m.clear), {
    click: () => {
      reset();
      focusOn(choices.find(({ box }) => !box.hidden)?.select);
      changed();
    },
  });
  const element = h(
    'div',
    { class: 'filters', part: 'filters', role: 'group', 'aria-label': m.filters },
    ...choices.map(({ box }) => box),
    clear,
  );
  element.hidden = true;

  function reset(): void {
    for (const { select } of choices) select.value = '';
  }

  return {
    element,
    clear: reset,
    chosen: () =>
      Object.fromEntries(
        choices.flatMap(({ facet, select }) => (select.value === '' ? [] : [[facet, select.value]])),
      ),
    show(answer) {
      for (const { facet, select, box } of choices) {
        // What is chosen was chosen among these: the answer holds no others.
        if (select.value !== '') continue;
        const counts = Object.entries(answer.facets[facet] ?? {});
        const nameOf = (value: string) => answer.labels[facet]?.[value] ?? value;
        const byName = (a: string, b: string) => nameOf(a).localeCompare(nameOf(b), language);
        counts.sort(([a, many], [b, few]) => (facet === 'country' ? 0 : few - many) || byName(a, b));
        replaceChildren(
          select,
          h('option', { value: '' }, m.all),
          ...counts.map(([value, count]) => h('option', { value }, `${nameOf(value)} (${count})`)),
        );
        box.hidden = counts.length < 2;
      }
      clear.hidden = choices.every(({ select }) => select.value === '');
      element.hidden = choices.every(({ box }) => box.hidden);
    },
  };
}
