import { AppError } from '../errors.js';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import { readCursor, writeCursor } from '../http/cursor.js';
import type { SearchFilter } from '../search/port.js';
import { countryName } from '../taxonomy/index.js';
import {
  type EntryResponse,
  entryResponseSchema,
  searchResponseSchema,
  similarResponseSchema,
} from './contract.js';
import { entryParamsSchema, searchQuerySchema, similarQuerySchema } from './requests.js';
import type { CatalogueSearch } from './search.js';

/** What the catalogue's calls need. */
export interface CatalogueRoutesDeps {
  search: CatalogueSearch;
  catalogue: {
    /** The published entry with what it is linked to; `undefined` for an unknown id. */
    get(id: string): Promise<EntryResponse | undefined>;
  };
}

/** `GET /v1/search`, `GET /v1/entries/{id}` and its neighbours. */
export function catalogueCalls(deps: CatalogueRoutesDeps): Call[] {
  const found = async (id: string) => {
    const entry = await deps.catalogue.get(id);
    if (entry !== undefined) return entry;
    throw new AppError('not-found', 'No published entry has this id', {
      fields: [{ path: 'id', message: 'is the id of no published entry' }],
    });
  };
  return [
    searchCall(deps),
    call({
      method: 'get',
      access: 'anyone',
      path: '/v1/entries/{id}',
      operationId: 'getEntry',
      tag: 'Catalogue',
      summary: 'One entry',
      description: 'A published case study or provider, whole, with its source and what it is linked to.',
      params: entryParamsSchema,
      query: NO_PARAMETERS,
      body: NO_BODY,
      response: entryResponseSchema,
      responseDescription: 'The entry',
      problems: ['not-found'],
      maxAgeSeconds: 60,
      worded: true,
      async handle({ params, language }) {
        const entry = await found(params.id);
        return { ...entry, countryName: countryName(entry.country, language) };
      },
    }),
    call({
      method: 'get',
      access: 'anyone',
      path: '/v1/entries/{id}/similar',
      operationId: 'getSimilarEntries',
      tag: 'Catalogue',
      summary: 'Entries like this one',
      description: 'The published entries nearest in meaning to this one, nearest first.',
      params: entryParamsSchema,
      query: similarQuerySchema,
      body: NO_BODY,
      response: similarResponseSchema,
      responseDescription: 'Its neighbours',
      problems: ['not-found'],
      maxAgeSeconds: 60,
      async handle({ params, query }) {
        await found(params.id);
        const { hits, ...rest } = await deps.search.similar(params.id, query.limit);
        return { results: hits, ...rest };
      },
    }),
  ];
}

function searchCall({ search }: CatalogueRoutesDeps): Call {
  return call({
    method: 'get',
    access: 'anyone',
    path: '/v1/search',
    operationId: 'searchEntries',
    tag: 'Catalogue',
    summary: 'Search the catalogue',
    description:
      'Finds published entries by words, tolerating typos, and by meaning. Values of one filter are alternatives; different filters must all hold. Without `q` it lists everything.',
    params: NO_PARAMETERS,
    query: searchQuerySchema,
    commas: ['facets'],
    body: NO_BODY,
    response: searchResponseSchema,
    responseDescription: 'The entries found, page by page',
    async handle({ query: { q, by, limit, cursor, facets, ...filters } }) {
      const filter: SearchFilter = Object.fromEntries(
        Object.entries(filters).filter(([, values]) => values !== undefined),
      );
      // A page may be longer or shorter than the one before it, so the limit is no part of the query.
      const bound = { q: q.trim(), filter, ...(by === 'titles' && { by }) };
      const offset = cursor === undefined ? 0 : readCursor(cursor, bound);
      const { nextOffset, ...answer } = await search.search({
        text: q,
        filter,
        by,
        facets: facets ?? [],
        limit,
        offset,
      });
      return { ...answer, ...(nextOffset !== undefined && { nextCursor: writeCursor(nextOffset, bound) }) };
    },
  });
}
