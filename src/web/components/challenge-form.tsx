import type { FormField, FormState } from '../form.js';
import { MAX_PAGE_STATEMENT } from '../form.js';
import type { View } from '../view.js';

interface Props {
  view: View;
  form: FormState;
  /** Small, above an answer; else large, on the start page. */
  compact: boolean;
}

function FieldMessage({ form, field }: { form: FormState; field: FormField }) {
  const message = form.errors[field];
  if (message === undefined) return null;
  return (
    <p class="field-error" id={`${field}-error`}>
      {message}
    </p>
  );
}

/** The attributes that tie a field to its hint and its error. */
function described(form: FormState, field: FormField, hint?: string) {
  const wrong = form.errors[field] !== undefined;
  const ids = [hint, wrong ? `${field}-error` : undefined].filter((id) => id !== undefined);
  return {
    ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
    ...(wrong && { 'aria-invalid': 'true' as const }),
  };
}

function Statement({ view, form, compact }: Props) {
  const { m } = view;
  const { statement } = form.values;
  return (
    <div class="field">
      <label class="label" for="statement">
        {m.form.statement}
      </label>
      <p class="hint" id="statement-hint">
        {m.form.statementHint}
      </p>
      <FieldMessage form={form} field="statement" />
      <textarea
        id="statement"
        name="statement"
        rows={compact ? 2 : 5}
        dir="auto"
        required
        data-max={MAX_PAGE_STATEMENT}
        {...described(form, 'statement', 'statement-hint')}
      >
        {/* A line break right after the tag would be lost. */}
        {statement.startsWith('\n') ? `\n${statement}` : statement}
      </textarea>
      <p class="count" id="statement-count" data-pattern={m.form.countPattern} hidden>
        {m.form.count(statement.length, MAX_PAGE_STATEMENT)}
      </p>
    </div>
  );
}

function Label({ field, text }: { field: FormField; text: string }) {
  return (
    <label class="label" for={field}>
      {text}
    </label>
  );
}

function CityFields({ view, form, compact }: Props) {
  const { m, taxonomy } = view;
  const { values } = form;
  const countries = taxonomy.countryCodes
    .map((code) => ({ code, name: m.format.countryName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, m.format.locale));
  return (
    <fieldset class="city">
      <legend class={compact ? 'away' : 'label'}>{m.form.cityLegend}</legend>
      {!compact && (
        <p class="hint city-hint" id="city-hint">
          {m.form.cityHint}
        </p>
      )}
      <div class="field field-city">
        <Label field="city" text={m.form.city} />
        <input
          id="city"
          name="city"
          type="text"
          dir="auto"
          autocomplete="address-level2"
          value={values.city}
          {...described(form, 'city')}
        />
        <FieldMessage form={form} field="city" />
      </div>
      <div class="field field-country">
        <Label field="country" text={m.form.country} />
        <select id="country" name="country" autocomplete="country" {...described(form, 'country')}>
          <option value="">{m.form.noCountry}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code} selected={code === values.country}>
              {name}
            </option>
          ))}
        </select>
        <FieldMessage form={form} field="country" />
      </div>
      <div class="field field-population">
        <Label field="population" text={m.form.population} />
        <input
          id="population"
          name="population"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={values.population}
          {...described(form, 'population')}
        />
        <FieldMessage form={form} field="population" />
      </div>
    </fieldset>
  );
}

/** The question to the city. A GET form, so that every answer has an address. */
export function ChallengeForm(props: Props) {
  const { view, compact } = props;
  const { m } = view;
  return (
    <form
      class={compact ? 'ask ask-compact' : 'ask'}
      id="challenge"
      method="get"
      action="/"
      aria-label={m.form.label}
      noValidate
    >
      <Statement {...props} />
      <CityFields {...props} />
      <div class="ask-end">
        <button type="submit" class="button button-main">
          {compact ? m.form.again : m.form.submit}
        </button>
      </div>
    </form>
  );
}
