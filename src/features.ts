import { fileURLToPath } from 'node:url';
import { caseStudiesOf } from './catalogue/evidence.js';
import type { CatalogueStore } from './catalogue/port.js';
import { type CatalogueSearch, createCatalogueSearch } from './catalogue/search.js';
import { type CatalogueService, createCatalogueService } from './catalogue/service.js';
import type { Embedder } from './embedding/port.js';
import { AppError } from './errors.js';
import type { Matcher } from './matching/contract.js';
import { createMatcher } from './matching/matcher.js';
import type { SearchEngine } from './search/port.js';
import { loadThesaurus } from './taxonomy/thesaurus.js';

/** What answers requests. */
export interface Features {
  matcher: Matcher;
  search: CatalogueSearch;
  catalogue: CatalogueService;
}

const THESAURUS = fileURLToPath(new URL('../seeds/thesaurus.jsonl', import.meta.url));
/** Longest wait that a request is told while the server starts, in seconds. */
const START_SECONDS = 3;

/** The features over their ports. */
export async function createFeatures(ports: {
  store: CatalogueStore;
  engine: SearchEngine;
  /** The embedder whose vectors the index holds. */
  embedder: () => Embedder | undefined;
}): Promise<Features> {
  const { store, engine, embedder } = ports;
  const concepts = await loadThesaurus(THESAURUS);
  return {
    matcher: createMatcher({ engine, embedder, concepts, caseStudiesOf: (ids) => caseStudiesOf(store, ids) }),
    search: createCatalogueSearch({ engine, embedder }),
    catalogue: createCatalogueService({ store }),
  };
}

/**
 * The features as routes take them before there are any: each call goes to what `get` gives by then.
 * Every call throws an AppError `unavailable` as long as that is nothing.
 */
export function lateFeatures(get: () => Features | undefined): Features {
  const now = async (): Promise<Features> => {
    const features = get();
    if (features !== undefined) return features;
    throw new AppError('unavailable', 'The server is getting ready', { retryAfterSeconds: START_SECONDS });
  };
  return {
    matcher: { match: async (request) => (await now()).matcher.match(request) },
    search: {
      search: async (query) => (await now()).search.search(query),
      similar: async (id, limit) => (await now()).search.similar(id, limit),
    },
    catalogue: {
      get: async (id) => (await now()).catalogue.get(id),
      pages: {
        get: async (id) => (await now()).catalogue.pages.get(id),
        coordinates: async (ids) => (await now()).catalogue.pages.coordinates(ids),
        count: async () => (await now()).catalogue.pages.count(),
      },
    },
  };
}
