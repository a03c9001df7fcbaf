import type { LookupFunction } from 'node:net';
import { type Address, isPublicAddress, type Resolve, systemResolve } from './addresses.js';

/** How a request to an address that somebody gave is held in. */
export interface TargetOptions {
  resolve?: Resolve | undefined;
  /** Ports that may be asked; default 80 and 443. */
  ports?: ReadonlySet<number> | 'any' | undefined;
  /** Which addresses may be asked; default those of the public internet. */
  isAllowed?: ((address: string) => boolean) | undefined;
  /** Milliseconds for one hop; default 10,000. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Where a request goes: the connection is made to these addresses and to no other. */
export interface Target {
  url: URL;
  addresses: Address[];
}

/** Why it goes nowhere: the address itself is not one for us, or its name leads nowhere now. */
export interface NoTarget {
  kind: 'refused' | 'unreachable';
  result: string;
}

export const TIMEOUT_MS = 10_000;
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443]);

/** Where a request would go, or why it does not. Throws only for an abort. */
export async function targetOf(given: string, options: TargetOptions): Promise<Target | NoTarget> {
  const { ports = WEB_PORTS, isAllowed = isPublicAddress } = options;
  if (!URL.canParse(given)) return { kind: 'refused', result: 'no-address' };
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { kind: 'refused', result: 'no-web-address' };
  if (url.username !== '' || url.password !== '') return { kind: 'refused', result: 'password' };
  if (ports !== 'any' && !ports.has(portOf(url))) return { kind: 'refused', result: 'port' };
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

/** For `http.request`: whatever the name leads to by then, the connection goes to what was checked. */
export function pinnedTo(addresses: readonly Address[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
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
  { resolve = systemResolve, timeoutMs = TIMEOUT_MS, signal }: TargetOptions,
): Promise<Address[]> {
  const limit = limited(timeoutMs, signal);
  const late = new Promise<never>((_resolve, reject) => {
    limit.signal.addEventListener('abort', () => reject(new Error('The name was not found in time')));
  });
  return Promise.race([resolve(hostname), late]).finally(limit.done);
}

/** Why there was no answer. A timeout or a refused connection may be our own network's fault. */
export function failureOf(
  error: unknown,
  timedOut: boolean,
): { kind: 'broken' | 'unreachable'; result: string } {
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
