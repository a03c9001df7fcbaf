import type { WebDeps } from '../deps.js';
import type { PageRoute } from '../page-route.js';
import { accountPages } from './account-pages.js';
import { peoplePages } from './people-pages.js';
import { signInPages } from './sign-in-pages.js';

/** Signing in, one's own account, and the people of the secretariat. */
export function accountsPages({ accounts }: WebDeps): PageRoute[] {
  if (accounts === undefined) return [];
  return [...signInPages(accounts), ...accountPages(accounts), ...peoplePages(accounts)];
}
