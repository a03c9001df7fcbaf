import compression from 'compression';
import express, {
  type Express,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import type { Store } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { AppError } from '../errors.js';
import { createMcpRouter, MCP_HEADERS, MCP_PATH } from '../mcp/routes.js';
import type { Metrics } from '../metrics/metrics.js';
import { metricsCalls } from '../metrics/routes.js';
import { OPEN_ADDRESSES } from '../open-data/routes.js';
import type { PartnerKeys } from '../partners/keys.js';
import type { OpenedKey } from '../partners/opened.js';
import type { Tracing } from '../tracing/port.js';
import { describedWebhooks } from '../webhooks/described.js';
import { type Identify, identified, OWN_HOST } from './access.js';
import { createApiRouter } from './api.js';
import { allCalls, type CallDeps } from './calls.js';
import { createDocsRouter } from './docs/router.js';
import { limitRequests, openToAnySite, securityHeaders } from './guards.js';
import { healthCalls, type Readiness } from './health.js';
import { requestLog } from './logging.js';
import { describeApi } from './openapi.js';
import { noSuchAddress, problems } from './problems.js';
import { partnerGate } from './widget/gate.js';
import { limitKeys, limitStrangers } from './widget/limits.js';

/** What stands behind the port. */
export interface HttpDeps extends CallDeps {
  log: Logger;
  config: Pick<Config, 'rateLimit' | 'trustProxy' | 'publicUrl'> & Partial<Pick<Config, 'metricsToken'>>;
  /** Version of the product, for the API's document. */
  version: string;
  /** How far the start has come and how each part is; asked for at every request, so it must be cheap. */
  status: () => Readiness;
  /** Finds out who asks; absent: nobody is signed in. */
  identify?: Identify | undefined;
  /** Keys of partners; absent: there are none. */
  keys?: PartnerKeys | undefined;
  /** What is counted; absent: nothing is. */
  metrics?: Metrics | undefined;
  /** Makes traces of requests; absent: none are made. */
  tracing?: Pick<Tracing, 'requests'> | undefined;
  /** Where requests are counted for the limit; absent: in this process. */
  limits?: Store | undefined;
  /** Handlers of a library that has its own addresses below `/v1`, mounted before ours. */
  mounts?: readonly { path: string; handler: RequestHandler }[];
  /** The pages, mounted last; `limit` counts their requests together with the API's. */
  web?: (limit: RequestHandler, identify: RequestHandler) => Router;
}

/** Everything behind the port: health, the API, its document, the pages, and errors as RFC 9457 problems. */
export function createHttpApp(deps: HttpDeps): Express {
  const { config, log, status } = deps;
  const app = express();
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  if (config.publicUrl !== undefined) app.set(OWN_HOST, new URL(config.publicUrl).host);
  app.use(requestLog(log));
  if (deps.tracing) app.use(deps.tracing.requests);
  if (deps.metrics) app.use(deps.metrics.requests);
  app.use(securityHeaders(config.publicUrl?.startsWith('https:') ?? false));
  app.use(compression({ filter: isText }));

  const limit = limitRequests(config.rateLimit, deps.limits);
  const health = [
    ...healthCalls(status),
    ...(deps.metrics ? metricsCalls(deps.metrics, config.metricsToken) : []),
  ];
  const calls = allCalls(deps);
  const document = describeApi([...calls, ...health], {
    version: deps.version,
    url: config.publicUrl,
    webhooks: deps.webhooks ? describedWebhooks() : [],
  });
  app.use(createApiRouter(health));
  const nothing = noSuchAddress('GET /openapi.json lists what there is');
  const { keys, widget } = deps;
  if (keys && widget) {
    // Before what is open to any site, and apart from it: keys have origins and limits of their own.
    const refused = (key: OpenedKey) => widget.refused(key);
    const strangers = limitStrangers(config.rateLimit, deps.limits);
    app.use(
      '/v1/widget',
      onceReady(status),
      partnerGate({ keys, widget, strangers }),
      limitKeys(refused, deps.limits),
    );
    app.use(createApiRouter(calls.filter(({ access }) => access === 'widget')));
    app.use('/v1/widget', nothing);
  }
  app.use(['/v1', '/openapi.json'], openToAnySite());
  app.use(createDocsRouter(document));
  app.use('/v1', limit, onceReady(status));
  app.use(OPEN_ADDRESSES, openToAnySite(), limit, onceReady(status));
  for (const { path, handler } of deps.mounts ?? []) app.use(path, handler);
  const identify = identified(deps.identify ?? (() => Promise.resolve({ kind: 'anyone' })));
  app.use('/v1', identify);
  app.use(createApiRouter(calls.filter(({ access }) => access !== 'widget')));
  app.use('/v1', nothing);
  app.use(MCP_PATH, openToAnySite(MCP_HEADERS), limit, onceReady(status));
  app.use(createMcpRouter({ ...deps, publicUrl: config.publicUrl }));
  if (deps.web) app.use(deps.web(limit, identify));
  app.use(nothing);
  app.use(problems(log));
  return app;
}

/** JSON Lines are text, which the list that compression goes by does not know. */
function isText(req: Request, res: Response): boolean {
  return (
    String(res.getHeader('Content-Type')).startsWith('application/jsonl') || compression.filter(req, res)
  );
}

/** Holds requests off until the start is done. */
function onceReady(status: () => Readiness): RequestHandler {
  return (_req, _res, next) => {
    const { ready, doing } = status();
    if (ready) return next();
    throw new AppError('unavailable', `The server is getting ready: ${doing}`, { retryAfterSeconds: 3 });
  };
}
