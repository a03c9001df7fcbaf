import http from 'node:http';
import https from 'node:https';
import { performance } from 'node:perf_hooks';
import ipaddr from 'ipaddr.js';
import { isPublicAddress, type Resolve } from '../upkeep/links/addresses.js';
import {
  failureOf,
  limited,
  type NoTarget,
  pinnedTo,
  type Target,
  targetOf,
} from '../upkeep/links/target.js';
import type { SignedMessage } from './sign.js';

/** Why an attempt failed, where it was not the status of an answer. */
export const FAILURES = [
  'no-address',
  'no-web-address',
  'password',
  'not-https',
  'inner-network',
  'no-such-name',
  'no-name-service',
  'timed-out',
  'certificate',
  'connection-refused',
  'no-route',
  'connection-lost',
  'redirect',
  'status',
  'secret',
] as const;
export type Failure = (typeof FAILURES)[number];

/** What became of one attempt. */
export interface Sent {
  tookMs: number;
  /** HTTP status, where one came. */
  status: number | undefined;
  /** Absent where it was taken. */
  failure: Failure | undefined;
  retryAfter: string | undefined;
}

export interface SendOptions {
  /** Networks of our own that may be sent to, also without TLS (CIDR). */
  innerNetworks?: readonly string[] | undefined;
  resolve?: Resolve | undefined;
  /** Milliseconds for the whole attempt; default 10,000. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 10_000;
/** Bytes of an answer that are read, and thrown away. */
const MOST_ANSWER_BYTES = 65_536;
const USER_AGENT = 'CityMatch-webhooks/1.0';

/**
 * Where a webhook's messages would go, or why they do not: https alone, to addresses of the public internet, all of them
 * checked; what `innerNetworks` names may be sent to as well, and by http.
 */
export async function receiverOf(url: string, options: SendOptions): Promise<Target | NoTarget> {
  const inner = (address: string) =>
    (options.innerNetworks ?? []).some((network) => isWithin(address, network));
  const target = await targetOf(url, {
    ports: 'any',
    isAllowed: (address) => isPublicAddress(address) || inner(address),
    resolve: options.resolve,
    timeoutMs: options.timeoutMs,
    signal: options.signal,
  });
  if ('kind' in target || target.url.protocol === 'https:') return target;
  if (target.addresses.every(({ address }) => inner(address))) return target;
  return { kind: 'refused', result: 'not-https' };
}

/** Whether an address is in a network such as `10.0.0.0/8`. */
export function isWithin(address: string, network: string): boolean {
  if (!ipaddr.isValid(address) || !ipaddr.isValidCIDR(network)) return false;
  const [base, bits] = ipaddr.parseCIDR(network);
  const parsed = ipaddr.parse(address);
  return parsed.kind() === base.kind() && parsed.match(base, bits);
}

/**
 * Makes one attempt. The name is resolved and checked anew, and the connection goes to what was checked; redirects are
 * not followed. Throws only for an abort.
 */
export async function sendMessage(url: string, message: SignedMessage, options: SendOptions): Promise<Sent> {
  const started = performance.now();
  const sent = (of: Partial<Sent>): Sent => ({
    ...{ status: undefined, failure: undefined, retryAfter: undefined, ...of },
    tookMs: Math.round(performance.now() - started),
  });
  const limit = limited(options.timeoutMs ?? TIMEOUT_MS, options.signal);
  try {
    const target = await receiverOf(url, { ...options, signal: limit.signal });
    if ('kind' in target) return sent({ failure: failureNamed(target.result) });
    const { status, retryAfter } = await post(target, message, limit.signal);
    return sent({ status, retryAfter, failure: failureOfStatus(status) });
  } catch (error) {
    options.signal?.throwIfAborted();
    return sent({ failure: failureNamed(failureOf(error, limit.signal.aborted).result) });
  } finally {
    limit.done();
  }
}

function failureOfStatus(status: number): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}

function failureNamed(result: string): Failure {
  return FAILURES.find((failure) => failure === result) ?? 'connection-lost';
}

/** Posts to addresses that were checked; rejects where no status came. */
function post(
  { url, addresses }: Target,
  { headers, body }: SignedMessage,
  signal: AbortSignal,
): Promise<{ status: number; retryAfter: string | undefined }> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      lookup: pinnedTo(addresses),
      signal,
      // A connection of its own: none that was made for another address is used again.
      agent: false,
      headers: { ...headers, 'user-agent': USER_AGENT, 'content-length': Buffer.byteLength(body) },
    });
    let answer: { status: number; retryAfter: string | undefined } | undefined;
    request.on('response', (response) => {
      const told = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] };
      answer = told;
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > MOST_ANSWER_BYTES) request.destroy();
      });
      // The status says it all: an answer that goes on for ever, or breaks off, changes nothing.
      response.on('error', () => undefined);
      response.on('close', () => resolve(told));
    });
    request.on('error', (error) => (answer === undefined ? reject(error) : resolve(answer)));
    request.end(body);
  });
}
