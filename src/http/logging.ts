import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { withLogFields } from '../log-context.js';

/** A request id from a proxy in front of us is kept when it is plain. */
const PLAIN_ID = /^[\w.-]{1,64}$/;
/** Asked for all the time and worth no line. */
const QUIET = /^\/(healthz|readyz|metrics|assets\/)/;

/**
 * Gives every request an id (also in `X-Request-Id`), which every line of the log about it has, and logs one line when
 * it was answered. The path is logged,
 * never the query or the body: what a city says of itself is private.
 */
export function requestLog(
  log: Logger,
): (req: IncomingMessage, res: ServerResponse, next: () => void) => void {
  const logged = pinoHttp({
    logger: log,
    genReqId(req, res) {
      const given = req.headers['x-request-id'];
      const id = typeof given === 'string' && PLAIN_ID.test(given) ? given : randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: (req) => QUIET.test(req.url ?? '') },
    // The error handler writes its own line about what is our fault.
    customLogLevel: () => 'info',
    customSuccessMessage: (req, res) => `${req.method} ${pathOf(req)} ${res.statusCode}`,
    customErrorMessage: (req, res) => `${req.method} ${pathOf(req)} ${res.statusCode}`,
    customSuccessObject: (_req, res, value: { responseTime: number }) => ({
      status: res.statusCode,
      ms: value.responseTime,
    }),
    customErrorObject: (_req, res, _error, value: { responseTime: number }) => ({
      status: res.statusCode,
      ms: value.responseTime,
    }),
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
  });
  return (req, res, next) => {
    logged(req, res, () => withLogFields({ requestId: requestIdOf(req) }, next));
  };
}

function pathOf(req: IncomingMessage): string {
  const url =
    'originalUrl' in req && typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '/');
  const path = url.split('?', 1)[0] ?? '/';
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}

/** The id that `requestLog` gave. */
export function requestIdOf(req: IncomingMessage): string {
  return typeof req.id === 'string' ? req.id : String(req.id);
}
