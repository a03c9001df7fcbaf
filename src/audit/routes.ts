import { z } from 'zod';
import { actorOf } from '../http/access.js';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import { requestIdOf } from '../http/logging.js';
import type { AuditService } from './read.js';

const rowSchema = z
  .object({
    id: z.int().describe('Rises with time'),
    at: z.iso.datetime().describe('When, ISO 8601 in UTC'),
    actor: z.string().describe('`person:ID`, `city:CHALLENGE`, `system:NAME` or `anyone`'),
    actorName: z.string().describe('The person’s name at that time'),
    action: z.string().describe('What was done'),
    subjectKind: z.string().describe('Kind of what it was done to'),
    subjectId: z.string().describe('Id of what it was done to'),
    challengeId: z.string().nullable().describe('The challenge it belongs to'),
    before: z.unknown().describe('What differed, before'),
    after: z.unknown().describe('What differs, after'),
    requestId: z.string().nullable().describe('Number of the request in the log'),
  })
  .meta({ id: 'AuditRow', description: 'One thing that was done' });

/** `GET /v1/audit` and the same as CSV. */
export function auditCalls(service: AuditService): Call[] {
  return [
    call({
      method: 'get',
      path: '/v1/audit',
      access: 'admin',
      operationId: 'getAudit',
      tag: 'Review',
      summary: 'The record',
      description: 'Everything that was decided, edited, signed in to or exported, newest first.',
      params: NO_PARAMETERS,
      query: z.strictObject({
        action: z.string().max(100).optional().describe('Only this action'),
        challenge: z.string().max(40).optional().describe('Only what belongs to this challenge'),
        actor: z.string().max(100).optional().describe('Only what this actor did'),
        limit: z.coerce.number().int().min(1).max(200).default(50).describe('Most rows'),
        before: z.coerce.number().int().min(1).optional().describe('Id of the last row of the page before'),
      }),
      body: NO_BODY,
      response: z.object({ rows: z.array(rowSchema).describe('Newest first') }),
      responseDescription: 'One page of the record',
      async handle({ query: { limit, challenge, ...filter } }) {
        const rows = await service.list({ ...filter, challengeId: challenge }, limit);
        return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
      },
    }),
    {
      method: 'get',
      path: '/v1/audit.csv',
      access: 'admin',
      operationId: 'exportAudit',
      tag: 'Review',
      summary: 'The record as CSV',
      description: 'The whole record (RFC 4180), oldest first. The export stands in the record.',
      params: NO_PARAMETERS,
      query: NO_PARAMETERS,
      body: NO_BODY,
      response: z.string().meta({ description: 'CSV with a header line' }),
      responseDescription: 'The record (text/csv)',
      async answer(req, res) {
        res.set({
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': 'attachment; filename="citymatch-record.csv"',
          'Cache-Control': 'no-store',
        });
        for await (const part of service.csv({ actor: actorOf(req), requestId: requestIdOf(req) }))
          res.write(part);
        res.end();
      },
    },
  ];
}
