import type { ComponentChildren } from 'preact';
import { FACETS, type Facet } from '../../search/port.js';
import { aboutField, ErrorSummary, fieldId, Group } from '../components/form-parts.js';
import type { View } from '../view.js';
import { type FacetValue, facetLabel, facetValues } from './facet-values.js';
import {
  PARTNER_FIELDS,
  type PartnerErrors,
  type PartnerField,
  type PartnerText,
  type PartnerValues,
} from './form.js';

export interface FieldsProps {
  view: View;
  values: PartnerValues;
  errors: PartnerErrors;
  /** What is saved now, in the fields where that is something else. */
  now?: Partial<Record<PartnerField, string>> | undefined;
}

/** What is wrong, at the top, with a link to each field. */
export function PartnerErrorSummary({ view, errors }: Pick<FieldsProps, 'view' | 'errors'>) {
  const wrong = PARTNER_FIELDS.filter((field) => errors[field] !== undefined);
  return (
    <ErrorSummary
      view={view}
      wrong={wrong.map((field) => ({ id: fieldId(field), message: errors[field] }))}
    />
  );
}

/** Hint, error and what is saved now, with the attributes that tie them to the control. */
function about({ view, errors, now, field }: Omit<FieldsProps, 'values'> & { field: PartnerField }) {
  const { form } = view.m.partnerDesk;
  const words = { hint: form.hints[field], error: errors[field], said: now?.[field] };
  return aboutField(fieldId(field), words, form);
}

function Labelled(props: FieldsProps & { field: PartnerText; control: (tied: object) => ComponentChildren }) {
  const { view, field, control } = props;
  const { tied, words, now } = about(props);
  return (
    <div class="field">
      <label class="label" for={fieldId(field)}>
        {view.m.partnerDesk.form.labels[field]}
      </label>
      {words}
      {control({ id: fieldId(field), name: field, autocomplete: 'off', ...tied })}
      {now}
    </div>
  );
}

type LineKind = 'text' | 'email' | 'numeric';

function Line(props: FieldsProps & { field: PartnerText; kind?: LineKind }) {
  const { field, values, kind = 'text' } = props;
  const control = (tied: object) => (
    <input type="text" dir="auto" inputMode={kind} value={values[field]} {...tied} />
  );
  return <Labelled {...props} control={control} />;
}

function Origins(props: FieldsProps) {
  const control = (tied: object) => (
    <textarea rows={3} dir="ltr" spellcheck={false} {...tied}>
      {props.values.origins}
    </textarea>
  );
  return <Labelled {...props} field="origins" control={control} />;
}

/** The values of a facet to tick, behind a line that says which are. */
function FacetPicker(props: FieldsProps & { facet: Facet }) {
  const { view, values, errors, facet } = props;
  const { form } = view.m.partnerDesk;
  const { tied, words, now } = about({ ...props, field: facet });
  const all = facetValues(view, facet);
  const chosen = all.filter(({ value }) => values[facet].includes(value));
  const id = fieldId(facet);
  return (
    <details class="pick-facet" id={id} open={errors[facet] !== undefined || now !== false}>
      <summary>
        <span class="label">{facetLabel(view, facet)}</span>{' '}
        <span class="pick-said" data-none={form.everything}>
          {chosen.length === 0 ? form.everything : view.m.format.list(chosen.map(({ label }) => label))}
        </span>
      </summary>
      <fieldset class="ticks" {...tied}>
        <legend class="away">{facetLabel(view, facet)}</legend>
        {words}
        {all.length > MANY && (
          <label class="with-script pick-sift">
            <span>{form.sift}</span> <input type="text" data-sift autocomplete="off" />
          </label>
        )}
        <Ticks facet={facet} all={all} chosen={values[facet]} />
        {now}
      </fieldset>
    </details>
  );
}

/** Values from which on they can be narrowed by typing. */
const MANY = 25;

function Ticks({ facet, all, chosen }: { facet: Facet; all: readonly FacetValue[]; chosen: string[] }) {
  return (
    <div class="ticks-list">
      {all.map(({ value, label }) => (
        <label key={value} class="tick">
          <input type="checkbox" name={facet} value={value} checked={chosen.includes(value)} />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}

/** How many entries the scope opens, which the script keeps true, and a button for who has no script. */
function Opens({ view, opens }: { view: View; opens: number | undefined }) {
  const { form } = view.m.partnerDesk;
  return (
    <p class="opens">
      <strong id="opens" data-counting={form.counting} role="status">
        {opens === undefined ? '' : form.opens(opens)}
      </strong>{' '}
      <button class="button without-script" type="submit" name="do" value="count">
        {form.count}
      </button>
    </p>
  );
}

/** Every setting of a partner but its theme. */
export function PartnerFields(props: FieldsProps & { opens: number | undefined }) {
  const { view, opens } = props;
  const { groups, scopeLead } = view.m.partnerDesk.form;
  return (
    <>
      <Group title={groups.who}>
        <Line {...props} field="name" />
        <Line {...props} field="contact" kind="email" />
        <Origins {...props} />
      </Group>
      <Group title={groups.scope}>
        <p class="hint">{scopeLead}</p>
        {FACETS.map((facet) => (
          <FacetPicker key={facet} {...props} facet={facet} />
        ))}
        <Opens view={view} opens={opens} />
      </Group>
      <Group title={groups.limits}>
        <Line {...props} field="quotaPerDay" kind="numeric" />
        <Line {...props} field="ratePerMinute" kind="numeric" />
        <Line {...props} field="perAddressPerMinute" kind="numeric" />
      </Group>
    </>
  );
}
