import { ANSWER_FACETS, type AnswerFacet, type FacetCount } from '../facets.js';
import { answerAddress, FIELDS, type FormState } from '../form.js';
import { sectorLabel, type View } from '../view.js';

/** The name in the address: `country` there is the asking city's own. */
const PARAMETER: Record<AnswerFacet, string> = { kind: 'kind', sector: 'sector', country: 'in' };

interface Props {
  view: View;
  form: FormState;
  counts: Record<AnswerFacet, FacetCount[]>;
}

/** What a facet's value is called. */
export function valueLabel(view: View, facet: AnswerFacet, value: string): string {
  if (facet === 'sector') return sectorLabel(view, value);
  if (facet === 'country') return view.m.format.countryName(value);
  return value === 'case-study' || value === 'provider' ? view.m.kinds[value] : value;
}

function Values({ view, facet, counts }: { view: View; facet: AnswerFacet; counts: FacetCount[] }) {
  return (
    <fieldset>
      <legend class="away">{view.m.filter[facet]}</legend>
      {counts.map(({ value, count, chosen }) => {
        const id = `filter-${facet}-${value}`;
        return (
          <label key={value} class="check" for={id}>
            <input type="checkbox" id={id} name={PARAMETER[facet]} value={value} checked={chosen} />
            <span>{valueLabel(view, facet, value)}</span>
            <span class="tally">
              <span aria-hidden="true">{view.m.format.number(count)}</span>
              <span class="away">, {view.m.filter.count(count)}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function Picker({ view, facet, counts }: { view: View; facet: AnswerFacet; counts: FacetCount[] }) {
  const chosen = counts.filter((count) => count.chosen).length;
  return (
    <details class="pick" name="pick" id={`pick-${facet}`}>
      <summary class="button">
        {view.m.filter[facet]}
        {chosen > 0 && (
          <span class="chosen">
            {view.m.format.number(chosen)}
            <span class="away"> {view.m.filter.chosen(chosen)}</span>
          </span>
        )}
      </summary>
      <div class="pick-panel">
        <Values view={view} facet={facet} counts={counts} />
        <button type="submit" class="button">
          {view.m.filter.apply}
        </button>
      </div>
    </details>
  );
}

/**
 * Filters over the answer. A form of its own that carries the challenge along: a new challenge in the form
 * above starts without filters.
 */
export function Filters({ view, form, counts }: Props) {
  const { values, filter } = form;
  const any = ANSWER_FACETS.some((facet) => filter[facet].length > 0);
  return (
    <form class="filters" id="filters" method="get" action="/" aria-label={view.m.filter.label}>
      {FIELDS.map(
        (name) =>
          (values[name] !== '' || name === 'statement') && (
            <input key={name} type="hidden" name={name} value={values[name]} />
          ),
      )}
      {form.all && <input type="hidden" name="show" value="all" />}
      {ANSWER_FACETS.map((facet) => (
        <Picker key={facet} view={view} facet={facet} counts={counts[facet]} />
      ))}
      {any && (
        <a class="clear" href={answerAddress(values)} data-swap>
          {view.m.filter.clear}
        </a>
      )}
    </form>
  );
}
