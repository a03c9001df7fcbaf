import { AppError } from '../errors.js';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import type { Cursors } from '../http/cursor.js';
import type { SearchFilter } from '../search/port.js';
import {
  entryAnswerSchema,
  entryParamsSchema,
  searchAnswerSchema,
  searchQuerySchema,
  similarAnswerSchema,
  similarQuerySchema,
} from './api-schemas.js';
import { type Coordinates, type Entry, type EntryKind, summaryOf, titleOf } from './entry.js';
import type { CatalogueSearch } from './search.js';

/** What the catalogue's calls need. */
export interface CatalogueRoutesDeps {
  search: CatalogueSearch;
  entries: {
    /** The published entry with its place and what is linked to it; `undefined` for an unknown id. */
    get(id: string): Promise<
      | (Entry & {
          coordinates: Coordinates | undefined;
          links: { id: string; kind: EntryKind; title: string }[];
        })
      | undefined
    >;
  };
  cursors: Cursors;
}

/** `GET /v1/search`, `GET /v1/entries/{id}` and its neighbours. */
export function catalogueCalls(deps: CatalogueRoutesDeps): Call[] {
  const found = async (id: string) => {
    const entry = await deps.entries.get(id);
    if (entry !== undefined) return entry;
    throw new AppError('not-found', 'No published entry has this id', {
      fields: [{ path: 'id', message: 'is the id of no published entry' }],
    });
  };
  return [
    searchCall(deps),
    call({
      method: 'get',
      path: '/v1/entries/{id}',
      operationId: 'getEntry',
      tag: 'Catalogue',
      summary: 'One entry',
      description: 'A published case study or provider, whole, with its source and what it is linked to.',
      params: entryParamsSchema,
      query: NO_PARAMETERS,
      body: NO_BODY,
      response: entryAnswerSchema,
      responseDescription: 'The entry',
      problems: ['not-found'],
      maxAgeSeconds: 60,
      async handle({ params }) {
        const entry = await found(params.id);
        const { coordinates, links } = entry;
        const shared = { id: entry.id, title: titleOf(entry), summary: summaryOf(entry), links };
        const place = coordinates === undefined ? {} : { coordinates };
        return entry.kind === 'case-study'
          ? { ...shared, ...place, kind: entry.kind, body: entry.body }
          : { ...shared, ...place, kind: entry.kind, body: entry.body };
      },
    }),
    call({
      method: 'get',
      path: '/v1/entries/{id}/similar',
      operationId: 'getSimilarEntries',
      tag: 'Catalogue',
      summary: 'Entries like this one',
      description: 'The published entries nearest in meaning to this one, nearest first.',
      params: entryParamsSchema,
      query: similarQuerySchema,
      body: NO_BODY,
      response: similarAnswerSchema,
      responseDescription: 'Its neighbours',
      problems: ['not-found'],
      maxAgeSeconds: 60,
      async handle({ params, query }) {
        await found(params.id);
        return { results: await deps.search.similar(params.id, query.limit) };
      },
    }),
  ];
}

function searchCall({ search, cursors }: CatalogueRoutesDeps): Call {
  return call({
    method: 'get',
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
    response: searchAnswerSchema,
    responseDescription: 'The entries found, page by page',
    async handle({ query: { q, limit, cursor, facets, ...filters } }) {
      const filter: SearchFilter = Object.fromEntries(
        Object.entries(filters).filter(([, values]) => values !== undefined),
      );
      // A page may be longer or shorter than the one before it, so the limit is no part of the query.
      const bound = { q: q.trim(), filter };
      const offset = cursor === undefined ? 0 : cursors.read(cursor, bound);
      const { nextOffset, ...answer } = await search.search({
        text: q,
        filter,
        facets: facets ?? [],
        limit,
        offset,
      });
      return {
        ...answer,
        ...(nextOffset !== undefined && { nextCursor: cursors.write(nextOffset, bound) }),
      };
    },
  });
}
