import http from 'node:http';
import https from 'node:https';
import {
  failureOf,
  limited,
  pinnedTo,
  type Target,
  type TargetOptions,
  TIMEOUT_MS,
  targetOf,
} from './target.js';

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

export interface LinkRequestOptions extends TargetOptions {
  userAgent?: string;
}

const MAX_REDIRECTS = 5;
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

/** One request to addresses that were checked. */
function ask(
  { url, addresses }: Target,
  method: 'HEAD' | 'GET',
  { timeoutMs = TIMEOUT_MS, signal, userAgent = 'CityMatch-link-check/1.0' }: LinkRequestOptions,
): Promise<{ status: number; location: string | undefined } | LinkResult> {
  const limit = limited(timeoutMs, signal);
  return new Promise<{ status: number; location: string | undefined } | LinkResult>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method,
      lookup: pinnedTo(addresses),
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
      else resolve(failureOf(error, limit.signal.aborted));
    });
    request.end();
  }).finally(limit.done);
}
