import type { Language } from '../../languages.js';
import type { Facet } from '../../search/port.js';
import { countryName, pathways, regionName, sdgs, sectorLabel } from '../../taxonomy/index.js';

const KINDS: Record<string, Record<Language, string>> = {
  'case-study': { en: 'Case study', es: 'Caso de estudio', fr: 'Étude de cas', pt: 'Estudo de caso' },
  provider: { en: 'Provider', es: 'Proveedor', fr: 'Prestataire', pt: 'Fornecedor' },
};

const nameIn: Record<Facet, (value: string, language: Language) => string | undefined> = {
  kind: (value, language) => KINDS[value]?.[language],
  sector: (value, language) => sectorLabel(value, language),
  country: (value, language) => countryName(value, language),
  sdg: (value, language) => labelIn(sdgs.find(({ number }) => String(number) === value)?.labels, language),
  pathway: (value, language) => labelIn(pathways.find(({ id }) => id === value)?.labels, language),
  region: (value, language) => regionName(value, language),
};

function labelIn(
  labels: Readonly<Record<string, string>> | undefined,
  language: Language,
): string | undefined {
  return labels?.[language] ?? labels?.en;
}

/** The name of each value counted, in a language; the value itself where it has no name. */
export function labelsOf(
  facets: Partial<Record<Facet, Record<string, number>>>,
  language: Language,
): Partial<Record<Facet, Record<string, string>>> {
  return Object.fromEntries(
    Object.entries(facets).map(([facet, counts]) => [
      facet,
      Object.fromEntries(
        Object.keys(counts).map((value) => [value, nameIn[facet as Facet](value, language) ?? value]),
      ),
    ]),
  );
}
