import type { MatchResult } from '../matching/contract.js';
import type { AnswerFilter } from './form.js';

/** One value of a facet with the number of matches that have it. */
export interface FacetCount {
  value: string;
  count: number;
  chosen: boolean;
}

export type AnswerFacet = keyof AnswerFilter;
export const ANSWER_FACETS: readonly AnswerFacet[] = ['kind', 'sector', 'country'];

const valuesOf: Record<AnswerFacet, (result: MatchResult) => readonly string[]> = {
  kind: (result) => [result.kind],
  sector: (result) => result.sectors,
  country: (result) => (result.country === undefined ? [] : [result.country]),
};

const passes = (result: MatchResult, facet: AnswerFacet, chosen: readonly string[]) =>
  chosen.length === 0 || valuesOf[facet](result).some((value) => chosen.includes(value));

/** The matches that pass every facet's filter, in the order given. */
export function filterResults(results: readonly MatchResult[], filter: AnswerFilter): MatchResult[] {
  return results.filter((result) => ANSWER_FACETS.every((facet) => passes(result, facet, filter[facet])));
}

/**
 * Counts of each facet over the matches that pass the other facets' filters, so that a count says how
 * many matches choosing the value would show. Chosen values stay in the list with a count of 0.
 */
export function countFacets(
  results: readonly MatchResult[],
  filter: AnswerFilter,
): Record<AnswerFacet, FacetCount[]> {
  return {
    kind: countFacet(results, filter, 'kind'),
    sector: countFacet(results, filter, 'sector'),
    country: countFacet(results, filter, 'country'),
  };
}

function countFacet(results: readonly MatchResult[], filter: AnswerFilter, facet: AnswerFacet): FacetCount[] {
  const counts = new Map<string, number>(filter[facet].map((value) => [value, 0]));
  for (const result of filterResults(results, { ...filter, [facet]: [] })) {
    for (const value of valuesOf[facet](result)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count, chosen: filter[facet].includes(value) }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** How many matches are in each band. */
export function countBands(results: readonly MatchResult[]): Record<MatchResult['band'], number> {
  const counts = { high: 0, medium: 0, low: 0 };
  for (const result of results) counts[result.band] += 1;
  return counts;
}
