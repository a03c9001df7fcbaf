import type { EntryResponse } from '../../catalogue/contract.js';
import { facetsOf } from '../../catalogue/facets.js';
import type { CatalogueStore } from '../../catalogue/port.js';
import type { CatalogueAnswer, CatalogueQuery, CatalogueSearch } from '../../catalogue/search.js';
import { AppError } from '../../errors.js';
import { type Exposure, placesOf } from '../../fairness/contract.js';
import type { Language } from '../../languages.js';
import type { Matcher, MatchRequest } from '../../matching/contract.js';
import { passesFilter } from '../../search/facets.js';
import { FACETS, type Facet, type SearchFilter } from '../../search/port.js';
import { countryName } from '../../taxonomy/index.js';
import type { OpenedKey } from '../opened.js';
import type { Quotas } from '../quota.js';
import { narrow, type Scope } from '../scope.js';
import type { UsageCounter } from '../usage.js';
import type {
  WidgetEntry,
  WidgetEvent,
  WidgetMatchResponse,
  WidgetSearchResponse,
} from '../widget-contract.js';
import { labelsOf } from './labels.js';

/** An answer with where the next page begins instead of a cursor. */
type FoundPage = Omit<WidgetSearchResponse, 'nextCursor'> & { nextOffset?: number };

/** What a partner's keys ask for. Nothing outside the key's scope is ever in an answer. */
export interface WidgetService {
  /** @throws AppError `out-of-scope`, `quota-used-up`, `unavailable`. */
  search(key: OpenedKey, query: CatalogueQuery, language: Language): Promise<FoundPage>;
  /** @throws AppError `out-of-scope`, `quota-used-up`, `unavailable`. */
  match(key: OpenedKey, request: MatchRequest, language: Language): Promise<WidgetMatchResponse>;
  /** Undefined for an id that is unknown or outside the scope. */
  entry(key: OpenedKey, id: string, language: Language): Promise<WidgetEntry | undefined>;
  /** Counts what a reader did. */
  event(key: OpenedKey, event: WidgetEvent['event']): Promise<void>;
  /** Counts a request that was refused. Never fails. */
  refused(key: OpenedKey): Promise<void>;
}

export interface WidgetDeps {
  search: Pick<CatalogueSearch, 'search'>;
  matcher: Matcher;
  store: Pick<CatalogueStore, 'get' | 'getMany'>;
  catalogue: { get(id: string): Promise<EntryResponse | undefined> };
  usage: Pick<UsageCounter, 'add'>;
  quotas: Quotas;
  exposure?: Exposure | undefined;
  /** Before the path of a page: PUBLIC_URL without a slash at the end, or nothing. */
  pagesAt: string;
}

/** Search, matching and entries for partners, each within what its key opens. */
export function createWidgetService(deps: WidgetDeps): WidgetService {
  const { usage, quotas } = deps;
  const pageOf = (id: string) => `${deps.pagesAt}/entries/${encodeURIComponent(id)}`;

  /** Work within the quota; what is refused for it is counted. */
  async function withinQuota<T>(key: OpenedKey, work: () => Promise<T>): Promise<T> {
    try {
      return await quotas.within(key, work);
    } catch (error) {
      if (error instanceof AppError && error.code === 'quota-used-up') usage.add(key, { refused: 1 });
      throw error;
    }
  }

  /** @throws AppError `out-of-scope`, naming each value. */
  function narrowed(key: OpenedKey, asked: SearchFilter, pathOf: (facet: Facet) => string): SearchFilter {
    const { filter, outside } = narrow(key.scope, asked);
    if (outside.length === 0) return filter;
    usage.add(key, { refused: 1 });
    throw new AppError('out-of-scope', 'The key does not open all that is asked for', {
      fields: outside.map(({ facet, value }) => ({
        path: pathOf(facet),
        message: `must be within the scope of the key; ${value} is not`,
      })),
    });
  }

  return {
    async search(key, query, language) {
      const filter = narrowed(key, query.filter, (facet) => facet);
      const answer = await withinQuota(key, () => deps.search.search({ ...query, filter }));
      usage.add(key, { searches: 1, empty: answer.total === 0 ? 1 : 0 });
      const facets = facetsWithin(key.scope, answer.facets);
      return {
        ...answer,
        facets,
        labels: labelsOf(facets, language),
        hits: answer.hits.map((hit) => ({
          ...hit,
          page: pageOf(hit.id),
          countryName: countryName(hit.country, language),
        })),
      };
    },
    async match(key, request, language) {
      const { filters, kinds, ...rest } = request;
      const asked = { ...filters, sdg: filters?.sdg?.map(String), kind: kinds };
      const within = narrowed(key, withoutNothing(asked), (facet) =>
        facet === 'kind' ? 'kinds' : `filters.${facet}`,
      );
      // Of a kind that was not asked for, but is open, an entry may still speak for another.
      const open: SearchFilter = { ...within, kind: key.scope.kind ?? [] };
      const wanted = kinds ?? key.scope.kind;
      const answer = await withinQuota(key, () =>
        deps.matcher.match({ ...rest, ...(wanted && { kinds: wanted }) }, { language, within: open }),
      );
      usage.add(key, { matches: 1, empty: answer.confident ? 0 : 1 });
      if (request.draft !== true) deps.exposure?.shown(placesOf(answer.results));
      return {
        ...answer,
        results: answer.results.map((result) => ({
          ...result,
          page: pageOf(result.id),
          ...(result.country && { countryName: countryName(result.country, language) }),
        })),
      };
    },
    async entry(key, id, language) {
      const { filter: scope } = narrow(key.scope, {});
      const [stored, entry] = await Promise.all([deps.store.get(id), deps.catalogue.get(id)]);
      if (stored === undefined || entry === undefined || !passesFilter(facetsOf(stored), scope)) {
        return undefined;
      }
      const linked = await deps.store.getMany(entry.links.map((link) => link.id));
      const open = new Set(linked.filter((one) => passesFilter(facetsOf(one), scope)).map((one) => one.id));
      return {
        ...entry,
        countryName: countryName(entry.country, language),
        links: entry.links.filter((link) => open.has(link.id)),
        page: pageOf(id),
      };
    },
    event(key, event) {
      usage.add(key, event === 'select' ? { selections: 1 } : { handOvers: 1 });
      return Promise.resolve();
    },
    refused(key) {
      usage.add(key, { refused: 1 });
      return Promise.resolve();
    },
  };
}

function withoutNothing(filter: { [F in Facet]?: readonly string[] | undefined }): SearchFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, values]) => values !== undefined));
}

/** Counts of values that the scope opens: an entry in scope may have others beside them. */
function facetsWithin(scope: Scope, facets: CatalogueAnswer['facets']): CatalogueAnswer['facets'] {
  const kept = FACETS.flatMap((facet) => {
    const counts = facets[facet];
    if (counts === undefined) return [];
    const open: readonly string[] | undefined = scope[facet];
    const inside = Object.entries(counts).filter(([value]) => open === undefined || open.includes(value));
    return [[facet, Object.fromEntries(inside)] as const];
  });
  return Object.fromEntries(kept);
}
