import { type EntryKind, titleOf } from './entry.js';
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
  const entries = await store.deliveredBy(providerIds);
  const cases = entries.flatMap((entry) => (entry.kind === 'case-study' ? [entry] : []));
  cases.sort((a, b) => (b.body.year ?? 0) - (a.body.year ?? 0));
  const found = new Map<string, Evidence[]>();
  for (const providerId of providerIds) {
    const own = cases.filter(({ body }) => body.providers.includes(providerId));
    const told = own.map((entry) => ({ id: entry.id, kind: entry.kind, title: titleOf(entry) }));
    if (told.length > 0) found.set(providerId, told);
  }
  return found;
}
