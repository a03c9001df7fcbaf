import type { Logger } from 'pino';
import { type Config, readConfig } from '../config.js';
import { AppError } from '../errors.js';
import { type DatabaseNews, databaseFindings } from './database.js';
import { type Findings, ok, wrong } from './finding.js';
import { folderFindings } from './folder.js';
import { modelFindings } from './model.js';
import {
  collectorFindings,
  mailFindings,
  meilisearchFindings,
  redisFindings,
  signInFindings,
} from './servers.js';
import { settingsFindings } from './settings.js';

/**
 * Looks through a configuration and everything that it names, one after the other. Nothing is changed and no lock is
 * taken, so that servers may run meanwhile.
 */
export async function* examine(
  environment: Record<string, string | undefined> | undefined,
  log: Logger,
): Findings {
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    for (const { path, message } of error.fields)
      yield wrong(path, message, `Set ${path} as docs/operations.md says, or unset it`);
    return;
  }
  yield ok('settings', 'each can be read');
  yield* settingsFindings(config);
  yield* folderFindings(config);
  const news: DatabaseNews = {};
  const { databaseUrl, redisUrl, meiliUrl, smtpUrl, oidc, otlpEndpoint } = config;
  if (databaseUrl !== undefined) yield* databaseFindings(config, databaseUrl, log, news);
  if (redisUrl !== undefined) yield* redisFindings(redisUrl, log);
  if (meiliUrl !== undefined) yield* meilisearchFindings(meiliUrl, config.meiliKey);
  yield* modelFindings(config, news.indexModel, log);
  if (smtpUrl !== undefined) yield* mailFindings(smtpUrl);
  if (oidc !== undefined) yield* signInFindings(oidc);
  if (otlpEndpoint !== undefined) yield* collectorFindings(otlpEndpoint);
}
