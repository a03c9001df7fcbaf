import type { HarvestSource } from '../../harvest/contract.js';
import { Field, type FieldErrors, Hidden } from '../accounts/fields.js';
import { sectorLabel, type View } from '../view.js';

/** The form as typed. */
export interface SourceValues {
  name: string;
  address: string;
  sectors: readonly string[];
  countries: string;
  takesAs: string;
  active: boolean;
}

export const EMPTY: SourceValues = {
  ...{ name: '', address: '', sectors: [], countries: '', takesAs: 'draft', active: true },
};

export function valuesOf(source: HarvestSource): SourceValues {
  return { ...source, countries: source.countries.join(', ') };
}

interface Props {
  view: View;
  values: SourceValues;
  errors: FieldErrors;
  /** The source that is changed; absent: a new one. */
  source?: HarvestSource | undefined;
}

/** What is harvested, and what becomes of it. */
export function SourceForm({ view, values, errors, source }: Props) {
  const m = view.m.harvest;
  const action = source === undefined ? '/console/harvest/sources' : `/console/harvest/${source.id}`;
  return (
    <form class="form" method="post" action={action}>
      {source !== undefined && <Hidden fields={{ version: String(source.version) }} />}
      <Field name="name" label={m.name} type="text" autocomplete="off" value={values.name} errors={errors} />
      {source === undefined && (
        <Field
          {...{ name: 'address', label: m.address, hint: m.addressHint, type: 'text', errors }}
          autocomplete="off"
          value={values.address}
        />
      )}
      <Takes view={view} values={values} />
      <Field
        {...{ name: 'countries', label: m.countries, hint: m.countriesHint, type: 'text', errors }}
        autocomplete="off"
        value={values.countries}
        required={false}
      />
      <Sectors view={view} values={values} />
      {source !== undefined && (
        <label class="tick">
          <input type="checkbox" name="active" value="yes" checked={values.active} />
          <span>{m.active}</span>
        </label>
      )}
      <div class="buttons">
        <button class="button button-main" type="submit">
          {source === undefined ? m.addIt : m.save}
        </button>
      </div>
    </form>
  );
}

function Takes({ view, values }: Pick<Props, 'view' | 'values'>) {
  const m = view.m.harvest;
  return (
    <fieldset class="field">
      <legend class="label">{m.takesAs}</legend>
      {(['draft', 'published'] as const).map((one) => (
        <label key={one} class="tick">
          <input type="radio" name="takesAs" value={one} checked={values.takesAs === one} />
          <span>{m.takes[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Sectors({ view, values }: Pick<Props, 'view' | 'values'>) {
  const m = view.m.harvest;
  const choices = view.taxonomy.sectors
    .map(({ id }) => [id, sectorLabel(view, id)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, view.m.format.locale));
  return (
    <fieldset class="field ticks" aria-describedby="sectors-hint">
      <legend class="label">{m.sectors}</legend>
      <p class="hint" id="sectors-hint">
        {m.sectorsHint}
      </p>
      <div class="ticks-list">
        {choices.map(([id, label]) => (
          <label key={id} class="tick">
            <input type="checkbox" name="sectors" value={id} checked={values.sectors.includes(id)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
