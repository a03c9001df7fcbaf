import type { Statement } from './api.js';
import type { Context } from './context.js';
import { focusOn, h, on } from './dom.js';
import { append, focus, removeAttribute, setAttribute } from './natives.js';

/** ISO 3166-1 alpha-2 codes one after the other: put in when the widget is built. */
declare const COUNTRY_CODES: string;

/** A challenge in the reader's own words, and where it is. */
export interface ChallengeForm {
  form: HTMLElement;
  /** As typed. */
  values(): ChallengeValues;
  fill(values: Partial<ChallengeValues>): void;
  focus(): void;
  /** The form is about to be seen. */
  shown(): void;
}

export interface ChallengeValues {
  statement: string;
  country: string;
  population: string;
}

const MAX_STATEMENT = 10_000;
const MAX_PEOPLE = 50_000_000;

/** "217 000", "217.000" and "217,000" are the same number; undefined for what is none. */
function readPeople(text: string): number | undefined {
  const digits = text.replace(/[\s.,’'\u00a0\u202f]/g, '');
  const people = /^\d{1,8}$/.test(digits) ? Number(digits) : 0;
  return people >= 1 && people <= MAX_PEOPLE ? people : undefined;
}

export function createChallengeForm(ctx: Context, submit: (statement: Statement) => void): ChallengeForm {
  const { m, language, countryName } = ctx.words;
  const area = h('textarea', {
    ...{ id: 'statement', class: 'field', part: 'input', rows: 4, dir: 'auto', maxlength: MAX_STATEMENT },
    'aria-describedby': 'statement-hint statement-error',
  }) as HTMLTextAreaElement;
  const country = h(
    'select',
    { id: 'from', class: 'field', part: 'select' },
    h('option', { value: '' }, m.anyCountry),
  ) as HTMLSelectElement;
  const people = h('input', {
    ...{
      id: 'people',
      class: 'field',
      part: 'input',
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'off',
    },
    'aria-describedby': 'people-error',
  }) as HTMLInputElement;
  const errors = {
    statement: h('p', { class: 'error', id: 'statement-error' }),
    people: h('p', { class: 'error', id: 'people-error' }),
  };
  const form = h(
    'form',
    { class: 'form', part: 'form', novalidate: true },
    h('label', { class: 'label', for: 'statement' }, m.statement),
    h('p', { class: 'hint', id: 'statement-hint' }, m.statementHint),
    errors.statement,
    area,
    h(
      'div',
      { class: 'pair' },
      h('div', {}, h('label', { class: 'small', for: 'from' }, m.country), country),
      h('div', {}, h('label', { class: 'small', for: 'people' }, m.population), errors.people, people),
    ),
    h('p', {}, h('button', { class: 'button', part: 'button' }, m.find)),
  );

  function tell(field: 'statement' | 'people', control: HTMLElement, text: string): void {
    errors[field].textContent = text;
    errors[field].hidden = text === '';
    if (text === '') removeAttribute(control, 'aria-invalid');
    else setAttribute(control, 'aria-invalid', 'true');
  }

  function send(event: Event): void {
    event.preventDefault();
    const statement = area.value.trim();
    const isWords = /\p{L}{2}/u.test(statement);
    const population = readPeople(people.value);
    const isNumber = people.value.trim() === '' || population !== undefined;
    tell('statement', area, isWords ? '' : m.statementEmpty);
    tell('people', people, isNumber ? '' : m.populationBad);
    if (!isWords) focusOn(area);
    else if (!isNumber) focusOn(people);
    else submit({ statement, country: country.value || undefined, population });
  }

  on(form, { submit: send });
  on(area, {
    // A line break belongs into the text; together with Ctrl or Cmd it sends.
    keydown: (event) => {
      if (event instanceof KeyboardEvent && event.key === 'Enter' && (event.ctrlKey || event.metaKey))
        send(event);
    },
  });
  tell('statement', area, '');
  tell('people', people, '');

  /** Some 250 countries, made when they are first seen. */
  function shown(): void {
    if (country.options.length > 1) return;
    const codes = COUNTRY_CODES.match(/../g) ?? [];
    const named = codes.map((code) => ({ code, name: countryName(code) }));
    named.sort((a, b) => a.name.localeCompare(b.name, language));
    append(country, ...named.map(({ code, name }) => h('option', { value: code }, name)));
  }

  return {
    form,
    values: () => ({ statement: area.value, country: country.value, population: people.value }),
    fill(values) {
      if (values.statement !== undefined) area.value = values.statement;
      if (values.population !== undefined) people.value = values.population;
      if (values.country) {
        shown();
        country.value = values.country;
      }
    },
    focus: () => focus(area),
    shown,
  };
}
