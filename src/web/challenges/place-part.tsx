import { CLIMATE_CLASSES, type ClimateGroup } from '../../taxonomy/climates.js';
import type { View } from '../view.js';
import { Choice, described, Text } from './fields.js';
import type { SubmissionErrors, SubmissionValues } from './form.js';

interface Props {
  view: View;
  values: SubmissionValues;
  errors: SubmissionErrors;
}

/** The climate: found from the city by the server, and shown by the script; any class may be chosen instead. */
function Climate({ view, values, errors }: Props) {
  const { challenges, climate } = view.m;
  const { form } = challenges;
  const groups = Object.entries(CLIMATE_CLASSES) as [ClimateGroup, readonly string[]][];
  const wrong = errors.climate;
  return (
    <details
      class="climate"
      open={values.climate !== '' || wrong !== undefined}
      data-climate
      data-found={form.climateFound}
      data-unknown={form.climateUnknown}
    >
      <summary>
        <span>
          {form.climate}
          {view.m.colon} <span data-climate-text>{form.climateChange}</span>
        </span>
      </summary>
      <div class="field">
        <label class="label" for="climate">
          {form.climate}
        </label>
        <p class="hint" id="climate-hint">
          {form.climateOwn}
        </p>
        {wrong !== undefined && (
          <p class="field-error" id="climate-error">
            {wrong}
          </p>
        )}
        <select id="climate" name="climate" {...described(errors, 'climate', true)}>
          <option value="">{form.climateFind}</option>
          {groups.map(([group, codes]) => (
            <optgroup key={group} label={climate.groups[group]}>
              {codes.map((code) => (
                <option key={code} value={code} selected={code === values.climate}>
                  {climate.class(code)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
    </details>
  );
}

/** Where the challenge is: what is known of the city is proposed, and the city decides. */
export function Place(props: Props) {
  const { view, values, errors } = props;
  const { m, taxonomy } = view;
  const { form } = m.challenges;
  const shared = { values, errors };
  const countries = taxonomy.countryCodes
    .map((code) => [code, m.format.countryName(code)] as const)
    .sort((a, b) => a[1].localeCompare(b[1], m.format.locale));
  return (
    <fieldset class="section section-place">
      <legend>{form.place}</legend>
      <Text field="city" label={form.city} autocomplete="address-level2" {...shared} />
      <Choice
        field="country"
        label={form.country}
        options={[['', form.chooseCountry], ...countries]}
        {...shared}
      />
      <div>
        <Text
          field="population"
          label={form.population}
          hint={form.optional}
          autocomplete="off"
          {...shared}
        />
        <p class="offered" hidden data-population>
          <button type="button" class="button" data-words={form.usePopulation('{people}')} />{' '}
          <span class="hint">{form.populationFrom}</span>
        </p>
      </div>
      <Climate {...props} />
    </fieldset>
  );
}
