import { CLIENT_IP_HEADER, COOKIE_PREFIX } from './auth.js';
import type { Client } from './contract.js';

/** A request's headers as the library may see them: nothing that the sender can make up passes but the cookie. */
export function headersOf({ ip, userAgent, cookie, requestId }: Client): Headers {
  const headers = new Headers();
  if (ip !== undefined) headers.set(CLIENT_IP_HEADER, ip);
  if (userAgent !== undefined) headers.set('user-agent', userAgent.slice(0, 300));
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (requestId !== undefined) headers.set('x-request-id', requestId);
  return headers;
}

/** Whether there is a session's cookie at all: without one, nothing needs to be asked of the database. */
export function mayBeSignedIn(cookie: string | undefined): boolean {
  return cookie?.includes(`${COOKIE_PREFIX}.session_token=`) ?? false;
}

/**
 * The cookies that an answer of the library sets. The session's own ends with the browser: how long it lasts while
 * nothing is done stands in the database, so that later requests need not send it again.
 */
export function cookiesOf(answer: Response): string[] {
  return answer.headers
    .getSetCookie()
    .map((cookie) =>
      /^[^=]*\.session_token=[^;]/.test(cookie) ? cookie.replace(/;\s*Max-Age=[1-9]\d*/i, '') : cookie,
    );
}
