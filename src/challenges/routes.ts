import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import {
  type ChallengeService,
  challengeResponseSchema,
  coachResponseSchema,
  dismissalSchema,
  draftSchema,
  questionSchema,
  submissionSchema,
  submittedSchema,
} from './contract.js';
import { type ServiceLevelService, serviceLevelSchema } from './service-level.js';

const params = z.strictObject({ id: z.string().max(40).describe('Id of the challenge') });
const shared = { tag: 'Challenges', query: NO_PARAMETERS } as const;
/** The tracking token may come in the address: the guard has read it. */
const withToken = z.strictObject({
  token: z.string().max(100).optional().describe('Tracking token, where no Authorization header carries it'),
});

/** `POST /v1/challenges` and what a city does with its challenge. */
export function challengeCalls(service: ChallengeService): Call[] {
  return [
    call({
      ...shared,
      method: 'post',
      path: '/v1/challenges',
      access: 'anyone',
      operationId: 'submitChallenge',
      summary: 'Submit a challenge',
      description:
        'A challenge for the secretariat: it is matched in the background and answered by people. The tracking address carries the only secret that opens it. Sent twice with the same `Idempotency-Key` and text, it is one challenge.',
      params: NO_PARAMETERS,
      body: submissionSchema,
      response: submittedSchema,
      responseDescription: 'It was taken in',
      status: 201,
      handle: ({ body, idempotencyKey: key }, { requestId }) => service.submit(body, { key, requestId }),
    }),
    call({
      ...shared,
      method: 'post',
      path: '/v1/challenges/coach',
      access: 'anyone',
      operationId: 'coachChallenge',
      summary: 'Advice on a draft',
      description: 'How a challenge could be put better, and what it seems to be about. Nothing is kept.',
      params: NO_PARAMETERS,
      body: draftSchema,
      response: coachResponseSchema,
      responseDescription: 'Advice; none where there is nothing to say',
      worded: true,
      handle: ({ body, language }) => service.coach(body, language),
    }),
    call({
      ...shared,
      method: 'get',
      path: '/v1/challenges/{id}',
      access: 'city',
      operationId: 'getChallenge',
      summary: 'One challenge',
      description: 'Its status, and once it is published its answer, as the city sees it.',
      params,
      query: withToken,
      body: NO_BODY,
      response: challengeResponseSchema,
      responseDescription: 'The challenge',
      problems: ['not-found'],
      handle: ({ params: { id } }) => service.get(id),
    }),
    ...doings(service),
  ];
}

function doings(service: ChallengeService): Call[] {
  const common = {
    ...shared,
    method: 'post',
    access: 'city',
    query: withToken,
    response: challengeResponseSchema,
    responseDescription: 'The challenge after it',
    problems: ['not-found', 'conflict'],
  } as const;
  return [
    call({
      ...common,
      path: '/v1/challenges/{id}/matches/{matchId}/dismiss',
      operationId: 'dismissMatch',
      summary: 'Not for us',
      description: 'The city does not want a published match, and says why; null takes that back.',
      params: params.extend({ matchId: z.string().max(40).describe('Id of the match') }),
      body: dismissalSchema,
      async handle({ params: { id, matchId }, body }, { requestId }) {
        await service.dismiss(id, matchId, body, requestId);
        return service.get(id);
      },
    }),
    call({
      ...common,
      path: '/v1/challenges/{id}/questions',
      operationId: 'askQuestion',
      summary: 'Ask the secretariat',
      description: 'A question about the challenge or one of its matches.',
      params,
      body: questionSchema,
      async handle({ params: { id }, body }, { requestId }) {
        await service.ask(id, body, requestId);
        return service.get(id);
      },
    }),
    call({
      ...common,
      path: '/v1/challenges/{id}/withdraw',
      operationId: 'withdrawChallenge',
      summary: 'Take it back',
      description: 'The city withdraws its challenge; nothing more is done with it.',
      params,
      body: NO_BODY,
      async handle({ params: { id } }, { requestId }) {
        await service.withdraw(id, requestId);
        return service.get(id);
      },
    }),
    call({
      ...common,
      method: 'get',
      path: '/v1/challenges/{id}/export',
      operationId: 'exportChallenge',
      summary: 'Everything kept about it',
      description: 'The challenge, its contact, mails and record, as JSON.',
      params,
      body: NO_BODY,
      response: z.unknown().meta({ description: 'Everything that is kept' }),
      handle: ({ params: { id } }, asker) => service.exportData(id, asker),
    }),
    call({
      ...common,
      method: 'delete',
      path: '/v1/challenges/{id}',
      operationId: 'eraseChallenge',
      summary: 'Erase it',
      description: 'Erases what is personal for good; what was decided stays, without names.',
      params,
      body: NO_BODY,
      response: z.object({ erased: z.literal(true).describe('It is done') }),
      async handle({ params: { id } }, asker) {
        await service.erase(id, asker);
        return { erased: true as const };
      },
    }),
  ];
}

/** `GET /v1/service-level`. */
export function serviceLevelCalls(service: ServiceLevelService): Call[] {
  return [
    call({
      ...shared,
      method: 'get',
      path: '/v1/service-level',
      access: 'anyone',
      operationId: 'getServiceLevel',
      summary: 'What is promised, and how it was kept',
      description:
        'How soon the secretariat promises to answer, and how it did in the last 90 days: times and counts, nothing of any one city.',
      params: NO_PARAMETERS,
      body: NO_BODY,
      response: serviceLevelSchema,
      responseDescription: 'The promises',
      maxAgeSeconds: 60,
      handle: () => service.report(),
    }),
  ];
}
