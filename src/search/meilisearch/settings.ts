import type { Settings } from 'meilisearch';
import { FACETS, type Facet, type SearchFilter } from '../port.js';
import { EMBEDDER } from './record.js';

/** Raised when what a record looks like changes: the index then gets a new name, and the old one stays as it is. */
const FORMAT = 1;
/** Far above any catalogue: Meilisearch would cut totals and counts at its own, low limits. */
const NO_LIMIT = 1_000_000_000;

/** Where Meilisearch keeps each facet. */
const ATTRIBUTE: Readonly<Record<Facet, string>> = {
  kind: 'kind',
  sector: 'sectors',
  country: 'countries',
  sdg: 'sdgs',
  pathway: 'pathways',
  region: 'regions',
};

/** The index that is searched. */
export function indexName(prefix: string): string {
  return `${prefix}_entries_v${FORMAT}`;
}

/** The attribute of a facet. */
export function attributeOf(facet: Facet): string {
  return ATTRIBUTE[facet];
}

/** The settings of an index, without the embedder. Words come stemmed and coded, so that nothing else is to be done. */
export const SETTINGS: Settings = {
  searchableAttributes: ['head', 'body'],
  filterableAttributes: [
    {
      attributePatterns: ['id', 'stems', 'words', 'model', 'language', ...Object.values(ATTRIBUTE)],
      features: { facetSearch: false, filter: { equality: true, comparison: false } },
    },
  ],
  // In the order in which the server tells them, so that equal settings are seen to be equal.
  sortableAttributes: ['id', 'lot', 'titleKey'],
  rankingRules: ['words', 'attributeRank', 'sort'],
  typoTolerance: { enabled: false },
  prefixSearch: 'disabled',
  proximityPrecision: 'byAttribute',
  facetSearch: false,
  // Codes are letters and digits of no language: without this their language would be guessed.
  localizedAttributes: [{ attributePatterns: ['head', 'body'], locales: ['eng'] }],
  pagination: { maxTotalHits: NO_LIMIT },
  faceting: { maxValuesPerFacet: NO_LIMIT },
};

/** The settings that let vectors of this length in. */
export function embedderOf(dimensions: number): Settings {
  return { embedders: { [EMBEDDER]: { source: 'userProvided', dimensions } } };
}

/** A filter's value as Meilisearch reads it. */
export function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** One of these values. */
export function isOneOf(attribute: string, values: readonly string[]): string {
  return `${attribute} IN [${values.map(quoted).join(', ')}]`;
}

/** The caller's filter: OR within a facet, AND between them. */
export function toConditions(filter: SearchFilter | undefined): string[] {
  return FACETS.flatMap((facet) => {
    const values = filter?.[facet] ?? [];
    return values.length === 0 ? [] : [isOneOf(ATTRIBUTE[facet], values)];
  });
}
