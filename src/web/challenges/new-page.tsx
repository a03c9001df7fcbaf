import { ErrorSummary } from '../components/form-parts.js';
import { Layout } from '../components/layout.js';
import type { View } from '../view.js';
import { Beside } from './beside.js';
import { Area, Choice, Text, Tick } from './fields.js';
import type { SubmissionErrors, SubmissionValues } from './form.js';
import { Place } from './place-part.js';

interface Props {
  view: View;
  values: SubmissionValues;
  errors: SubmissionErrors;
  /** The challenge could not be taken in, though nothing is wrong with it. */
  away?: boolean;
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
  return (
    <fieldset class="section">
      <legend>{form.frame}</legend>
      <div class="field">
        <details class="sectors" open={values.sectors.length > 0}>
          <summary>{form.sectors}</summary>
          <p class="hint">{form.sectorsHint}</p>
          <div class="ticks">
            {taxonomy.sectors.map(({ id, labels }) => (
              <label key={id} class="tick">
                <input type="checkbox" name="sectors" value={id} checked={values.sectors.includes(id)} />
                <span>{labels[view.language]}</span>
              </label>
            ))}
          </div>
        </details>
        <div class="suggested" hidden data-sectors-suggested>
          <p class="hint" id="sectors-suggested">
            {form.sectorsSuggested}
          </p>
          <ul class="chips" aria-labelledby="sectors-suggested" data-sectors-list />
        </div>
      </div>
      <Choice field="budget" label={form.budget} options={pairs(form.budgets)} {...shared} />
      <Choice field="timeframe" label={form.timeframe} options={pairs(form.timeframes)} {...shared} />
    </fieldset>
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
    <Layout
      view={view}
      title={form.title}
      here="new"
      told={{ path: '/challenges/new', description: form.lead }}
    >
      <div class="columns">
        <div class="columns-main">
          <h1>{form.heading}</h1>
          <p class="lead">{form.lead}</p>
          {away === true && (
            <p class="notice notice-danger" role="alert">
              {awayText}
            </p>
          )}
          <ErrorSummary
            view={view}
            wrong={Object.entries(errors).map(([id, message]) => ({ id, message }))}
          />
          <form class="submission" id="submission" method="post" action="/challenges/new" noValidate>
            <input type="hidden" name="key" value={values.key} />
            <Problem {...props} />
            <Place view={view} values={values} errors={errors} />
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
        <Beside view={view} />
      </div>
    </Layout>
  );
}
