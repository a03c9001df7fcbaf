import type { Scope } from '../../partners/scope.js';
import { FACETS, type Facet } from '../../search/port.js';
import { regionName, regions } from '../../taxonomy/index.js';
import { sectorLabel, type View } from '../view.js';

/** A value of a facet as people read it. */
export interface FacetValue {
  value: string;
  label: string;
}

/** What a facet is called. */
export function facetLabel(view: View, facet: Facet): string {
  return view.m.partners.facets[facet];
}

/** Every value of a facet, in the order in which people look for it. */
export function facetValues(view: View, facet: Facet): FacetValue[] {
  const { taxonomy, m, language } = view;
  const byName = (values: readonly string[]) =>
    values
      .map((value) => ({ value, label: valueLabel(view, facet, value) }))
      .sort((a, b) => a.label.localeCompare(b.label, m.format.locale));
  switch (facet) {
    case 'kind':
      return [
        { value: 'case-study', label: m.kinds['case-study'] },
        { value: 'provider', label: m.kinds.provider },
      ];
    case 'sector':
      return byName(taxonomy.sectors.map(({ id }) => id));
    case 'country':
      return byName(taxonomy.countryCodes);
    case 'region':
      // By continent, as the standard lists them; the world is no narrowing.
      return regions
        .filter(({ parent }) => parent !== null)
        .map(({ code }) => ({ value: code, label: regionName(code, language) }));
    case 'sdg':
      return taxonomy.sdgs.map(({ number }) => ({
        value: String(number),
        label: valueLabel(view, facet, String(number)),
      }));
    case 'pathway':
      return byName(taxonomy.pathways.map(({ id }) => id));
  }
}

/** What a value of a facet is called; one that the taxonomy does not know is shown as it is. */
export function valueLabel(view: View, facet: Facet, value: string): string {
  const { taxonomy, m, language } = view;
  switch (facet) {
    case 'kind':
      return value === 'case-study' || value === 'provider' ? m.kinds[value] : value;
    case 'sector':
      return sectorLabel(view, value);
    case 'country':
      return m.format.countryName(value);
    case 'region':
      return regionName(value, language);
    case 'sdg': {
      const goal = taxonomy.sdgs.find(({ number }) => String(number) === value);
      return goal === undefined ? value : `${value}. ${goal.labels[language]}`;
    }
    case 'pathway':
      return taxonomy.pathways.find(({ id }) => id === value)?.labels[language] ?? value;
  }
}

/** What a scope opens, in words: each facet that narrows it, with its values. Empty: the whole catalogue. */
export function scopeWords(view: View, scope: Scope): { facet: string; values: string }[] {
  return FACETS.flatMap((facet) => {
    const values: readonly string[] = scope[facet] ?? [];
    if (values.length === 0) return [];
    const labels = values.map((value) => valueLabel(view, facet, value));
    return [{ facet: facetLabel(view, facet), values: view.m.format.list(labels) }];
  });
}
