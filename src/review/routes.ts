import { z } from 'zod';
import type { Access } from '../access.js';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import {
  addMatchSchema,
  assignSchema,
  bulkResponseSchema,
  bulkSchema,
  decisionsSchema,
  editChallengeSchema,
  editMatchSchema,
  endSchema,
  messageSchema,
  orderSchema,
  publishSchema,
  queueQuerySchema,
  queueResponseSchema,
  type ReviewService,
  reviewChallengeSchema,
} from './contract.js';
import { eventsCall } from './stream/routes.js';

const params = z.strictObject({ id: z.string().max(40).describe('Id of the challenge') });
const versionBody = z
  .strictObject({ version: z.int().min(1).describe('Version of the challenge that it is based on') })
  .meta({ id: 'AtVersion' });

/** Everything below `/v1/review`. */
export function reviewCalls(service: ReviewService): Call[] {
  return [...reading(service), ...deciding(service), ...ending(service), eventsCall(service)];
}

const reads = {
  method: 'get',
  tag: 'Review',
  access: 'reviewer',
  query: NO_PARAMETERS,
  body: NO_BODY,
} as const;

function reading(service: ReviewService): Call[] {
  return [
    call({
      ...reads,
      path: '/v1/review/queue',
      operationId: 'getReviewQueue',
      summary: 'Challenges that wait',
      description: 'Challenges by waiting time, with what was decided so far and who has each in hand.',
      params: NO_PARAMETERS,
      query: queueQuerySchema,
      response: queueResponseSchema,
      responseDescription: 'One page of the queue',
      handle: ({ query }, asker) => service.queue(query, asker),
    }),
    call({
      ...reads,
      path: '/v1/review/reviewers',
      operationId: 'getReviewers',
      summary: 'People who review',
      description: 'People to whom a challenge can be given as a task.',
      params: NO_PARAMETERS,
      response: z.object({
        reviewers: z
          .array(z.object({ id: z.string().describe('Id'), name: z.string().describe('Name') }))
          .describe('By name'),
      }),
      responseDescription: 'The people',
      handle: async () => ({ reviewers: await service.reviewers() }),
    }),
    call({
      ...reads,
      path: '/v1/review/challenges/{id}',
      operationId: 'getReviewChallenge',
      summary: 'One challenge under review',
      description: 'The challenge, its proposal, decisions, messages, and who has it in hand.',
      params,
      response: reviewChallengeSchema,
      responseDescription: 'The challenge',
      problems: ['not-found'],
      handle: ({ params: { id } }, asker) => service.get(id, asker),
    }),
  ];
}

/** A change of a challenge: all of them answer with the challenge after it. */
function changing<B extends z.ZodType>(
  method: 'post' | 'put' | 'patch',
  what: string,
  about: { operationId: string; summary: string; description: string; body: B; access?: Access },
  handle: (
    id: string,
    body: z.output<B>,
    asker: Parameters<ReviewService['get']>[1],
  ) => ReturnType<ReviewService['get']>,
): Call {
  return call({
    method,
    tag: 'Review',
    access: 'reviewer',
    ...about,
    path: `/v1/review/challenges/{id}${what}`,
    params,
    query: NO_PARAMETERS,
    response: reviewChallengeSchema,
    responseDescription: 'The challenge after it',
    problems: ['not-found', 'conflict'],
    handle: ({ params: { id }, body }, asker) => handle(id, body, asker),
  });
}

