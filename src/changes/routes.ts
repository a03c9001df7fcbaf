import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import { type ChangeFeed, changesSchema, MOST_CHANGES } from './contract.js';

const DEFAULT_LIMIT = 100;
const query = z.strictObject({
  since: z
    .string()
    .max(200)
    .optional()
    .describe('The `cursor` of the answer before; absent: every published entry, from the beginning'),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, `must be a whole number, 1 to ${MOST_CHANGES}`)
    .transform(Number)
    .refine((value) => value <= MOST_CHANGES, `must be ${MOST_CHANGES} at most`)
    .default(DEFAULT_LIMIT)
    .meta({
      description: 'Most changes of one answer',
      ...{ type: 'integer', minimum: 1, maximum: MOST_CHANGES, default: DEFAULT_LIMIT },
    }),
});

/** `/v1/changes`: the catalogue for harvesters. */
export function changesCalls(feed: ChangeFeed): Call[] {
  return [
    call({
      method: 'get',
      path: '/v1/changes',
      access: 'anyone',
      operationId: 'listChanges',
      tag: 'Catalogue',
      summary: 'The feed of changes, for harvesters',
      description:
        'Without `since` every published entry; then, with the `cursor` of each answer, what changed and what was withdrawn. No change is missed and none is told twice, whoever writes meanwhile; an entry that changed several times is told once, as it is. Where a cursor is refused (400, path `since`), the feed is another one: begin anew without it.',
      params: NO_PARAMETERS,
      query,
      body: NO_BODY,
      response: changesSchema,
      responseDescription: 'The next changes',
      handle: ({ query: { since, limit } }) => feed.read(since, limit),
    }),
  ];
}
