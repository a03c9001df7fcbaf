import type { Request } from 'express';
import type { Access, Asker } from '../access.js';
import { accountsPages } from './accounts/pages.js';
import type { WebDeps } from './deps.js';
import { aboutPage, browsePage, entryPage, homePage, type Page } from './pages.js';
import type { View } from './view.js';

/** A page, declared once: its address, who may see it, and how it is made. A post comes from a form. */
export interface PageRoute {
  method: 'get' | 'post';
  /** As express takes it, `/entries/:id`. */
  path: string;
  access: Access;
  page(req: Request, view: View, asker: Asker): Page | Promise<Page>;
  /** It can be shown before the server is ready. */
  whileStarting?: boolean;
}

/** Every page. */
export function allPages(deps: WebDeps): PageRoute[] {
  return [
    { method: 'get', path: '/', access: 'anyone', page: (req, view) => homePage(deps, view, req) },
    {
      method: 'get',
      path: '/entries/:id',
      access: 'anyone',
      page: (req, view) => entryPage(deps, view, req),
    },
    { method: 'get', path: '/search', access: 'anyone', page: (req, view) => browsePage(deps, view, req) },
    {
      method: 'get',
      path: '/about',
      access: 'anyone',
      page: (_req, view) => aboutPage(view),
      whileStarting: true,
    },
    ...accountsPages(deps),
  ];
}
