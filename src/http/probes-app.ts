import express, { type Express } from 'express';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Metrics } from '../metrics/metrics.js';
import { metricsCalls } from '../metrics/routes.js';
import { createApiRouter } from './api.js';
import { securityHeaders } from './guards.js';
import { healthCalls, type Readiness } from './health.js';
import { requestLog } from './logging.js';
import { noSuchAddress, problems } from './problems.js';

/** What a process without the site answers: /healthz, /readyz and /metrics, and nothing else. */
export function createProbesApp(deps: {
  log: Logger;
  config: Pick<Config, 'trustProxy' | 'metricsToken'>;
  status: () => Readiness;
  metrics: Metrics;
}): Express {
  const { log, config, status, metrics } = deps;
  const app = express();
  app.set('trust proxy', config.trustProxy);
  app.use(requestLog(log));
  app.use(securityHeaders(false));
  app.use(createApiRouter([...healthCalls(status), ...metricsCalls(metrics, config.metricsToken)]));
  app.use(noSuchAddress('a worker answers /healthz, /readyz and /metrics'));
  app.use(problems(log));
  return app;
}
