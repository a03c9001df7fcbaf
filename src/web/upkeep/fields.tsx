import type { ComponentChildren } from 'preact';
import type { EntryKind } from '../../catalogue/entry.js';
import { aboutField, ErrorSummary, fieldId, Group } from '../components/form-parts.js';
import { sectorLabel, type View } from '../view.js';
import {
  type EntryErrors,
  type EntryField,
  type EntryValues,
  FIELDS,
  type ListField,
  type TextField,
} from './form.js';

export interface FieldsProps {
  view: View;
  kind: EntryKind;
  values: EntryValues;
  errors: EntryErrors;
  /** What the entry says now, in the fields where that is something else. */
  now?: Partial<Record<EntryField, string>> | undefined;
}

/** What is wrong, at the top, with a link to each field. */
export function EntryErrorSummary({ view, kind, errors }: Omit<FieldsProps, 'values'>) {
  const wrong = FIELDS[kind].filter((field) => errors[field] !== undefined);
  return (
    <ErrorSummary
      view={view}
      wrong={wrong.map((field) => ({ id: fieldId(field), message: errors[field] }))}
    />
  );
}

/** Hint, error and what the entry says now, with the attributes that tie them to the control. */
function about({ view, errors, now, field }: Omit<FieldsProps, 'kind' | 'values'> & { field: EntryField }) {
  const { form } = view.m.upkeep;
  const words = { hint: form.hints[field], error: errors[field], said: now?.[field] };
  return aboutField(fieldId(field), words, form);
}

function Labelled(props: FieldsProps & { field: TextField; control: (tied: object) => ComponentChildren }) {
  const { view, field, control } = props;
  const { tied, words, now } = about(props);
  return (
    <div class="field">
      <label class="label" for={fieldId(field)}>
        {view.m.upkeep.form.labels[field]}
      </label>
      {words}
      {control({ id: fieldId(field), name: field, ...tied })}
      {now}
    </div>
  );
}

function Line(props: FieldsProps & { field: TextField; numeric?: boolean }) {
  const { field, values, numeric } = props;
  const control = (tied: object) => (
    <input
      type="text"
      dir="auto"
      autocomplete="off"
      inputMode={numeric === true ? 'numeric' : undefined}
      value={values[field]}
      {...tied}
    />
  );
  return <Labelled {...props} control={control} />;
}

function Text(props: FieldsProps & { field: TextField; rows: number }) {
  const { field, values, rows } = props;
  const text = values[field];
  const control = (tied: object) => (
    <textarea rows={rows} dir="auto" {...tied}>
      {/* A line break right after the tag would be lost. */}
      {text.startsWith('\n') ? `\n${text}` : text}
    </textarea>
  );
  return <Labelled {...props} control={control} />;
}

function Choice(props: FieldsProps & { field: TextField; choices: readonly (readonly [string, string])[] }) {
  const { field, values, choices } = props;
  const control = (tied: object) => (
    <select {...tied}>
      {choices.map(([value, label]) => (
        <option key={value} value={value} selected={value === values[field]}>
          {label}
        </option>
      ))}
    </select>
  );
  return <Labelled {...props} control={control} />;
}

