import type { EntryKind } from './entry.js';
import type { CatalogueStore } from './port.js';

/** A case study that proves a provider. */
export interface Evidence {
  id: string;
  kind: EntryKind;
  title: string;
}

/**
 * Published case studies that name each of these providers, newest first, those without a year last. A provider
 * without any is left out.
 */
export async function caseStudiesOf(
  store: Pick<CatalogueStore, 'deliveredBy'>,
  providerIds: readonly string[],
): Promise<Map<string, Evidence[]>> {
  const cases = await store.deliveredBy(providerIds);
  cases.sort((a, b) => (b.year ?? 0) - (a.year ?? 0));
  const found = new Map<string, Evidence[]>();
  for (const providerId of providerIds) {
    const own = cases.filter(({ providers }) => providers.includes(providerId));
    const told = own.map(({ id, kind, title }) => ({ id, kind, title }));
    if (told.length > 0) found.set(providerId, told);
  }
  return found;
}
