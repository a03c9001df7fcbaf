import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../../errors.js';
import type { FoundKey, KeyRefusal, PartnerKeys } from '../../partners/keys.js';
import type { OpenedKey } from '../../partners/opened.js';
import { actAs, isOwnOrigin, isOwnPage } from '../access.js';

/** What the gate asks. */
export interface GateDeps {
  keys: PartnerKeys;
  /** Counts requests that are refused. */
  widget: { refused(key: OpenedKey): Promise<void> };
  /** Counts requests of an address that show no key that was seen here before. */
  strangers: RequestHandler;
}

const EXPOSED = 'RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';
/** Seconds that a browser may keep the answer to a preflight. */
const PREFLIGHT_SECONDS = 600;
/** Keys that are remembered as found. */
const SEEN = 2_000;
const REFUSALS: Record<KeyRefusal, string> = {
  'key-expired': 'This key has expired; use the one that took its place',
  'key-revoked': 'This key was revoked; ask for another',
  'partner-paused': 'The keys of this partner do not work just now',
};

/**
 * Lets requests through that show a partner's key where it works, and answers preflights; before a body is read. Other
 * origins than the key's get no CORS header at all, so that a browser gives their pages nothing.
 */
export function partnerGate({ keys, widget, strangers }: GateDeps): RequestHandler {
  const seen = createSeen();
  return async (req, res, next) => {
    res.vary('Origin');
    const shown = shownKey(req);
    // Whoever tries keys out must not keep the database busy.
    if (shown === undefined || !seen.has(shown.secret)) await passed(strangers, req, res);
    const found = shown && (await keys.find(shown.secret));
    if (shown && found) seen.add(shown.secret);
    const known = found?.key.kind === shown?.kind ? found : undefined;
    const origin = req.get('origin');
    const isPartners =
      known?.key.kind === 'publishable' && origin !== undefined && known.key.origins.includes(origin);
    if (isPartners) {
      res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED });
      if (isPreflight(req)) return allowPreflight(res);
    }
    try {
      actAs(req, { kind: 'partner', key: admitted(req, shown, known) });
    } catch (error) {
      if (known) await widget.refused(known.key);
      throw error;
    }
    next();
  };
}

/** Keys that were found lately. */
function createSeen(): { has(secret: string): boolean; add(secret: string): void } {
  const seen = new Set<string>();
  return {
    has: (secret) => seen.has(secret),
    add(secret) {
      seen.delete(secret);
      seen.add(secret);
      const oldest = seen.keys().next();
      if (seen.size > SEEN && !oldest.done) seen.delete(oldest.value);
    },
  };
}

/** Resolves once a handler lets the request through. @throws what it refuses the request with. */
function passed(handler: RequestHandler, req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    handler(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(asError(error))));
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

interface ShownKey {
  secret: string;
  kind: OpenedKey['kind'];
}

/** The key of a request: a server key in `Authorization`, a publishable one in the address. */
function shownKey(req: Request): ShownKey | undefined {
  const bearer = /^Bearer +(\S+) *$/i.exec(req.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return { secret: bearer, kind: 'server' };
  const { key } = req.query;
  return typeof key === 'string' && key !== '' ? { secret: key, kind: 'publishable' } : undefined;
}

/** @throws AppError with the reason why the request is refused. */
function admitted(req: Request, shown: ShownKey | undefined, known: FoundKey | undefined): OpenedKey {
  if (shown === undefined) {
    throw new AppError(
      'key-missing',
      'Show a publishable key as ?key=, or a server key as Authorization: Bearer',
    );
  }
  if (known === undefined) {
    throw new AppError(
      'key-unknown',
      shown.kind === 'server'
        ? 'Authorization shows no server key that is known; a publishable key goes into ?key='
        : 'There is no such publishable key; a server key goes into Authorization: Bearer',
    );
  }
  const { key, refusal } = known;
  if (refusal !== undefined) throw new AppError(refusal, REFUSALS[refusal]);
  if (key.kind === 'server') refuseBrowser(req);
  else refuseElsewhere(req, key);
  return key;
}

/**
 * A server key in a page is in everybody's hands. `Sec-Fetch-Mode` tells nothing: fetch of Node sends it as well.
 */
function refuseBrowser(req: Request): void {
  if (req.get('origin') === undefined && req.get('sec-fetch-site') === undefined) return;
  throw new AppError(
    'server-key-in-browser',
    'A server key must not be in a page: revoke it, and use a publishable key there',
  );
}

/** A publishable key works on the partner's pages, and on ours that is framed there. */
function refuseElsewhere(req: Request, key: OpenedKey): void {
  const origin = req.get('origin');
  if (origin === undefined ? isOwnPage(req) : key.origins.includes(origin) || isOwnOrigin(req, origin))
    return;
  throw new AppError(
    'origin-refused',
    origin === undefined
      ? 'No Origin header tells which page this is for; a back end takes a server key'
      : `The key does not work on pages of ${origin.slice(0, 100)}`,
  );
}

/** CORS-preflight request (Fetch standard, 3.2.2). */
function isPreflight(req: Request): boolean {
  return req.method === 'OPTIONS' && req.get('access-control-request-method') !== undefined;
}

function allowPreflight(res: Response): void {
  res
    .status(204)
    .set({
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'Content-Type, X-Request-Id',
      'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
      'Content-Length': '0',
    })
    .end();
}
