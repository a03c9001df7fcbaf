import type { Request, Response } from 'express';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { fromOwnPagesOnly } from '../http/access.js';
import { type Call, call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import { readBody } from '../http/body.js';
import { clientOf } from '../http/identify.js';
import { validate } from '../http/validate.js';
import {
  type AccountService,
  invitationSchema,
  invitedSchema,
  meSchema,
  personChangeSchema,
  personSchema,
  signInSchema,
} from './contract.js';

const TAG = 'People';
const idSchema = z.strictObject({ id: z.string().max(40).describe('Id of the person') });
const peopleSchema = z.object({ people: z.array(personSchema).describe('Everybody, by name') });
const emptySchema = z.strictObject({});

/** Signing in and out, who is signed in, and the secretariat's people. */
export function accountsCalls(accounts: AccountService): Call[] {
  return [signInCall(accounts), signOutCall(accounts), meCall(), ...peopleCalls(accounts)];
}

/** A call that sets cookies, which no other call may: it is refused to pages of other sites. */
function withCookies(declared: Call, answer: (req: Request, res: Response) => Promise<void>): Call {
  return {
    ...declared,
    answer: (req, res, next) => {
      fromOwnPagesOnly(req, res, (error?: unknown) => {
        if (error !== undefined) return next(error);
        answer(req, res).catch(next);
      });
    },
  };
}

function signInCall(accounts: AccountService): Call {
  const declared = call({
    method: 'post',
    access: 'anyone',
    path: '/v1/auth/sign-in',
    operationId: 'signIn',
    tag: TAG,
    summary: 'Sign in',
    description:
      'Signs a person of the secretariat in by mail address and password; the session comes as a cookie. After 5 wrong passwords for an address within 15 minutes it must wait.',
    params: NO_PARAMETERS,
    query: NO_PARAMETERS,
    body: signInSchema,
    response: meSchema,
    responseDescription: 'Who is signed in now',
    problems: ['unauthenticated', 'forbidden'],
    handle: () => Promise.reject(new Error('answered below')),
  });
  return withCookies(declared, async (req, res) => {
    const given = validate(signInSchema, readBody(req), 'body');
    const { person, cookies } = await accounts.signIn(given, clientOf(req));
    res.set({ 'Cache-Control': 'no-store', 'Set-Cookie': cookies }).json(meSchema.parse(person));
  });
}

function signOutCall(accounts: AccountService): Call {
  const declared = call({
    method: 'post',
    access: 'anyone',
    path: '/v1/auth/sign-out',
    operationId: 'signOut',
    tag: TAG,
    summary: 'Sign out',
    description: 'Ends the session that asks, if there is one.',
    params: NO_PARAMETERS,
    query: NO_PARAMETERS,
    body: emptySchema,
    response: emptySchema,
    responseDescription: 'Nobody is signed in now',
    problems: ['forbidden'],
    handle: () => Promise.reject(new Error('answered below')),
  });
  return withCookies(declared, async (req, res) => {
    validate(emptySchema, readBody(req), 'body');
    const { cookies } = await accounts.signOut(clientOf(req));
    res.set({ 'Cache-Control': 'no-store', 'Set-Cookie': cookies }).json({});
  });
}

function meCall(): Call {
  return call({
    method: 'get',
    access: 'reviewer',
    path: '/v1/me',
    operationId: 'getMe',
    tag: TAG,
    summary: 'Who is signed in',
    description: 'The person whose session the request carries.',
    params: NO_PARAMETERS,
    query: NO_PARAMETERS,
    body: NO_BODY,
    response: meSchema,
    responseDescription: 'The person',
    handle: async (_input, { actor }) => {
      if (actor.kind !== 'person') throw new AppError('unauthenticated', 'Sign in to do this');
      return meSchema.parse(actor);
    },
  });
}

function peopleCalls(accounts: AccountService): Call[] {
  const shared = { access: 'admin', tag: TAG, query: NO_PARAMETERS } as const;
  return [
    call({
      ...shared,
      method: 'get',
      path: '/v1/people',
      operationId: 'listPeople',
      summary: 'Everybody',
      description: 'The people of the secretariat, by name.',
      params: NO_PARAMETERS,
      body: NO_BODY,
      response: peopleSchema,
      responseDescription: 'The people',
      handle: async () => ({ people: await accounts.people() }),
    }),
    call({
      ...shared,
      method: 'post',
      path: '/v1/people',
      operationId: 'invitePerson',
      summary: 'Invite somebody',
      description: 'Makes an account and mails a link by which its owner chooses a password.',
      params: NO_PARAMETERS,
      body: invitationSchema,
      response: invitedSchema,
      responseDescription: 'The new account',
      status: 201,
      problems: ['conflict'],
      handle: ({ body }, asker) => accounts.invite(body, asker),
    }),
    call({
      ...shared,
      method: 'patch',
      path: '/v1/people/{id}',
      operationId: 'changePerson',
      summary: 'Change somebody’s name or role, disable or enable them',
      description: 'Acts on sessions that are open at once. The last admin stays an admin.',
      params: idSchema,
      body: personChangeSchema,
      response: personSchema,
      responseDescription: 'The person as changed',
      problems: ['not-found', 'conflict'],
      handle: ({ params, body }, asker) => accounts.change(params.id, body, asker),
    }),
    call({
      ...shared,
      method: 'post',
      path: '/v1/people/{id}/invitation',
      operationId: 'invitePersonAgain',
      summary: 'Invite somebody again',
      description: 'Mails a new link to choose a password.',
      params: idSchema,
      body: emptySchema,
      response: invitedSchema,
      responseDescription: 'The account and its link',
      problems: ['not-found', 'conflict'],
      handle: ({ params }, asker) => accounts.inviteAgain(params.id, asker),
    }),
  ];
}
