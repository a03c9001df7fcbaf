import type { Request, RequestHandler } from 'express';
import { type Access, type Actor, atLeast } from '../access.js';
import { AppError } from '../errors.js';

/** Finds out who makes a request: by session cookie, or by the secret of a challenge that it shows. */
export type Identify = (req: Request) => Promise<Actor>;

const ANYONE: Actor = { kind: 'anyone' };
/** Methods that change nothing (RFC 9110, 9.2.1). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const actors = new WeakMap<Request, Actor>();

/** Who makes this request, as `identified` found out. */
export function actorOf(req: Request): Actor {
  return actors.get(req) ?? ANYONE;
}

/**
 * Finds out who makes each request, once. A request that changes something and comes with a person's session must
 * come from our own pages: browsers tell so in `Sec-Fetch-Site`, older ones in `Origin` (OWASP, Cross-Site Request
 * Forgery Prevention, "Fetch Metadata").
 */
export function identified(identify: Identify): RequestHandler {
  return async (req, _res, next) => {
    const actor = await identify(req);
    if (actor.kind === 'person' && !SAFE.has(req.method) && !fromOwnPages(req)) {
      throw new AppError('forbidden', 'This request does not come from a page of this site');
    }
    actors.set(req, actor);
    next();
  };
}

function fromOwnPages(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  // Neither header: no browser, which cannot be made to send a cookie by another site.
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === req.get('host'));
}

/**
 * Lets only those through who may. The one mechanism: every call and every page declares its `access`. What the
 * secret of a challenge opens is that challenge alone, the `id` of the address.
 */
export function guard(access: Access): RequestHandler {
  return (req, _res, next) => {
    refuse(actorOf(req), access, String(req.params.id ?? ''));
    next();
  };
}

/** @throws AppError `unauthenticated` or `forbidden` for who may not. */
function refuse(actor: Actor, access: Access, id: string): void {
  if (access === 'anyone') return;
  const needed = access === 'city' ? 'reviewer' : access;
  if (actor.kind === 'person') {
    if (atLeast(actor.role, needed)) return;
    throw new AppError('forbidden', `This is for the role ${needed}; yours is ${actor.role}`);
  }
  if (access !== 'city') throw new AppError('unauthenticated', 'Sign in to do this');
  if (actor.kind === 'city' && actor.challengeId === id) return;
  if (actor.kind === 'provider' && actor.introductionId === id) return;
  if (actor.kind === 'anyone') {
    throw new AppError('unauthenticated', 'Open this by the link that came with it: the secret is missing');
  }
  throw new AppError('forbidden', 'The secret of your link does not open this');
}
