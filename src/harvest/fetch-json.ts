import http from 'node:http';
import https from 'node:https';
import {
  failureOf,
  limited,
  pinnedTo,
  type Target,
  type TargetOptions,
  targetOf,
} from '../upkeep/links/target.js';

/** How another site is asked. */
export interface FetchOptions {
  /** Hosts, as `127.0.0.1:3001`, that may be asked although they are no https of the public web. */
  trusted: ReadonlySet<string>;
  /** Milliseconds for one answer, from the name to its last byte. */
  timeoutMs: number;
  /** Largest answer, in bytes. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
  /** For tests: what names lead to. */
  resolve?: TargetOptions['resolve'];
}

export type Fetched =
  | { kind: 'json'; status: number; body: unknown; retryAfterSeconds: number | undefined }
  /** Why there is nothing to read: `timed-out`, `too-large`, `not-json`, `not-https`, `inner-network`. */
  | { kind: 'failed'; why: string };

/**
 * Reads JSON from another site. Only https of the public web, unless its host is trusted; the connection goes to the
 * addresses that were checked. Redirects are not followed. Never throws but for an abort of `signal`.
 */
export async function fetchJson(address: string, options: FetchOptions): Promise<Fetched> {
  const { trusted, resolve, timeoutMs, signal } = options;
  const url = new URL(address);
  const isTrusted = trusted.has(url.host);
  if (!isTrusted && url.protocol !== 'https:') return failed('not-https');
  const limit = limited(timeoutMs, signal);
  try {
    const target = await targetOf(address, {
      timeoutMs,
      signal: limit.signal,
      ...(resolve && { resolve }),
      ...(isTrusted && { ports: new Set([portOf(url)]), isAllowed: () => true }),
    });
    if ('kind' in target) return failed(target.result);
    return await read(target, options.maxBytes, limit.signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Refused) return failed(error.message);
    return failed(failureOf(error, limit.signal.aborted).result);
  } finally {
    limit.done();
  }
}

/** An answer that is not read on. */
class Refused extends Error {}

const failed = (why: string): Fetched => ({ kind: 'failed', why });

const portOf = (url: URL) => (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port));

/** One request, its whole answer in memory. */
function read({ url, addresses }: Target, maxBytes: number, signal: AbortSignal): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'GET',
      lookup: pinnedTo(addresses),
      signal,
      // A connection of its own: none that was made for another address is used again.
      agent: false,
      headers: {
        'user-agent': 'CityMatch-harvest/1.0',
        accept: 'application/json, application/problem+json',
        'accept-encoding': 'identity',
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const stop = (why: string) => {
        reject(new Refused(why));
        request.destroy();
      };
      if (status >= 300 && status < 400) return stop('moved');
      if (!/^application\/(problem\+)?json\b/i.test(headers['content-type'] ?? '')) return stop('not-json');
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) return stop('too-large');
        chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('close', () => reject(new Refused('connection-lost')));
      response.on('end', () => {
        const body = parse(Buffer.concat(chunks).toString('utf8'));
        if (body === undefined) return stop('not-json');
        const seconds = Number(headers['retry-after'] ?? Number.NaN);
        const retryAfterSeconds = Number.isFinite(seconds) ? seconds : undefined;
        resolve({ kind: 'json', status, body, retryAfterSeconds });
      });
    });
    request.end();
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
