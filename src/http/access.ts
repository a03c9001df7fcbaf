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
 * Finds out who makes each request, once. A person's session counts for a request that changes something only when
 * it comes from our own pages; from elsewhere it is anyone's request, as it would be without the cookie.
 */
export function identified(identify: Identify): RequestHandler {
  return async (req, _res, next) => {
    const actor = await identify(req);
    actors.set(req, actor.kind === 'person' && isForged(req) ? ANYONE : actor);
    next();
  };
}

/** From now on this request is made by `actor`, as something else than its cookie and secrets told. */
export function actAs(req: Request, actor: Actor): void {
  actors.set(req, actor);
}

/** Refuses what another site makes a browser send: for sign-in, and for the forms of our pages. */
export const fromOwnPagesOnly: RequestHandler = (req, _res, next) => {
  if (isForged(req)) throw notOurs();
  next();
};

const notOurs = () => new AppError('forbidden', 'This request does not come from a page of this site');

/**
 * Whether a request that changes something may have been made by another site: browsers tell in `Sec-Fetch-Site`,
 * older ones and those on plain http in `Origin` (OWASP, Cross-Site Request Forgery Prevention, "Fetch Metadata").
 */
function isForged(req: Request): boolean {
  if (SAFE.has(req.method)) return false;
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = req.get('origin');
  // Neither header: no browser, which cannot be made to send a cookie by another site.
  if (origin === undefined) return false;
  // `req.host` is what a trusted proxy says we are called (TRUST_PROXY).
  const own = [req.get('host'), req.host, req.app.get(OWN_HOST) as unknown];
  return !URL.canParse(origin) || !own.includes(new URL(origin).host);
}

/** Whether this is the origin of our own pages: by PUBLIC_URL where it is set, else by what the request calls us. */
export function isOwnOrigin(req: Request, origin: string): boolean {
  return URL.canParse(origin) && ownHosts(req).includes(new URL(origin).host);
}

/** Whether a browser says that a page of ours makes this request. */
export function isOwnPage(req: Request): boolean {
  return req.get('sec-fetch-site') === 'same-origin' && ownHosts(req).includes(req.host);
}

function ownHosts(req: Request): unknown[] {
  const told: unknown = req.app.get(OWN_HOST);
  return told === undefined ? [req.get('host'), req.host] : [told];
}

/** Setting of the app: the host of PUBLIC_URL, where that is set. */
export const OWN_HOST = 'own host';

/**
 * Lets only those through who may. The one mechanism: every call and every page declares its `access`. What the
 * secret of a challenge opens is that challenge alone, the `id` of the address.
 */
export function guard(access: Access): RequestHandler {
  return (req, _res, next) => {
    const actor = actorOf(req);
    if (actor.kind === 'anyone' && access !== 'anyone' && req.get('cookie') !== undefined && isForged(req)) {
      throw notOurs();
    }
    refuse(actor, access, String(req.params.id ?? ''));
    next();
  };
}

/** @throws AppError `unauthenticated` or `forbidden` for who may not. */
function refuse(actor: Actor, access: Access, id: string): void {
  if (access === 'anyone') return;
  if (access === 'widget') {
    if (actor.kind === 'partner') return;
    throw new AppError('key-missing', 'Show the key of a partner');
  }
  const needed = access === 'city' ? 'reviewer' : access;
  if (actor.kind === 'person') {
    if (atLeast(actor.role, needed)) return;
    throw new AppError('forbidden', `This is for the role ${needed}; yours is ${actor.role}`);
  }
  if (access !== 'city') throw new AppError('unauthenticated', 'Sign in to do this');
  if (openedBy(actor) === id) return;
  if (actor.kind === 'anyone') {
    throw new AppError('unauthenticated', 'Open this by the link that came with it: the secret is missing');
  }
  throw new AppError('forbidden', 'The secret of your link does not open this');
}

/** The id of what somebody's secret opens. */
function openedBy(actor: Actor): string | undefined {
  if (actor.kind === 'provider') return actor.introductionId;
  return actor.kind === 'city' ? (actor.introductionId ?? actor.challengeId) : undefined;
}
