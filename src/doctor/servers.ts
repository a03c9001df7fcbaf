import type { Logger } from 'pino';
import { z } from 'zod';
import type { Config } from '../config.js';
import { checkSmtp } from '../mail/smtp.js';
import { connectRedis } from '../queue/redis.js';
import { checkMeilisearch } from '../search/meilisearch-check.js';
import { whyUnreachable } from '../unreachable.js';
import { type Findings, ok, said, warn, wrong } from './finding.js';

const ANSWER_MS = 10_000;

export async function* redisFindings(url: string, log: Logger): Findings {
  try {
    const { adding, working } = await connectRedis(url, log);
    const info = await adding.info().finally(() => {
      adding.disconnect();
      working.disconnect();
    });
    const read = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
    yield ok(
      'REDIS_URL',
      `Redis ${read('redis_version')} answers, and forgets no jobs (noeviction, or no maxmemory)`,
    );
    if (read('aof_enabled') === '0') {
      yield warn(
        'REDIS_URL',
        'this Redis loses the jobs of its last seconds or minutes when it ends (appendonly no)',
        'Set appendonly yes there; what is lost comes again from the database within a day',
      );
    }
  } catch (error) {
    yield wrong(
      'REDIS_URL',
      said(error, 'REDIS_URL'),
      'Set REDIS_URL to a Redis 6.2 or later with maxmemory-policy noeviction, or unset it',
    );
  }
}

export async function* meilisearchFindings(url: string, key: string | undefined): Findings {
  try {
    const { version, open } = await checkMeilisearch(url, key);
    yield version === undefined
      ? ok(
          'MEILI_URL',
          'Meilisearch answers; its version (1.50 or later is needed) can be read by no key for some indexes alone',
        )
      : ok('MEILI_URL', `Meilisearch ${version} answers`);
    yield open
      ? warn(
          'MEILI_KEY',
          'this Meilisearch has no master key: whoever reaches it may change the index',
          'Start it with --master-key, and set MEILI_KEY to a key of it',
        )
      : ok('MEILI_KEY', 'the key may do all that is needed');
  } catch (error) {
    const name = error instanceof Error && error.message.startsWith('MEILI_KEY') ? 'MEILI_KEY' : 'MEILI_URL';
    const remedy =
      name === 'MEILI_KEY'
        ? 'Set MEILI_KEY to a key for the indexes citymatch* with the actions search, documents.*, indexes.*, settings.*, tasks.get and stats.get'
        : 'Set MEILI_URL to a Meilisearch 1.50 or later, or unset it: then the index is in the process';
    yield wrong(name, said(error, name), remedy);
  }
}

export async function* mailFindings(url: string): Findings {
  try {
    await checkSmtp(url);
    yield ok('SMTP_URL', 'the mail server answers, and takes our sign-in');
  } catch (error) {
    yield wrong(
      'SMTP_URL',
      said(error, 'SMTP_URL'),
      'Set SMTP_URL to smtp://user:password@host:587 (or smtps://...:465)',
    );
  }
}

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
});

export async function* signInFindings({ issuer }: NonNullable<Config['oidc']>): Findings {
  const at = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const remedy = 'Set OIDC_ISSUER to the address that your identity provider names as its issuer';
  try {
    const answer = await fetch(at, { signal: AbortSignal.timeout(ANSWER_MS) });
    const found = discoverySchema.safeParse(await answer.json().catch(() => undefined));
    if (!answer.ok || !found.success)
      yield wrong('OIDC_ISSUER', `${at} does not describe a provider (${answer.status})`, remedy);
    else if (found.data.issuer !== issuer)
      yield warn('OIDC_ISSUER', `it calls itself ${found.data.issuer}, not ${issuer}`, remedy);
    else yield ok('OIDC_ISSUER', `${issuer} answers`);
  } catch (error) {
    yield wrong('OIDC_ISSUER', `${at}: ${whyUnreachable(error)}`, remedy);
  }
}

export async function* collectorFindings(endpoint: string): Findings {
  const name = 'OTEL_EXPORTER_OTLP_ENDPOINT';
  const remedy =
    'Start the collector, or set the address at which it takes OTLP over HTTP (port 4318); the product works without';
  try {
    const answer = await fetch(`${endpoint.replace(/\/+$/, '')}/v1/traces`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"resourceSpans":[]}',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await answer.body?.cancel();
    yield answer.ok
      ? ok(name, 'the collector takes traces')
      : warn(name, `it answers ${answer.status}`, remedy);
  } catch (error) {
    yield warn(name, `${endpoint}: ${whyUnreachable(error)}`, remedy);
  }
}
