import type { ComponentChildren } from 'preact';
import { Layout } from '../components/layout.js';
import type { View } from '../view.js';
import type { SubmissionErrors, SubmissionField, SubmissionValues } from './form.js';

interface Props {
  view: View;
  values: SubmissionValues;
  errors: SubmissionErrors;
  /** The challenge could not be taken in, though nothing is wrong with it. */
  away?: boolean;
}

function described(errors: SubmissionErrors, field: SubmissionField, hint: boolean) {
  const ids = [hint && `${field}-hint`, errors[field] !== undefined && `${field}-error`].filter(Boolean);
  return {
    ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
    ...(errors[field] !== undefined && { 'aria-invalid': 'true' as const }),
  };
}

function Field(props: {
  field: SubmissionField;
  label: string;
  hint?: string;
  errors: SubmissionErrors;
  children: ComponentChildren;
}) {
  const { field, label, hint, errors, children } = props;
  return (
    <div class="field">
      <label class="label" for={field}>
        {label}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${field}-hint`}>
          {hint}
        </p>
      )}
      {errors[field] !== undefined && (
        <p class="field-error" id={`${field}-error`}>
          {errors[field]}
        </p>
      )}
      {children}
    </div>
  );
}

function Text(props: {
  field: 'title' | 'city' | 'population' | 'name' | 'email';
  label: string;
  hint?: string;
  autocomplete: string;
  values: SubmissionValues;
  errors: SubmissionErrors;
}) {
  const { field, label, hint, values, errors, autocomplete } = props;
  const shared = {
    id: field,
    name: field,
    value: values[field],
    autocomplete,
    ...described(errors, field, hint !== undefined),
  };
  return (
    <Field field={field} label={label} errors={errors} {...(hint !== undefined && { hint })}>
      {field === 'email' ? (
        <input type="email" {...shared} />
      ) : (
        <input type="text" dir="auto" inputMode={field === 'population' ? 'numeric' : 'text'} {...shared} />
      )}
    </Field>
  );
}

function Area(props: {
  field: 'statement' | 'outcome' | 'tried';
  label: string;
  hint: string;
  rows: number;
  values: SubmissionValues;
  errors: SubmissionErrors;
}) {
  const { field, label, hint, rows, values, errors } = props;
  const text = values[field];
  return (
    <Field field={field} label={label} hint={hint} errors={errors}>
      <textarea id={field} name={field} rows={rows} dir="auto" {...described(errors, field, true)}>
        {text.startsWith('\n') ? `\n${text}` : text}
      </textarea>
    </Field>
  );
}

function Choice<K extends string>(props: {
  field: 'country' | 'budget' | 'timeframe';
  label: string;
  options: readonly (readonly [K, string])[];
  values: SubmissionValues;
  errors: SubmissionErrors;
}) {
  const { field, label, options, values, errors } = props;
  return (
    <Field field={field} label={label} errors={errors}>
      <select id={field} name={field} {...described(errors, field, false)}>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={value === values[field]}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Tick(props: { name: string; label: string; checked: boolean; error?: string | undefined }) {
  const { name, label, checked, error } = props;
  return (
    <div class="field">
      {error !== undefined && (
        <p class="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <label class="tick">
        <input
          type="checkbox"
          id={name}
          name={name}
          value="yes"
          checked={checked}
          {...(error !== undefined && {
            'aria-invalid': 'true' as const,
            'aria-describedby': `${name}-error`,
          })}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}

function ErrorList({ view, errors }: { view: View; errors: SubmissionErrors }) {
  const wrong = Object.entries(errors);
  if (wrong.length === 0) return null;
  return (
    <div class="notice notice-danger" id="error-summary" role="alert" tabIndex={-1}>
      <h2>{view.m.errors.summary(wrong.length)}</h2>
      <ul>
        {wrong.map(([field, message]) => (
          <li key={field}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Problem({ view, values, errors }: Props) {
  const { form } = view.m.challenges;
  const shared = { values, errors };
  return (
    <fieldset class="section">
      <legend>{form.problem}</legend>
      <Text field="title" label={form.titleLabel} autocomplete="off" {...shared} />
      <Area field="statement" label={form.statement} hint={form.statementHint} rows={7} {...shared} />
      <Area field="outcome" label={form.outcome} hint={form.outcomeHint} rows={3} {...shared} />
      <Area field="tried" label={form.tried} hint={form.optional} rows={3} {...shared} />
    </fieldset>
  );
}

function Frame({ view, values, errors }: Props) {
  const { m, taxonomy } = view;
  const { form } = m.challenges;
  const shared = { values, errors };
  const countries = taxonomy.countryCodes
    .map((code) => [code, m.format.countryName(code)] as const)
    .sort((a, b) => a[1].localeCompare(b[1], m.format.locale));
  return (
    <>
      <fieldset class="section section-place">
        <legend>{form.place}</legend>
        <Text field="city" label={form.city} autocomplete="address-level2" {...shared} />
        <Choice
          field="country"
          label={form.country}
          options={[['', form.chooseCountry], ...countries]}
          {...shared}
        />
        <Text
          field="population"
          label={form.population}
          hint={form.optional}
          autocomplete="off"
          {...shared}
        />
      </fieldset>
      <fieldset class="section">
        <legend>{form.frame}</legend>
        <details class="sectors" open={values.sectors.length > 0}>
          <summary>{form.sectors}</summary>
          <p class="hint">{form.sectorsHint}</p>
          <div class="ticks">
            {taxonomy.sectors.map(({ id, labels }) => (
              <label key={id} class="tick">
                <input type="checkbox" name="sectors" value={id} checked={values.sectors.includes(id)} />
                <span>{labels.en}</span>
              </label>
            ))}
          </div>
        </details>
        <Choice field="budget" label={form.budget} options={pairs(form.budgets)} {...shared} />
        <Choice field="timeframe" label={form.timeframe} options={pairs(form.timeframes)} {...shared} />
      </fieldset>
    </>
  );
}

const pairs = (labels: Record<string, string>) => Object.entries(labels);

function Contact({ view, values, errors }: Props) {
  const { form } = view.m.challenges;
  const shared = { values, errors };
  const disclosure = values.disclosure === '' ? 'secretariat' : values.disclosure;
  return (
    <>
      <fieldset class="section">
        <legend>{form.contact}</legend>
        <Text field="name" label={form.name} autocomplete="name" {...shared} />
        <Text field="email" label={form.email} hint={form.emailHint} autocomplete="email" {...shared} />
      </fieldset>
      <fieldset class="section" id="disclosure">
        <legend>{form.disclosureLegend}</legend>
        {errors.disclosure !== undefined && <p class="field-error">{errors.disclosure}</p>}
        {pairs(form.disclosure).map(([value, label]) => (
          <label key={value} class="tick">
            <input type="radio" name="disclosure" value={value} checked={value === disclosure} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="section">
        <legend>{form.consent}</legend>
        <Tick
          name="processing"
          label={form.processing}
          checked={values.processing === 'yes'}
          error={errors.processing}
        />
        <Tick name="reuse" label={form.reuse} checked={values.reuse === 'yes'} />
        <Tick name="followUp" label={form.followUp} checked={values.followUp === 'yes'} />
      </fieldset>
    </>
  );
}

/** The form by which a city submits a challenge, with advice beside it. */
export function NewChallengePage(props: Props) {
  const { view, values, errors, away } = props;
  const { form, away: awayText } = view.m.challenges;
  return (
    <Layout view={view} title={form.title} here="new">
      <div class="columns">
        <div class="columns-main">
          <h1>{form.heading}</h1>
          <p class="lead">{form.lead}</p>
          {away === true && (
            <p class="notice notice-danger" role="alert">
              {awayText}
            </p>
          )}
          <ErrorList view={view} errors={errors} />
          <form class="submission" id="submission" method="post" action="/challenges/new" noValidate>
            <input type="hidden" name="key" value={values.key} />
            <Problem {...props} />
            <Frame {...props} />
            <Contact {...props} />
            <button type="submit" class="button button-main">
              {form.submit}
            </button>
            <p class="hint draft-note" hidden>
              {form.draft}{' '}
              <button type="button" class="link-button" data-clear-draft>
                {form.clearDraft}
              </button>
            </p>
          </form>
        </div>
        <aside class="columns-side coach" aria-labelledby="coach-heading" hidden data-coach>
          <h2 id="coach-heading">{form.coachHeading}</h2>
          <p class="hint" data-coach-empty>
            {form.coachEmpty}
          </p>
          <p class="hint" data-coach-none hidden>
            {form.coachNone}
          </p>
          <div role="status">
            <ul data-coach-list />
          </div>
        </aside>
      </div>
    </Layout>
  );
}
