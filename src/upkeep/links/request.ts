import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { type Address, isPublicAddress, type Resolve, systemResolve } from './addresses.js';

/** What a check of one address found. */
export type LinkResult =
  /** It answers; `status` is the HTTP status of the last hop. */
  | { kind: 'works'; result: string }
  /** It answers, but does not want to be read by a program: nothing is known. */
  | { kind: 'unclear'; result: string }
  /** It says that there is nothing, or fails. */
  | { kind: 'broken'; result: string }
  /** Nobody answered: the fault may be on our side. */
  | { kind: 'unreachable'; result: string }
  /** It leads where we do not go: no address of the public web. */
  | { kind: 'refused'; result: string };

export interface LinkRequestOptions {
  resolve?: Resolve;
  /** Ports that may be asked; default 80 and 443. */
  ports?: ReadonlySet<number>;
  /** Which addresses may be asked; default those of the public internet. */
  isAllowed?: (address: string) => boolean;
  /** Milliseconds for one hop; default 10,000. */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  userAgent?: string;
}

const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Answers of servers that keep programs out, or are busy: the page may well be there. */
const UNCLEAR = new Set([401, 402, 403, 405, 406, 407, 409, 425, 429, 451, 501, 503, 999]);

/**
 * Asks whether a web address still works: HEAD first, GET where that is not liked; nothing of the body is read. Names
 * are resolved here, every address is checked, and the connection goes to the addresses that were checked and to no
 * other; each redirect is a new address, checked again. Never throws but for an abort.
 */
export async function checkLink(url: string, options: LinkRequestOptions = {}): Promise<LinkResult> {
  const head = await follow(url, 'HEAD', options);
  // Some servers know no HEAD, or answer it wrongly.
  return head.kind === 'broken' || head.kind === 'unclear' ? follow(url, 'GET', options) : head;
}

async function follow(
  start: string,
  method: 'HEAD' | 'GET',
  options: LinkRequestOptions,
): Promise<LinkResult> {
  let url = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    options.signal?.throwIfAborted();
    const target = await targetOf(url, options);
    if ('kind' in target) return target;
    const answer = await ask(target, method, options);
    if ('kind' in answer) return answer;
    const { status, location } = answer;
    if (!REDIRECTS.has(status) || location === undefined) return judge(status);
    if (!URL.canParse(location, url)) return { kind: 'broken', result: 'bad-redirect' };
    url = new URL(location, url).href;
  }
  return { kind: 'broken', result: 'too-many-redirects' };
}

function judge(status: number): LinkResult {
  const result = String(status);
  if (status >= 200 && status < 400) return { kind: 'works', result };
  return { kind: UNCLEAR.has(status) ? 'unclear' : 'broken', result };
}

/** An address that may be asked, and where its name led when it was checked. */
export interface Target {
  url: URL;
  addresses: Address[];
}

/** Where a request would go, or why it does not. Throws for an abort only. */
export async function targetOf(given: string, options: LinkRequestOptions): Promise<Target | LinkResult> {
  const { ports = WEB_PORTS, isAllowed = isPublicAddress } = options;
  if (!URL.canParse(given)) return { kind: 'refused', result: 'no-address' };
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { kind: 'refused', result: 'no-web-address' };
  if (url.username !== '' || url.password !== '') return { kind: 'refused', result: 'password' };
  if (!ports.has(portOf(url))) return { kind: 'refused', result: 'port' };
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  let addresses: Address[];
  try {
    addresses = await resolveInTime(hostname, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    return {
      kind: 'unreachable',
      result: codeOf(error) === 'ENOTFOUND' ? 'no-such-name' : 'no-name-service',
    };
  }
  if (addresses.length === 0) return { kind: 'unreachable', result: 'no-such-name' };
  // One inner address among public ones is reason enough: a name under attack gives both.
  if (!addresses.every(({ address }) => isAllowed(address)))
    return { kind: 'refused', result: 'inner-network' };
  return { url, addresses };
}

function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

/** Leads to addresses that were checked, and to no other: a name may have another one a moment later. */
export function lookupOf(addresses: readonly Address[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

/** One request to addresses that were checked. */
function ask(
  { url, addresses }: Target,
  method: 'HEAD' | 'GET',
  { timeoutMs = TIMEOUT_MS, signal, userAgent = 'CityMatch-link-check/1.0' }: LinkRequestOptions,
): Promise<{ status: number; location: string | undefined } | LinkResult> {
  const lookup = lookupOf(addresses);
  const limit = limited(timeoutMs, signal);
  return new Promise<{ status: number; location: string | undefined } | LinkResult>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method,
      lookup,
      signal: limit.signal,
      // A connection of its own, which is closed after it: none that was made for another address is used again.
      agent: false,
      headers: {
        'user-agent': userAgent,
        accept: '*/*',
        ...(method === 'GET' && { range: 'bytes=0-0' }),
      },
    });
    request.on('response', (response) => {
      resolve({ status: response.statusCode ?? 0, location: response.headers.location });
      request.destroy();
    });
    request.on('error', (error) => {
      if (signal?.aborted === true) reject(error);
      else resolve(failure(error, limit.signal.aborted));
    });
    request.end();
  }).finally(limit.done);
}

/** A signal that aborts after so many milliseconds, or with another one. */
export function limited(
  timeoutMs: number,
  signal: AbortSignal | undefined,
): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, timeoutMs);
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop);
  return {
    signal: controller.signal,
    done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
  };
}

/** What a name leads to; the machine's resolver may hang, and cannot be stopped. */
function resolveInTime(
  hostname: string,
  { resolve = systemResolve, timeoutMs = TIMEOUT_MS, signal }: LinkRequestOptions,
): Promise<Address[]> {
  const limit = limited(timeoutMs, signal);
  const late = new Promise<never>((_resolve, reject) => {
    limit.signal.addEventListener('abort', () => reject(new Error('The name was not found in time')));
  });
  return Promise.race([resolve(hostname), late]).finally(limit.done);
}

/** Why there was no answer. A timeout or a refused connection may be our own network's fault. */
export function failure(error: unknown, timedOut: boolean): LinkResult {
  if (timedOut) return { kind: 'unreachable', result: 'timed-out' };
  const code = codeOf(error);
  if (/^(CERT|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code))
    return { kind: 'broken', result: 'certificate' };
  if (code === 'ECONNREFUSED') return { kind: 'unreachable', result: 'connection-refused' };
  if (/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/.test(code)) {
    return { kind: 'unreachable', result: 'no-route' };
  }
  return { kind: 'unreachable', result: 'connection-lost' };
}

/** The code of a network error; of several connections tried at once, that of the first. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
