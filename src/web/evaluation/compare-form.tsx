import type { Setting } from '../../evaluation/settings.js';
import type { View } from '../view.js';

export const SIDES = ['a', 'b'] as const;
export type SideName = (typeof SIDES)[number];

/** The form as it is filled in. */
export interface CompareValues {
  statement: string;
  city: string;
  country: string;
  population: string;
  /** By dotted path, as typed. */
  a: Readonly<Record<string, string>>;
  b: Readonly<Record<string, string>>;
  /** The settings in use. */
  inUse: readonly Setting[];
}

interface Props {
  view: View;
  values: CompareValues;
  errors: readonly string[];
}

/** What a setting is called; one that has no name yet goes by its own. */
export function settingName(view: View, path: string): string {
  const m = view.m.evaluation.compare;
  const [group = '', name] = path.split('.');
  const own = m.settings[path] ?? name ?? path;
  return name === undefined ? own : `${m.groups[group] ?? group}: ${own}`;
}

function Side({ view, values, side }: { view: View; values: CompareValues; side: SideName }) {
  const m = view.m.evaluation.compare;
  return (
    <fieldset class="panel settings">
      <legend>{m.sides[side]}</legend>
      {values.inUse.map(({ path, value }) => (
        <div class="field" key={path}>
          <label class="label" for={`${side}.${path}`}>
            {settingName(view, path)}
          </label>
          <input
            type="text"
            inputMode="decimal"
            id={`${side}.${path}`}
            name={`${side}.${path}`}
            value={values[side][path] ?? String(value)}
            autocomplete="off"
            aria-describedby={`${side}.${path}-hint`}
          />
          <p class="hint" id={`${side}.${path}-hint`}>
            {m.inUse(String(value))}
          </p>
        </div>
      ))}
    </fieldset>
  );
}

function City({ view, values }: { view: View; values: CompareValues }) {
  const { m, taxonomy } = view;
  const c = m.evaluation.compare;
  const countries = taxonomy.countryCodes
    .map((code) => [code, m.format.countryName(code)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, m.format.locale));
  return (
    <div class="sift">
      <div class="field">
        <label class="label" for="city">
          {c.city}
        </label>
        <input type="text" id="city" name="city" dir="auto" maxLength={200} value={values.city} />
      </div>
      <div class="field">
        <label class="label" for="country">
          {c.country}
        </label>
        <select id="country" name="country">
          <option value="">{c.any}</option>
          {countries.map(([code, name]) => (
            <option key={code} value={code} selected={code === values.country}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label class="label" for="population">
          {c.population}
        </label>
        <input
          type="text"
          inputMode="numeric"
          id="population"
          name="population"
          value={values.population}
          autocomplete="off"
        />
      </div>
    </div>
  );
}

/** A statement and two columns of settings, which begin with those in use. */
export function CompareForm({ view, values, errors }: Props) {
  const m = view.m.evaluation.compare;
  return (
    <form method="post" action="/console/evaluation/compare">
      {errors.length > 0 && (
        <div class="notice notice-danger" role="alert">
          {errors.map((error) => (
            <p key={error}>{error}</p>
          ))}
        </div>
      )}
      <div class="field">
        <label class="label" for="statement">
          {m.statement}
        </label>
        <textarea id="statement" name="statement" rows={4} dir="auto" maxLength={10_000} required>
          {values.statement}
        </textarea>
      </div>
      <City view={view} values={values} />
      <p class="hint">{m.settingsHint}</p>
      <div class="sides">
        {SIDES.map((side) => (
          <Side key={side} {...{ view, values, side }} />
        ))}
      </div>
      <p>
        <button type="submit" class="button button-main">
          {m.submit}
        </button>
      </p>
    </form>
  );
}
