import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { AppError } from '../errors.js';
import { OWN_HOST } from './access.js';

/**
 * Refuses what a page reaches by a name that is not ours: a site whose name was pointed at this machine makes a browser
 * believe that our answers are its own (DNS rebinding; MCP 2025-11-25, Transports, "Security Warning"). Only a
 * browser sends `Origin`; programs are asked for nothing.
 */
export const underOwnName: RequestHandler = (req, _res, next) => {
  const origin = req.get('origin');
  if (origin === undefined) return next();
  const publicHost: unknown = req.app.get(OWN_HOST);
  if (!URL.canParse(origin)) {
    throw new AppError('forbidden', 'The Origin of this request is not that of a page that may ask', {
      fields: [{ path: 'origin', message: 'must be the address of a site' }],
    });
  }
  if (req.host === publicHost || isOwnName(hostnameOf(req.host))) return next();
  throw new AppError('forbidden', 'This server does not go by that name; PUBLIC_URL says by which it does', {
    fields: [{ path: 'host', message: 'must be the host of PUBLIC_URL, localhost or an address in numbers' }],
  });
};

/** Names that nobody can point elsewhere: this machine's own, and addresses in numbers. */
function isOwnName(hostname: string): boolean {
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}

function hostnameOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}
