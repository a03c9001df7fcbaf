import { ownAddress } from '../own-address.js';

/** Where signing in leads to when no page was asked for. */
const START = '/console';
const MAX_NEXT = 2000;

/**
 * A page of ours to go on to: the path and query of what was asked for when it is one, else the console's start.
 */
export function safeNext(given: unknown): string {
  const own = ownAddress(given, MAX_NEXT);
  // Back to signing in, or to a form's own address, would be a dead end.
  return own === undefined || /^\/console\/(sign-in|first-admin|password)([/?]|$)/.test(own) ? START : own;
}

/** The sign-in page, which leads back to a page of ours. */
export function signInAddress(next: string): string {
  const safe = safeNext(next);
  return safe === START ? '/console/sign-in' : `/console/sign-in?${new URLSearchParams({ next: safe })}`;
}