function deciding(service: ReviewService): Call[] {
  const about = (operationId: string, summary: string, description: string) => ({
    operationId,
    summary,
    description,
  });
  return [
    changing(
      'post',
      '/claim',
      {
        ...about('claimChallenge', 'Take in hand', 'For five minutes, or longer for who has it.'),
        body: NO_BODY,
      },
      (id, _body, asker) => service.claim(id, asker),
    ),
    changing(
      'post',
      '/release',
      { ...about('releaseChallenge', 'Let go', 'Others can take it in hand at once.'), body: NO_BODY },
      (id, _body, asker) => service.release(id, asker),
    ),
    changing(
      'put',
      '/assignment',
      {
        ...about('assignChallenge', 'Make it somebody’s task', 'Reviewers: their own only.'),
        body: assignSchema,
      },
      (id, body, asker) => service.assign(id, body, asker),
    ),
    changing(
      'post',
      '/decisions',
      {
        ...about('decideMatches', 'Decide matches', 'All of these decisions are made, or none.'),
        body: decisionsSchema,
      },
      (id, body, asker) => service.decide(id, body, asker),
    ),
    changing(
      'put',
      '/order',
      {
        ...about('orderMatches', 'Put matches in order', 'Every match that is not rejected.'),
        body: orderSchema,
      },
      (id, body, asker) => service.order(id, body, asker),
    ),
    changing(
      'post',
      '/matches',
      {
        ...about('addMatch', 'Add an entry', 'An entry that was found by hand, approved.'),
        body: addMatchSchema,
      },
      (id, body, asker) => service.add(id, body, asker),
    ),
    call({
      method: 'patch',
      tag: 'Review',
      access: 'reviewer',
      path: '/v1/review/challenges/{id}/matches/{matchId}',
      ...about('editMatch', 'Edit a match', 'The words of its reasons, and the note about it.'),
      params: params.extend({ matchId: z.string().max(40).describe('Id of the match') }),
      query: NO_PARAMETERS,
      body: editMatchSchema,
      response: reviewChallengeSchema,
      responseDescription: 'The challenge after it',
      problems: ['not-found', 'conflict'],
      handle: ({ params: { id, matchId }, body }, asker) => service.editMatch(id, matchId, body, asker),
    }),
    changing(
      'patch',
      '',
      {
        ...about('editReview', 'Edit the answer', 'The note to the city, sectors, approvals.'),
        body: editChallengeSchema,
      },
      (id, body, asker) => service.edit(id, body, asker),
    ),
    changing(
      'post',
      '/undo',
      {
        ...about('undoChange', 'Take back', 'The asker’s own last change of this challenge.'),
        body: NO_BODY,
      },
      (id, _body, asker) => service.undo(id, asker),
    ),
    changing(
      'post',
      '/approve',
      {
        ...about('approveAnswer', 'Approve the answer', 'One of the approvals it needs.'),
        body: versionBody,
      },
      (id, body, asker) => service.approve(id, body, asker),
    ),
  ];
}

function ending(service: ReviewService): Call[] {
  const staff = (operationId: string, summary: string, description: string) => ({
    operationId,
    summary,
    description,
    access: 'staff' as const,
  });
  return [
    changing(
      'post',
      '/publish',
      {
        ...staff('publishAnswer', 'Publish', 'The city sees the answer, and is told by mail.'),
        body: publishSchema,
      },
      (id, body, asker) => service.publish(id, body, asker),
    ),
    changing(
      'post',
      '/reopen',
      {
        ...staff('reopenChallenge', 'Review again', 'The city goes on seeing what was published.'),
        body: versionBody,
      },
      (id, body, asker) => service.reopen(id, body, asker),
    ),
    changing(
      'post',
      '/end',
      { ...staff('endChallenge', 'Decline or close', 'With a reason; the city is told.'), body: endSchema },
      (id, body, asker) => service.end(id, body, asker),
    ),
    changing(
      'post',
      '/messages',
      {
        operationId: 'writeMessage',
        summary: 'Write',
        description: 'To the city (staff), or a note among the secretariat.',
        body: messageSchema,
      },
      (id, body, asker) => service.say(id, body, asker),
    ),
    call({
      method: 'post',
      tag: 'Review',
      path: '/v1/review/bulk',
      ...staff('bulkReview', 'Do it to many', 'Each challenge is changed by itself, or told why not.'),
      params: NO_PARAMETERS,
      query: NO_PARAMETERS,
      body: bulkSchema,
      response: bulkResponseSchema,
      responseDescription: 'What was done, and what was not',
      handle: ({ body }, asker) => service.bulk(body, asker),
    }),
  ];
}
