import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import { type Call, createApiRouter } from './api.js';
import { createDocsRouter } from './docs/router.js';
import { limitRequests, openToAnySite, securityHeaders } from './guards.js';
import { healthCalls, type ReadinessReport } from './health.js';
import { requestIdOf, requestLog } from './logging.js';
import { describeApi } from './openapi.js';
import { type Problem, problemOf } from './problem.js';

export interface HttpDeps {
  /** The calls of the features. */
  calls: readonly Call[];
  /** The pages; `limit` counts requests together with the API's. */
  pages: (limit: express.RequestHandler) => Router;
  /** Whether requests are answered yet, and what is being done meanwhile. */
  starting: () => { ready: boolean; doing: string };
  readiness: () => Promise<ReadinessReport>;
  log: Logger;
  version: string;
  settings: { rateLimit: number; trustProxy: number; publicUrl: string | undefined };
}

/** Everything behind the port: health, the API, its document, the pages, and errors as RFC 9457 problems. */
export function createHttpApp(deps: HttpDeps): Express {
  const { settings, log } = deps;
  const app = express();
  app.set('trust proxy', settings.trustProxy);
  app.set('query parser', 'simple');
  app.use(requestLog(log));
  app.use(securityHeaders(settings.publicUrl?.startsWith('https:') ?? false));
  app.use(compression());

  const limit = limitRequests(settings.rateLimit);
  const health = healthCalls(deps.readiness);
  const document = describeApi([...deps.calls, ...health], {
    version: deps.version,
    url: settings.publicUrl,
  });
  app.use(createApiRouter(health));
  app.use(['/v1', '/openapi.json'], openToAnySite());
  app.use(createDocsRouter(document));
  app.use('/v1', limit, (_req, _res, next) => {
    const { ready, doing } = deps.starting();
    if (!ready)
      throw new AppError('unavailable', `The server is getting ready: ${doing}`, { retryAfterSeconds: 3 });
    next();
  });
  app.use(createApiRouter(deps.calls));
  app.use('/v1', noSuchAddress);
  app.use(deps.pages(limit));
  app.use(noSuchAddress);
  app.use(problems(log));
  return app;
}

const noSuchAddress: express.RequestHandler = () => {
  throw new AppError('not-found', 'There is nothing at this address; GET /openapi.json lists what there is');
};

/** Every error becomes a problem; one that nobody expected gets one line in the log, and tells nothing. */
function problems(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const { problem, headers, unexpected } = problemOf(error);
    const requestId = requestIdOf(req);
    if (unexpected) log.error({ err: error, requestId }, 'A request could not be answered');
    const body: Problem = { ...problem, requestId };
    res
      .status(problem.status)
      .set({ ...headers, 'Cache-Control': 'no-store' })
      .type('application/problem+json')
      .send(JSON.stringify(body));
  };
}
