import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import {
  type LearningService,
  learntLineSchema,
  weightSetVersionSchema,
  weightsOverviewSchema,
} from './contract.js';

const params = z.strictObject({ id: z.string().max(40).describe('Id of the set of weights') });
const TAG = { tag: 'Learning', query: NO_PARAMETERS } as const;
const OVERVIEW = {
  response: weightsOverviewSchema,
  responseDescription: 'The weights in use, proposed and past',
} as const;

/** Everything below `/v1/learning`. */
export function learningCalls(service: LearningService): Call[] {
  return [
    {
      ...TAG,
      method: 'get',
      path: '/v1/learning/judgments',
      access: 'staff',
      operationId: 'getLearntJudgments',
      summary: 'What was learnt, and from whom',
      description:
        'One line of JSON for each challenge of which something was said, used or not: the grade of each entry, and who said what by which decision. Worked out from the records each time; a challenge that was erased is not in it.',
      params: NO_PARAMETERS,
      body: NO_BODY,
      response: z.string().meta({ description: 'JSON Lines, each a LearntChallenge' }),
      responseDescription: 'What was learnt (application/x-ndjson)',
      async answer(_req, res) {
        const lines = await service.judgments();
        res.set({ 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' });
        res.end(lines.map((line) => `${JSON.stringify(learntLineSchema.parse(line))}\n`).join(''));
      },
    },
    call({
      ...TAG,
      method: 'get',
      path: '/v1/learning/weights',
      access: 'staff',
      operationId: 'getWeights',
      summary: 'The weights of the ranking',
      description:
        'Those in use, those that the nightly task proposed or refused with what they would change, and those of before.',
      params: NO_PARAMETERS,
      body: NO_BODY,
      ...OVERVIEW,
      handle: () => service.weights(),
    }),
    decision(
      'accept',
      'Take up proposed weights',
      'They rank from now on, everywhere within a minute.',
      service,
    ),
    decision('decline', 'Decline proposed weights', 'The ranking stays as it is.', service),
    call({
      ...TAG,
      method: 'post',
      path: '/v1/learning/weights/shipped',
      access: 'admin',
      operationId: 'useShippedWeights',
      summary: 'Go back to the weights of the product',
      description:
        'They rank from now on, everywhere within a minute. Where they are in use, nothing is changed.',
      params: NO_PARAMETERS,
      body: NO_BODY,
      ...OVERVIEW,
      handle: (_input, asker) => service.useShipped(asker),
    }),
  ];
}

function decision(
  name: 'accept' | 'decline',
  summary: string,
  description: string,
  service: LearningService,
): Call {
  return call({
    ...TAG,
    method: 'post',
    path: `/v1/learning/weights/{id}/${name}`,
    access: 'admin',
    operationId: `${name}Weights`,
    summary,
    description,
    params,
    body: weightSetVersionSchema,
    example: { version: 1 },
    ...OVERVIEW,
    problems: ['not-found', 'conflict'],
    handle: ({ params: { id }, body: { version } }, asker) => service[name](id, version, asker),
  });
}