function Ticks(props: FieldsProps & { field: ListField; choices: readonly (readonly [string, string])[] }) {
  const { view, field, values, choices } = props;
  const { tied, words, now } = about(props);
  return (
    <fieldset class="field ticks" id={fieldId(field)} tabIndex={-1} {...tied}>
      <legend class="label">{view.m.upkeep.form.labels[field]}</legend>
      {words}
      <div class="ticks-list">
        {choices.map(([value, label]) => (
          <label key={value} class="tick">
            <input type="checkbox" name={field} value={value} checked={values[field].includes(value)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {now}
    </fieldset>
  );
}

function Countries(props: FieldsProps) {
  const { view } = props;
  const { format, upkeep } = view.m;
  const names = view.taxonomy.countryCodes
    .map((code) => [code, format.countryName(code)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, format.locale));
  return <Choice {...props} field="country" choices={[['', upkeep.form.noCountry], ...names]} />;
}

function Sectors(props: FieldsProps) {
  const { view } = props;
  const choices = view.taxonomy.sectors
    .map(({ id }) => [id, sectorLabel(view, id)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, view.m.format.locale));
  return <Ticks {...props} field="sectors" choices={choices} />;
}

function Verified({ view, values }: FieldsProps) {
  return (
    <div class="field">
      <label class="tick">
        <input
          type="checkbox"
          id={fieldId('verified')}
          name="verified"
          value="yes"
          checked={values.verified === 'yes'}
        />
        <span>{view.m.upkeep.form.labels.verified}</span>
      </label>
    </div>
  );
}

function CaseStudyFields(props: FieldsProps) {
  const { view } = props;
  const { groups } = view.m.upkeep.form;
  const { sdgs, pathways } = view.taxonomy;
  const bands = Object.entries(view.m.entry.costBand);
  return (
    <>
      <Group title={groups.text}>
        <Line {...props} field="title" />
        <Text {...props} field="summary" rows={3} />
        <Text {...props} field="challenge" rows={5} />
        <Text {...props} field="solution" rows={5} />
        <Text {...props} field="outcomes" rows={3} />
        <Text {...props} field="measures" rows={3} />
      </Group>
      <Group title={groups.place}>
        <Line {...props} field="city" />
        <Countries {...props} />
        <Line {...props} field="population" numeric />
        <Line {...props} field="year" numeric />
        <Choice {...props} field="costBand" choices={bands} />
      </Group>
      <Group title={groups.topic}>
        <Sectors {...props} />
        <Ticks {...props} field="pathways" choices={pathways.map(({ id, label }) => [id, label] as const)} />
        <Ticks
          {...props}
          field="sdgs"
          choices={sdgs.map(({ number, label }) => [String(number), `${number}. ${label}`] as const)}
        />
      </Group>
      <Group title={groups.source}>
        <Text {...props} field="providers" rows={2} />
        <Line {...props} field="sourceUrl" />
        <Line {...props} field="language" />
        <Verified {...props} />
      </Group>
    </>
  );
}

function ProviderFields(props: FieldsProps) {
  const { view } = props;
  const { groups } = view.m.upkeep.form;
  return (
    <>
      <Group title={groups.text}>
        <Line {...props} field="name" />
        <Choice {...props} field="type" choices={Object.entries(view.m.providerKind)} />
        <Text {...props} field="description" rows={5} />
        <Text {...props} field="offerings" rows={3} />
      </Group>
      <Group title={groups.place}>
        <p class="hint">{view.m.upkeep.form.hints.seat}</p>
        <Line {...props} field="city" />
        <Countries {...props} />
        <Line {...props} field="serves" />
      </Group>
      <Group title={groups.topic}>
        <Sectors {...props} />
      </Group>
      <Group title={groups.source}>
        <Line {...props} field="website" />
        <Line {...props} field="sourceUrl" />
        <Line {...props} field="language" />
        <Verified {...props} />
      </Group>
    </>
  );
}

/** Every field of an entry of this kind. */
export function EntryFields(props: FieldsProps) {
  return props.kind === 'case-study' ? <CaseStudyFields {...props} /> : <ProviderFields {...props} />;
}

/** A field as a person reads it: labels for ids, lines for lists. */
export function fieldText(view: View, values: EntryValues, field: EntryField): string {
  const { m, taxonomy } = view;
  switch (field) {
    case 'sectors':
      return m.format.list(values.sectors.map((id) => sectorLabel(view, id)));
    case 'pathways':
      return m.format.list(
        values.pathways.map((id) => taxonomy.pathways.find((one) => one.id === id)?.label ?? id),
      );
    case 'sdgs':
      return m.format.list(values.sdgs);
    case 'country':
      return values.country === '' ? '' : m.format.countryName(values.country);
    case 'verified':
      return values.verified === 'yes' ? m.upkeep.form.yes : m.upkeep.form.no;
    default:
      return values[field];
  }
}
