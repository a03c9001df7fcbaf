import cors from 'cors';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import helmet from 'helmet';
import { mayBeSignedIn } from '../accounts/client.js';
import { AppError } from '../errors.js';

/**
 * Headers that keep a browser from loading or running what is not ours.
 * @param secure whether people reach us by https.
 */
export function securityHeaders(secure: boolean): RequestHandler {
  const self = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': self,
        'style-src': self,
        'img-src': self,
        'font-src': self,
        'connect-src': self,
        'manifest-src': self,
        'form-action': self,
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/**
 * Lets any site read the API as anyone may, or with a token that it shows. Without `Allow-Credentials` no browser
 * gives it an answer to a request that carried a cookie (Fetch standard, 3.3.5); methods that only people use are
 * left out.
 * @param headers Of requests, beside those that every call takes.
 */
export function openToAnySite(headers: readonly string[] = []): RequestHandler {
  return cors({
    origin: '*',
    methods: ['GET', 'HEAD', 'POST'],
    allowedHeaders: [
      ...['Authorization', 'Content-Type', 'If-Modified-Since', 'If-None-Match', 'X-Request-Id'],
      ...headers,
    ],
    exposedHeaders: ['ETag', 'X-Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy'],
    maxAge: 86_400,
  });
}

const MINUTE = 60_000;

/** A person at the console makes several requests with each key press. */
const FOR_PEOPLE = 5;

/**
 * Allows an address so many requests a minute, and five times as many where it carries a session; 0 allows any number.
 * Whether the session is a good one is not asked: a forged one gains no more than that.
 * @param store Where they are counted; default in this process.
 */
export function limitRequests(perMinute: number, store?: Store): RequestHandler {
  if (perMinute === 0) return (_req, _res, next) => next();
  return rateLimit({
    ...limitOptions(store),
    limit: (req) => (mayBeSignedIn(req.get('cookie')) ? FOR_PEOPLE : 1) * perMinute,
    // Apart: what staff do at an address takes nothing from others who share it.
    keyGenerator: (req) =>
      `${mayBeSignedIn(req.get('cookie')) ? 'session' : 'anyone'} ${ipKeyGenerator(req.ip ?? '')}`,
  });
}

/**
 * What all limits of ours have in common: a minute, the headers of draft 8, and a problem for who asked too often.
 * @param store Where requests are counted, which several limits may share; default in this process.
 */
export function limitOptions(store?: Store) {
  return {
    windowMs: MINUTE,
    ...(store && { store }),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // It would warn on the console when a proxy is in front that TRUST_PROXY does not tell of. Names of what is counted
    // differ, so that several limits may share a store.
    validate: { xForwardedForHeader: false, forwardedHeader: false, unsharedStore: false },
    handler(_req: Request, res: Response, next: NextFunction, _options?: unknown): void {
      const wait = Number(res.getHeader('Retry-After'));
      const seconds = Number.isFinite(wait) && wait > 0 ? wait : 60;
      next(
        new AppError('rate-limited', `Too many requests in a minute; try again in ${seconds} s`, {
          retryAfterSeconds: seconds,
        }),
      );
    },
  } as const;
}
