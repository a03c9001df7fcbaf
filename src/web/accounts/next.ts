/** Where signing in leads to when no page was asked for. */
const START = '/console';
const MAX_NEXT = 2000;

/**
 * A page of ours to go on to: the path and query of what was asked for when it is one, else the console's start.
 * Anything that a browser could take for an address on another server is none (`//host`, `/\host`, `javascript:`).
 */
export function safeNext(given: unknown): string {
  if (typeof given !== 'string' || given.length > MAX_NEXT || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(given))
    return START;
  if (!URL.canParse(given, 'http://here.invalid')) return START;
  const { origin, pathname, search } = new URL(given, 'http://here.invalid');
  if (origin !== 'http://here.invalid' || pathname.startsWith('//')) return START;
  // Back to signing in, or to a form's own address, would be a dead end.
  return /^\/console\/(sign-in|first-admin|password)(\/|$)/.test(pathname) ? START : pathname + search;
}

/** The sign-in page, which leads back to a page of ours. */
export function signInAddress(next: string): string {
  const safe = safeNext(next);
  return safe === START ? '/console/sign-in' : `/console/sign-in?${new URLSearchParams({ next: safe })}`;
}
