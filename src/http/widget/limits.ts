import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, type Options, rateLimit, type Store } from 'express-rate-limit';
import type { OpenedKey } from '../../partners/opened.js';
import { actorOf } from '../access.js';
import { limitOptions } from '../guards.js';

/**
 * Limits of requests with a key: of each key, and of each address with a publishable key. Behind the gate. The answer
 * tells of both in `RateLimit` and `RateLimit-Policy`.
 * @param refused Counts a request that is refused.
 * @param store Where they are counted; default in this process.
 */
export function limitKeys(refused: (key: OpenedKey) => Promise<void>, store?: Store): RequestHandler[] {
  const limit = (about: Pick<Options, 'identifier' | 'limit' | 'keyGenerator'> & Partial<Options>) =>
    rateLimit({
      ...limitOptions(store),
      ...about,
      async handler(req, res, next, options) {
        const key = keyOf(req);
        if (key) await refused(key);
        limitOptions().handler(req, res, next, options);
      },
    });
  return [
    limit({
      identifier: 'key',
      limit: (req) => keyOf(req)?.ratePerMinute ?? 1,
      keyGenerator: (req) => `key ${keyOf(req)?.id}`,
    }),
    limit({
      identifier: 'address',
      // A back end has one address for everybody that it asks for.
      skip: (req) => keyOf(req)?.kind === 'server',
      limit: (req) => keyOf(req)?.perAddressPerMinute ?? 1,
      keyGenerator: (req) => `address ${keyOf(req)?.partnerId} ${ipKeyGenerator(req.ip ?? '')}`,
    }),
  ];
}

/**
 * Limit of requests of an address that show no key that is known: it is told of when it is used up.
 * @param perMinute 0 allows any number.
 */
export function limitStrangers(perMinute: number, store?: Store): RequestHandler {
  if (perMinute === 0) return (_req, _res, next) => next();
  return rateLimit({
    ...limitOptions(store),
    standardHeaders: false,
    limit: perMinute,
    keyGenerator: (req) => `stranger ${ipKeyGenerator(req.ip ?? '')}`,
  });
}

function keyOf(req: Request): OpenedKey | undefined {
  const actor = actorOf(req);
  return actor.kind === 'partner' ? actor.key : undefined;
}
