import { z } from 'zod';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import {
  consentSchema,
  declineSchema,
  type IntroductionService,
  introductionListSchema,
  introductionQuerySchema,
  introductionRequestSchema,
  introductionSchema,
  inviteSchema,
  outcomeReportSchema,
} from './contract.js';

const id = z.string().max(40);
const params = z.strictObject({ id: id.describe('Id of the introduction') });
const ofChallenge = z.strictObject({ id: id.describe('Id of the challenge') });
/** The secret may come in the address: the guard has read it. */
const withToken = z.strictObject({
  token: z
    .string()
    .max(100)
    .optional()
    .describe('Secret of the link, where no Authorization header carries it'),
});
const common = {
  tag: 'Introductions',
  response: introductionSchema,
  responseDescription: 'The introduction after it',
  problems: ['not-found', 'conflict'],
} as const;

/** Everything about introductions: what a city asks for, what staff bring about, what both sides say came of it. */
export function introductionCalls(service: IntroductionService): Call[] {
  return [...ofTheCity(service), ...ofEitherSide(service), ...ofStaff(service)];
}

function ofTheCity(service: IntroductionService): Call[] {
  const city = { ...common, method: 'post', access: 'city', query: withToken } as const;
  return [
    call({
      ...city,
      path: '/v1/challenges/{id}/introductions',
      operationId: 'requestIntroduction',
      summary: 'Ask for an introduction',
      description:
        'The city wants to talk to who stands behind a published match, and agrees that its contact is passed on. Sent twice, it is one.',
      params: ofChallenge,
      body: introductionRequestSchema,
      example: { matchId: 'ma-0f3k2m9q4t7w8x2z', message: 'We want to see the pilot.', consent: true },
      status: 201,
      handle: ({ params: of, body }, asker) => service.request(of.id, body, asker),
    }),
    call({
      ...city,
      path: '/v1/challenges/{id}/introductions/{introductionId}/outcome',
      operationId: 'reportOutcomeAsCity',
      summary: 'What came of it',
      description: 'The city tells how far an introduction has come, or that it ended and why.',
      params: ofChallenge.extend({ introductionId: id.describe('Id of the introduction') }),
      body: outcomeReportSchema,
      example: { outcome: 'met' },
      handle: ({ params: of, body }, asker) => service.reportOf(of.id, of.introductionId, body, asker),
    }),
  ];
}

function ofEitherSide(service: IntroductionService): Call[] {
  const side = { ...common, access: 'city', query: withToken, params } as const;
  return [
    call({
      ...side,
      method: 'get',
      path: '/v1/introductions/{id}',
      operationId: 'getIntroduction',
      summary: 'One introduction',
      description:
        'By the link of a mail about it, or signed in. Each side sees the other’s address once both agree.',
      body: NO_BODY,
      responseDescription: 'The introduction, as the asker may see it',
      handle: (input, asker) => service.get(input.params.id, asker),
    }),
    call({
      ...side,
      method: 'post',
      path: '/v1/introductions/{id}/answer',
      operationId: 'answerIntroduction',
      summary: 'Say yes or no',
      description: 'The other side agrees to be introduced, or not. For its own link only.',
      body: consentSchema,
      example: { agree: true },
      handle: (input, asker) => service.answer(input.params.id, input.body, asker),
    }),
    call({
      ...side,
      method: 'post',
      path: '/v1/introductions/{id}/outcome',
      operationId: 'reportOutcome',
      summary: 'What came of it',
      description: 'Either side, or staff, tells how far it has come, or that it ended and why.',
      body: outcomeReportSchema,
      example: { outcome: 'pilot', note: 'Two streets, from May on.' },
      handle: (input, asker) => service.report(input.params.id, input.body, asker),
    }),
  ];
}

function ofStaff(service: IntroductionService): Call[] {
  const staff = { ...common, access: 'staff', query: NO_PARAMETERS, params } as const;
  return [
    call({
      ...staff,
      method: 'get',
      path: '/v1/introductions',
      operationId: 'listIntroductions',
      summary: 'Introductions',
      description: 'What has waited longest first.',
      params: NO_PARAMETERS,
      query: introductionQuerySchema,
      body: NO_BODY,
      response: introductionListSchema,
      responseDescription: 'One page',
      handle: ({ query }) => service.list(query),
    }),
    call({
      ...staff,
      method: 'post',
      path: '/v1/introductions/{id}/invite',
      operationId: 'inviteProvider',
      summary: 'Write to the other side',
      description:
        'Asks it whether it agrees; or, where it did already, gives each side the other’s address.',
      body: inviteSchema,
      example: { version: 1, provider: { name: 'Jan de Vries', email: 'jan@provider.example' } },
      handle: (input, asker) => service.invite(input.params.id, input.body, asker),
    }),
    call({
      ...staff,
      method: 'post',
      path: '/v1/introductions/{id}/decline',
      operationId: 'declineIntroduction',
      summary: 'Cannot be brought about',
      description: 'With a reason; the city is told.',
      body: declineSchema,
      example: { version: 1, reason: 'not-available', note: 'They closed last year.' },
      handle: (input, asker) => service.decline(input.params.id, input.body, asker),
    }),
  ];
}
