import type { Request } from 'express';
import type { Partner } from '../../partners/contract.js';
import { workingKey } from '../../partners/demo.js';
import type { WebDeps } from '../deps.js';
import type { View } from '../view.js';
import { type SnippetSource, type Snippets, snippetsOf } from './snippet.js';

/** Where this site is reached, without a slash at the end: PUBLIC_URL, else where it was asked. */
export function siteOf({ publicUrl }: Pick<WebDeps, 'publicUrl'>, req: Request): string {
  return (publicUrl ?? `${req.protocol}://${req.host}`).replace(/\/$/, '');
}

/** What the lines for partners' pages need. */
export interface LinesDeps extends Pick<WebDeps, 'publicUrl'> {
  /** The newest release of the widget. */
  release: SnippetSource['release'];
}

/** The lines for a partner's pages and what they are made from; nothing where no publishable key works. */
export function linesOf(
  deps: LinesDeps,
  req: Request,
  view: View,
  partner: Partner,
): { source: SnippetSource | undefined; snippets: Snippets | undefined } {
  const key = workingKey(partner);
  if (key === undefined) return { source: undefined, snippets: undefined };
  const { linkText } = view.m.partners.snippet;
  const { frameTitle } = view.m.partners.demo;
  const { theme, scope } = partner;
  const site = siteOf(deps, req);
  const source = { site, key, theme, scope, linkText, frameTitle, release: deps.release };
  return { source, snippets: snippetsOf(source) };
}
