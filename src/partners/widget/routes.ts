import { z } from 'zod';
import type { Asker } from '../../access.js';
import { entryParamsSchema } from '../../catalogue/requests.js';
import { AppError } from '../../errors.js';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../../http/api.js';
import { readCursor, writeCursor } from '../../http/cursor.js';
import { matchRequestSchema } from '../../matching/contract.js';
import { FACETS, type SearchFilter } from '../../search/port.js';
import type { OpenedKey } from '../opened.js';
import {
  widgetEntrySchema,
  widgetEventSchema,
  widgetMatchSchema,
  widgetSearchSchema,
} from '../widget-contract.js';
import { widgetQuerySchema, widgetSearchQuerySchema } from './requests.js';
import type { WidgetService } from './service.js';

const WIDGET = { access: 'widget', tag: 'Widget' } as const;
/** What a call that is counted against the quota and may name values may answer. */
const COUNTED = { problems: ['out-of-scope', 'quota-used-up'] } as const;

/** `/v1/widget`: what partners' pages and back ends ask for. */
export function widgetCalls(service: WidgetService): Call[] {
  return [searchCall(service), matchCall(service), entryCall(service), eventCall(service)];
}

/** The key that the request showed: the guard lets nobody through without one. */
function keyOf({ actor }: Asker): OpenedKey {
  if (actor.kind !== 'partner') throw new AppError('key-missing', 'Show a key');
  return actor.key;
}

function searchCall(service: WidgetService): Call {
  return call({
    ...WIDGET,
    ...COUNTED,
    method: 'get',
    path: '/v1/widget/search',
    operationId: 'searchWithKey',
    summary: 'Search within the scope of a key',
    description:
      'As `GET /v1/search`, within what the key opens: hits, totals and counts are of that alone, and a value outside it is refused. Counts against the quota.',
    params: NO_PARAMETERS,
    query: widgetSearchQuerySchema,
    commas: ['facets'],
    body: NO_BODY,
    worded: true,
    response: widgetSearchSchema,
    responseDescription: 'The entries found, page by page',
    async handle(
      { query: { q, by, limit, cursor, facets, key: _, language: __, ...filters }, language },
      asker,
    ) {
      const key = keyOf(asker);
      const filter: SearchFilter = Object.fromEntries(
        FACETS.flatMap((facet) => (filters[facet] === undefined ? [] : [[facet, filters[facet]]])),
      );
      const bound = {
        q: q.trim(),
        filter,
        ...(by === 'titles' && { by }),
        partner: key.partnerId,
        scope: key.scope,
      };
      const offset = cursor === undefined ? 0 : readCursor(cursor, bound);
      const { nextOffset, ...answer } = await service.search(
        key,
        { text: q, filter, by, facets: facets ?? [], limit, offset },
        language,
      );
      return { ...answer, ...(nextOffset !== undefined && { nextCursor: writeCursor(nextOffset, bound) }) };
    },
  });
}

function matchCall(service: WidgetService): Call {
  return call({
    ...WIDGET,
    ...COUNTED,
    method: 'post',
    path: '/v1/widget/match',
    operationId: 'matchWithKey',
    summary: 'Match a challenge within the scope of a key',
    description:
      'As `POST /v1/match`, within what the key opens: nothing outside it is proposed, named as evidence or in a reason. Counts against the quota. The statement is neither stored nor logged.',
    params: NO_PARAMETERS,
    query: widgetQuerySchema,
    body: matchRequestSchema,
    example: { statement: 'Our old town floods after every heavy rain.', limit: 5 },
    worded: true,
    response: widgetMatchSchema,
    responseDescription: 'The matches, best first',
    handle: ({ body, language }, asker) => service.match(keyOf(asker), body, language),
  });
}

function entryCall(service: WidgetService): Call {
  return call({
    ...WIDGET,
    method: 'get',
    path: '/v1/widget/entries/{id}',
    operationId: 'getEntryWithKey',
    summary: 'One entry within the scope of a key',
    description:
      'As `GET /v1/entries/{id}`, with the links that the key opens. One outside its scope is answered as if there were none.',
    params: entryParamsSchema,
    query: widgetQuerySchema,
    body: NO_BODY,
    worded: true,
    response: widgetEntrySchema,
    responseDescription: 'The entry',
    problems: ['not-found'],
    async handle({ params, language }, asker) {
      const entry = await service.entry(keyOf(asker), params.id, language);
      if (entry !== undefined) return entry;
      throw new AppError('not-found', 'No published entry has this id', {
        fields: [{ path: 'id', message: 'is the id of no published entry' }],
      });
    },
  });
}

function eventCall(service: WidgetService): Call {
  return call({
    ...WIDGET,
    method: 'post',
    path: '/v1/widget/events',
    operationId: 'countWithKey',
    summary: 'Count what a reader did',
    description:
      'Counts an opened result or a hand-over by key and day. Nothing tells who did it, and the quota is not touched.',
    params: NO_PARAMETERS,
    query: widgetQuerySchema,
    body: widgetEventSchema,
    example: { event: 'select' },
    response: z.object({ counted: z.literal(true).describe('It is counted') }),
    responseDescription: 'It is counted',
    status: 202,
    async handle({ body }, asker) {
      await service.event(keyOf(asker), body.event);
      return { counted: true as const };
    },
  });
}
