import express, { type ErrorRequestHandler } from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorKey } from '../../src/access.js';
import { AppError } from '../../src/errors.js';
import { actorOf, guard, identified, OWN_HOST } from '../../src/http/access.js';
import { type Listening, listen } from '../../src/http/listen.js';
import { requestLog } from '../../src/http/logging.js';
import { type SignedInPerson, testAccounts } from '../helpers/accounts.js';
import { openTestDatabase } from '../helpers/database.js';

describe('who asks', () => {
  let listening: Listening;
  let reviewer: SignedInPerson;
  const lookups: string[] = [];

  beforeAll(async () => {
    const { db } = await openTestDatabase();
    const { identify, signIn } = await testAccounts({
      db,
      byToken: {
        challenges: {
          byToken: async (token) => {
            lookups.push(token);
            return token === 'city' ? { challengeId: 'ch-1' } : undefined;
          },
        },
        introductions: {
          byToken: async (token) =>
            token === 'provider' || token === 'introduced'
              ? {
                  introductionId: 'in-1',
                  challengeId: 'ch-1',
                  side: token === 'provider' ? 'provider' : 'city',
                }
              : undefined,
        },
      },
    });
    reviewer = await signIn('reviewer');
    const app = express();
    app.set(OWN_HOST, 'match.example.org');
    app.use(requestLog(pino({ level: 'silent' })), identified(identify));
    app.all('/of/:id', guard('city'), (req, res) => void res.send(actorKey(actorOf(req))));
    app.all('/open', guard('anyone'), (req, res) => void res.send(actorKey(actorOf(req))));
    const refused: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
      res.status(403).send(error instanceof AppError ? error.code : 'unexpected');
    };
    app.use(refused);
    listening = await listen(app, { host: '127.0.0.1', port: 0 });
  });
  afterAll(() => listening.close());

  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    (await fetch(listening.url + path, { method, headers })).text();
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('is known by a token for what that token opens, and nothing beside it', async () => {
    expect(await ask('/of/ch-1', bearer('city'))).toBe('city:ch-1');
    expect(await ask('/of/ch-1?token=city')).toBe('city:ch-1');
    expect(await ask('/of/in-1', bearer('provider'))).toBe('provider:in-1');
    expect(await ask('/of/ch-2', bearer('city'))).toBe('forbidden');
    expect(await ask('/of/in-1', bearer('city'))).toBe('forbidden');
    expect(await ask('/of/ch-1', bearer('provider'))).toBe('forbidden');
    // A city's link to an introduction opens that, and not its challenge.
    expect(await ask('/of/in-1', bearer('introduced'))).toBe('city:ch-1');
    expect(await ask('/of/ch-1', bearer('introduced'))).toBe('forbidden');
    expect(await ask('/of/ch-1', bearer('other'))).toBe('unauthenticated');
    expect(await ask('/of/ch-1?token=city&token=other')).toBe('unauthenticated');
    expect(await ask('/of/ch-1')).toBe('unauthenticated');
  });

  it('is the person signed in rather than the city whose link they opened, but a token shown goes first', async () => {
    const person = `person:${reviewer.person.id}`;
    expect(await ask('/of/ch-1?token=city', reviewer.headers)).toBe(person);
    expect(await ask('/of/ch-2', reviewer.headers)).toBe(person);
    expect(await ask('/of/ch-1', { ...reviewer.headers, ...bearer('city') })).toBe('city:ch-1');
  });

  it('is looked up for a request that shows something alone, and for no endless token', async () => {
    lookups.length = 0;
    expect(await ask('/open')).toBe('anyone');
    expect(await ask('/open?token=')).toBe('anyone');
    expect(await ask('/open', bearer('x'.repeat(101)))).toBe('anyone');
    expect(lookups).toEqual([]);
  });

  it.each([
    ['a page of ours', { 'sec-fetch-site': 'same-origin' }, true],
    ['the address bar', { 'sec-fetch-site': 'none' }, true],
    ['no browser', {}, true],
    ['a page of ours at PUBLIC_URL, in an older browser', { origin: 'https://match.example.org' }, true],
    ['another site', { 'sec-fetch-site': 'cross-site' }, false],
    ['another name of our domain', { 'sec-fetch-site': 'same-site' }, false],
    ['another site, in an older browser', { origin: 'https://evil.example' }, false],
    ['a page without an origin', { origin: 'null' }, false],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, false],
  ] as const)(
    'counts as signed in for a change that comes from %s: %j %s',
    async (_from, headers, counts) => {
      const all = { ...reviewer.headers, ...headers };
      const person = `person:${reviewer.person.id}`;
      expect(await ask('/of/ch-2', all, 'POST')).toBe(counts ? person : 'forbidden');
      // What anyone may do goes on, as anyone.
      expect(await ask('/open', all, 'POST')).toBe(counts ? person : 'anyone');
      expect(await ask('/of/ch-2', all)).toBe(person);
    },
  );
});
