import { FACETS, type Facet, type HeldDocument, type SearchFilter } from './port.js';

/** A document's values for a facet. */
function valuesOf(document: HeldDocument, facet: Facet): readonly string[] {
  switch (facet) {
    case 'kind':
      return [document.kind];
    case 'sector':
      return document.sectors;
    case 'country':
      return document.countries;
    case 'sdg':
      return document.sdgs;
    case 'pathway':
      return document.pathways;
    case 'region':
      return document.regions;
  }
}

/** Whether a document passes: OR within a facet, AND between; an empty list does not filter. */
export function compileFilter(filter: SearchFilter | undefined): (document: HeldDocument) => boolean {
  const tests = FACETS.flatMap((facet) => {
    const asked = filter?.[facet];
    return asked && asked.length > 0 ? [{ facet, asked: new Set(asked) }] : [];
  });
  return (document) =>
    tests.every(({ facet, asked }) => valuesOf(document, facet).some((value) => asked.has(value)));
}

/** Counts each value once a document; a document without a value counts nowhere. */
export function countFacets(
  documents: Iterable<HeldDocument>,
  facets: readonly Facet[],
): Partial<Record<Facet, Record<string, number>>> {
  const counts = new Map(facets.map((facet) => [facet, new Map<string, number>()]));
  for (const document of documents) {
    for (const [facet, tally] of counts) {
      for (const value of new Set(valuesOf(document, facet))) tally.set(value, (tally.get(value) ?? 0) + 1);
    }
  }
  return Object.fromEntries([...counts].map(([facet, tally]) => [facet, Object.fromEntries(tally)]));
}
