import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { whyUnreachable } from '../unreachable.js';

/** Oldest Meilisearch that can be used, as [major, minor]. */
const OLDEST = [1, 50] as const;
const ANSWER_MS = 10_000;
/** A key for `citymatch*` covers it, and no index may be named so: whatever is asked of it changes nothing. */
const NO_INDEX = '/indexes/citymatch!';
/** Meilisearch may find fault with a body before it looks at the key; so one that must be at fault comes later. */
const LATE_MS = 300;

/** What a key must be allowed to do, and a request that does none of it: only an answer of 401 or 403 counts. */
const RIGHTS: readonly Question[] = [
  { action: 'search', method: 'POST', path: `${NO_INDEX}/search`, body: '{}' },
  { action: 'documents.get', method: 'GET', path: `${NO_INDEX}/documents/0` },
  { action: 'documents.add', method: 'POST', path: `${NO_INDEX}/documents`, body: '[]' },
  { action: 'documents.delete', method: 'POST', path: `${NO_INDEX}/documents/delete-batch`, body: '[]' },
  { action: 'indexes.get', method: 'GET', path: NO_INDEX },
  { action: 'indexes.create', method: 'POST', path: '/indexes', lateBody: '{}' },
  { action: 'indexes.delete', method: 'DELETE', path: NO_INDEX },
  { action: 'indexes.swap', method: 'POST', path: '/swap-indexes', body: '[{"indexes":[]}]' },
  { action: 'settings.get', method: 'GET', path: `${NO_INDEX}/settings` },
  { action: 'settings.update', method: 'PATCH', path: `${NO_INDEX}/settings`, body: '{}' },
  { action: 'tasks.get', method: 'GET', path: '/tasks?limit=1' },
  { action: 'stats.get', method: 'GET', path: '/stats' },
];

/** No key for some indexes alone may do this (Meilisearch 1.50): one that may not is good enough. */
const VERSION: Question = { action: 'version', method: 'GET', path: '/version' };

interface Question {
  action: string;
  method: string;
  path: string;
  body?: string;
  lateBody?: string;
}

const healthSchema = z.object({ status: z.string() });
const versionSchema = z.object({ pkgVersion: z.string() });

/** A Meilisearch that can be used. */
export interface CheckedMeilisearch {
  /** Such as `1.50.0`; undefined where the key may not read it, as none can that is for some indexes alone. */
  version: string | undefined;
  /** It has no master key: whoever reaches it may read and change everything. */
  open: boolean;
}

/**
 * Looks whether a Meilisearch answers, is new enough, and lets the key do what the search engine needs. Nothing is
 * changed there.
 * @throws AppError `misconfigured`, naming MEILI_URL or MEILI_KEY, in one line without the key.
 */
export async function checkMeilisearch(url: string, key: string | undefined): Promise<CheckedMeilisearch> {
  const at = new URL(url).host;
  const health = healthSchema.safeParse(await jsonOf(await ask(url, undefined, reading('/health'))));
  if (!health.success) throw wrong('MEILI_URL', `what answers at ${at} is no Meilisearch`);
  const answers = await Promise.all(
    [...RIGHTS, VERSION].map(async (question) => {
      const response = await ask(url, key, question);
      return { action: question.action, status: response.status, content: await jsonOf(response) };
    }),
  );
  const refused = answers
    .filter(({ status }) => status === 401 || status === 403)
    .map(({ action }) => action);
  if (refused.length === answers.length) {
    throw key === undefined
      ? wrong('MEILI_KEY', `the Meilisearch at ${at} asks for a key, and none is set`)
      : wrong(
          'MEILI_KEY',
          `the Meilisearch at ${at} does not know this key, or it may do nothing that is needed`,
        );
  }
  const lacking = refused.filter((action) => action !== VERSION.action);
  if (lacking.length > 0) {
    throw wrong('MEILI_KEY', `this key may not do ${lacking.join(', ')} at ${at} on the indexes citymatch*`);
  }
  const version = refused.includes(VERSION.action)
    ? undefined
    : readVersion(answers.find(({ action }) => action === VERSION.action)?.content, at);
  if (version !== undefined && isOlder(version)) {
    throw wrong('MEILI_URL', `this is Meilisearch ${version}; ${OLDEST.join('.')} or later is needed`);
  }
  const stranger = await ask(url, undefined, reading('/version'));
  await stranger.body?.cancel();
  return { version, open: stranger.ok };
}

function readVersion(content: unknown, at: string): string {
  const told = versionSchema.safeParse(content);
  if (!told.success) throw wrong('MEILI_URL', `what answers at ${at} does not tell its version`);
  return told.data.pkgVersion;
}

const reading = (path: string) => ({ method: 'GET', path });

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

async function ask(
  url: string,
  key: string | undefined,
  { method, path, body, lateBody }: Omit<Question, 'action'>,
): Promise<Response> {
  const content = lateBody === undefined ? body : late(lateBody);
  try {
    return await fetch(`${url.replace(/\/+$/, '')}${path}`, {
      method,
      headers: {
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
        ...(content !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(content !== undefined && { body: content, duplex: 'half' }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  } catch (cause) {
    throw wrong('MEILI_URL', `Meilisearch at ${new URL(url).host}: ${whyUnreachable(cause)}`, cause);
  }
}

function late(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      await pause(LATE_MS);
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}

async function jsonOf(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined);
}

function wrong(path: 'MEILI_URL' | 'MEILI_KEY', message: string, cause?: unknown): AppError {
  return new AppError('misconfigured', `${path}: ${message}`, {
    fields: [{ path, message }],
    ...(cause !== undefined && { cause }),
  });
}
