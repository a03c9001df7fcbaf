import { countryName } from '../taxonomy/index.js';
import type { EntryResponse } from './contract.js';
import {
  type CaseStudy,
  type Coordinates,
  type Entry,
  type Provider,
  placeOf,
  type StoredEntry,
  summaryOf,
  titleOf,
} from './entry.js';
import { checkedAtOf, isStale } from './freshness.js';
import type { CatalogueStore } from './port.js';

/** Published entries for those who read one at a time. */
export interface CatalogueService {
  /** The answer of `GET /v1/entries/{id}`; `undefined` for an unknown id. */
  get(id: string): Promise<EntryResponse | undefined>;
  /** What the pages show. */
  pages: {
    get(id: string): Promise<EntryResponse | undefined>;
    /** Where entries are, by id; ids without a known place are left out. */
    coordinates(ids: readonly string[]): Promise<Map<string, Coordinates>>;
    count: CatalogueStore['count'];
  };
}

/** Reads the catalogue with its links resolved: who delivered a case study, which case studies prove a provider. */
export function createCatalogueService({
  store,
  staleAfterDays,
  now = () => new Date(),
}: {
  store: CatalogueStore;
  /** Days without a check after which an entry is stale. */
  staleAfterDays: number;
  now?: () => Date;
}): CatalogueService {
  const get = async (id: string): Promise<EntryResponse | undefined> => {
    const entry = await store.get(id);
    if (entry === undefined) return undefined;
    const stale = isStale(checkedAtOf(entry), staleAfterDays, now());
    return presentEntry(entry, await linksOf(store, entry), stale);
  };
  return {
    get,
    pages: {
      get,
      async coordinates(ids) {
        const entries = await store.getMany(ids);
        return new Map(
          entries.flatMap(({ id, location }): [string, Coordinates][] => (location ? [[id, location]] : [])),
        );
      },
      count: () => store.count(),
    },
  };
}

/** The published entries that one is tied to: who delivered a case study, which case studies prove a provider. */
export async function linksOf(
  store: Pick<CatalogueStore, 'getMany' | 'deliveredBy'>,
  entry: Entry,
): Promise<EntryResponse['links']> {
  if (entry.kind === 'provider') {
    return (await store.deliveredBy([entry.id])).map(({ id, kind, title }) => ({ id, kind, title }));
  }
  const providers = await store.getMany(entry.body.providers);
  return providers.map((other) => ({ id: other.id, kind: other.kind, title: titleOf(other) }));
}

/** An entry as everybody sees it. */
export function presentEntry(
  entry: StoredEntry,
  links: EntryResponse['links'],
  stale: boolean,
): EntryResponse {
  const { city, country } = placeOf(entry);
  const { language, verified, sectors, sourceUrl } = entry.body;
  return {
    id: entry.id,
    kind: entry.kind,
    title: titleOf(entry),
    summary: summaryOf(entry),
    language,
    verified,
    sectors,
    ...(city !== '' && { city }),
    country,
    countryName: countryName(country),
    ...(entry.location && { coordinates: entry.location }),
    ...(sourceUrl !== null && { sourceUrl }),
    createdAt: entry.createdAt.toISOString(),
    updatedAt: entry.updatedAt.toISOString(),
    ...(entry.lastVerifiedAt && { lastVerifiedAt: entry.lastVerifiedAt.toISOString() }),
    ...(entry.lastVerifiedBy && { lastVerifiedBy: entry.lastVerifiedBy }),
    stale,
    links,
    ...(entry.kind === 'case-study'
      ? { caseStudy: caseStudyFields(entry.body) }
      : { provider: providerFields(entry.body) }),
  };
}

function caseStudyFields(body: CaseStudy): NonNullable<EntryResponse['caseStudy']> {
  const { challenge, solution, outcomes, population, year, sdgs, pathways, measures, costBand, region } =
    body;
  return {
    challenge,
    solution,
    outcomes,
    ...(population !== null && { population }),
    ...(year !== null && { year }),
    sdgs,
    pathways,
    measures,
    costBand,
    ...(region !== undefined && { region }),
  };
}

function providerFields(body: Provider): NonNullable<EntryResponse['provider']> {
  const { kind, offerings, countriesServed, website } = body;
  return { type: kind, offerings, countriesServed, ...(website !== null && { website }) };
}
