import { type Config, siteAddress } from '../config.js';
import { refuseWrongMix } from '../processes.js';
import { type Finding, ok, said, warn, wrong } from './finding.js';

const LOOPBACK = /^(127\.|localhost$|::1$)/;

/** What the settings say together, without asking anybody. */
export function* settingsFindings(config: Config): Generator<Finding> {
  yield* mixFindings(config);
  yield* addressFindings(config);
  const several = config.databaseUrl !== undefined;
  if (config.authSecret === undefined && several) {
    yield warn(
      'AUTH_SECRET',
      'not set: it is made at the first start and kept in the database, and with it in every backup',
      'Set AUTH_SECRET to 32 random characters or more, the same for every process (openssl rand -base64 48)',
    );
  }
  if (config.metricsToken === undefined && !LOOPBACK.test(config.host)) {
    yield warn(
      'METRICS_TOKEN',
      'not set: Prometheus can read /metrics on this machine alone',
      'Set METRICS_TOKEN to 16 random characters or more, and give it to Prometheus as a bearer token',
    );
  }
  if (config.smtpUrl === undefined) {
    yield warn(
      'SMTP_URL',
      'not set: mails are written to DATA_DIR/mail, and reach nobody',
      'Set SMTP_URL and MAIL_FROM',
    );
  }
}

function* mixFindings(config: Config): Generator<Finding> {
  try {
    refuseWrongMix(config, 'site');
  } catch (error) {
    yield wrong(
      'WORKERS',
      said(error, 'WORKERS'),
      'Set what is missing, or WORKERS=all for one process that does everything',
    );
    return;
  }
  const shared = { DATABASE_URL: config.databaseUrl, REDIS_URL: config.redisUrl, MEILI_URL: config.meiliUrl };
  const names = Object.keys(shared);
  const missing = Object.entries(shared).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === 0)
    yield ok('processes', 'several may run: they share PostgreSQL, Redis and Meilisearch');
  else if (missing.length === names.length)
    yield ok('processes', 'one, with everything in it and in DATA_DIR');
  else yield ok('processes', `one only: several would need ${missing.join(' and ')} too`);
}

function* addressFindings(config: Config): Generator<Finding> {
  const { publicUrl, trustProxy, host } = config;
  const behindProxy = trustProxy > 0;
  if (publicUrl === undefined) {
    const what = `not set: links in mails begin with ${siteAddress(config)}`;
    const remedy = 'Set PUBLIC_URL to the address that people type in';
    yield behindProxy || !LOOPBACK.test(host) ? warn('PUBLIC_URL', what, remedy) : ok('PUBLIC_URL', what);
    return;
  }
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' || LOOPBACK.test(hostname)) yield ok('PUBLIC_URL', publicUrl);
  else
    yield warn(
      'PUBLIC_URL',
      `${publicUrl}: sessions and secrets of links go over the network as anyone can read them`,
      'Put a proxy with TLS in front, and set PUBLIC_URL to its https address',
    );
  if (protocol === 'https:' && !behindProxy) {
    yield warn(
      'TRUST_PROXY',
      '0, with an https PUBLIC_URL: every request seems to come from the proxy, and they share one limit',
      'Set TRUST_PROXY to the number of proxies in front (1 for one)',
    );
  }
}
