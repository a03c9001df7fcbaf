import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import {
  compareRequestSchema,
  comparisonSchema,
  type EvaluationService,
  runsResponseSchema,
  stateSchema,
} from './contract.js';
import { runSchema } from './run.js';

const reads = { tag: 'Evaluation', access: 'reviewer', query: NO_PARAMETERS } as const;

/** `/v1/evaluation`: how well matching answers. */
export function evaluationCalls(service: EvaluationService): Call[] {
  return [
    call({
      ...reads,
      method: 'get',
      path: '/v1/evaluation/runs',
      operationId: 'listEvaluationRuns',
      summary: 'Quality over time',
      description:
        'Measurements of how well the judged statements were answered, newest first, without their statements; and whether one is under way.',
      params: NO_PARAMETERS,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(100).default(20).describe('Most runs'),
        cursor: z.string().max(200).optional().describe('The `nextCursor` of the page before'),
      }),
      body: NO_BODY,
      response: runsResponseSchema,
      responseDescription: 'One page of the runs',
      handle: ({ query }) => service.runs(query),
    }),
    call({
      ...reads,
      method: 'get',
      path: '/v1/evaluation/runs/{id}',
      operationId: 'getEvaluationRun',
      summary: 'One measurement',
      description: 'With each statement: what was shown, what fits best and where it stood.',
      params: z.strictObject({ id: z.string().max(40).describe('Id of the run') }),
      body: NO_BODY,
      response: runSchema,
      responseDescription: 'The run',
      problems: ['not-found'],
      handle: ({ params: { id } }) => service.get(id),
    }),
    call({
      ...reads,
      access: 'staff',
      method: 'post',
      path: '/v1/evaluation/runs',
      operationId: 'startEvaluation',
      summary: 'Measure now',
      description:
        'Asks for a measurement, which a worker does soon; `state` of `GET /v1/evaluation/runs` tells how far it is. Asking again meanwhile changes nothing.',
      params: NO_PARAMETERS,
      body: NO_BODY,
      response: stateSchema,
      responseDescription: 'It is asked for',
      status: 202,
      handle: (_input, asker) => service.ask(asker),
    }),
    call({
      ...reads,
      method: 'post',
      path: '/v1/evaluation/compare',
      operationId: 'compareSettings',
      summary: 'Compare two settings',
      description:
        'Finds what may answer a statement once, and puts it in order twice: with each of two settings over the weights in use. Nothing is changed, and the statement is neither stored nor logged.',
      params: NO_PARAMETERS,
      body: compareRequestSchema,
      example: {
        statement: 'Our old town floods after every heavy rain and the drains cannot be enlarged.',
        city: { country: 'PT', population: 40_000 },
        a: {},
        b: { semantic: 0.8, context: { place: 1 } },
      },
      response: comparisonSchema,
      responseDescription: 'Both orders',
      handle: ({ body }) => service.compare(body),
    }),
  ];
}
